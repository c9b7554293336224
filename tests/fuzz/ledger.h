/* The targets that write a ledger. */
#ifndef BOUNCE_TESTS_FUZZ_LEDGER_H
#define BOUNCE_TESTS_FUZZ_LEDGER_H

#include "tally/command.h"
#include "tests/fuzz/fuzz.h"

/* Runs COMMAND over DATA; returns 0. */
int fuzz_ledger (BounceTallyRun command, const uint8_t *data, size_t size);

#endif
