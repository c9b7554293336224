/* pq-array: formats array literals (PostgreSQL's manual, 8.15.2). */
#include "config.h"

#ifdef HAVE_LIBPQ

#include "ledger/pq.h"

static void
begin_element (GString *array)
{
  g_string_append_c (array, array->len == 0 ? '{' : ',');
}

void
bounce_pq_array_text (const BouncePq *pq, GString *array, const char *text)
{
  g_autofree char *value = NULL;

  begin_element (array);
  if (text == NULL)
    {
      g_string_append (array, "NULL");
      return;
    }
  text = value = bounce_pq_value (pq, text);
  g_string_append_c (array, '"');
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"' || *at == '\\')
        g_string_append_c (array, '\\');
      g_string_append_c (array, *at);
    }
  g_string_append_c (array, '"');
}

void
bounce_pq_array_number (GString *array, gint64 number)
{
  begin_element (array);
  if (number == G_MININT64)
    g_string_append (array, "NULL");
  else
    g_string_append_printf (array, "%" G_GINT64_FORMAT, number);
}

const char *
bounce_pq_array_end (GString *array)
{
  g_string_append (array, array->len == 0 ? "{}" : "}");
  return array->str;
}

#endif /* HAVE_LIBPQ */
