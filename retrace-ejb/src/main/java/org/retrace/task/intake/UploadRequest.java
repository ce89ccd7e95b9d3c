// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import org.retrace.task.TaskType;

/**
 * What a client asks for beside the archive.
 *
 * @param type the kind of retrace
 * @param packedBytes the archive's length as the client says
 */
public record UploadRequest(TaskType type, long packedBytes) {}
