/* What the fuzz targets share.  A target is a file with LLVMFuzzerTestOneInput
   (libFuzzer); what must hold is asserted, and a sanitizer watches the rest. */
#ifndef BOUNCE_TESTS_FUZZ_H
#define BOUNCE_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include <glib.h>

#include "model/record.h"
#include "rules/rules.h"

/* libFuzzer's interface. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Aborts, saying WHAT, unless it HOLDS. */
void fuzz_check (gboolean holds, const char *what);

/* A file without a name that holds DATA: its path, valid until the next call.
 */
const char *fuzz_file (const uint8_t *data, size_t size);

/* Every read(2) of the library brings one byte. */
extern gboolean fuzz_bytewise;

/* The built-in rules' matcher, made once. */
BounceMatcher *fuzz_matcher (void);

/* RESULT as JSON lines, checked: valid UTF-8, no control characters, JSON for a
   parser that is not ours, and TSV with its columns.  The caller frees it. */
char *fuzz_records (const BounceResult *result);

#endif
