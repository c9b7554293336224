/* addresses: arguments and lines of standard input become addresses, in
   pieces. */
#include "config.h"

#include <string.h>
#include <sysexits.h>

#include "tally/addresses.h"
#include "tally/lines.h"
#include "text/address-key.h"

typedef struct
{
  BounceTally *tally;
  BounceAddressesFunc func;
  gpointer data;
  GPtrArray *addresses;
} Taking;

static gboolean
hand_over (Taking *taking, GError **error)
{
  gboolean done = taking->addresses->len == 0
                  || taking->func (taking->addresses, taking->data, error);

  g_ptr_array_set_size (taking->addresses, 0);
  return done;
}

/* "Name <address>" is the address; a domain ("@x") and a local part alone are
   taken as they are. */
static char *
address_of (const char *text)
{
  const char *open = strrchr (text, '<');
  g_autofree char *key = NULL;
  char *address = NULL;

  if (open != NULL && strchr (open, '>') != NULL)
    address = g_strndup (open + 1, strcspn (open + 1, ">"));
  else
    address = g_strdup (text);
  g_strstrip (address);
  key = bounce_address_key (address);
  if (key != NULL && strpbrk (key, "\n\r\t,;") == NULL)
    return address;
  g_free (address);
  return NULL;
}

static gboolean
take_lines (Taking *taking, GError **error)
{
  g_autoptr (BounceLines) lines = bounce_lines_open (NULL, error);
  GError *failure = NULL;
  BounceLine line;

  if (lines == NULL)
    return FALSE;
  while (failure == NULL && bounce_lines_next (lines, &line, &failure))
    {
      const char *trouble = bounce_line_trouble (&line);
      char *address = NULL;

      if (trouble == NULL
          && (line.text[strspn (line.text, " \t\r")] == '\0'
              || *line.text == '#'))
        continue;
      if (trouble == NULL)
        address = address_of (line.text);
      if (address != NULL)
        g_ptr_array_add (taking->addresses, address);
      else
        {
          g_autofree char *message = bounce_lines_message (
              lines, &line, trouble != NULL ? trouble : "not an address");

          taking->tally->warn (message);
          taking->tally->status = EX_DATAERR;
        }
      if (taking->addresses->len == BOUNCE_LEDGER_BATCH)
        hand_over (taking, &failure);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

gboolean
bounce_addresses_each (BounceTally *tally, BounceAddressesFunc func,
                       gpointer data, GError **error)
{
  Taking taking
      = { tally, func, data, g_ptr_array_new_with_free_func (g_free) };
  gboolean done = TRUE;

  for (guint i = 0; done && tally->arguments[i] != NULL; i++)
    {
      char *address = NULL;

      if (strcmp (tally->arguments[i], "-") == 0)
        {
          done = take_lines (&taking, error);
          continue;
        }
      address = address_of (tally->arguments[i]);
      if (address != NULL)
        g_ptr_array_add (taking.addresses, address);
      else
        {
          tally->warn ("an empty argument is not an address");
          tally->status = EX_DATAERR;
        }
    }
  done = done && hand_over (&taking, error);
  g_ptr_array_free (taking.addresses, TRUE);
  return done;
}
