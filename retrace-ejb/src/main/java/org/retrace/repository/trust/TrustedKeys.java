// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.retrace.bytes.FormatException;

/** The public keys that packages may be signed with, by key id; subkeys included that their primary key vouches for. */
public final class TrustedKeys {

    private static final long MAX_FILE_BYTES = 4L << 20;

    private final Map<Long, TrustedKey> keys;

    private TrustedKeys(Map<Long, TrustedKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /**
     * Reads every file of a directory, armored or binary, any number of keys a file; no directory means no keys.
     *
     * @throws FormatException when a file holds no public key; names the file
     */
    public static TrustedKeys read(Path directory) throws IOException {
        Map<Long, TrustedKey> keys = new HashMap<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, Files::isRegularFile)) {
                for (Path file : files) {
                    add(keys, file);
                }
            }
        }
        return new TrustedKeys(keys);
    }

    /**
     * Reads some files of a directory.
     *
     * @throws FormatException when one of them is not there, or holds no public key; names the file
     */
    public static TrustedKeys read(Path directory, List<String> names) throws IOException {
        Map<Long, TrustedKey> keys = new HashMap<>();
        for (String name : names) {
            Path file = directory.resolve(name);
            if (!Files.isRegularFile(file)) {
                throw new FormatException(
                        "OpenPGP key " + name, -1, "is not in " + directory + "; put it there as a file of this name");
            }
            add(keys, file);
        }
        return new TrustedKeys(keys);
    }

    /** Another one for other keys, and for keys of which other things hold; hex. */
    public String fingerprint() {
        String text = keys.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> "%016x %b %s"
                        .formatted(
                                entry.getKey(),
                                entry.getValue().isRevoked(),
                                entry.getValue().end()))
                .collect(Collectors.joining("\n"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    Optional<TrustedKey> find(long keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    private static void add(Map<Long, TrustedKey> keys, Path file) throws IOException {
        String format = "OpenPGP key " + file.getFileName();
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new FormatException(format, 0, "the file is too large");
        }
        byte[] bytes = Files.readAllBytes(file);
        int rings;
        try {
            rings = addAll(keys, bytes);
        } catch (IOException | RuntimeException e) {
            throw new FormatException(format, -1, String.valueOf(e.getMessage()));
        }
        if (rings == 0) {
            throw new FormatException(format, 0, "no public key in the file");
        }
    }

    /** Adds the keys of all armored blocks, or of one binary one; the number of key rings there were. */
    private static int addAll(Map<Long, TrustedKey> keys, byte[] bytes) throws IOException {
        InputStream in = new ByteArrayInputStream(bytes);
        int rings = 0;
        while (in.available() > 0) {
            int before = in.available();
            for (Object packets : new BcPGPObjectFactory(PGPUtil.getDecoderStream(in))) {
                if (packets instanceof PGPPublicKeyRing ring) {
                    rings++;
                    add(keys, ring);
                }
            }
            if (in.available() == before) {
                break;
            }
        }
        return rings;
    }

    private static void add(Map<Long, TrustedKey> keys, PGPPublicKeyRing ring) {
        TrustedKey primary = TrustedKey.primary(ring.getPublicKey());
        put(keys, primary);
        for (PGPPublicKey key : ring) {
            if (!key.isMasterKey()) {
                primary.subkey(key).ifPresent(subkey -> put(keys, subkey));
            }
        }
    }

    /** Of two copies of a key the one that is revoked counts. */
    private static void put(Map<Long, TrustedKey> keys, TrustedKey key) {
        keys.merge(key.key().getKeyID(), key, (one, other) -> one.isRevoked() ? one : other);
    }
}
