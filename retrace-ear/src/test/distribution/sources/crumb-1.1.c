// SPDX-License-Identifier: Apache-2.0
// libcrumb 1.1: the same soname and path as 1.0, other code at other addresses.
#include "crumb.h"

#include <math.h>
#include <string.h>

#define FRAME __attribute__((noinline, noipa))

FRAME double crumb_moisture(const struct slice *slice, double minutes)
{
    return slice == NULL ? 0.0 : slice->grams * pow(0.93, minutes);
}

FRAME int crumb_count(const struct slice *stack)
{
    int slices = 0;
    while (stack != NULL) {
        slices++;
        stack = stack->next;
    }
    return slices;
}

FRAME int crumb_weigh(struct slice *stack, const char *label, int slices)
{
    double grams = 0;
    for (; slices > 0 && stack != NULL; slices--) {
        grams += crumb_moisture(stack, (double)strlen(label));
        stack = stack->next;
    }
    return (int)grams;
}

FRAME int crumb_brown(struct slice *stack, const char *label, int level)
{
    int slices = crumb_count(stack);
    double heat = exp(level / 9.0) * crumb_weigh(stack, label, slices);
    return heat > 0.0 ? slices : (int)strlen(label);
}
