// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

/**
 * Why an upload is not accepted.
 *
 * @param reason what kind of refusal it is; decides the status of the answer
 * @param sentence the exact sentence for the client
 */
public record Refusal(Reason reason, String sentence) {

    /** The kinds of refusal. */
    public enum Reason {
        CONTENT_TOO_LARGE,
        NO_STORAGE,
        BROKEN_ARCHIVE,
        FORBIDDEN,
        FULLY_LOADED,
        KEY_REUSED
    }

    static Refusal contentTooLarge() {
        return new Refusal(Reason.CONTENT_TOO_LARGE, "Specified archive's content is too large");
    }

    static Refusal noStorage() {
        return new Refusal(Reason.NO_STORAGE, "There is not enough storage space on the server");
    }

    static Refusal brokenArchive() {
        return new Refusal(Reason.BROKEN_ARCHIVE, "Unable to unpack archive");
    }

    static Refusal link() {
        return new Refusal(Reason.FORBIDDEN, "Symlinks are not allowed to be in the archive");
    }

    static Refusal notAllowed(String name) {
        return new Refusal(Reason.FORBIDDEN, "File '" + printable(name) + "' is not allowed to be in the archive");
    }

    static Refusal tooLarge(String name) {
        return new Refusal(Reason.FORBIDDEN, "The '" + printable(name) + "' file is larger than expected");
    }

    static Refusal missing(String name) {
        return new Refusal(Reason.FORBIDDEN, "Required file '" + name + "' is missing");
    }

    static Refusal notWhatItSays(String name) {
        String what = name.equals(CrashFile.COREDUMP) ? name : CrashFile.VMCORE;
        return new Refusal(Reason.FORBIDDEN, "File '" + name + "' is not a " + what);
    }

    static Refusal fullyLoaded() {
        return new Refusal(Reason.FULLY_LOADED, "Retrace server is fully loaded at the moment");
    }

    static Refusal keyReused() {
        return new Refusal(Reason.KEY_REUSED, "The Idempotency-Key was used for another upload");
    }

    /** A name from the archive as one short line. */
    private static String printable(String name) {
        String line = name.codePoints()
                .limit(255)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return line.length() < name.length() ? line + "..." : line;
    }
}
