// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import java.util.Optional;
import org.retrace.task.TaskType;

/**
 * What a client asks for beside the archive.
 *
 * @param type the kind of retrace
 * @param packedBytes the archive's length as the client says
 * @param bareFile the name of the one file that comes without a tar archive; empty when there is one
 * @param key the Idempotency-Key, by which a client that lost the answer asks again; empty when it will not
 */
public record UploadRequest(TaskType type, long packedBytes, Optional<String> bareFile, Optional<String> key) {}
