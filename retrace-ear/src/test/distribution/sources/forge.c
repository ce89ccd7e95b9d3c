// SPDX-License-Identifier: Apache-2.0
// forge COREDUMP IMAGE: writes to standard output the coredump, with the image for its vDSO and its threads in there.
#include <elf.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/procfs.h>
#include <sys/stat.h>
#include <sys/user.h>

#define BASE 0x100000000000
#define PAGE 4096
#define ALIGNED(n, to) (((n) + (to) - 1) / (to) * (to))

static char *map(const char *path, size_t *size)
{
    int file = open(path, O_RDONLY);
    struct stat status;
    if (file < 0 || fstat(file, &status) != 0) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    *size = (size_t)status.st_size;
    return mmap(NULL, *size, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
}

static void forge_thread(struct elf_prstatus *status, Elf64_Addr pc)
{
    struct user_regs_struct *registers = (struct user_regs_struct *)&status->pr_reg;
#ifdef __aarch64__
    registers->pc = pc;
    registers->sp = 16;
#else
    registers->rip = pc;
    registers->rsp = 16;
#endif
}

// Where the vDSO was; its address in the auxiliary vector becomes that of the image.
static Elf64_Addr forge_notes(char *notes, size_t size, Elf64_Addr pc)
{
    Elf64_Addr old = 0;
    for (char *at = notes; at < notes + size;) {
        Elf64_Nhdr *note = (Elf64_Nhdr *)at;
        char *content = at + sizeof *note + ALIGNED(note->n_namesz, 4);
        if (note->n_type == NT_PRSTATUS) {
            forge_thread((struct elf_prstatus *)content, pc);
        }
        for (Elf64_auxv_t *aux = (Elf64_auxv_t *)content; note->n_type == NT_AUXV && aux->a_type != AT_NULL; aux++) {
            if (aux->a_type == AT_SYSINFO_EHDR) {
                old = aux->a_un.a_val;
                aux->a_un.a_val = BASE;
            }
        }
        at = content + ALIGNED(note->n_descsz, 4);
    }
    return old;
}

int main(int argc, char **argv)
{
    size_t core_size = 0;
    size_t image_size = 0;
    char *core = argc == 3 ? map(argv[1], &core_size) : NULL;
    char *image = argc == 3 ? map(argv[2], &image_size) : NULL;
    if (core == NULL || image == NULL) {
        return EXIT_FAILURE;
    }
    size_t place = ALIGNED(core_size, PAGE);
    Elf64_Ehdr *header = (Elf64_Ehdr *)core;
    Elf64_Phdr *segments = (Elf64_Phdr *)(core + header->e_phoff);
    Elf64_Addr old = 0;
    for (int i = 0; i < header->e_phnum; i++) {
        Elf64_Phdr *segment = &segments[i];
        if (segment->p_type == PT_NOTE) {
            old = forge_notes(core + segment->p_offset, segment->p_filesz, BASE + ((Elf64_Ehdr *)image)->e_entry + 8);
        } else if (old != 0 && segment->p_vaddr == old) {
            segment->p_vaddr = BASE;
            segment->p_offset = place;
            segment->p_filesz = segment->p_memsz = ALIGNED(image_size, PAGE);
        }
    }
    static const char zeros[PAGE];
    fwrite(core, 1, core_size, stdout);
    fwrite(zeros, 1, place - core_size, stdout);
    fwrite(image, 1, image_size, stdout);
    fwrite(zeros, 1, ALIGNED(image_size, PAGE) - image_size, stdout);
    return ferror(stdout) || old == 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
