// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.list;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The short name of a crash signature, whose text may be long: the MD5 that PostgreSQL makes of it too. */
public final class SignatureKey {

    private SignatureKey() {}

    /** The key of a signature; a key is its own. */
    public static String of(String signature) {
        return signature.matches("[0-9a-f]{32}") ? signature : md5(signature);
    }

    private static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
