// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.retrace.bytes.FormatException;
import org.retrace.settings.NearestKey;

/**
 * Where a repository is, for any release: a directory or a URL in which {@code $ARCH}, {@code $VER} and {@code $POINT}
 * stand for architecture, version and point release.
 *
 * @param text as it stands in the plugin
 */
public record MirrorAddress(String text) {

    public static final String ARCH = "$ARCH";
    public static final String VER = "$VER";
    public static final String POINT = "$POINT";

    private static final List<String> PROTOCOLS = List.of("rsync", "http", "https", "ftp");
    private static final Set<String> VARIABLES = Set.of(ARCH, VER, POINT);
    private static final Pattern VARIABLE = Pattern.compile("\\$[A-Za-z_]*");
    private static final Pattern PROTOCOL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*");
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9/._~+@%=,-]*");

    /**
     * Reads an absolute path or a URL.
     *
     * @throws FormatException when it is neither, or holds what has no place in it
     */
    public static MirrorAddress parse(String text) throws FormatException {
        var variables = VARIABLE.matcher(text);
        while (variables.find()) {
            if (!VARIABLES.contains(variables.group())) {
                throw fault("'" + variables.group() + "' is no variable; there are $ARCH, $VER and $POINT");
            }
        }
        var plain = VARIABLE.matcher(text).replaceAll("1");
        if (plain.startsWith("/")) {
            checkPath(plain);
        } else {
            checkUrl(text, plain);
        }
        return new MirrorAddress(text.endsWith("/") ? text : text + "/");
    }

    private static void checkUrl(String text, String plain) throws FormatException {
        var protocol = PROTOCOL.matcher(plain);
        if (!protocol.matches()) {
            throw fault(
                    "'" + text + "' is neither a URL (rsync, http, https, ftp) nor a directory, which begins with /");
        }
        var name = protocol.group(1);
        if (!PROTOCOLS.contains(name)) {
            throw fault("the protocol '" + name + "' is not one of rsync, http, https and ftp"
                    + NearestKey.among(PROTOCOLS, name)
                            .map(nearest -> "; the nearest is " + nearest)
                            .orElse(""));
        }
        try {
            var url = new URI(plain);
            if (url.getHost() == null || hasVariableInHost(text)) {
                throw fault("'" + text + "' has no host, or a variable in it");
            }
            if (url.getUserInfo() != null || url.getQuery() != null || url.getFragment() != null) {
                throw fault("'" + text + "' must not have a user, a ? or a #");
            }
            checkPath(url.getRawPath());
        } catch (URISyntaxException e) {
            throw fault("'" + text + "' is not a URL: " + e.getReason());
        }
    }

    private static boolean hasVariableInHost(String url) {
        var host = url.substring(url.indexOf("//") + 2);
        return host.substring(0, (host + "/").indexOf('/')).contains("$");
    }

    private static void checkPath(String path) throws FormatException {
        if (!PATH.matcher(path).matches()) {
            throw fault("its path may have letters, digits and /._~+@%=,- in it only");
        }
        if (("/" + path + "/").contains("/../")) {
            throw fault("its path must not lead upward (..)");
        }
    }

    private static FormatException fault(String reason) {
        return new FormatException("mirror", -1, reason);
    }

    /** Whether a variable stands in it. */
    public boolean has(String variable) {
        return text.contains(variable);
    }

    /**
     * The place of one release.
     *
     * @param point of the version's point releases the one that is meant; what stands for {@code $POINT}
     */
    public URI place(String version, String arch, String point) {
        var place = text.replace(VER, version).replace(ARCH, arch).replace(POINT, point);
        return URI.create(place.startsWith("/") ? "file://" + place : place);
    }

    @Override
    public String toString() {
        return text;
    }
}
