/* Names and values that want to be more than text, below a function that crashes; long ones among them. */
#include <stdlib.h>
#include <string.h>

#define NAME "\"<script>alert(1)</script>\342\200\256\033[31m\377\""

extern int named(int (*next)(const char *, const char *)) __asm__(NAME);

__asm__(".text\n"
        ".type " NAME ", @function\n" NAME ":\n"
        ".cfi_startproc\n"
        "sub $8, %rsp\n"
        ".cfi_def_cfa_offset 16\n"
        "lea words(%rip), %rsi\n"
        "mov %rdi, %rax\n"
        "lea words(%rip), %rdi\n"
        "call *%rax\n"
        "add $8, %rsp\n"
        ".cfi_def_cfa_offset 8\n"
        "ret\n"
        ".cfi_endproc\n"
        ".size " NAME ", . - " NAME "\n");

__attribute__((used, visibility("hidden"))) const char words[] = "<b>\342\200\256\033[31m\001\377</b> \\\" \342\200\217";

struct deep { int table[64][64]; };

__attribute__((optimize("O0"))) static int crash(const char *markup, const char *wild) {
    struct deep deep;
    char *line = malloc(100001);
    const char *nowhere = (const char *)16;
    for (int i = 0; i < 64 * 64; i++) deep.table[i / 64][i % 64] = i;
    memset(line, 'x', 100000);
    line[100000] = 0;
    return *(volatile int *)nowhere + deep.table[1][1] + line[3] + markup[0] + wild[0];
}

int main(void) { return named(crash); }
