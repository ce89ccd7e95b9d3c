/* A thread that runs out of its small stack. */
#include <pthread.h>
#include <stddef.h>

__attribute__((optimize("O0"))) static int deeper(int level) {
    volatile char room[64];
    room[level % 64] = (char)level;
    return deeper(level + 1) + room[0];
}

static void *run(void *unused) { return deeper(0) ? unused : NULL; }

int main(void) {
    pthread_t thread;
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 512 * 1024);
    pthread_create(&thread, &small, run, NULL);
    return pthread_join(thread, NULL);
}
