// SPDX-License-Identifier: Apache-2.0
package org.retrace.certificate;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.jspecify.annotations.Nullable;
import org.retrace.classic.AnyCertificate;

/**
 * Somebody with a certificate.
 *
 * @param chain it, and behind it that of whoever signed it, if that is no authority
 * @param key what belongs to it
 */
public record Certified(List<X509Certificate> chain, PrivateKey key) {

    X509Certificate certificate() {
        return chain.get(0);
    }

    /** TLS in which they show it, whichever authorities the server says it knows. */
    SSLContext tls() {
        try {
            return AnyCertificate.context(new Shown(chain, key));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A certificate that they sign themselves, as if they were an authority. */
    Certified sign(String subject) {
        var mine = certificate();
        var name = X500Name.getInstance(mine.getSubjectX500Principal().getEncoded());
        var theirs = Authority.of(name, new KeyPair(mine.getPublicKey(), key)).certify(subject);
        return new Certified(List.of(theirs.certificate(), mine), theirs.key());
    }

    byte[] encoded() {
        try {
            return certificate().getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Writes both as a file (RFC 7292) that browsers take. */
    public void save(Path file, String password) throws IOException {
        try (var output = Files.newOutputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("mine", key, password.toCharArray(), chain.toArray(new Certificate[0]));
            store.store(output, password.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Java would show a server nothing but what that says it takes. */
    private static final class Shown extends X509ExtendedKeyManager {

        private static final String ALIAS = "mine";

        private final List<X509Certificate> chain;
        private final PrivateKey key;

        Shown(List<X509Certificate> chain, PrivateKey key) {
            this.chain = chain;
            this.key = key;
        }

        @Override
        public String chooseEngineClientAlias(
                String[] kinds, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return ALIAS;
        }

        @Override
        public String chooseClientAlias(String[] kinds, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return ALIAS;
        }

        @Override
        public String[] getClientAliases(String kind, Principal @Nullable [] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return chain.toArray(new X509Certificate[0]);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }

        @Override
        public String[] getServerAliases(String kind, Principal @Nullable [] issuers) {
            throw new UnsupportedOperationException("this is no server");
        }

        @Override
        public String chooseServerAlias(String kind, Principal @Nullable [] issuers, @Nullable Socket socket) {
            throw new UnsupportedOperationException("this is no server");
        }
    }
}
