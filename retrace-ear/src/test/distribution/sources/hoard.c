// SPDX-License-Identifier: Apache-2.0
// hoard MEBIBYTES DIRECTORY PERCENT: threads that fill memory, so much of it with the files of a directory and the rest
// with lists of pointers, as heaps do; the last one that is done crashes. For large coredumps of a real process.
#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define THREADS 8
#define STACK_BYTES (256 * 1024)

static size_t share;
static size_t from_files;
static const char *directory_name;
static pthread_barrier_t all_full;

static size_t read_files(char *memory, long number) {
  size_t used = 0;
  DIR *directory = opendir(directory_name);
  struct dirent *entry;
  for (long i = 0; directory && used < from_files && (entry = readdir(directory)); i++) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", directory_name, entry->d_name);
    FILE *file = i % THREADS == number ? fopen(path, "r") : NULL;
    if (file) {
      used += fread(memory + used, 1, from_files - used, file);
      fclose(file);
    }
  }
  if (directory) closedir(directory);
  return used;
}

static void link_lists(char *memory, size_t from) {
  for (size_t at = (from + 15) & ~15UL; at + 16 <= share; at += 16) {
    void *next = memory + (at + 48) % share;
    if (at % 4096 < 2048) memcpy(memory + at, &next, sizeof next);
  }
}

static void *fill(void *argument) {
  long number = (long)argument;
  char *memory = calloc(1, share);
  link_lists(memory, read_files(memory, number));
  pthread_barrier_wait(&all_full);
  if (number == THREADS - 1) *(volatile int *)NULL = 1;
  pause();
  return memory;
}

int main(int count, char **arguments) {
  if (count != 4) return 2;
  share = strtoul(arguments[1], NULL, 10) * 1024 * 1024 / THREADS;
  directory_name = arguments[2];
  from_files = share / 100 * strtoul(arguments[3], NULL, 10);
  pthread_barrier_init(&all_full, NULL, THREADS);
  pthread_attr_t small;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, STACK_BYTES);
  pthread_t thread;
  for (long i = 0; i < THREADS; i++) pthread_create(&thread, &small, fill, (void *)i);
  pthread_join(thread, NULL);
  return 0;
}
