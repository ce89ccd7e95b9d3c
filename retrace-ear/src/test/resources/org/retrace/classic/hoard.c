// SPDX-License-Identifier: Apache-2.0
// Threads that fill memory with the files of this machine, for a large coredump of a real process: hoard MEBIBYTES, then
// a line on standard output, then it waits to be dumped.
#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define THREADS 8

static size_t share;

static void *fill(void *argument) {
  long number = (long)argument;
  char *memory = malloc(share);
  size_t used = 0;
  DIR *directory = opendir("/usr/bin");
  struct dirent *entry;
  for (long i = 0; directory && used < share && (entry = readdir(directory)); i++) {
    char path[512];
    snprintf(path, sizeof path, "/usr/bin/%s", entry->d_name);
    FILE *file = i % THREADS == number ? fopen(path, "r") : NULL;
    if (file) {
      used += fread(memory + used, 1, share - used, file);
      fclose(file);
    }
  }
  if (directory) closedir(directory);
  // what is not filled holds lists of pointers, as heaps do
  for (size_t at = used & ~15UL; at + 16 <= share; at += 16) {
    void *next = memory + (at * 2654435761UL) % share;
    if (at % 4096 < 2048) memcpy(memory + at, &next, sizeof next);
  }
  if (number == THREADS - 1) puts("ready"), fflush(stdout);
  pause();
  return memory;
}

int main(int count, char **arguments) {
  pthread_t thread;
  share = (size_t)(count > 1 ? atol(arguments[1]) : 320) * 1024 * 1024 / THREADS;
  for (long i = 0; i < THREADS; i++) pthread_create(&thread, NULL, fill, (void *)i);
  pthread_join(thread, NULL);
  return 0;
}
