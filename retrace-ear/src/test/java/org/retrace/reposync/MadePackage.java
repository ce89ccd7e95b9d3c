// SPDX-License-Identifier: Apache-2.0
package org.retrace.reposync;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A package of a distribution that nobody has, the same at each run: of each ten three with programs, three with the
 * debuginfo of those, and four without ELF files, about as a distribution with its debuginfo has them.
 *
 * @param number 0 and up
 */
record MadePackage(int number) {

    /** So many entries has the file list of each. */
    static final int FILES = 100;

    static final String VERSION = "1.20.3";
    static final String RELEASE = "4.mm1";

    private static final long SEED = 20_001L;
    private static final int GROUP = 10;
    private static final int KINDS = 3;
    private static final int MOST_OBJECTS = 19;
    private static final int BUILD_ID_BYTES = 20;
    private static final int DIRECTORY = 040755;
    private static final int EXECUTABLE = 0100755;
    private static final int REGULAR = 0100644;
    private static final int LINK = 0120777;
    private static final int FILES_TOGETHER = 8;

    private static final List<String> WORDS = List.of(
            "amber", "basil", "cedar", "dahlia", "elder", "fennel", "ginger", "hazel", "iris", "juniper", "kale",
            "lotus", "maple", "nettle", "olive", "poppy", "quince", "rose", "sage", "thyme", "umber", "violet",
            "willow", "yarrow");

    /**
     * An entry of the file list.
     *
     * @param directory with a slash at its end
     * @param target of a link; else empty
     */
    record File(String directory, String name, int mode, String target) {

        String path() {
            return directory + name;
        }

        boolean isDirectory() {
            return mode == DIRECTORY;
        }
    }

    /** Whether it has programs. */
    boolean hasPrograms() {
        return number % GROUP < KINDS;
    }

    private boolean isDebuginfo() {
        return !hasPrograms() && number % GROUP < 2 * KINDS;
    }

    /** The one whose files its debuginfo is of. */
    private int origin() {
        return isDebuginfo() ? number - KINDS : number;
    }

    private String base() {
        return WORDS.get(origin() % WORDS.size()) + "-" + WORDS.get(origin() / 7 % WORDS.size()) + origin();
    }

    String name() {
        return isDebuginfo() ? base() + "-debuginfo" : base();
    }

    String arch() {
        return hasPrograms() || isDebuginfo() ? "x86_64" : "noarch";
    }

    String fileName() {
        return name() + "-" + VERSION + "-" + RELEASE + "." + arch() + ".rpm";
    }

    /** Of each of its ELF files, or of those that it is the debuginfo of. */
    List<String> buildIds() {
        List<String> ids = new ArrayList<>();
        if (hasPrograms() || isDebuginfo()) {
            SplittableRandom random = new SplittableRandom(SEED + origin());
            int count = 1 + origin() * 7 % MOST_OBJECTS;
            for (int i = 0; i < count; i++) {
                byte[] id = new byte[BUILD_ID_BYTES];
                random.nextBytes(id);
                ids.add(HexFormat.of().formatHex(id));
            }
        }
        return ids;
    }

    /** The build-ids that its debuginfo is provided for. */
    List<String> provided() {
        return isDebuginfo() ? buildIds() : List.of();
    }

    /** In no order. */
    List<File> files() {
        Set<File> files = new LinkedHashSet<>();
        List<String> ids = buildIds();
        for (int i = 0; i < ids.size(); i++) {
            String object = i == 0 ? "usr/bin/" + base() : "usr/lib64/lib" + base() + "-" + i + ".so." + i + ".2.0";
            if (isDebuginfo()) {
                addDebug(files, object, ids.get(i));
            } else {
                addObject(files, object, ids.get(i));
            }
        }
        SplittableRandom random = new SplittableRandom(-SEED - number);
        String top = isDebuginfo() ? "/usr/src/debug/" : arch().equals("noarch") ? "/usr/share/" : "/usr/include/";
        String directory = top + name() + "/";
        for (int i = 0; files.size() < FILES; i++) {
            String word = WORDS.get(random.nextInt(WORDS.size()));
            if (i % FILES_TOGETHER == 0) {
                directory = top + name() + "/" + word + i + "/";
            }
            files.add(new File(directory, word + "_" + i + ".h", REGULAR, ""));
        }
        return List.copyOf(files);
    }

    private static void addObject(Set<File> files, String object, String id) {
        int slash = object.lastIndexOf('/') + 1;
        String links = "/usr/lib/.build-id/";
        files.add(new File("/" + object.substring(0, slash), object.substring(slash), EXECUTABLE, ""));
        files.add(new File(links, id.substring(0, 2), DIRECTORY, ""));
        files.add(new File(links + id.substring(0, 2) + "/", id.substring(2), LINK, "../../../../" + object));
    }

    private static void addDebug(Set<File> files, String object, String id) {
        int slash = object.lastIndexOf('/') + 1;
        String links = "/usr/lib/debug/.build-id/";
        String debug = object + "-" + VERSION + "-" + RELEASE + ".x86_64.debug";
        files.add(new File("/usr/lib/debug/" + object.substring(0, slash), debug.substring(slash), REGULAR, ""));
        files.add(new File(links, id.substring(0, 2), DIRECTORY, ""));
        files.add(new File(links + id.substring(0, 2) + "/", id.substring(2), LINK, "../../../../../" + object));
        files.add(new File(links + id.substring(0, 2) + "/", id.substring(2) + ".debug", LINK, "../../" + debug));
    }
}
