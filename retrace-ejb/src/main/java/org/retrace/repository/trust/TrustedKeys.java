// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
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
        } catch (IOException | PGPException | RuntimeException e) {
            throw new FormatException(format, -1, String.valueOf(e.getMessage()));
        }
        if (rings == 0) {
            throw new FormatException(format, 0, "no public key in the file");
        }
    }

    /** Adds the keys of all armored blocks, or of one binary one; the number of key rings there were. */
    private static int addAll(Map<Long, TrustedKey> keys, byte[] bytes) throws IOException, PGPException {
        InputStream in = new ByteArrayInputStream(bytes);
        int rings = 0;
        while (in.available() > 0) {
            int before = in.available();
            for (PGPPublicKeyRing ring :
                    new PGPPublicKeyRingCollection(PGPUtil.getDecoderStream(in), new BcKeyFingerprintCalculator())) {
                rings++;
                add(keys, ring);
            }
            if (in.available() == before) {
                break;
            }
        }
        return rings;
    }

    private static void add(Map<Long, TrustedKey> keys, PGPPublicKeyRing ring) throws PGPException {
        PGPPublicKey primary = ring.getPublicKey();
        for (PGPPublicKey key : ring) {
            if (key.isMasterKey() || isVouchedFor(key, primary)) {
                keys.put(key.getKeyID(), new TrustedKey(key, primary));
            }
        }
    }

    private static boolean isVouchedFor(PGPPublicKey key, PGPPublicKey primary) throws PGPException {
        Iterator<PGPSignature> bindings = key.getSignaturesOfType(PGPSignature.SUBKEY_BINDING);
        while (bindings.hasNext()) {
            PGPSignature binding = bindings.next();
            if (binding.getKeyID() == primary.getKeyID()) {
                binding.init(new BcPGPContentVerifierBuilderProvider(), primary);
                if (binding.verifyCertification(primary, key)) {
                    return true;
                }
            }
        }
        return false;
    }
}
