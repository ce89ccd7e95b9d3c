// SPDX-License-Identifier: Apache-2.0
package org.retrace.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.retrace.backtrace.BacktraceThread;

/**
 * What makes two crashes one problem: {@code ExecutablePath:Signal:f1:...:f5}, or for an assertion
 * {@code ExecutablePath:message}.
 *
 * @param text one line, at most {@value #MAX_CHARS} characters
 */
public record CrashSignature(String text) {

    /** Most characters of a signature, as of a client's DuplicateSignature; a longer one is cut. */
    public static final int MAX_CHARS = 32_768;

    private static final int FEWEST_NAMED = 2;
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{6,}");

    /**
     * The signature of a crash by signal; empty when fewer than two of the top five frames have a name. A frame without
     * one counts as {@code ??}.
     *
     * @param executablePath absolute, in the crashed machine
     * @param signal the signal's number
     */
    public static Optional<CrashSignature> of(String executablePath, int signal, BacktraceThread crashed) {
        List<String> top = StacktraceTop.of(crashed).functions();
        long named =
                top.stream().filter(name -> !name.equals(StacktraceTop.UNKNOWN)).count();
        if (named < FEWEST_NAMED) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>(List.of(executablePath, Integer.toString(signal)));
        parts.addAll(top);
        return Optional.of(cut(String.join(":", parts)));
    }

    /** The signature of a failed assertion; addresses in the message become {@code ADDR}. */
    public static CrashSignature ofAssertion(String executablePath, String message) {
        return cut(executablePath + ":" + ADDRESS.matcher(message.strip()).replaceAll("ADDR"));
    }

    @Override
    public String toString() {
        return text;
    }

    private static CrashSignature cut(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return new CrashSignature(line.substring(0, Math.min(line.length(), MAX_CHARS)));
    }
}
