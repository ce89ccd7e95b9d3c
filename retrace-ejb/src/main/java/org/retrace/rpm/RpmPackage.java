// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;

/**
 * What lead, signature header and main header of an RPM say; nothing of it is verified.
 *
 * @param nevra its name
 * @param files in the header's order
 * @param buildIds of its files, from the links that rpm makes
 * @param signatures of the package, strongest first; none when it is not signed
 * @param headerDigests hex digests of the main header that stand in the signature header
 * @param payload where it lies
 * @param headerStart file offset of the main header, which ends where the payload begins
 */
public record RpmPackage(
        Nevra nevra,
        List<RpmFile> files,
        List<PackagedBuildId> buildIds,
        List<RpmSignature> signatures,
        List<Digest> headerDigests,
        Payload payload,
        long headerStart) {

    private static final String FORMAT = "RPM";
    private static final int LEAD_BYTES = 96;
    private static final int LEAD_MAJOR = 4;
    private static final int LEAD_TYPE = 78;
    private static final int LEAD_MAGIC = 0xedabeedb;
    private static final int SIGNATURE_ALIGNMENT = 8;
    private static final int RPMSIGTYPE_HEADERSIG = 5;
    private static final int MAX_SIGNATURES = 16;

    /** Names of PGPHASHALGO_SHA256 and up (RFC 9580, 9.5); -1 stands for none given. */
    private static final Map<Long, String> PAYLOAD_DIGESTS =
            Map.of(-1L, "SHA-256", 8L, "SHA-256", 9L, "SHA-384", 10L, "SHA-512", 12L, "SHA3-256", 14L, "SHA3-512");

    /** Copies the lists. */
    public RpmPackage {
        files = List.copyOf(files);
        buildIds = List.copyOf(buildIds);
        signatures = List.copyOf(signatures);
        headerDigests = List.copyOf(headerDigests);
    }

    /**
     * A digest to be compared.
     *
     * @param algorithm as {@link java.security.MessageDigest} knows it
     * @param hex lower case
     */
    public record Digest(String algorithm, String hex) {}

    /**
     * The compressed archive of the files.
     *
     * @param offset in the file, bytes
     * @param digest of its compressed bytes, in the signed header; absent from old packages
     */
    public record Payload(long offset, Optional<Digest> digest) {}

    /**
     * Reads a package's headers.
     *
     * @throws FormatException when it is not an RPM, or broken, or claims more than the limits allow
     */
    public static RpmPackage read(ByteSource source, Limits limits) throws IOException {
        ByteBuffer lead = source.read(FORMAT, 0, LEAD_BYTES, limits);
        if (lead.getInt() != LEAD_MAGIC) {
            throw new FormatException(FORMAT, 0, "wrong magic");
        }
        if (lead.get(LEAD_MAJOR) < 3 || lead.get(LEAD_MAJOR) > 4 || lead.getShort(LEAD_TYPE) != RPMSIGTYPE_HEADERSIG) {
            throw new FormatException(FORMAT, LEAD_MAJOR, "a package format that is not known");
        }
        RpmHeader signature = RpmHeader.read(source, LEAD_BYTES, limits);
        long headerStart = (signature.end() + SIGNATURE_ALIGNMENT - 1) / SIGNATURE_ALIGNMENT * SIGNATURE_ALIGNMENT;
        RpmHeader header = RpmHeader.read(source, headerStart, limits);
        List<RpmFile> files = RpmFiles.of(header);
        return new RpmPackage(
                nevra(header),
                files,
                BuildIdLinks.of(files),
                signatures(signature),
                headerDigests(signature),
                new Payload(header.end(), payloadDigest(header)),
                headerStart);
    }

    private static Nevra nevra(RpmHeader header) throws FormatException {
        long[] epoch = header.numbers(RpmTag.RPMTAG_EPOCH);
        boolean isSource = header.has(RpmTag.RPMTAG_SOURCEPACKAGE);
        return new Nevra(
                required(header, RpmTag.RPMTAG_NAME, "/"),
                epoch.length == 0 ? 0 : (int) Math.max(0, Math.min(Integer.MAX_VALUE, epoch[0])),
                required(header, RpmTag.RPMTAG_VERSION, "/-:"),
                required(header, RpmTag.RPMTAG_RELEASE, "/-:"),
                isSource ? "src" : required(header, RpmTag.RPMTAG_ARCH, "/-."));
    }

    /** A part of the name, without blanks, controls and what would make the full name another one's. */
    private static String required(RpmHeader header, int tag, String forbidden) throws FormatException {
        String text = header.text(tag).orElse("");
        if (text.isEmpty() || text.chars().anyMatch(c -> c <= ' ' || c == 0x7f || forbidden.indexOf(c) >= 0)) {
            throw new FormatException(FORMAT, header.start(), "tag " + tag + " is missing or no name");
        }
        return text;
    }

    private static List<RpmSignature> signatures(RpmHeader signature) throws FormatException {
        List<RpmSignature> found = new ArrayList<>();
        List<String> openpgp = signature.texts(RpmTag.RPMSIGTAG_OPENPGP);
        if (openpgp.size() > MAX_SIGNATURES) {
            throw new FormatException(FORMAT, signature.start(), openpgp.size() + " signatures");
        }
        for (String base64 : openpgp) {
            found.add(new RpmSignature(RpmSignature.Scope.HEADER, decoded(signature, base64)));
        }
        for (int tag : new int[] {RpmTag.RPMSIGTAG_RSA, RpmTag.RPMSIGTAG_DSA}) {
            signature.bytes(tag).ifPresent(b -> found.add(new RpmSignature(RpmSignature.Scope.HEADER, b)));
        }
        for (int tag : new int[] {RpmTag.RPMSIGTAG_PGP, RpmTag.RPMSIGTAG_GPG}) {
            signature.bytes(tag).ifPresent(b -> found.add(new RpmSignature(RpmSignature.Scope.HEADER_AND_PAYLOAD, b)));
        }
        return found;
    }

    private static byte[] decoded(RpmHeader signature, String base64) throws FormatException {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new FormatException(FORMAT, signature.start(), "a signature that is not base64");
        }
    }

    private static List<Digest> headerDigests(RpmHeader signature) throws FormatException {
        List<Digest> digests = new ArrayList<>();
        signature.text(RpmTag.RPMSIGTAG_SHA256).ifPresent(hex -> digests.add(new Digest("SHA-256", hex)));
        signature.text(RpmTag.RPMSIGTAG_SHA1).ifPresent(hex -> digests.add(new Digest("SHA-1", hex)));
        return digests;
    }

    /** Absent, too, when it is of an algorithm that is broken or unknown. */
    private static Optional<Digest> payloadDigest(RpmHeader header) throws FormatException {
        long[] algorithm = header.numbers(RpmTag.RPMTAG_PAYLOADDIGESTALGO);
        Optional<String> name = Optional.ofNullable(PAYLOAD_DIGESTS.get(algorithm.length > 0 ? algorithm[0] : -1L));
        return header.text(RpmTag.RPMTAG_PAYLOADDIGEST).flatMap(hex -> name.map(n -> new Digest(n, hex)));
    }
}
