// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.jcajce.JcaPGPObjectFactory;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPContentVerifierBuilderProvider;
import org.retrace.rpm.RpmPackage;
import org.retrace.rpm.RpmSignature;

/**
 * Verifies packages against trusted keys, as {@code rpmkeys --checksig} does: the main header by its signature, the
 * payload by the digest in that header, or both by the signature of old packages. The cryptography is Bouncy Castle's.
 */
public final class PackageVerifier {

    private static final int BUFFER_BYTES = 1 << 16;

    private final TrustedKeys keys;

    public PackageVerifier(TrustedKeys keys) {
        this.keys = keys;
    }

    /**
     * Verifies a package.
     *
     * @param rpm what was read from the same, unchanged file
     */
    public Verification verify(Path file, RpmPackage rpm) throws IOException {
        for (RpmPackage.Digest digest : rpm.headerDigests()) {
            if (!digest.hex()
                    .equals(digest(file, rpm.headerStart(), rpm.payload().offset(), digest.algorithm()))) {
                return new Verification.Refused("the header's " + digest.algorithm() + " digest is wrong");
            }
        }
        if (rpm.signatures().isEmpty()) {
            return new Verification.Refused("the package is not signed");
        }
        Verification last = new Verification.Refused("no signature covers the payload");
        for (RpmSignature signature : rpm.signatures()) {
            if (signature.scope() == RpmSignature.Scope.HEADER
                    && rpm.payload().digest().isEmpty()) {
                continue;
            }
            last = verify(file, rpm, signature);
            if (last instanceof Verification.Refused) {
                return last;
            }
        }
        return last;
    }

    private Verification verify(Path file, RpmPackage rpm, RpmSignature signature) throws IOException {
        boolean headerOnly = signature.scope() == RpmSignature.Scope.HEADER;
        if (headerOnly) {
            RpmPackage.Digest digest = rpm.payload().digest().orElseThrow();
            if (!digest.hex().equals(digest(file, rpm.payload().offset(), Long.MAX_VALUE, digest.algorithm()))) {
                return new Verification.Refused("the payload's digest is wrong");
            }
        }
        long end = headerOnly ? rpm.payload().offset() : Long.MAX_VALUE;
        try {
            return verify(file, rpm.headerStart(), end, signature.packet());
        } catch (PGPException | RuntimeException e) {
            return new Verification.Refused("the signature cannot be read: " + e.getMessage());
        }
    }

    private Verification verify(Path file, long start, long end, byte[] packet) throws IOException, PGPException {
        PGPSignature signature = signature(packet);
        String keyId = "%016x".formatted(signature.getKeyID());
        Optional<PGPPublicKey> key = keys.find(signature.getKeyID());
        if (key.isEmpty()) {
            return new Verification.Refused("signed with key " + keyId + ", which is not trusted");
        }
        if (key.get().hasRevocation()) {
            return new Verification.Refused("signed with key " + keyId + ", which is revoked");
        }
        if (isExpired(key.get(), signature.getCreationTime().toInstant())) {
            return new Verification.Refused("signed with key " + keyId + " after it had expired");
        }
        signature.init(new JcaPGPContentVerifierBuilderProvider().setProvider(new BouncyCastleProvider()), key.get());
        read(file, start, end, signature::update);
        return signature.verify()
                ? new Verification.Verified(keyId)
                : new Verification.Refused("the signature of key " + keyId + " does not fit the package");
    }

    private static PGPSignature signature(byte[] packet) throws IOException, PGPException {
        Object parsed = new JcaPGPObjectFactory(new ByteArrayInputStream(packet)).nextObject();
        if (parsed instanceof PGPSignatureList list && list.size() == 1) {
            return list.get(0);
        }
        throw new PGPException("not one OpenPGP signature");
    }

    private static boolean isExpired(PGPPublicKey key, Instant at) {
        long valid = key.getValidSeconds();
        return valid > 0 && at.isAfter(key.getCreationTime().toInstant().plusSeconds(valid));
    }

    private static String digest(Path file, long start, long end, String algorithm) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            read(file, start, end, digest::update);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes bytes as they come. */
    private interface Sink {
        void take(byte[] buffer, int offset, int length);
    }

    /** Hands the file's bytes from start to end, or to its end, to the sink. */
    private static void read(Path file, long start, long end, Sink sink) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(start);
            InputStream in = Channels.newInputStream(channel);
            byte[] buffer = new byte[BUFFER_BYTES];
            long left = end - start;
            while (left > 0) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    return;
                }
                sink.take(buffer, 0, n);
                left -= n;
            }
        }
    }
}
