/* What the unit tests of sources share.  Each test runs in an empty directory
   of its own, so that names are relative.  What a source yields is written down
   as text: "[NAME:N]" for a message, "|LINE|" for a line, "!TEXT" for an error,
   "?TEXT" for a file of a directory that can't be opened.  Whatever goes wrong
   in these functions fails the test. */
#ifndef BOUNCE_TESTS_SOURCE_CHECK_H
#define BOUNCE_TESTS_SOURCE_CHECK_H

#include <check.h>
#include <glib.h>

/* The end of a "From " line, behind the sender. */
#define DATE " Fri Jul  8 12:08:34 2011\n"

/* A body that holds a separator, and its length in bytes. */
#define BODY "x\n\nFrom c" DATE "y\n"
#define BODY_LENGTH "37"

/* Makes the file PATH, and the directories above it, of LENGTH bytes or of
   TEXT. */
void put_bytes (const char *path, const void *bytes, gsize length);
void put (const char *path, const char *text);

/* Appends TEXT to the file PATH as one gzip member. */
void put_gzip (const char *path, const char *text);

/* What the source NAME yields; the caller frees it.  What can be read again is:
   line by line it is the same. */
char *read_all (const char *name);

/* The source NAME, or a file with TEXT called "f", yields EXPECTED. */
void expect (const char *name, const char *expected);
void expect_of (const char *text, const char *expected);

/* TEXT yields EXPECTED as a file "f", as gzip, and through a pipe. */
void expect_everywhere (const char *text, const char *expected);

/* How often TEXT holds PART. */
guint count_of (const char *text, const char *part);

/* Runs TESTS, called NAME, each in its own directory; the exit status. */
int run_sources (const char *name, TCase *tests);

#endif
