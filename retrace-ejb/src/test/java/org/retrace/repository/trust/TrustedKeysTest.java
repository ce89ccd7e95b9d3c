// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key counts only as far as somebody vouches for it, and only in its time. */
class TrustedKeysTest {

    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);

    private final Path directory;
    private final PGPKeyPair primary = pair();
    private final PGPKeyPair subkey = pair();

    TrustedKeysTest(@TempDir Path directory) throws PGPException {
        this.directory = directory;
    }

    @Test
    void takesASubkeyThatItsPrimaryVouchesFor() throws Exception {
        assertThat(read(ring(primary)).find(subkey.getKeyID()))
                .map(key -> key.primary().getKeyID())
                .contains(primary.getKeyID());
    }

    @Test
    void doesNotTakeASubkeyThatNobodyVouchesFor() throws Exception {
        PGPPublicKey bound = ring(primary).getPublicKey(subkey.getKeyID());
        PGPPublicKey bare =
                PGPPublicKey.removeCertification(bound, bound.getSignatures().next());

        TrustedKeys keys = read(PGPPublicKeyRing.insertPublicKey(ring(primary), bare));

        assertThat(keys.find(primary.getKeyID())).isPresent();
        assertThat(keys.find(subkey.getKeyID())).isEmpty();
    }

    @Test
    void doesNotTakeASubkeyThatAnotherKeyVouchesFor() throws Exception {
        PGPPublicKey stolen = ring(pair()).getPublicKey(subkey.getKeyID());

        assertThat(read(PGPPublicKeyRing.insertPublicKey(ring(primary), stolen)).find(subkey.getKeyID()))
                .isEmpty();
    }

    @Test
    void doesNotTakeASubkeyWhoseBindingIsForged() throws Exception {
        byte[] ring = ring(primary).getEncoded();
        ring[ring.length - 5] ^= 1;

        assertThat(read(ring).find(subkey.getKeyID())).isEmpty();
    }

    @Test
    void objectsToASignatureBeforeTheKeyWasMade() throws Exception {
        TrustedKeys keys = read(ring(primary));

        assertThat(objection(keys, MADE.minusSeconds(1))).contains("before it was made");
        assertThat(objection(keys, MADE.plusSeconds(1))).isEmpty();
    }

    @Test
    void objectsToASignatureAfterTheKeyHadExpired() throws Exception {
        PGPSignatureSubpacketGenerator limits = new PGPSignatureSubpacketGenerator();
        limits.setKeyExpirationTime(true, YEAR.toSeconds());
        TrustedKeys keys = read(certified(PGPSignature.DIRECT_KEY, limits));

        assertThat(objection(keys, MADE.plus(YEAR).minusSeconds(1))).isEmpty();
        assertThat(objection(keys, MADE.plus(YEAR).plusSeconds(1))).contains("after it had expired");
    }

    @Test
    void objectsToAnySignatureOfARevokedKey() throws Exception {
        TrustedKeys keys = read(certified(PGPSignature.KEY_REVOCATION, new PGPSignatureSubpacketGenerator()));

        assertThat(objection(keys, MADE.plusSeconds(1))).contains("which is revoked");
    }

    private Optional<String> objection(TrustedKeys keys, Instant signed) {
        return keys.find(primary.getKeyID()).orElseThrow().objection(signed);
    }

    private TrustedKeys read(PGPPublicKeyRing ring) throws IOException {
        return read(ring.getEncoded());
    }

    private TrustedKeys read(byte[] ring) throws IOException {
        Files.write(directory.resolve("key"), ring);
        return TrustedKeys.read(directory);
    }

    /** A key ring with the subkey, bound by this primary key. */
    private PGPPublicKeyRing ring(PGPKeyPair master) throws PGPException {
        PGPKeyRingGenerator generator = new PGPKeyRingGenerator(
                PGPSignature.POSITIVE_CERTIFICATION,
                master,
                "somebody",
                new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
                null,
                null,
                signer(master),
                null);
        generator.addSubKey(subkey);
        return generator.generatePublicKeyRing();
    }

    /** The ring, its primary key with one more signature of its own. */
    private PGPPublicKeyRing certified(int type, PGPSignatureSubpacketGenerator subpackets) throws PGPException {
        PGPPublicKey key = ring(primary).getPublicKey();
        PGPSignatureGenerator generator = new PGPSignatureGenerator(signer(primary), key);
        generator.init(type, primary.getPrivateKey());
        generator.setHashedSubpackets(subpackets.generate());
        PGPPublicKey certified = PGPPublicKey.addCertification(key, generator.generateCertification(key));
        return PGPPublicKeyRing.insertPublicKey(ring(primary), certified);
    }

    private static BcPGPContentSignerBuilder signer(PGPKeyPair pair) {
        return new BcPGPContentSignerBuilder(pair.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA256);
    }

    private static PGPKeyPair pair() throws PGPException {
        Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
        generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
        return new BcPGPKeyPair(
                PublicKeyPacket.VERSION_4,
                PublicKeyAlgorithmTags.EDDSA_LEGACY,
                generator.generateKeyPair(),
                Date.from(MADE));
    }
}
