// SPDX-License-Identifier: Apache-2.0
// A program of no package, linked statically: a coredump in which every module is unknown.
#include <stdlib.h>

int main(void)
{
    abort();
}
