# SPDX-License-Identifier: Apache-2.0
"""Tells the frames of the selected thread, a line of JSON each, behind the mark in RETRACE_MARK.

Sourced once for each thread by a gdb of release 9 or later, with Python 3.6 or later. Each line is flushed as soon as
it is known, so that a gdb that dies of the next frame has said this one. The lines are specified by
docs/formats/backtrace.md. Everything here comes from a coredump and its files, and is not trusted: names become part of
an expression only when they are plain, and of whatever may be endless there is a limit.
"""

import json
import os
import re
import signal
import time

import gdb

FRAMES = 2000
FRAMES_WITH_VARIABLES = 500
VARIABLES = 200
VALUE_CHARS = 2000
NAME_CHARS = 2000
# as JSON: a frame's variables; all that is said with variables; all that is said
FRAME_CHARS = 40000
CHARS_WITH_VARIABLES = 12 << 20
CHARS = 16 << 20
# of all threads together: then frames are told without variables; then gdb is ended
SECONDS_WITH_VARIABLES = 10
SECONDS = 20

KINDS = {
    gdb.INLINE_FRAME: "inline",
    gdb.SIGTRAMP_FRAME: "signal",
    gdb.TAILCALL_FRAME: "tail-call",
}
PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


class Teller:
    """What is said of all threads together. There is one for each run of gdb."""

    def __init__(self):
        self.mark = "\n" + os.environ["RETRACE_MARK"] + "record] "
        self.started = time.monotonic()
        self.chars = 0
        self.left_out = False
        # not caught: what hangs in gdb never comes back to Python
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(SECONDS)

    def tell(self, record):
        line = json.dumps(record, separators=(",", ":"))
        self.chars += len(line)
        gdb.write(self.mark + line + "\n")
        gdb.flush()

    def may_go_on(self):
        return self.chars < CHARS

    def may_tell_variables(self, number):
        enough = (
            number >= FRAMES_WITH_VARIABLES
            or self.chars >= CHARS_WITH_VARIABLES
            or time.monotonic() - self.started >= SECONDS_WITH_VARIABLES
        )
        self.left_out = self.left_out or enough
        return not enough

    def thread(self, thread):
        self.left_out = False
        told = {"number": thread.num, "lwp": thread.ptid[1]}
        name = attempt(lambda: thread.name)
        if name:
            told["name"] = cut(name, NAME_CHARS)
        self.tell({"thread": told})
        self.tell({"end": self.frames()})

    def frames(self):
        """Tells the frames; returns how they ended."""
        number = 0
        frame = gdb.newest_frame()
        while frame is not None:
            if number == FRAMES or not self.may_go_on():
                return self.end(True, None)
            self.tell({"frame": self.frame(number, frame)})
            last = frame
            try:
                frame = frame.older()
            except gdb.error as error:
                return self.end(False, str(error))
            number += 1
        reason = last.unwind_stop_reason()
        failed = reason >= gdb.FRAME_UNWIND_UNAVAILABLE  # the first that is an error
        return self.end(False, gdb.frame_stop_reason_string(reason) if failed else None)

    def end(self, more, reason):
        told = {"cut": more, "variablesLeftOut": self.left_out}
        if reason:
            told["ending"] = "Backtrace stopped: " + cut(reason, NAME_CHARS)
        return told

    def frame(self, number, frame):
        kind = KINDS.get(frame.type(), "normal")
        told = {"number": number, "kind": kind, "address": hex(frame.pc() & (2**64 - 1))}
        name = None if kind == "signal" else attempt(frame.name)
        if name:
            told["function"] = cut(name, NAME_CHARS)
        attempt(lambda: add_source(told, frame))
        if kind != "signal" and self.may_tell_variables(number):
            self.add_variables(told, frame)
        return told

    def add_variables(self, told, frame):
        chars = 0
        for count, (place, symbol) in enumerate(symbols(frame)):
            variable = told_variable(frame, symbol, place)
            chars += len(json.dumps(variable))
            if count == VARIABLES or chars > FRAME_CHARS:
                self.left_out = True
                return
            told.setdefault(place, []).append(variable)


def attempt(ask):
    """The answer; None when gdb or its strings fail: the next question may still have one."""
    try:
        return ask()
    except Exception:  # gdb's own errors, and all that its bindings raise of broken files
        return None


def cut(text, chars):
    return text if len(text) <= chars else text[:chars] + "..."


def add_source(told, frame):
    place = frame.find_sal()
    if place.symtab is not None:
        told["file"] = cut(place.symtab.filename, NAME_CHARS)
        if place.line > 0:
            told["line"] = place.line


def symbols(frame):
    """The variables of the frame's blocks, the innermost first, each with the place that it is told at."""
    block = attempt(frame.block)
    while block is not None and not block.is_static and not block.is_global:
        for symbol in block:
            if symbol.is_argument:
                yield "arguments", symbol
            elif symbol.is_variable:
                yield "locals", symbol
        if block.function is not None:
            return
        block = block.superblock


def told_variable(frame, symbol, place):
    name = cut(attempt(lambda: symbol.print_name) or "?", NAME_CHARS)
    try:
        value = frame.read_var(symbol)
        entry = None
        if place == "arguments" and value.is_optimized_out and PLAIN_NAME.match(name):
            entry = attempt(lambda: text_at_entry(frame, name))
        if entry is not None:
            return {"name": name + "@entry", "value": cut(entry, VALUE_CHARS)}
        text = value.format_string(max_elements=200, deref_refs=True)
    except Exception as error:  # as attempt: one variable's fault, told in its place
        text = "<error reading variable %s (%s)>" % (name, error)
    return {"name": name, "value": cut(text, VALUE_CHARS)}


def text_at_entry(frame, name):
    """What the caller passed, which gdb shows where the argument itself is gone."""
    frame.select()
    value = gdb.parse_and_eval(name + "@entry")
    return None if value.is_optimized_out else value.format_string(max_elements=200, deref_refs=True)


if not hasattr(gdb, "retrace_teller"):
    gdb.retrace_teller = Teller()
if gdb.selected_thread() is not None and gdb.retrace_teller.may_go_on():
    gdb.retrace_teller.thread(gdb.selected_thread())
