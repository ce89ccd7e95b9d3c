/* Three threads; the last one dereferences null below a function with locals and odd strings. */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

struct shape { int corners; const char *name; };

static pthread_barrier_t ready;
static __thread int mine = 7;

static void *wait_here(void *name) {
    char copy[32];
    snprintf(copy, sizeof copy, "%s\t(\033[1m \xc3\xa9)", (char *)name);
    pthread_barrier_wait(&ready);
    pause();
    return copy[0] ? name : NULL;
}

static int draw(struct shape *shape, int depth) {
    int local = depth * mine;
    if (depth > 0) return draw(shape, depth - 1) + local;
    return *(volatile int *)(long)shape->corners;
}

static void *crash(void *unused) {
    struct shape shape = {0, "a \"(quoted)\" at fake.c:3"};
    pthread_barrier_wait(&ready);
    return unused ? unused : (void *)(long)draw(&shape, 3);
}

int main(void) {
    pthread_t first, second;
    pthread_barrier_init(&ready, NULL, 3);
    pthread_create(&first, NULL, wait_here, "first");
    pthread_create(&second, NULL, crash, NULL);
    pthread_barrier_wait(&ready);
    pause();
    return 0;
}
