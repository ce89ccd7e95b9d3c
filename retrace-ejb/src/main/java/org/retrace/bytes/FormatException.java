// SPDX-License-Identifier: Apache-2.0
package org.retrace.bytes;

import java.io.IOException;

/**
 * Bad input: bytes that break the format they claim to be in. An {@link IOException}, so that it passes through
 * streams; a reader that meets it must not have changed anything outside itself.
 */
public final class FormatException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String format;
    private final long offset;
    private final String reason;

    /**
     * @param format what the bytes should have been, as people call it: {@code ELF}, {@code RPM header}
     * @param offset position of the fault in bytes from the start of the format's own data; -1 where unknown
     * @param reason what is wrong, without the offset, fit to be shown to the uploader
     */
    public FormatException(String format, long offset, String reason) {
        super(offset < 0 ? format + ": " + reason : format + " at byte " + offset + ": " + reason);
        this.format = format;
        this.offset = offset;
        this.reason = reason;
    }

    public String format() {
        return format;
    }

    public long offset() {
        return offset;
    }

    public String reason() {
        return reason;
    }
}
