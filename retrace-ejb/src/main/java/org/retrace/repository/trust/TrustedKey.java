// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.trust;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * A public key that packages may be signed with. What stands around a key in its file counts only with a valid
 * signature of that key: anybody can add to a file that travels.
 *
 * @param key that signs
 * @param isRevoked whether it, or the primary key that vouches for it, is revoked
 * @param end when it expires, or its primary key does; {@link Instant#MAX} for never
 */
record TrustedKey(PGPPublicKey key, boolean isRevoked, Instant end) {

    /** The primary key of a file, whom the administrator trusts. */
    static TrustedKey primary(PGPPublicKey key) {
        List<PGPSignature> own = new ArrayList<>();
        Iterator<byte[]> names = key.getRawUserIDs();
        while (names.hasNext()) {
            byte[] name = names.next();
            for (PGPSignature signature : list(key.getSignaturesForID(name))) {
                if (signature.isCertification() && isBy(key, signature, s -> s.verifyCertification(name, key))) {
                    own.add(signature);
                }
            }
        }
        for (PGPSignature signature : list(key.getSignaturesOfType(PGPSignature.DIRECT_KEY))) {
            if (isBy(key, signature, s -> s.verifyCertification(key))) {
                own.add(signature);
            }
        }
        return new TrustedKey(
                key, key.hasRevocation(), newest(own).map(s -> end(key, s)).orElse(Instant.MAX));
    }

    /** A subkey of this primary key; empty unless the newest of its bindings is for signing, and it agrees to it. */
    Optional<TrustedKey> subkey(PGPPublicKey subkey) {
        List<PGPSignature> bindings = list(subkey.getSignaturesOfType(PGPSignature.SUBKEY_BINDING));
        return newest(bindings.stream()
                        .filter(b -> isBy(key, b, s -> s.verifyCertification(key, subkey)))
                        .toList())
                .filter(b -> isForSigning(b) && hasBackSignature(b, subkey))
                .map(b -> new TrustedKey(subkey, isRevoked || subkey.hasRevocation(), earlier(end, end(subkey, b))));
    }

    /** What speaks against a signature of that time, as the end of a sentence; empty when nothing does. */
    Optional<String> objection(Instant signed) {
        if (isRevoked) {
            return Optional.of("which is revoked");
        }
        if (signed.isBefore(key.getCreationTime().toInstant())) {
            return Optional.of("before it was made");
        }
        return signed.isAfter(end) ? Optional.of("after it had expired") : Optional.empty();
    }

    private static boolean isForSigning(PGPSignature binding) {
        return (binding.getHashedSubPackets().getKeyFlags() & KeyFlags.SIGN_DATA) != 0;
    }

    /** Whether the subkey itself signed that it belongs to this key, so that nobody adopts another's subkey. */
    private boolean hasBackSignature(PGPSignature binding, PGPPublicKey subkey) {
        List<PGPSignature> embedded = new ArrayList<>(embedded(binding.getHashedSubPackets()));
        embedded.addAll(embedded(binding.getUnhashedSubPackets()));
        return embedded.stream()
                .anyMatch(back -> back.getSignatureType() == PGPSignature.PRIMARYKEY_BINDING
                        && isBy(subkey, back, s -> s.verifyCertification(key, subkey)));
    }

    private static List<PGPSignature> embedded(PGPSignatureSubpacketVector packets) {
        try {
            return list(packets.getEmbeddedSignatures().iterator());
        } catch (PGPException e) {
            return List.of();
        }
    }

    /** Verifies a signature that was made ready. */
    @FunctionalInterface
    private interface Check {
        boolean fits(PGPSignature signature) throws PGPException;
    }

    /** Whether a signature is that key's and right; one that cannot be read is not. */
    private static boolean isBy(PGPPublicKey signer, PGPSignature signature, Check check) {
        if (signature.getKeyID() != signer.getKeyID()) {
            return false;
        }
        try {
            signature.init(new BcPGPContentVerifierBuilderProvider(), signer);
            return check.fits(signature);
        } catch (PGPException | RuntimeException e) {
            return false;
        }
    }

    private static Optional<PGPSignature> newest(List<PGPSignature> signatures) {
        return signatures.stream().max(Comparator.comparing(PGPSignature::getCreationTime));
    }

    private static Instant end(PGPPublicKey key, PGPSignature signature) {
        long seconds = signature.getHashedSubPackets().getKeyExpirationTime();
        return seconds == 0 ? Instant.MAX : key.getCreationTime().toInstant().plusSeconds(seconds);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static List<PGPSignature> list(Iterator<PGPSignature> signatures) {
        List<PGPSignature> list = new ArrayList<>();
        signatures.forEachRemaining(list::add);
        return list;
    }
}
