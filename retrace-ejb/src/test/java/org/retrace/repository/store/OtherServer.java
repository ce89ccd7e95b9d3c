// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Another process on the same store, which holds a package until it is ended. */
final class OtherServer implements AutoCloseable {

    private static final String SHARES = "shares";
    private static final String REMOVES = "removes";

    private final Process process;
    private final String said;

    private OtherServer(Path locks, String digest, String how) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherServer.class.getName(),
                        locks.toString(),
                        digest,
                        how)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        said = process.inputReader(StandardCharsets.US_ASCII).readLine();
    }

    static OtherServer thatUses(Path locks, String digest) throws IOException {
        return new OtherServer(locks, digest, SHARES);
    }

    static OtherServer thatRemoves(Path locks, String digest) throws IOException {
        return new OtherServer(locks, digest, REMOVES);
    }

    /** Whether it got what it wanted. */
    boolean holds() {
        return said.equals("held");
    }

    /** Kills it. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** The other process: the file of locks, a digest, and what for. */
    public static void main(String[] arguments) throws Exception {
        PackageLocks locks = new PackageLocks(Path.of(arguments[0]));
        boolean held = true;
        if (arguments[2].equals(SHARES)) {
            locks.share(arguments[1]);
        } else {
            held = locks.tryExclusive(arguments[1]).isPresent();
        }
        System.out.println(held ? "held" : "refused");
        Thread.currentThread().join();
    }
}
