// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import java.util.Optional;
import java.util.OptionalLong;
import org.retrace.task.TaskType;

/**
 * What a client asks for beside the archive.
 *
 * @param type the kind of retrace
 * @param packedBytes the archive's length as the client says
 * @param bareFile the name of the one file that comes without a tar archive; empty when there is one
 * @param key the Idempotency-Key, by which a client that lost the answer asks again; empty when it will not
 * @param owner the person whose task it will be; empty where nobody signed in
 */
public record UploadRequest(
        TaskType type, long packedBytes, Optional<String> bareFile, Optional<String> key, OptionalLong owner) {

    /** An upload of nobody's. */
    public UploadRequest(TaskType type, long packedBytes, Optional<String> bareFile, Optional<String> key) {
        this(type, packedBytes, bareFile, key, OptionalLong.empty());
    }

    /** The same of a person. */
    public UploadRequest of(long person) {
        return new UploadRequest(type, packedBytes, bareFile, key, OptionalLong.of(person));
    }

    /** What the upload is known by; one person's keys mean nothing to others, and no key of nobody's has a line end. */
    Optional<String> ownKey() {
        return owner.isEmpty() ? key : key.map(text -> owner.getAsLong() + "\n" + text);
    }
}
