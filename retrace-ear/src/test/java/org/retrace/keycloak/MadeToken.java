// SPDX-License-Identifier: Apache-2.0
package org.retrace.keycloak;

import jakarta.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Forgeries of a token (RFC 7519) that counts: the same claims, but not signed by whom they name.
 *
 * @param claims the middle part, encoded
 * @param key the key of the issuer (RFC 7517), of which everybody knows the public part
 */
record MadeToken(String claims, JsonObject key) {

    static MadeToken of(String genuine, JsonObject key) {
        return new MadeToken(genuine.split("\\.", -1)[1], key);
    }

    /** Not signed, and says so. */
    String unsigned(boolean naming) {
        return head("none", naming) + "." + claims + ".";
    }

    /** Signed with a secret that everybody knows: the issuer's public key. */
    String signedWithPublicKey() throws GeneralSecurityException {
        var modulus = new BigInteger(1, Base64.getUrlDecoder().decode(key.getString("n")));
        var exponent = new BigInteger(1, Base64.getUrlDecoder().decode(key.getString("e")));
        var encoded = KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(modulus, exponent))
                .getEncoded();
        return signedWithSecret(encoded, true);
    }

    /** Signed with a secret instead of a key. */
    String signedWithSecret(byte[] secret, boolean naming) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        var signed = head("HS256", naming) + "." + claims;
        return signed + "." + encode(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Signed with a key of our own, under the name of the issuer's. */
    String signedByAnother() throws GeneralSecurityException {
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate());
        var signed = head("RS256", true) + "." + claims;
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + encode(signature.sign());
    }

    private String head(String algorithm, boolean naming) {
        var name = naming ? ",\"kid\":\"" + key.getString("kid") + "\"" : "";
        return encode(("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"" + name + "}").getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A genuine token in which other roles are written. */
    static String promoted(String genuine, String from, String to) {
        var parts = genuine.split("\\.", -1);
        var claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        if (!claims.contains(from)) {
            throw new AssertionError("no " + from + " in " + claims);
        }
        return parts[0] + "." + encode(claims.replace(from, to).getBytes(StandardCharsets.UTF_8)) + "." + parts[2];
    }
}
