// SPDX-License-Identifier: Apache-2.0
// The program that crashes: toaster null | abort | plugin. Anything else makes toast.
#include "crumb.h"
#include "jam.h"

#include <assert.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define FRAME __attribute__((noinline, noipa))

struct toaster {
    const char *name;
    int slots;
    struct slice *stack;
};

static FRAME int insert_slice(struct toaster *toaster, struct slice *slice, int slot)
{
    assert(slot < toaster->slots && "a slice for each slot");
    slice->next = toaster->stack;
    toaster->stack = slice;
    return slot + 1;
}

static FRAME int fill_slots(struct toaster *toaster, struct slice *slices, int count)
{
    int slot = 0;
    for (int i = 0; i < count; i++) {
        slot = insert_slice(toaster, &slices[i], slot);
    }
    return slot == count ? toaster->slots : 0;
}

static FRAME int make_toast(struct toaster *toaster, const char *label, int level)
{
    int browned = crumb_brown(toaster->stack, label, level);
    printf("%s: %d slices, level %d, %s\n", toaster->name, browned, level, label);
    return browned;
}

// Waits until the main thread rests in pthread_join, so that its stack is the same in every run.
static FRAME void wait_for_main_thread(void)
{
    char path[64];
    char state = 'R';
    snprintf(path, sizeof path, "/proc/self/task/%d/stat", (int)getpid());
    while (state != 'S') {
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
        FILE *stat = fopen(path, "r");
        if (stat == NULL || fscanf(stat, "%*d (%*[^)]) %c", &state) != 1) {
            exit(EXIT_FAILURE);
        }
        fclose(stat);
    }
}

static FRAME void *run_plugin(void *argument)
{
    struct toaster *toaster = argument;
    void *plugin = dlopen("/usr/lib64/toaster/jam.so", RTLD_NOW);
    jam_spread_function *spread = plugin == NULL ? NULL : (jam_spread_function *)dlsym(plugin, "jam_spread");
    if (spread == NULL) {
        fprintf(stderr, "%s: %s\n", toaster->name, dlerror());
        exit(EXIT_FAILURE);
    }
    wait_for_main_thread();
    int spread_slices = spread(toaster->stack, "strawberry", 3);
    printf("%s: jam on %d slices\n", toaster->name, spread_slices);
    dlclose(plugin);
    return toaster;
}

static FRAME int spread_jam(struct toaster *toaster)
{
    pthread_t thread;
    void *result = NULL;
    if (pthread_create(&thread, NULL, run_plugin, toaster) != 0 || pthread_join(thread, &result) != 0) {
        return -1;
    }
    return result == toaster ? toaster->slots : -1;
}

int main(int argc, char **argv)
{
    const char *crash = argc > 1 ? argv[1] : "none";
    struct slice slices[] = {{"rye", 42, NULL}, {"wheat", 38, NULL}, {"oat", 51, NULL}};
    struct toaster toaster = {"Crumbmaster", 2, NULL};
    int slots = fill_slots(&toaster, slices, strcmp(crash, "abort") == 0 ? 3 : 2);
    int browned = make_toast(&toaster, strcmp(crash, "null") == 0 ? "burnt" : "golden", 5);
    if (strcmp(crash, "plugin") == 0) {
        slots += spread_jam(&toaster);
    }
    return browned > 0 && slots >= 2 ? EXIT_SUCCESS : EXIT_FAILURE;
}
