// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.mirror;

/** A file that a mirror gave whole, and how to ask later whether it is still the same. */
public final class SmallFile {

    private final byte[] bytes;
    private final Version version;

    public SmallFile(byte[] bytes, Version version) {
        this.bytes = bytes.clone();
        this.version = version;
    }

    /**
     * What a mirror calls one state of a file.
     *
     * @param address of the mirror: it means nothing to others
     * @param tag an ETag, or size and time; empty where there is none
     * @param modified the Last-Modified of an answer over HTTP; empty where there is none
     */
    public record Version(String address, String tag, String modified) {

        /** Nothing was fetched before. */
        public static final Version NONE = new Version("", "", "");

        /** Whether this is the same state, told by the same mirror by its tag. */
        boolean isStill(Version other) {
            return !tag.isEmpty() && address.equals(other.address) && tag.equals(other.tag);
        }
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public Version version() {
        return version;
    }
}
