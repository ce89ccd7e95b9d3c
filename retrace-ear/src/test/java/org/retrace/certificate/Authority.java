// SPDX-License-Identifier: Apache-2.0
package org.retrace.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V2TBSCertListGenerator;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Somebody who signs certificates and lists of revoked ones.
 *
 * @param name its own subject
 * @param keys what it signs with
 * @param pem its own certificate
 */
public record Authority(X500Name name, KeyPair keys, String pem) {

    private static final AlgorithmIdentifier ALGORITHM = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    private static final Duration DAY = Duration.ofDays(1);

    /** When certificates and lists count. */
    private record Validity(Instant from, Instant until) {
        Time begin() {
            return new Time(Date.from(from));
        }

        Time end() {
            return new Time(Date.from(until));
        }
    }

    /** A new one. */
    public static Authority named(String commonName) {
        return of(new X500Name("O=Test,CN=" + commonName), newKeys());
    }

    static Authority of(X500Name name, KeyPair keys) {
        return new Authority(name, keys, new Authority(name, keys, "").sign());
    }

    private String sign() {
        var extensions = new ExtensionsGenerator();
        add(extensions, Extension.basicConstraints, new BasicConstraints(true));
        add(extensions, Extension.keyUsage, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return pem("CERTIFICATE", certificate(name, keys.getPublic(), usual(), extensions.generate()));
    }

    /** A certificate for whoever a subject (RFC 4514) names. */
    public Certified certify(String subject) {
        return certify(subject, usual(), clients());
    }

    /** One that counted until yesterday. */
    public Certified certifyUntilYesterday(String subject) {
        var now = Instant.now();
        return certify(subject, new Validity(now.minus(DAY.multipliedBy(9)), now.minus(DAY)), clients());
    }

    /** One that counts from tomorrow. */
    public Certified certifyFromTomorrow(String subject) {
        var now = Instant.now();
        return certify(subject, new Validity(now.plus(DAY), now.plus(DAY.multipliedBy(9))), clients());
    }

    /** One that is for servers alone. */
    public Certified certifyServer(String subject) {
        return certify(subject, usual(), KeyPurposeId.id_kp_serverAuth);
    }

    private static KeyPurposeId clients() {
        return KeyPurposeId.id_kp_clientAuth;
    }

    private Certified certify(String subject, Validity validity, KeyPurposeId purpose) {
        var extensions = new ExtensionsGenerator();
        add(extensions, Extension.basicConstraints, new BasicConstraints(false));
        add(extensions, Extension.extendedKeyUsage, new ExtendedKeyUsage(purpose));
        var theirs = newKeys();
        var bytes = certificate(new X500Name(subject), theirs.getPublic(), validity, extensions.generate());
        try {
            var certificate =
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
            return new Certified(List.of((X509Certificate) certificate), theirs.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A list of these certificates, as PEM, which counts until tomorrow. */
    public String revoking(Certified... revoked) {
        return list(usual(), revoked);
    }

    /** The same of yesterday, which counts no more. */
    public String revokingUntilYesterday(Certified... revoked) {
        var now = Instant.now();
        return list(new Validity(now.minus(DAY.multipliedBy(9)), now.minus(DAY)), revoked);
    }

    private String list(Validity validity, Certified... revoked) {
        var list = new V2TBSCertListGenerator();
        list.setSignature(ALGORITHM);
        list.setIssuer(name);
        list.setThisUpdate(validity.begin());
        list.setNextUpdate(validity.end());
        for (Certified one : revoked) {
            list.addCRLEntry(new ASN1Integer(one.certificate().getSerialNumber()), validity.begin(), 0);
        }
        return pem("X509 CRL", signed(list.generateTBSCertList()));
    }

    private byte[] certificate(X500Name subject, PublicKey key, Validity validity, Extensions extensions) {
        var certificate = new V3TBSCertificateGenerator();
        certificate.setSerialNumber(new ASN1Integer(new BigInteger(100, new SecureRandom())));
        certificate.setSignature(ALGORITHM);
        certificate.setIssuer(name);
        certificate.setStartDate(validity.begin());
        certificate.setEndDate(validity.end());
        certificate.setSubject(subject);
        certificate.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
        certificate.setExtensions(extensions);
        return signed(certificate.generateTBSCertificate());
    }

    private byte[] signed(ASN1Encodable content) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            ASN1Primitive primitive = content.toASN1Primitive();
            signature.update(primitive.getEncoded("DER"));
            return new DERSequence(new ASN1Encodable[] {primitive, ALGORITHM, new DERBitString(signature.sign())})
                    .getEncoded();
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void add(ExtensionsGenerator extensions, ASN1ObjectIdentifier kind, ASN1Encodable value) {
        try {
            extensions.addExtension(kind, true, value);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Validity usual() {
        var now = Instant.now();
        return new Validity(now.minus(DAY), now.plus(DAY));
    }

    private static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String pem(String label, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, Base64.getMimeEncoder().encodeToString(content), label);
    }
}
