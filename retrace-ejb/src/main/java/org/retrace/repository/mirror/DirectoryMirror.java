// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.mirror;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.retrace.repository.metadata.RepositoryPath;

/** A directory of this machine. Links in it are followed, wherever they lead: whoever made them chose it too. */
final class DirectoryMirror extends Mirror {

    private final Path directory;
    private final TransferRules rules;

    DirectoryMirror(String address, Path directory, TransferRules rules) {
        super(address);
        this.directory = directory;
        this.rules = rules;
    }

    private Path place(RepositoryPath path) {
        return directory.resolve(path.unescaped());
    }

    @Override
    public List<Entry> list(RepositoryPath path) throws IOException {
        Path place = place(path);
        if (!Files.isDirectory(place)) {
            throw failed(place + " is no directory");
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.map(DirectoryMirror::entry).toList();
        }
    }

    private static Entry entry(Path file) {
        boolean isDirectory = Files.isDirectory(file);
        long bytes = file.toFile().length();
        return new Entry(
                file.getFileName().toString(),
                isDirectory,
                isDirectory ? OptionalLong.empty() : OptionalLong.of(bytes));
    }

    @Override
    public Optional<SmallFile> look(RepositoryPath path, SmallFile.Version known, int mostBytes) throws IOException {
        Path place = regular(path);
        String tag = Files.size(place) + " " + Files.getLastModifiedTime(place);
        SmallFile.Version version = new SmallFile.Version(address(), tag, "");
        if (version.isStill(known)) {
            return Optional.empty();
        }
        if (Files.size(place) > mostBytes) {
            throw failed(path + " has " + Files.size(place) + " bytes, at most " + mostBytes);
        }
        return Optional.of(new SmallFile(Files.readAllBytes(place), version));
    }

    @Override
    void append(RepositoryPath path, PartialFile partial) throws IOException {
        try (FileChannel channel = FileChannel.open(regular(path))) {
            partial.checkLength(channel.size(), rules);
            channel.position(partial.length());
            InputStream in = Channels.newInputStream(channel);
            try (TransferWatch watch =
                    new TransferWatch(rules, partial::length, partial.download().progress(), in)) {
                partial.take(this, in, rules, watch);
            }
        }
    }

    private Path regular(RepositoryPath path) throws MirrorException {
        Path place = place(path);
        if (!Files.isRegularFile(place)) {
            throw failed(path + " is not there");
        }
        return place;
    }
}
