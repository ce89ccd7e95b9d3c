// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.upload;

import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.Optional;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;

/**
 * The one file of a form ({@code multipart/form-data}, RFC 7578) while it arrives: nothing is kept, in memory or on the
 * disk. Its end is told when the form has ended too, so that a form with more in it is refused before anything of it
 * counts.
 */
public final class FormFile extends FilterInputStream {

    /** The content type of such forms. */
    public static final String TYPE = "multipart/form-data";

    private static final int MOST_HEADER_BYTES = 4096;

    private final FileItemInputIterator parts;
    private final String contentType;
    private boolean ended;

    private FormFile(FileItemInputIterator parts, FileItemInput file) throws IOException {
        super(file.getInputStream());
        this.parts = parts;
        contentType = UploadChecks.type(file.getContentType());
    }

    /**
     * Reads a request up to the first byte of the file.
     *
     * @throws FormException when what comes first is no file
     */
    public static FormFile open(HttpServletRequest request) throws IOException {
        JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory> reader = new JakartaServletFileUpload<>();
        reader.setMaxPartHeaderSize(MOST_HEADER_BYTES);
        try {
            FileItemInputIterator parts = reader.getItemIterator(request);
            if (!parts.hasNext()) {
                throw new FormException("the form is empty");
            }
            FileItemInput first = parts.next();
            if (first.isFormField()) {
                throw new FormException("the form has one part, the file, with a filename");
            }
            return new FormFile(parts, first);
        } catch (FileUploadException | IllegalStateException | IllegalArgumentException e) {
            throw new FormException(e);
        }
    }

    /** How the crash is packed; where the form does not say, as a tar archive. Empty for what is not taken. */
    public Optional<UploadFormat> format() {
        return contentType.isEmpty() || contentType.equals("application/octet-stream")
                ? Optional.of(UploadFormat.anyTar())
                : UploadFormat.of(contentType);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** The library tells some broken headers by exceptions that it does not declare. */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int n = ended ? -1 : in.read(buffer, offset, length);
            if (n < 0 && !ended && parts.hasNext()) {
                throw new FormException("the form has one part, the file, and no other");
            }
            ended = n < 0;
            return n;
        } catch (FileUploadException | IllegalStateException | IllegalArgumentException e) {
            throw new FormException(e);
        }
    }

    /** The request's bytes are its own: none is read for the sake of a close. */
    @Override
    public void close() {
        // see above
    }
}
