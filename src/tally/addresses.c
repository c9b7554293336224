/* addresses: reads addresses from arguments and lines of standard input, and
   hands them on in pieces. */
#include "config.h"

#include <string.h>
#include <sysexits.h>

#include "tally/addresses.h"
#include "tally/lines.h"
#include "text/address-form.h"
#include "text/address-key.h"

#define BOM "\357\273\277"

typedef struct
{
  BounceTally *tally;
  BounceAddressesFunc func;
  gpointer data;
  GPtrArray *addresses;
  gboolean known; /* they are those of the ledger */
} Taking;

static gboolean
hand_over (Taking *taking, GError **error)
{
  gboolean done = taking->addresses->len == 0
                  || taking->func (taking->addresses, taking->data, error);

  g_ptr_array_set_size (taking->addresses, 0);
  return done;
}

/* Removes one PAIR of characters around TEXT, in place. */
static char *
without (char *text, const char *pair)
{
  gsize length = strlen (text);

  if (length < 2 || text[0] != pair[0] || text[length - 1] != pair[1])
    return text;
  text[length - 1] = '\0';
  return g_strstrip (text + 1);
}

/* The address or domain that TEXT names, and nothing else: alone, in brackets,
   in quotes as CSV has them, or as "Name <address>".  NULL: none, or there is
   more; what would be left out would get mail. */
static char *
one_address (const char *text)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));
  char *open = strrchr (copy, '<');
  char *inner = without (without (without (copy, "\"\""), "''"), "<>");
  g_autofree char *bare = NULL;

  if (open != NULL && open > copy && g_str_has_suffix (open, ">"))
    {
      inner = without (open, "<>");
      *open = '\0';
      if (strchr (copy, '@') != NULL || strchr (copy, '<') != NULL)
        return NULL;
    }
  bare = bounce_address_written (inner);
  if (bare == NULL
      || (*bare == '@' ? !bounce_address_is_domain (bare)
                       : !bounce_address_is_single (bare)))
    return NULL;
  return g_steal_pointer (&bare);
}

/* The address in TEXT, or NULL.  What the ledger has is taken as `list
   --every-key` prints it, whatever it is: what it has not is named later. */
static char *
address_of (const Taking *taking, const char *text)
{
  char *address = one_address (text);
  g_autofree char *key = NULL;

  if (address != NULL || !taking->known)
    return address;
  key = bounce_address_key (text);
  return key != NULL ? g_strdup (text) : NULL;
}

/* TRUE if LINE, without a BOM, says nothing of anybody: a comment, or the
   heading of another program's list. */
static gboolean
says_nothing (const Taking *taking, const BounceLine *line, const char *text)
{
  return text[strspn (text, " \t\r")] == '\0' || *text == '#'
         || (!taking->known && line->number == 1
             && strpbrk (text, "@.<") == NULL);
}

static void
take_line (Taking *taking, const BounceLines *lines, const BounceLine *line)
{
  const char *trouble = bounce_line_trouble (line);
  const char *text = line->text;
  g_autofree char *message = NULL;
  char *address = NULL;

  if (trouble == NULL)
    {
      if (line->number == 1 && g_str_has_prefix (text, BOM))
        text += strlen (BOM);
      if (says_nothing (taking, line, text))
        return;
      address = address_of (taking, text);
    }
  if (address != NULL)
    {
      g_ptr_array_add (taking->addresses, address);
      return;
    }
  message = bounce_lines_message (
      lines, line, trouble != NULL ? trouble : "not a single address");
  taking->tally->warn (message);
  taking->tally->status = EX_DATAERR;
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
      take_line (taking, lines, &line);
      if (taking->addresses->len == BOUNCE_LEDGER_BATCH)
        hand_over (taking, &failure);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

gboolean
bounce_addresses_each (BounceTally *tally, gboolean known,
                       BounceAddressesFunc func, gpointer data, GError **error)
{
  Taking taking
      = { tally, func, data, g_ptr_array_new_with_free_func (g_free), known };
  gboolean done = TRUE;

  for (guint i = 0; done && tally->arguments[i] != NULL; i++)
    {
      char *address = NULL;

      if (strcmp (tally->arguments[i], "-") == 0)
        {
          done = take_lines (&taking, error);
          continue;
        }
      address = address_of (&taking, tally->arguments[i]);
      if (address != NULL)
        g_ptr_array_add (taking.addresses, address);
      else
        {
          g_autofree char *message = g_strdup_printf (
              "'%s' is not a single address", tally->arguments[i]);

          tally->warn (message);
          tally->status = EX_DATAERR;
        }
    }
  done = done && hand_over (&taking, error);
  g_ptr_array_free (taking.addresses, TRUE);
  return done;
}
