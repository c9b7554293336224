/* unit: runs the tests of one program. */
#include "config.h"

#include <stdlib.h>

#include "unit.h"

static int
run (const char *name, TCase *tests, enum fork_status fork)
{
  Suite *suite = suite_create (name);
  SRunner *runner = srunner_create (suite);
  int failed;

  suite_add_tcase (suite, tests);
  srunner_set_fork_status (runner, fork);
  srunner_run_all (runner, CK_ENV);
  failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
unit_run (const char *name, TCase *tests)
{
  return run (name, tests, CK_FORK_GETENV);
}

int
unit_run_here (const char *name, TCase *tests)
{
  return run (name, tests, CK_NOFORK);
}
