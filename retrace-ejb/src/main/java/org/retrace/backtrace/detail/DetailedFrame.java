// SPDX-License-Identifier: Apache-2.0
package org.retrace.backtrace.detail;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One call on a thread's stack.
 *
 * @param number 0 is the innermost
 * @param address program counter, unsigned; of an inlined call: that of the call it is inlined in
 * @param kind how the frame came to be
 * @param function its name with C++ scope and template arguments; empty where it is not known
 * @param arguments in the order of the source
 * @param locals variables of the function and its inner blocks, the innermost block first
 * @param source the line that was being executed, or that the call returns to
 * @param module index into {@link DetailedBacktrace#modules()}
 * @param offset the address less the module's start: with the module's build-id it names this place on any machine
 */
public record DetailedFrame(
        int number,
        OptionalLong address,
        FrameKind kind,
        Optional<String> function,
        List<Variable> arguments,
        List<Variable> locals,
        Optional<SourceLine> source,
        OptionalInt module,
        OptionalLong offset) {

    /** Takes its own copies of the lists. */
    public DetailedFrame {
        arguments = List.copyOf(arguments);
        locals = List.copyOf(locals);
    }

    /** The same frame with a function's name. */
    public DetailedFrame named(String name) {
        return new DetailedFrame(number, address, kind, Optional.of(name), arguments, locals, source, module, offset);
    }

    /** The same frame in a module. */
    public DetailedFrame in(int moduleIndex, long moduleOffset) {
        return new DetailedFrame(
                number,
                address,
                kind,
                function,
                arguments,
                locals,
                source,
                OptionalInt.of(moduleIndex),
                OptionalLong.of(moduleOffset));
    }
}
