// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.upload;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.retrace.archive.Compression;

/**
 * A form that an upload may have.
 *
 * @param contentType as the header spells it, without parameters, in lower case
 * @param bareFile the name of the one file that comes without a tar archive; empty when there is one
 * @param compression what the form says; the first bytes decide
 */
public record UploadFormat(String contentType, Optional<String> bareFile, Compression compression) {

    /** The three that every client knows come first: the oldest read no more than sixteen. */
    private static final List<UploadFormat> ALL = all();

    private static List<UploadFormat> all() {
        List<UploadFormat> formats = new ArrayList<>(List.of(
                tar("application/x-gzip", Compression.GZIP),
                tar("application/x-tar", Compression.NONE),
                tar("application/x-xz-compressed-tar", Compression.XZ),
                tar("application/gzip", Compression.GZIP),
                tar("application/x-xz", Compression.XZ),
                tar("application/zstd", Compression.ZSTD)));
        for (String name : List.of("coredump", "vmcore")) {
            formats.add(bare(name, "", Compression.NONE));
            formats.add(bare(name, "+gzip", Compression.GZIP));
            formats.add(bare(name, "+xz", Compression.XZ));
            formats.add(bare(name, "+zstd", Compression.ZSTD));
        }
        return List.copyOf(formats);
    }

    private static UploadFormat tar(String contentType, Compression compression) {
        return new UploadFormat(contentType, Optional.empty(), compression);
    }

    private static UploadFormat bare(String name, String suffix, Compression compression) {
        return new UploadFormat("application/x-" + name + suffix, Optional.of(name), compression);
    }

    /** The form of a Content-Type, its parameters left out; empty when there is no such form. */
    public static Optional<UploadFormat> of(String contentType) {
        return formats().filter(f -> f.contentType.equals(contentType)).findFirst();
    }

    private static Stream<UploadFormat> formats() {
        return ALL.stream();
    }

    /** A tar archive, however it is compressed. */
    public static UploadFormat anyTar() {
        return of("application/x-tar").orElseThrow();
    }

    /** All content types, with blanks between them. */
    public static String names() {
        return formats().map(UploadFormat::contentType).collect(Collectors.joining(" "));
    }
}
