// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.jcajce.JcaKeyFingerprintCalculator;
import org.retrace.bytes.FormatException;

/** The public keys that packages may be signed with, subkeys included, by their key id. */
public final class TrustedKeys {

    private static final long MAX_FILE_BYTES = 4L << 20;

    private final Map<Long, PGPPublicKey> keys;

    private TrustedKeys(Map<Long, PGPPublicKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /**
     * Reads every file of a directory, armored or binary; no directory means no keys.
     *
     * @throws FormatException when a file holds no public key; names the file
     */
    public static TrustedKeys read(Path directory) throws IOException {
        Map<Long, PGPPublicKey> keys = new HashMap<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, Files::isRegularFile)) {
                for (Path file : files) {
                    add(keys, file);
                }
            }
        }
        return new TrustedKeys(keys);
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    Optional<PGPPublicKey> find(long keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    private static void add(Map<Long, PGPPublicKey> keys, Path file) throws IOException {
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new FormatException("OpenPGP key " + file.getFileName(), 0, "the file is too large");
        }
        try (InputStream in = PGPUtil.getDecoderStream(Files.newInputStream(file))) {
            PGPPublicKeyRingCollection rings = new PGPPublicKeyRingCollection(in, new JcaKeyFingerprintCalculator());
            int before = keys.size();
            for (PGPPublicKeyRing ring : rings) {
                ring.getPublicKeys().forEachRemaining(key -> keys.put(key.getKeyID(), key));
            }
            if (keys.size() == before && rings.size() == 0) {
                throw new FormatException("OpenPGP key " + file.getFileName(), 0, "no public key in the file");
            }
        } catch (PGPException e) {
            throw new FormatException("OpenPGP key " + file.getFileName(), 0, String.valueOf(e.getMessage()));
        }
    }
}
