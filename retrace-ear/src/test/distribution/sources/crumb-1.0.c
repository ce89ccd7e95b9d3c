// SPDX-License-Identifier: Apache-2.0
// libcrumb 1.0. Its bug: it weighs the slice after the last one when the label is "burnt".
#include "crumb.h"

#include <math.h>
#include <string.h>

#define FRAME __attribute__((noinline, noipa))

struct scale {
    int total;
    int readings[4];
};

static FRAME int read_scale(struct scale *scale, const struct slice *slice, int reading)
{
    int grams = slice->grams; // the null dereference
    scale->readings[reading % 4] = grams;
    scale->total += grams;
    return scale->total + reading;
}

FRAME int crumb_weigh(struct slice *stack, const char *label, int slices)
{
    struct scale scale = {0, {0, 0, 0, 0}};
    struct slice *slice = stack;
    for (int i = 0; i < slices; i++) {
        if (read_scale(&scale, slice, i) < 0) {
            return (int)strlen(label) + slices;
        }
        slice = slice->next;
    }
    return scale.total;
}

FRAME int crumb_brown(struct slice *stack, const char *label, int level)
{
    int slices = 0;
    for (struct slice *slice = stack; slice != NULL; slice = slice->next) {
        slices++;
    }
    if (strcmp(label, "burnt") == 0) {
        slices++;
    }
    int grams = crumb_weigh(stack, label, slices);
    double heat = exp(level / 9.0) * grams;
    return heat > 0.0 ? slices : (int)strlen(label) + level + stack->grams;
}
