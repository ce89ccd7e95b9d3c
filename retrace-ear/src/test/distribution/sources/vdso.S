// SPDX-License-Identifier: Apache-2.0
// What a coredump may hold in place of the kernel's own vDSO: gdb reads it, unwind tables and names included, out of
// the coredump's memory, so that all of it is the uploader's. `first` is called by OUTER; how OUTER goes on:
//   -DFRAMES=N  it is its own caller until the stack pointer has reached 16 * N (N below 2^28)
//   -DLOOP      where its frame is, is an expression that never ends
//   -DOUTER=... its name
// -DLOCAL: `first` has a local variable, whose place is an expression that never ends.
// sources/forge.c puts this image at 0x100000000000, and the stack pointer of `first` at 16.
#ifndef OUTER
#define OUTER outer
#endif
#ifndef FRAMES
#define FRAMES 1
#endif
#ifdef __aarch64__
#define STACK_POINTER 31
#define RETURN_ADDRESS 30
#else
#define STACK_POINTER 7
#define RETURN_ADDRESS 16
#endif
// DW_OP_const8u, 8 bytes into OUTER
#define IN_OUTER 0x0e, 0xc8, 0, 0, 0, 0, 0x10, 0, 0
// DW_OP_const4u, the limit
#define LIMIT 0x0c, (16 * FRAMES) & 255, (16 * FRAMES) >> 8 & 255, (16 * FRAMES) >> 16 & 255, (16 * FRAMES) >> 24 & 255

    .text
    .globl first
    .type first, %function
first:
    .cfi_startproc
    .cfi_def_cfa STACK_POINTER, 16
    // DW_CFA_val_expression
    .cfi_escape 0x16, RETURN_ADDRESS, 9, IN_OUTER
    .fill 64
    .cfi_endproc
    .size first, 64

    .globl OUTER
    .type OUTER, %function
OUTER:
    .cfi_startproc
    .cfi_def_cfa STACK_POINTER, 16
#ifdef LOOP
    // DW_CFA_def_cfa_expression: DW_OP_skip to itself
    .cfi_escape 0x0f, 3, 0x2f, 0xfd, 0xff
#endif
    // (frame address < limit) * address in OUTER: DW_OP_lt, DW_OP_mul
    .cfi_escape 0x16, RETURN_ADDRESS, 16, LIMIT, 0x2d, IN_OUTER, 0x1e
    .fill 64
    .cfi_endproc
    .size OUTER, 64

#ifdef LOCAL
    .section .debug_abbrev, "", %progbits
    .uleb128 1, 0x11 // DW_TAG_compile_unit, children
    .byte 1
    .uleb128 0x03, 0x08, 0x11, 0x01, 0x12, 0x07, 0x13, 0x0b, 0, 0 // name, low_pc, high_pc, language
    .uleb128 2, 0x24 // DW_TAG_base_type
    .byte 0
    .uleb128 0x03, 0x08, 0x0b, 0x0b, 0x3e, 0x0b, 0, 0 // name, byte_size, encoding
    .uleb128 3, 0x2e // DW_TAG_subprogram, children
    .byte 1
    .uleb128 0x03, 0x08, 0x11, 0x01, 0x12, 0x07, 0, 0 // name, low_pc, high_pc
    .uleb128 4, 0x34 // DW_TAG_variable
    .byte 0
    .uleb128 0x03, 0x08, 0x49, 0x13, 0x02, 0x18, 0, 0 // name, type, location
    .byte 0

    .section .debug_info, "", %progbits
unit:
    .4byte end - 1f
1:  .2byte 4
    .4byte 0
    .byte 8
    .uleb128 1
    .asciz "vdso.c"
    .8byte first, 64
    .byte 0x0c
2:  .uleb128 2
    .asciz "int"
    .byte 4, 5
    .uleb128 3
    .asciz "first"
    .8byte first, 64
    .uleb128 4
    .asciz "local"
    .4byte 2b - unit
    .byte 3, 0x2f, 0xfd, 0xff // DW_OP_skip to itself
    .byte 0, 0
end:
#endif
