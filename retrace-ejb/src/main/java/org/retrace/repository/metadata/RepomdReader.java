// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.metadata;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.retrace.bytes.FormatException;

/** Reads repomd.xml, the document that names all other metadata of a repository. */
public final class RepomdReader {

    private static final int MOST_FILES = 1000;
    private static final int MOST_TYPE = 100;

    private final XmlCursor xml;
    private final MetadataFields fields;

    private RepomdReader(XmlCursor xml) {
        this.xml = xml;
        this.fields = new MetadataFields(xml);
    }

    /**
     * Reads the document.
     *
     * @param bytes the whole document; {@link RepositoryMetadata#MOST_BYTES} bound what may be fetched
     * @throws FormatException when it is none, or says what cannot be
     */
    public static RepositoryMetadata read(byte[] bytes) throws IOException {
        if (bytes.length > RepositoryMetadata.MOST_BYTES) {
            throw new FormatException("repomd.xml", -1, "has " + bytes.length + " bytes");
        }
        InputStream in = new ByteArrayInputStream(bytes);
        XmlCursor xml = new XmlCursor(in, "repomd.xml");
        return new RepomdReader(xml).document();
    }

    private RepositoryMetadata document() throws IOException {
        String revision = "";
        List<MetadataFile> files = new ArrayList<>();
        int entries = 0;
        xml.enter("repomd");
        while (xml.nextChild()) {
            if (xml.is("revision")) {
                revision = fields.text();
            } else if (xml.is("data")) {
                entries++;
                if (entries > MOST_FILES) {
                    throw xml.broken("more than " + MOST_FILES + " files");
                }
                file(xml.required("type")).ifPresent(files::add);
            } else {
                xml.skip();
            }
        }
        xml.finish();
        return new RepositoryMetadata(revision, files);
    }

    /** A file, unless it only says the same in SQLite's or zchunk's way. */
    private Optional<MetadataFile> file(String type) throws IOException {
        if (type.endsWith("_db") || type.endsWith("_zck")) {
            xml.skip();
            return Optional.empty();
        }
        if (type.isEmpty() || type.length() > MOST_TYPE) {
            throw xml.broken("a type of " + type.length() + " characters");
        }
        Entry entry = new Entry();
        while (xml.nextChild()) {
            read(entry);
        }
        if (entry.location == null || entry.checksum == null) {
            throw xml.broken("the file \"" + type + "\" lacks its location or its checksum");
        }
        return Optional.of(new MetadataFile(
                type, entry.location, entry.checksum, entry.openChecksum, entry.size, entry.openSize, entry.timestamp));
    }

    private void read(Entry entry) throws IOException {
        switch (xml.element()) {
            case "location" -> entry.location = fields.location();
            case "checksum" -> entry.checksum = fields.checksum();
            case "open-checksum" -> entry.openChecksum = Optional.of(fields.checksum());
            case "size" -> entry.size = OptionalLong.of(fields.number());
            case "open-size" -> entry.openSize = OptionalLong.of(fields.number());
            case "timestamp" -> entry.timestamp = fields.time();
            default -> xml.skip();
        }
    }

    /** A file as far as it has been read. */
    private static final class Entry {
        private @Nullable RepositoryPath location;
        private @Nullable Checksum checksum;
        private Optional<Checksum> openChecksum = Optional.empty();
        private OptionalLong size = OptionalLong.empty();
        private OptionalLong openSize = OptionalLong.empty();
        private Instant timestamp = Instant.EPOCH;
    }
}
