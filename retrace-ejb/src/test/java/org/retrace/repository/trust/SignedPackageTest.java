// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.retrace.rpm.MadeRpm;
import org.retrace.rpm.RpmPackage;

/** One right signature of a trusted key is enough, one wrong one of a trusted key is too many. */
class SignedPackageTest {

    private static final Limits LIMITS = new Limits(1000, 1 << 16, 1 << 20, 1 << 20);
    private static final Instant MADE = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant SIGNED = MADE.plusSeconds(3600);
    private static final int RPMSIGTAG_DSA = 267;
    private static final int RPMSIGTAG_RSA = 268;
    private static final int RPMSIGTAG_GPG = 1005;
    private static final int RPMTAG_PAYLOADDIGEST = 5092;

    private final Path keys;
    private final Path file;
    private final MadeKey ours;
    private final MadeKey alsoOurs;
    private final MadeKey theirs;
    private final MadeRpm rpm = new MadeRpm();

    SignedPackageTest(@TempDir Path directory) throws IOException, PGPException {
        keys = Files.createDirectory(directory.resolve("keys"));
        file = directory.resolve("made.rpm");
        ours = new MadeKey(MADE);
        alsoOurs = new MadeKey(MADE);
        theirs = new MadeKey(MADE);
    }

    @BeforeEach
    void trust() throws IOException, PGPException {
        Files.write(keys.resolve("ours"), MadeKey.joined(ours.primary(), alsoOurs.primary()));
    }

    @Test
    void takesAPackageSignedInAnyTag() throws Exception {
        Verification verified = new Verification.Verified(ours.id());

        assertThat(verify(new MadeRpm().signed(RPMSIGTAG_DSA, good(ours)))).isEqualTo(verified);
        assertThat(verify(new MadeRpm().signed(RPMSIGTAG_RSA, good(ours)))).isEqualTo(verified);
        assertThat(verify(new MadeRpm().signed(List.of(good(ours))))).isEqualTo(verified);
        assertThat(verify(new MadeRpm().signed(RPMSIGTAG_GPG, ours.sign(rpm.headerAndPayload(), SIGNED))))
                .isEqualTo(verified);
    }

    @Test
    void takesOneTrustedSignatureAmongOthers() throws Exception {
        byte[] broken = {1, 2, 3};

        assertThat(verify(rpm.signed(List.of(good(theirs), good(ours)))))
                .isEqualTo(new Verification.Verified(ours.id()));
        assertThat(verify(rpm.signed(List.of(good(ours), good(theirs)))))
                .isEqualTo(new Verification.Verified(ours.id()));
        assertThat(verify(rpm.signed(List.of(broken, good(ours), broken)))).isInstanceOf(Verification.Verified.class);
        assertThat(verify(rpm.signed(List.of(good(ours), good(alsoOurs))))).isInstanceOf(Verification.Verified.class);
        assertThat(verify(new MadeRpm().signed(List.of(good(theirs))).signed(RPMSIGTAG_RSA, good(ours))))
                .isInstanceOf(Verification.Verified.class);
    }

    @Test
    void refusesAWrongSignatureOfATrustedKeyBesideARightOne() throws Exception {
        byte[] wrong = alsoOurs.sign(new byte[] {1}, SIGNED);
        String reason = "signed with key " + alsoOurs.id() + ", but the signature does not fit the package";

        assertThat(reason(rpm.signed(List.of(good(ours), wrong)))).isEqualTo(reason);
        assertThat(reason(rpm.signed(List.of(wrong, good(ours))))).isEqualTo(reason);
        assertThat(reason(new MadeRpm().signed(RPMSIGTAG_RSA, good(ours)).signed(RPMSIGTAG_GPG, wrong)))
                .isEqualTo(reason);
    }

