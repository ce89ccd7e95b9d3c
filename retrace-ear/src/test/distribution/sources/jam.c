// SPDX-License-Identifier: Apache-2.0
// The plugin. Its bug: the knife it takes is no knife.
#include "jam.h"

#include <stdint.h>
#include <string.h>

#define FRAME __attribute__((noinline, noipa))

// What gdb runs while it loads the plugin, if it is allowed to: then all these words stand before the backtrace.
__asm__(".pushsection .debug_gdb_scripts, \"MS\", %progbits, 1\n"
        ".byte 4\n"
        ".ascii \"gdb.inlined-script\\nimport os\\n\"\n"
        ".ascii \"print('a script of the package has run', flush=True)\\n\"\n"
        ".ascii \"os.system('echo a program of the package has run')\\n\"\n"
        ".byte 0\n"
        ".popsection\n");

struct knife {
    int width;
    int strokes;
};

static FRAME int stroke(struct knife *knife, const struct slice *slice, int millimetres)
{
    knife->strokes += millimetres; // the write to an address where nothing is
    return slice->grams + knife->width;
}

static FRAME struct knife *take_knife(const char *flavour)
{
    return (struct knife *)(uintptr_t)(0x1000 * strlen(flavour));
}

FRAME int jam_spread(struct slice *stack, const char *flavour, int millimetres)
{
    struct knife *knife = take_knife(flavour);
    int slices = 0;
    for (struct slice *slice = stack; slice != NULL; slice = slice->next) {
        if (stroke(knife, slice, millimetres) < 0) {
            return (int)strlen(flavour) + millimetres + stack->grams;
        }
        slices++;
    }
    return slices;
}
