// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.retraceserver;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.retrace.archive.Compression;
import org.retrace.settings.RetraceSettings;
import org.retrace.settings.Settings;
import org.retrace.task.intake.ExternalArchive;
import org.retrace.web.upload.UploadChecks;
import org.retrace.web.upload.UploadFormat;

/** An archive of this machine that the header {@code X-CoreFileDirectory} names instead of sending it. */
@ApplicationScoped
public class ExternalUpload {

    private static final String HEADER = "X-CoreFileDirectory";
    private static final int MAGIC_BYTES = 6;

    @Inject
    private Settings settings;

    /** What the header leads to. */
    sealed interface Outcome {

        /**
         * The bytes to unpack.
         *
         * @param file of this machine; empty when they are the request's body
         */
        record Open(Optional<Path> file) implements Outcome {

            InputStream body(HttpServletRequest request) throws IOException {
                return file.isPresent()
                        ? Files.newInputStream(file.get(), LinkOption.NOFOLLOW_LINKS)
                        : request.getInputStream();
            }
        }

        /**
         * There is nothing to unpack.
         *
         * @param why the answer
         */
        record Closed(UploadChecks.Refused why) implements Outcome {}
    }

    /** Follows the header of a request whose form is known. */
    Outcome of(HttpServletRequest request, UploadFormat format) throws IOException {
        String directory = request.getHeader(HEADER);
        RetraceSettings.Uploads allowed = settings.current().uploads();
        if (directory == null) {
            return new Outcome.Open(Optional.empty());
        }
        if (!allowed.allowExternalDir()) {
            return closed(403, HEADER + " header has been disabled by server administrator");
        }
        ExternalArchive archive = ExternalArchive.in(directory, allowed.externalDirs());
        if (archive instanceof ExternalArchive.NotOne many) {
            return closed(
                    501,
                    "There are " + many.files()
                            + " files in the directory. Only a single archive is supported at the moment");
        }
        if (!(archive instanceof ExternalArchive.Found found)) {
            return closed(404, "The directory specified in '" + HEADER + "' does not exist");
        }
        return isOf(format, found.file())
                ? new Outcome.Open(Optional.of(found.file()))
                : closed(
                        409,
                        "You header specifies '" + format.contentType() + "' type, but the file type does not match");
    }

    /** Of tar, which may hold a compressed one, any form will do. */
    private static boolean isOf(UploadFormat format, Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS))) {
            return format.compression() == Compression.NONE
                    || Compression.of(in.readNBytes(MAGIC_BYTES)) == format.compression();
        }
    }

    private static Outcome closed(int status, String sentence) {
        return new Outcome.Closed(new UploadChecks.Refused(status, sentence));
    }
}
