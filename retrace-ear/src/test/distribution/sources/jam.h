// SPDX-License-Identifier: Apache-2.0
// What toaster asks of a plugin: one function named "jam_spread".
#ifndef JAM_H
#define JAM_H

#include "crumb.h"

// Spreads jam on every slice of a stack, in millimetres, and returns how many there were.
typedef int jam_spread_function(struct slice *stack, const char *flavour, int millimetres);

jam_spread_function jam_spread;

#endif
