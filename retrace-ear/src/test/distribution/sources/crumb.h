// SPDX-License-Identifier: Apache-2.0
// libcrumb: what a toaster knows about bread.
#ifndef CRUMB_H
#define CRUMB_H

struct slice {
    const char *bread;
    int grams;
    struct slice *next; // NULL after the last slice
};

// Browns every slice of a stack to a level of 1 to 9 and returns how many there were.
int crumb_brown(struct slice *stack, const char *label, int level);

#endif
