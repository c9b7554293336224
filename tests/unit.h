/* What unit tests end with. */
#ifndef BOUNCE_TESTS_UNIT_H
#define BOUNCE_TESTS_UNIT_H

#include <check.h>

/* Runs TESTS, which it takes over, as the suite NAME, in the form that the
   environment asks of Check (CK_TAP...).  Returns the exit status. */
int unit_run (const char *name, TCase *tests);

/* The same in this process, for tests in the midst of which GMime is loaded: in
   a child that forked before, the leak checker can't read the storage of its
   threads and gives up. */
int unit_run_here (const char *name, TCase *tests);

#endif
