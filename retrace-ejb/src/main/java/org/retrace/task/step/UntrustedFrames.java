// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.step;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.retrace.backtrace.detail.TracedModule;

/**
 * Cuts a backtrace where gdb begins to guess: without a module's file there are no unwind tables, and every frame
 * behind one in that module may be wrong without a word.
 */
final class UntrustedFrames {

    /** {@code #1 0x00007f12 in ?? ()}, as gdb prints a frame that it has no name for. */
    private static final Pattern NAMELESS = Pattern.compile("#\\d+ +0x([0-9a-f]{1,16}) in \\?\\? \\(.*");

    /** What ends the frames of a stack: the next thread, a section of ours, the newest frame of another stack. */
    private static final Pattern NEXT_STACK = Pattern.compile("(Thread \\d+ |== |#0 ).*");

    /** Under the start of each module, of those that begin there or before it the one that ends last. */
    private final NavigableMap<Long, TracedModule> missing = new TreeMap<>(Long::compareUnsigned);

    private boolean cutting;

    /** @param missing the modules whose file is not there */
    UntrustedFrames(List<TracedModule> missing) {
        List<TracedModule> byStart = new ArrayList<>(missing);
        byStart.sort(Comparator.comparing(TracedModule::start, Long::compareUnsigned));
        Comparator<TracedModule> byEnd = Comparator.comparing(TracedModule::end, Long::compareUnsigned);
        for (TracedModule module : byStart) {
            Map.Entry<Long, TracedModule> before = this.missing.lastEntry();
            this.missing.put(
                    module.start(),
                    before == null ? module : BinaryOperator.maxBy(byEnd).apply(before.getValue(), module));
        }
    }

    private Optional<TracedModule> at(long address) {
        return Optional.ofNullable(missing.floorEntry(address))
                .map(Map.Entry::getValue)
                .filter(module -> module.contains(address));
    }

    /** The text to publish for the next line of gdb's output; empty when the line must not be shown. */
    Optional<String> next(String line) {
        cutting &= !NEXT_STACK.matcher(line).matches();
        if (cutting) {
            return line.isEmpty() ? Optional.of(line) : Optional.empty();
        }
        Matcher frame = NAMELESS.matcher(line);
        if (!frame.matches()) {
            return Optional.of(line);
        }
        long address = Long.parseUnsignedLong(frame.group(1), 16);
        Optional<TracedModule> module = at(address);
        cutting = module.isPresent();
        return Optional.of(module.map(m -> line + "\n" + m.endOfTrust()).orElse(line));
    }
}
