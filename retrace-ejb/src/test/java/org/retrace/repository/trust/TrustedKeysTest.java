// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retrace.repository.trust.MadeKey.armored;
import static org.retrace.repository.trust.MadeKey.joined;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrace.bytes.FormatException;
import org.retrace.rpm.SmallRpm;

/** A key signs as long as its file says so, and its file is believed only where the key itself has signed it. */
class TrustedKeysTest {

    private static final Instant MADE = Instant.parse("2020-01-01T00:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);
    private static final String TRUSTED = "trusted";
    private static final String UNKNOWN = "unknown";
    private static final String REVOKED = "which is revoked";
    private static final String EXPIRED = "after it had expired";

    private final Path directory;
    private final MadeKey primary;
    private final MadeKey subkey;
    private final MadeKey stranger;

    TrustedKeysTest(@TempDir Path directory) throws PGPException {
        this.directory = directory;
        primary = new MadeKey(MADE);
        subkey = new MadeKey(MADE);
        stranger = new MadeKey(MADE);
    }

    @Test
    void trustsASubkeyThatIsBoundForSigningAndAgrees() throws Exception {
        put(primary.primary(), subkey.subkeyPacket(), binding(MADE));

        assertThat(verdict(primary, MADE)).isEqualTo(TRUSTED);
        assertThat(verdict(subkey, MADE)).isEqualTo(TRUSTED);
    }

    @Test
    void trustsEverySigningSubkeyThatGpgMakes(@TempDir Path home) throws Exception {
        SmallRpm gpg = new SmallRpm(home);
        Path file = gpg.key("ours");
        String[] batch = {"gpg", "--homedir", home + "/gpg", "--batch", "--quiet", "--passphrase", ""};
        String before = gpg.run(with(batch, "--with-colons", "--list-keys", "ours"));
        String fingerprint = before.lines()
                .filter(l -> l.startsWith("fpr:"))
                .findFirst()
                .orElseThrow()
                .split(":", -1)[9];
        gpg.run(with(batch, "--quick-add-key", fingerprint, "ed25519", "sign", "never"));
        gpg.run(with(batch, "--quick-add-key", fingerprint, "cv25519", "encr", "never"));
        gpg.run(with(batch, "--yes", "--output", file.toString(), "--export", "ours"));
        Files.copy(file, directory.resolve("key"));
        List<String> subkeys = gpg.run(with(batch, "--with-colons", "--list-keys", "ours"))
                .lines()
                .filter(l -> l.startsWith("sub:"))
                .map(l -> l.split(":", -1)[4])
                .toList();
        gpg.remove();

        assertThat(subkeys)
                .extracting(id -> TrustedKeys.read(directory)
                        .find(Long.parseUnsignedLong(id, 16))
                        .isPresent())
                .containsExactly(true, false);
    }

    @Test
    void trustsNoSubkeyWithoutABinding() throws Exception {
        put(primary.primary(), subkey.subkeyPacket());

        assertThat(verdict(subkey, MADE)).isEqualTo(UNKNOWN);
    }

    @Test
    void trustsNoSubkeyThatAnotherBound() throws Exception {
        byte[] theirs = stranger.binding(subkey, MADE, packets -> {
            packets.setKeyFlags(true, KeyFlags.SIGN_DATA);
            packets.addEmbeddedSignature(true, subkey.backSignature(stranger));
        });
        put(primary.primary(), subkey.subkeyPacket(), theirs);
        assertThat(verdict(subkey, MADE)).isEqualTo(UNKNOWN);

        byte[] pretended = stranger.binding(subkey, MADE, packets -> {
            packets.removePacketsOfType(SignatureSubpacketTags.ISSUER_KEY_ID);
            packets.setIssuerKeyID(true, primary.publicKey().getKeyID());
            packets.setKeyFlags(true, KeyFlags.SIGN_DATA);
            packets.addEmbeddedSignature(true, subkey.backSignature(primary));
        });
        put(primary.primary(), subkey.subkeyPacket(), pretended);
        assertThat(verdict(subkey, MADE)).isEqualTo(UNKNOWN);
    }

    @Test
    void trustsNoSubkeyWhoseBindingHasOneByteChanged() throws Exception {
        byte[] binding = binding(MADE);
        binding[binding.length - 1] ^= 1;
        put(primary.primary(), subkey.subkeyPacket(), binding);

        assertThat(verdict(subkey, MADE)).isEqualTo(UNKNOWN);
        assertThat(verdict(primary, MADE)).isEqualTo(TRUSTED);
    }

    @Test
    void trustsNoSubkeyThatDidNotAgree() throws Exception {
        byte[] silent = primary.binding(subkey, MADE, packets -> packets.setKeyFlags(true, KeyFlags.SIGN_DATA));
        put(primary.primary(), subkey.subkeyPacket(), silent);
        assertThat(verdict(subkey, MADE)).isEqualTo(UNKNOWN);

        byte[] adopted = primary.binding(subkey, MADE, packets -> {
            packets.setKeyFlags(true, KeyFlags.SIGN_DATA);
            packets.addEmbeddedSignature(true, subkey.backSignature(stranger));
        });
        put(primary.primary(), subkey.subkeyPacket(), adopted);
        assertThat(verdict(subkey, MADE)).isEqualTo(UNKNOWN);
    }

    @Test
    void trustsNoSubkeyForOtherUses() throws Exception {
        byte[] encrypts = primary.binding(subkey, MADE, packets -> {
            packets.setKeyFlags(true, KeyFlags.ENCRYPT_STORAGE);
            packets.addEmbeddedSignature(true, subkey.backSignature(primary));
        });
        put(primary.primary(), subkey.subkeyPacket(), encrypts);

        assertThat(verdict(subkey, MADE)).isEqualTo(UNKNOWN);
    }

    @Test
    void believesTheNewestBinding() throws Exception {
        byte[] brief = binding(MADE, packets -> packets.setKeyExpirationTime(true, YEAR.toSeconds()));
        byte[] lasting = binding(MADE.plus(YEAR.dividedBy(2)));

        put(primary.primary(), subkey.subkeyPacket(), lasting, brief);
        assertThat(verdict(subkey, MADE.plus(YEAR.multipliedBy(2)))).isEqualTo(TRUSTED);
    }

    @Test
    void endsASubkeyWhenItsBindingDoes() throws Exception {
        put(
                primary.primary(),
                subkey.subkeyPacket(),
                binding(MADE, packets -> packets.setKeyExpirationTime(true, YEAR.toSeconds())));

        assertThat(verdict(subkey, MADE.plus(YEAR))).isEqualTo(TRUSTED);
        assertThat(verdict(subkey, MADE.plus(YEAR).plusSeconds(1))).isEqualTo(EXPIRED);
        assertThat(verdict(primary, MADE.plus(YEAR).plusSeconds(1))).isEqualTo(TRUSTED);
    }

    @Test
    void endsAPrimaryKeyAndItsSubkeysTogether() throws Exception {
        put(primary.primaryPacket(), primary.name(MADE, YEAR), subkey.subkeyPacket(), binding(MADE));

        assertThat(verdict(subkey, MADE.plus(YEAR))).isEqualTo(TRUSTED);
        assertThat(verdict(primary, MADE.plus(YEAR).plusSeconds(1))).isEqualTo(EXPIRED);
        assertThat(verdict(subkey, MADE.plus(YEAR).plusSeconds(1))).isEqualTo(EXPIRED);
    }

    @Test
    void believesTheNewestNameThatTheKeyItselfSigned() throws Exception {
        Instant late = MADE.plus(YEAR.multipliedBy(2));
        byte[] forged = primary.name(MADE.plusSeconds(60), YEAR.multipliedBy(9));
        forged[forged.length - 1] ^= 1;

        put(primary.primaryPacket(), primary.name(MADE, YEAR), forged);
        assertThat(verdict(primary, late)).isEqualTo(EXPIRED);
        put(primary.primaryPacket(), primary.name(MADE, YEAR), stranger.name(MADE.plusSeconds(60), Duration.ZERO));
        assertThat(verdict(primary, late)).isEqualTo(EXPIRED);
        put(
                primary.primaryPacket(),
                primary.name(MADE.plusSeconds(60), YEAR.multipliedBy(9)),
                primary.name(MADE, YEAR));
        assertThat(verdict(primary, late)).isEqualTo(TRUSTED);
    }

    @Test
    void endsAKeyWithoutANameByItsOwnSignature() throws Exception {
        put(primary.primaryPacket(), primary.direct(MADE, YEAR));

        assertThat(verdict(primary, MADE.plus(YEAR))).isEqualTo(TRUSTED);
        assertThat(verdict(primary, MADE.plus(YEAR).plusSeconds(1))).isEqualTo(EXPIRED);
    }

    @Test
    void refusesWhatWasSignedBeforeTheKeyWasMade() throws Exception {
        put(primary.primary());

        assertThat(verdict(primary, MADE.minusSeconds(1))).isEqualTo("before it was made");
    }

    @Test
    void revokesASubkeyAlone() throws Exception {
        put(primary.primary(), subkey.subkeyPacket(), binding(MADE), primary.revocation(subkey));

        assertThat(verdict(subkey, MADE)).isEqualTo(REVOKED);
        assertThat(verdict(primary, MADE)).isEqualTo(TRUSTED);
    }

    @Test
    void revokesAPrimaryKeyWithItsSubkeys() throws Exception {
        put(
                primary.primaryPacket(),
                primary.revocation(),
                primary.name(MADE, Duration.ZERO),
                subkey.subkeyPacket(),
                binding(MADE));

        assertThat(verdict(primary, MADE)).isEqualTo(REVOKED);
        assertThat(verdict(subkey, MADE)).isEqualTo(REVOKED);
    }

    @Test
    void keepsAKeyRevokedWhateverAnotherCopySays() throws Exception {
        byte[] revoked = joined(primary.primaryPacket(), primary.revocation(), primary.name(MADE, Duration.ZERO));

        put(revoked, primary.primary());
        assertThat(verdict(primary, MADE)).isEqualTo(REVOKED);
        put(primary.primary(), revoked);
        assertThat(verdict(primary, MADE)).isEqualTo(REVOKED);
    }

    @Test
    void readsAllKeysOfAFile() throws Exception {
        put(primary.primary(), stranger.primary());
        assertThat(verdict(primary, MADE)).isEqualTo(TRUSTED);
        assertThat(verdict(stranger, MADE)).isEqualTo(TRUSTED);

        put(armored(primary.primary()), armored(stranger.primary()));
        assertThat(verdict(primary, MADE)).isEqualTo(TRUSTED);
        assertThat(verdict(stranger, MADE)).isEqualTo(TRUSTED);
    }

    @Test
    void readsOrRefusesAKeyFileWithEachByteFlipped() throws Exception {
        byte[] file = joined(primary.primary(), subkey.subkeyPacket(), binding(MADE));
        int refused = 0;
        for (int i = 0; i < file.length; i++) {
            byte[] flipped = file.clone();
            flipped[i] ^= 1;
            put(flipped);
            try {
                refused += verdict(subkey, MADE).equals(TRUSTED) ? 0 : 1;
            } catch (FormatException e) {
                assertThat(e.getMessage()).contains("OpenPGP key key");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(file.length / 2);
    }

    private static String[] with(String[] command, String... more) {
        return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
    }

    private byte[] binding(Instant at) throws IOException, PGPException {
        return binding(at, packets -> {});
    }

    @Test
    void readsOnlyTheFilesThatAreNamed() throws Exception {
        put(primary.primary());
        Files.write(directory.resolve("other"), stranger.primary());
        TrustedKeys keys = TrustedKeys.read(directory, List.of("key"));
        assertThat(keys.find(primary.publicKey().getKeyID())).isPresent();
        assertThat(keys.find(stranger.publicKey().getKeyID())).isEmpty();
        assertThatThrownBy(() -> TrustedKeys.read(directory, List.of("key", "crumb-1")))
                .isInstanceOf(FormatException.class)
                .hasMessage("OpenPGP key crumb-1: is not in " + directory + "; put it there as a file of this name");
    }

    @Test
    void otherKeysHaveAnotherFingerprint() throws Exception {
        put(primary.primary());
        Files.write(directory.resolve("other"), stranger.primary());
        String first = TrustedKeys.read(directory, List.of("key")).fingerprint();
        assertThat(TrustedKeys.read(directory, List.of("key")).fingerprint()).isEqualTo(first);
        assertThat(TrustedKeys.read(directory, List.of("other")).fingerprint()).isNotEqualTo(first);
        assertThat(TrustedKeys.read(directory).fingerprint())
                .isEqualTo(TrustedKeys.read(directory, List.of("other", "key")).fingerprint())
                .isNotEqualTo(first);
    }

    private byte[] binding(Instant at, MadeKey.Terms terms) throws IOException, PGPException {
        return primary.binding(subkey, at, packets -> {
            packets.setKeyFlags(true, KeyFlags.SIGN_DATA);
            packets.addEmbeddedSignature(true, subkey.backSignature(primary));
            terms.put(packets);
        });
    }

    private void put(byte[]... packets) throws IOException {
        Files.write(directory.resolve("key"), joined(packets));
    }

    private String verdict(MadeKey key, Instant at) throws IOException {
        return TrustedKeys.read(directory)
                .find(key.publicKey().getKeyID())
                .map(found -> found.objection(at).orElse(TRUSTED))
                .orElse(UNKNOWN);
    }
}
