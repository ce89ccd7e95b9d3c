// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.trust;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.PublicSubkeyPacket;
import org.bouncycastle.bcpg.UserIDPacket;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/** An OpenPGP key made for a test, written packet by packet, so that its file can say what gpg would not. */
public final class MadeKey {

    private static final String NAME = "made for a test";

    private final BcPGPKeyPair pair;
    private final Instant made;

    public MadeKey(Instant made) throws PGPException {
        Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
        generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
        this.made = made;
        this.pair = new BcPGPKeyPair(
                PublicKeyPacket.VERSION_4,
                PublicKeyAlgorithmTags.EDDSA_LEGACY,
                generator.generateKeyPair(),
                Date.from(made));
    }

    /** Changes what a signature says, before it is made. */
    @FunctionalInterface
    interface Terms {
        void put(PGPSignatureSubpacketGenerator packets) throws PGPException, IOException;
    }

    /** How a signature is made of a generator. */
    @FunctionalInterface
    private interface Making {
        PGPSignature of(PGPSignatureGenerator generator) throws PGPException, IOException;
    }

    PGPPublicKey publicKey() {
        return pair.getPublicKey();
    }

    String id() {
        return "%016x".formatted(pair.getKeyID());
    }

    /** The key's packet, as that of a primary key. */
    byte[] primaryPacket() throws IOException {
        return publicKey().getPublicKeyPacket().getEncoded();
    }

    /** The key's packet, as that of a subkey. */
    byte[] subkeyPacket() throws IOException {
        PublicKeyPacket packet = publicKey().getPublicKeyPacket();
        return new PublicSubkeyPacket(packet.getVersion(), packet.getAlgorithm(), packet.getTime(), packet.getKey())
                .getEncoded();
    }

    /** A user id, and this key's certification of it. */
    byte[] name(Instant at, Duration valid) throws IOException, PGPException {
        byte[] certification = signature(
                PGPSignature.POSITIVE_CERTIFICATION,
                at,
                packets -> packets.setKeyExpirationTime(true, valid.toSeconds()),
                generator -> generator.generateCertification(NAME, publicKey()));
        return joined(new UserIDPacket(NAME).getEncoded(), certification);
    }

    /** A signature of the key of itself, without a name. */
    byte[] direct(Instant at, Duration valid) throws IOException, PGPException {
        return signature(
                PGPSignature.DIRECT_KEY,
                at,
                packets -> packets.setKeyExpirationTime(true, valid.toSeconds()),
                generator -> generator.generateCertification(publicKey()));
    }

    /** The key's packet with a name, as it stands in a file. */
    public byte[] primary() throws IOException, PGPException {
        return joined(primaryPacket(), name(made, Duration.ZERO));
    }

    /** A binding of a subkey, or what pretends to be one. */
    byte[] binding(MadeKey subkey, Instant at, Terms terms) throws IOException, PGPException {
        return signature(
                PGPSignature.SUBKEY_BINDING,
                at,
                terms,
                generator -> generator.generateCertification(publicKey(), subkey.publicKey()));
    }

    /** The agreement of this subkey to be bound to a primary key. */
    PGPSignature backSignature(MadeKey primary) throws IOException, PGPException {
        return made(
                PGPSignature.PRIMARYKEY_BINDING,
                made,
                packets -> {},
                generator -> generator.generateCertification(primary.publicKey(), publicKey()));
    }

    byte[] revocation() throws IOException, PGPException {
        return signature(
                PGPSignature.KEY_REVOCATION,
                made,
                packets -> {},
                generator -> generator.generateCertification(publicKey()));
    }

    byte[] revocation(MadeKey subkey) throws IOException, PGPException {
        return signature(
                PGPSignature.SUBKEY_REVOCATION,
                made,
                packets -> {},
                generator -> generator.generateCertification(publicKey(), subkey.publicKey()));
    }

    /** A signature of bytes. */
    public byte[] sign(byte[] bytes, Instant at) throws IOException, PGPException {
        return sign(PGPSignature.BINARY_DOCUMENT, bytes, at);
    }

    byte[] sign(int type, byte[] bytes, Instant at) throws IOException, PGPException {
        return signature(type, at, packets -> {}, generator -> {
            generator.update(bytes);
            return generator.generate();
        });
    }

    private byte[] signature(int type, Instant at, Terms terms, Making making) throws IOException, PGPException {
        return made(type, at, terms, making).getEncoded();
    }

    private PGPSignature made(int type, Instant at, Terms terms, Making making) throws IOException, PGPException {
        PGPSignatureGenerator generator = new PGPSignatureGenerator(
                new BcPGPContentSignerBuilder(PublicKeyAlgorithmTags.EDDSA_LEGACY, HashAlgorithmTags.SHA256),
                publicKey());
        generator.init(type, pair.getPrivateKey());
        PGPSignatureSubpacketGenerator packets = new PGPSignatureSubpacketGenerator();
        packets.setSignatureCreationTime(true, Date.from(at));
        packets.setIssuerKeyID(false, pair.getKeyID());
        terms.put(packets);
        generator.setHashedSubpackets(packets.generate());
        return making.of(generator);
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] armored(byte[] key) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (ArmoredOutputStream out = new ArmoredOutputStream(text)) {
            out.write(key);
        }
        return text.toByteArray();
    }
}
