/* Runs out of stack. */
static int sink;

static int deeper(int level) {
    volatile char room[64];
    room[level % 64] = (char)level;
    sink = deeper(level + 1) + room[0];
    return sink;
}

int main(void) { return deeper(0); }