    @Test
    void refusesSignaturesOfStrangersOnly() throws Exception {
        assertThat(reason(rpm.signed(List.of(good(theirs)))))
                .isEqualTo("signed with key " + theirs.id() + ", which is not trusted");
        assertThat(reason(rpm.signed(List.of(new byte[] {1, 2, 3})))).isEqualTo("the signature cannot be read");
        assertThat(reason(new MadeRpm())).isEqualTo("the package is not signed");
    }

    @Test
    void refusesASignatureThatClaimsAnotherKeysName() throws Exception {
        byte[] forged = theirs.sign(rpm.header(), SIGNED);
        byte[] theirId = hex(theirs.id());
        byte[] ourId = hex(ours.id());
        for (int i = 0; i + 8 <= forged.length; i++) {
            if (java.util.Arrays.equals(forged, i, i + 8, theirId, 0, 8)) {
                System.arraycopy(ourId, 0, forged, i, 8);
            }
        }

        assertThat(reason(rpm.signed(List.of(forged)))).startsWith("signed with key " + ours.id() + ", but");
    }

    @Test
    void refusesASignatureThatWasNotMadeForAFile() throws Exception {
        byte[] text = ours.sign(PGPSignature.CANONICAL_TEXT_DOCUMENT, rpm.header(), SIGNED);

        assertThat(reason(rpm.signed(List.of(text)))).endsWith(", but not as a file");
    }

    @Test
    void refusesASignatureOfTheHeaderThatBindsNoPayload() throws Exception {
        MadeRpm loose = new MadeRpm().without(RPMTAG_PAYLOADDIGEST);

        assertThat(reason(loose.signed(RPMSIGTAG_RSA, ours.sign(loose.header(), SIGNED))))
                .isEqualTo("no signature covers the payload");
        assertThat(verify(loose.signed(RPMSIGTAG_GPG, ours.sign(loose.headerAndPayload(), SIGNED))))
                .isInstanceOf(Verification.Verified.class);
    }

    @Test
    void refusesWhatARevokedOrExpiredKeySignedEvenBesideARightSignature() throws Exception {
        Files.write(keys.resolve("revoked"), MadeKey.joined(theirs.primaryPacket(), theirs.revocation()));

        assertThat(reason(rpm.signed(List.of(good(ours), good(theirs))))).endsWith(", which is revoked");
    }

    @Test
    void takesNoPackageThatReadsOtherwiseWithOneByteFlippedAnywhere() throws Exception {
        byte[] whole = rpm.signed(List.of(good(ours))).bytes();
        RpmPackage original = read(whole);
        PackageVerifier verifier = new PackageVerifier(TrustedKeys.read(keys));
        int refused = 0;
        for (int i = 0; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= 1;
            if (isTaken(flipped, verifier)) {
                assertThat(i)
                        .as("only lead and signature header are not signed")
                        .isLessThan((int) original.headerStart());
                assertThat(read(flipped))
                        .as("byte %d", i)
                        .usingRecursiveComparison()
                        .ignoringFields("signatures")
                        .isEqualTo(original);
            } else {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(whole.length - (int) original.headerStart());
    }

    private boolean isTaken(byte[] bytes, PackageVerifier verifier) throws IOException {
        try {
            return verifier.verify(file, read(bytes)) instanceof Verification.Verified;
        } catch (FormatException e) {
            return false;
        }
    }

    /** A signature of the package's header. */
    private byte[] good(MadeKey key) throws IOException, PGPException {
        return key.sign(rpm.header(), SIGNED);
    }

    private Verification verify(MadeRpm made) throws IOException {
        return new PackageVerifier(TrustedKeys.read(keys)).verify(file, read(made.bytes()));
    }

    private String reason(MadeRpm made) throws IOException {
        return verify(made) instanceof Verification.Refused refused ? refused.reason() : "taken";
    }

    private RpmPackage read(byte[] bytes) throws IOException {
        try (ByteSource source = ByteSource.open(Files.write(file, bytes))) {
            return RpmPackage.read(source, LIMITS);
        }
    }

    private static byte[] hex(String id) {
        return java.util.HexFormat.of().parseHex(id);
    }
}
