/* What unit tests end with. */
#ifndef BOUNCE_TESTS_UNIT_H
#define BOUNCE_TESTS_UNIT_H

#include <check.h>

/* Runs TESTS, which it takes over, as the suite NAME, in the form that the
   environment asks of Check (CK_TAP...).  Returns the exit status. */
int unit_run (const char *name, TCase *tests);

#endif
