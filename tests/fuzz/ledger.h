/* The targets that write a ledger. */
#ifndef BOUNCE_TESTS_FUZZ_LEDGER_H
#define BOUNCE_TESTS_FUZZ_LEDGER_H

#include "tests/fuzz/fuzz.h"

/* Runs the command NAME of bouncetally, which takes a file, over DATA; returns
   0. */
int fuzz_ledger (const char *name, const uint8_t *data, size_t size);

#endif
