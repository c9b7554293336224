/* search: gathers the addresses of a mail among which the failed one may be:
   those that its text, the returned message's To, and X-Failed-Recipients
   name.  Which one is looked for is not asked. */
#include "config.h"

#include <string.h>

#include "report/human-readable.h"
#include "text/address-key.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"
#include "verdict/search.h"

/* So many addresses of a text are looked at to find one recipient's. */
#define CANDIDATES_MAX 200

gboolean
bounce_search_lists (const char *address, const char *const *own)
{
  const char *domain = address ? bounce_address_domain (address) : NULL;
  g_autofree char *key
      = own && domain ? bounce_address_domain_key (domain) : NULL;

  for (guint i = 0; own && own[i]; i++)
    {
      g_autofree char *listed = NULL;

      if (strchr (own[i], '@') && own[i][0] != '@')
        {
          if (bounce_address_equal (own[i], address))
            return TRUE;
          continue;
        }
      listed = bounce_address_domain_key (own[i]);
      if (key && strcmp (key, listed) == 0)
        return TRUE;
    }
  return FALSE;
}

/* An address that may be the failed one, and its local part in lower case. */
typedef struct
{
  char *address;
  char *local;
} Candidate;

static void
candidate_free (gpointer data)
{
  Candidate *candidate = data;

  g_free (candidate->address);
  g_free (candidate->local);
  g_free (candidate);
}

static char *
lower_local (const char *address)
{
  g_autofree char *local = bounce_address_local (address);

  return g_ascii_strdown (local, -1);
}

static void
add_mailboxes (GHashTable *set, const BounceMessage *message,
               const char *header)
{
  const char *value = message ? bounce_message_header (message, header) : NULL;
  BounceAddressSpan span;

  for (const char *p = value; p && bounce_address_find (p, NULL, &span);
       p = span.end)
    {
      g_autofree char *found = bounce_address_span_copy (&span);
      g_hash_table_add (set, bounce_address_key (found));
    }
}

gboolean
bounce_search_is_senders (BounceSearch *search, const char *address)
{
  g_autofree char *mailbox = bounce_address_key (address);

  if (search->senders == NULL)
    {
      search->senders
          = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      add_mailboxes (search->senders, search->notification->message, "To");
      add_mailboxes (search->senders, search->notification->message, "From");
      add_mailboxes (search->senders, search->notification->returned, "From");
      add_mailboxes (search->senders, search->notification->returned,
                     "Return-Path");
    }
  return mailbox != NULL && g_hash_table_contains (search->senders, mailbox);
}

/* The addresses in TEXT (may be NULL) that are nobody's of the sender's
   side. */
static GPtrArray *
find_candidates (BounceSearch *search, const char *text)
{
  GPtrArray *candidates = g_ptr_array_new_with_free_func (candidate_free);
  const char *end = text ? text + bounce_human_readable_length (text) : NULL;
  BounceAddressSpan span;

  for (int i = 0;
       text && i < CANDIDATES_MAX && bounce_address_find (text, end, &span);
       i++, text = span.end)
    {
      g_autofree char *found = bounce_address_span_copy (&span);
      if (!bounce_address_is_full (found)
          || bounce_search_lists (found, search->own)
          || bounce_search_is_senders (search, found))
        continue;
      Candidate *candidate = g_new (Candidate, 1);
      candidate->local = lower_local (found);
      candidate->address = g_steal_pointer (&found);
      g_ptr_array_add (candidates, candidate);
    }
  return candidates;
}

/* Whether ADDRESS is a desk's, where people are to ask. */
static gboolean
is_desk (const char *address)
{
  g_autofree char *folded = bounce_fold_line (address, -1);

  return bounce_list_in (folded, BOUNCE_LIST_ROLE_ADDRESS);
}

/* The only one of CANDIDATES, but for desks unless DESKS, or NULL. */
static const Candidate *
choose_only (const GPtrArray *candidates, gboolean desks)
{
  const Candidate *only = NULL;

  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = g_ptr_array_index (candidates, i);

      if (!desks && is_desk (candidate->address))
        continue;
      if (only && !bounce_address_equal (only->address, candidate->address))
        return NULL;
      only = only ? only : candidate;
    }
  return only;
}

/* The one of CANDIDATES whose local part is NAME; or, if NAME is NULL, the
   only one. */
static char *
choose (const GPtrArray *candidates, const char *name)
{
  g_autofree char *local = name ? lower_local (name) : NULL;
  const Candidate *only = NULL;

  for (guint i = 0; local && i < candidates->len; i++)
    {
      const Candidate *candidate = g_ptr_array_index (candidates, i);
      if (strcmp (candidate->local, local) == 0)
        return g_strdup (candidate->address);
    }
  if (local == NULL && candidates->len > 0)
    only = choose_only (candidates, TRUE);
  if (local == NULL && candidates->len > 1 && only == NULL)
    only = choose_only (candidates, FALSE);
  return only ? g_strdup (only->address) : NULL;
}

char *
bounce_search_in_text (BounceSearch *search, const char *name)
{
  if (search->in_text == NULL)
    search->in_text = find_candidates (
        search, bounce_message_text (search->notification->message));
  return choose (search->in_text, name);
}

char *
bounce_search_in_to (BounceSearch *search, const char *name)
{
  const BounceMessage *returned = search->notification->returned;

  if (search->in_to == NULL)
    search->in_to = find_candidates (
        search, returned ? bounce_message_header (returned, "To") : NULL);
  return choose (search->in_to, name);
}

char *
bounce_search_in_failed (BounceSearch *search)
{
  g_autoptr (GPtrArray) candidates = find_candidates (
      search, bounce_message_header (search->notification->message,
                                     "X-Failed-Recipients"));

  return choose (candidates, NULL);
}

void
bounce_search_clear (BounceSearch *search)
{
  g_clear_pointer (&search->senders, g_hash_table_unref);
  g_clear_pointer (&search->in_text, g_ptr_array_unref);
  g_clear_pointer (&search->in_to, g_ptr_array_unref);
}
