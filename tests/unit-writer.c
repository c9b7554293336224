/* unit-writer: what TSV and JSON make of records with awkward values. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "output/writer.h"
#include "unit.h"

static const guint two_fields[]
    = { BOUNCE_FIELD_RECIPIENT, BOUNCE_FIELD_DIAGNOSTIC };

static BounceResult *
new_result (const char *recipient, const char *diagnostic)
{
  BounceResult *result = bounce_result_new ("box", 7);
  BounceRecord *record = bounce_result_add (result);

  record->recipient = bounce_result_keep (result, recipient);
  record->diagnostic = bounce_result_keep (result, diagnostic);
  return result;
}

static char *
write_fields (const BounceWriter *writer, const BounceResult *result,
              const guint *fields, guint n, const char *const *headers)
{
  BounceLayout layout
      = { .fields = fields, .n_fields = n, .original_headers = headers };
  GString *out = g_string_new (NULL);

  writer->record (out, &layout, result, bounce_result_record (result, 0));
  return g_string_free (out, FALSE);
}

static void
check_line (const BounceWriter *writer, const char *diagnostic,
            const char *expected)
{
  BounceResult *result = new_result ("a@example.org", diagnostic);
  char *line = write_fields (writer, result, two_fields,
                             G_N_ELEMENTS (two_fields), NULL);

  ck_assert_str_eq (line, expected);
  g_free (line);
  bounce_result_free (result);
}

START_TEST (test_find)
{
  ck_assert_ptr_eq (bounce_writer_find ("tsv"), &bounce_writer_tsv);
  ck_assert_ptr_eq (bounce_writer_find ("json"), &bounce_writer_json);
  ck_assert_ptr_null (bounce_writer_find ("xml"));
  ck_assert_ptr_null (bounce_writer_find (NULL));
}
END_TEST

START_TEST (test_tsv_escapes)
{
  check_line (&bounce_writer_tsv, "plain", "a@example.org\tplain\n");
  check_line (&bounce_writer_tsv, "a\tb\nc\rd\\e",
              "a@example.org\ta\\tb\\nc\\rd\\\\e\n");
  check_line (&bounce_writer_tsv, "\\", "a@example.org\t\\\\\n");
}
END_TEST

START_TEST (test_tsv_no_value_is_empty)
{
  check_line (&bounce_writer_tsv, NULL, "a@example.org\t\n");
}
END_TEST

START_TEST (test_json_null)
{
  check_line (&bounce_writer_json, NULL,
              "{\"recipient\":\"a@example.org\",\"diagnostic\":null}\n");
}
END_TEST

START_TEST (test_json_escapes)
{
  check_line (&bounce_writer_json, "say \"no\"\t\\ \n\x01",
              "{\"recipient\":\"a@example.org\",\"diagnostic\":"
              "\"say \\\"no\\\"\\t\\\\ \\n\\u0001\"}\n");
}
END_TEST

START_TEST (test_json_numbers)
{
  static const guint fields[]
      = { BOUNCE_FIELD_INDEX, BOUNCE_FIELD_REPLY_CODE,
          BOUNCE_FIELD_SOFT_BOUNCES, BOUNCE_FIELD_CONTACT };
  BounceResult *result = new_result (NULL, NULL);
  BounceRecord *record = bounce_result_record (result, 0);
  char *line;

  record->reply_code = 550;
  line = write_fields (&bounce_writer_json, result, fields, 4, NULL);
  ck_assert_str_eq (line, "{\"index\":7,\"reply_code\":\"550\","
                          "\"soft_bounces\":null,\"contact\":null}\n");
  g_free (line);
  record->contact = "active";
  record->soft_bounces = 3;
  line = write_fields (&bounce_writer_json, result, fields, 4, NULL);
  ck_assert_str_eq (line, "{\"index\":7,\"reply_code\":\"550\","
                          "\"soft_bounces\":3,\"contact\":\"active\"}\n");
  g_free (line);
  bounce_result_free (result);
}
END_TEST

START_TEST (test_json_decimal_and_truth)
{
  static const guint fields[] = { BOUNCE_FIELD_VERP, BOUNCE_FIELD_CONFIDENCE };
  BounceResult *result = new_result (NULL, NULL);
  BounceRecord *record = bounce_result_record (result, 0);
  char *line;

  line = write_fields (&bounce_writer_json, result, fields, 2, NULL);
  ck_assert_str_eq (line, "{\"verp\":null,\"confidence\":null}\n");
  g_free (line);
  record->verp = TRUE;
  record->confidence = 0.87;
  line = write_fields (&bounce_writer_json, result, fields, 2, NULL);
  ck_assert_str_eq (line, "{\"verp\":true,\"confidence\":0.87}\n");
  g_free (line);
  line = write_fields (&bounce_writer_tsv, result, fields, 2, NULL);
  ck_assert_str_eq (line, "true\t0.87\n");
  g_free (line);
  bounce_result_free (result);
}
END_TEST

START_TEST (test_original_headers)
{
  static const char *const names[] = { "X-A", "X-B", NULL };
  static const guint fields[] = { BOUNCE_N_FIELDS + 1, BOUNCE_N_FIELDS };
  BounceLayout layout
      = { .fields = fields, .n_fields = 2, .original_headers = names };
  BounceResult *result = new_result (NULL, NULL);
  GString *header = g_string_new (NULL);
  char *line;

  line = write_fields (&bounce_writer_json, result, fields, 2, names);
  ck_assert_str_eq (line, "{\"X-B\":null,\"X-A\":null}\n");
  g_free (line);

  result->original_headers = g_new0 (const char *, 2);
  result->original_headers[1] = "b";
  line = write_fields (&bounce_writer_json, result, fields, 2, names);
  ck_assert_str_eq (line, "{\"X-B\":\"b\",\"X-A\":null}\n");
  g_free (line);
  line = write_fields (&bounce_writer_tsv, result, fields, 2, names);
  ck_assert_str_eq (line, "b\t\n");
  g_free (line);

  bounce_writer_tsv.header (header, &layout);
  ck_assert_str_eq (header->str, "X-B\tX-A\n");
  g_string_free (header, TRUE);
  bounce_result_free (result);
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("writer");

  tcase_add_test (tests, test_find);
  tcase_add_test (tests, test_tsv_escapes);
  tcase_add_test (tests, test_tsv_no_value_is_empty);
  tcase_add_test (tests, test_json_null);
  tcase_add_test (tests, test_json_escapes);
  tcase_add_test (tests, test_json_numbers);
  tcase_add_test (tests, test_json_decimal_and_truth);
  tcase_add_test (tests, test_original_headers);
  return unit_run ("writer", tests);
}
