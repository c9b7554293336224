/* unit: runs the tests of one program. */
#include "config.h"

#include <stdlib.h>

#include "unit.h"

int
unit_run (const char *name, TCase *tests)
{
  Suite *suite = suite_create (name);
  SRunner *runner = srunner_create (suite);
  int failed;

  suite_add_tcase (suite, tests);
  srunner_run_all (runner, CK_ENV);
  failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
