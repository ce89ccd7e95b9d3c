/* A crash in an inlined call, below a call that became a jump, in a signal's handler. */
#include <signal.h>
#include <stddef.h>

static volatile int seen;

static inline __attribute__((always_inline)) int peek(const volatile int *place) { return *place; }

__attribute__((optimize("O2"))) static int last(const volatile int *place) { return peek(place) + seen; }

__attribute__((optimize("O2"))) static int jump(const volatile int *place) {
    seen++;
    return last(place);
}

static void handle(int number) { seen = jump(NULL) + number; }

int main(void) {
    signal(SIGURG, handle);
    raise(SIGURG);
    return seen;
}
