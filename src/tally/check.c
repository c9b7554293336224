/* check: prints the part of a send list that may be mailed, in its order and
   byte for byte. */
#include "config.h"

#include <string.h>
#include <sysexits.h>

#include <glib.h>

#include "tally/command.h"
#include "tally/pile.h"
#include "tally/send-list.h"

/* Writes those records of PILE that may be mailed, and empties it. */
static gboolean
finish_pile (BounceTally *tally, BouncePile *pile, GError **error)
{
  gboolean stopped = FALSE;
  gboolean done = bounce_pile_finish (pile, &stopped, error);

  if (stopped && tally->status == EX_OK)
    tally->status = 1;
  return done;
}

/* Names what is not printed for no address can be read in it. */
static void
refuse (BounceTally *tally, const char *where, guint64 line)
{
  g_autofree char *message
      = line > 0 ? g_strdup_printf ("%s:%" G_GUINT64_FORMAT
                                    ": no address can be read; not printed",
                                    where, line)
                 : g_strdup_printf ("'%s': no address can be read", where);

  tally->warn (message);
  tally->status = EX_DATAERR;
}

static gboolean
check_lines (BounceTally *tally, BouncePile *pile, GError **error)
{
  g_autoptr (BounceSendList) list
      = bounce_send_list_new (tally->options->column, error);
  GError *failure = NULL;
  BounceSendRecord record;

  if (list == NULL)
    return FALSE;
  while (failure == NULL && bounce_send_list_next (list, &record, &failure))
    {
      if (record.kind == BOUNCE_SEND_UNREADABLE)
        {
          refuse (tally, "-", record.line);
          continue;
        }
      if (!bounce_pile_add (pile, record.text, record.length, record.keys))
        finish_pile (tally, pile, &failure);
    }
  /* What was read before is checked, whatever came then. */
  if (!finish_pile (tally, pile, failure == NULL ? error : NULL)
      && failure == NULL)
    return FALSE;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

static gboolean
check_arguments (BounceTally *tally, BouncePile *pile, GError **error)
{
  gboolean done = TRUE;

  for (guint i = 0; done && tally->arguments[i] != NULL; i++)
    {
      const char *text = tally->arguments[i];
      g_autofree char *line = g_strconcat (text, "\n", NULL);
      g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

      if (bounce_send_list_keys (text, keys) && keys->len > 0)
        done = bounce_pile_add (pile, line, strlen (line), keys)
               || finish_pile (tally, pile, error);
      else
        refuse (tally, text, 0);
    }
  return done && finish_pile (tally, pile, error);
}

gboolean
bounce_tally_check (BounceTally *tally, GError **error)
{
  g_autoptr (BouncePile) pile = bounce_pile_new (tally->ledger);

  return tally->arguments[0] != NULL ? check_arguments (tally, pile, error)
                                     : check_lines (tally, pile, error);
}
