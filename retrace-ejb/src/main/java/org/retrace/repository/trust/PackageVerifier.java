// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.retrace.repository.trust.Verification.Refused;
import org.retrace.repository.trust.Verification.Verified;
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
     * Verifies a package: one signature of a trusted key must cover header and payload, and none of a trusted key may
     * be wrong. Signatures of other keys count for nothing.
     *
     * @param rpm what was read from the same, unchanged file
     */
    public Verification verify(Path file, RpmPackage rpm) throws IOException {
        for (RpmPackage.Digest digest : rpm.headerDigests()) {
            if (!isRight(digest, file, rpm.headerStart(), rpm.payload().offset())) {
                return new Refused("the header's " + digest.algorithm() + " digest is wrong");
            }
        }
        Optional<RpmPackage.Digest> digest = rpm.payload().digest();
        if (digest.isPresent() && !isRight(digest.get(), file, rpm.payload().offset(), Long.MAX_VALUE)) {
            return new Refused("the payload's digest is wrong");
        }
        return verifySignatures(file, rpm);
    }

    private Verification verifySignatures(Path file, RpmPackage rpm) throws IOException {
        Verification result = new Refused(
                rpm.signatures().isEmpty() ? "the package is not signed" : "no signature covers the payload");
        for (RpmSignature signature : rpm.signatures()) {
            boolean wholeFile = signature.scope() == RpmSignature.Scope.HEADER_AND_PAYLOAD;
            if (!wholeFile && rpm.payload().digest().isEmpty()) {
                continue;
            }
            Optional<PGPSignature> parsed = parse(signature.packet());
            Optional<TrustedKey> key = parsed.flatMap(s -> keys.find(s.getKeyID()));
            if (key.isPresent()) {
                long end = wholeFile ? Long.MAX_VALUE : rpm.payload().offset();
                result = verify(file, rpm.headerStart(), end, parsed.orElseThrow(), key.get());
                if (result instanceof Refused) {
                    return result;
                }
            } else if (result instanceof Refused) {
                result = new Refused(parsed.map(s -> "signed with key " + keyId(s) + ", which is not trusted")
                        .orElse("the signature cannot be read"));
            }
        }
        return result;
    }

    private static Verification verify(Path file, long start, long end, PGPSignature signature, TrustedKey key)
            throws IOException {
        String by = "signed with key " + keyId(signature);
        if (signature.getSignatureType() != PGPSignature.BINARY_DOCUMENT) {
            return new Refused(by + ", but not as a file");
        }
        Optional<String> objection = key.objection(signature.getCreationTime().toInstant());
        if (objection.isPresent()) {
            return new Refused(by + ", " + objection.get());
        }
        try {
            signature.init(new BcPGPContentVerifierBuilderProvider(), key.key());
            read(file, start, end, signature::update);
            return signature.verify()
                    ? new Verified(keyId(signature))
                    : new Refused(by + ", but the signature does not fit the package");
        } catch (PGPException | RuntimeException e) {
            return new Refused(by + ", but the signature cannot be read: " + e.getMessage());
        }
    }

    /** The one signature of a packet; empty when it is none that we know. */
    private static Optional<PGPSignature> parse(byte[] packet) {
        try {
            Object parsed = new BcPGPObjectFactory(packet).nextObject();
            return parsed instanceof PGPSignatureList list && list.size() == 1
                    ? Optional.of(list.get(0))
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String keyId(PGPSignature signature) {
        return "%016x".formatted(signature.getKeyID());
    }

    /** Whether the file's bytes from start to end, or to its end, have the digest. */
    private static boolean isRight(RpmPackage.Digest expected, Path file, long start, long end) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance(expected.algorithm());
            read(file, start, end, digest::update);
            return expected.hex().equals(HexFormat.of().formatHex(digest.digest()));
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
