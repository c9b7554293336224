/* failed-recipient: completes the address of a recipient that a report names
   only by a pipe, a path, a local name or not at all
   (bouncecat-categories(7)).  It never takes the sender's own address for the
   failed one. */
#include "config.h"

#include <string.h>

#include "base/memory.h"
#include "text/address-key.h"
#include "text/address.h"
#include "report/alias.h"
#include "report/kind.h"
#include "report/human-readable.h"
#include "verdict/failed-recipient.h"
#include "verdict/written-to.h"

/* So many addresses of a text are looked at to find one recipient's. */
#define CANDIDATES_MAX 200

static gboolean
is_listed (const char *address, const char *const *own)
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

/* What one mail has to offer; each is made when it is first asked for. */
typedef struct
{
  const BounceNotification *notification;
  const char *const *own;
  GHashTable *senders; /* set of mailboxes, or NULL */
  GPtrArray *in_text;  /* candidates, or NULL */
  GPtrArray *in_to;
} Search;

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
      g_autofree char *found
          = bounce_copy (span.start, (gsize)(span.end - span.start));
      g_hash_table_add (set, bounce_address_key (found));
    }
}

/* The addresses that can't be the failed one: whom the notification was sent
   to, who sent it, and who sent the message that bounced. */
static gboolean
is_senders (Search *search, const char *address)
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
find_candidates (Search *search, const char *text)
{
  GPtrArray *candidates = g_ptr_array_new_with_free_func (candidate_free);
  const char *end = text ? text + bounce_human_readable_length (text) : NULL;
  BounceAddressSpan span;

  for (int i = 0;
       text && i < CANDIDATES_MAX && bounce_address_find (text, end, &span);
       i++, text = span.end)
    {
      g_autofree char *found
          = bounce_copy (span.start, (gsize)(span.end - span.start));
      if (!bounce_address_is_full (found) || is_listed (found, search->own)
          || is_senders (search, found))
        continue;
      Candidate *candidate = g_new (Candidate, 1);
      candidate->local = lower_local (found);
      candidate->address = g_steal_pointer (&found);
      g_ptr_array_add (candidates, candidate);
    }
  return candidates;
}

/* The one of CANDIDATES whose local part is NAME; or, if NAME is NULL, the
   only one. */
static char *
choose (const GPtrArray *candidates, const char *name)
{
  g_autofree char *local = name ? lower_local (name) : NULL;
  const Candidate *only = NULL;

  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = g_ptr_array_index (candidates, i);
      if (local && strcmp (candidate->local, local) == 0)
        return g_strdup (candidate->address);
      if (local == NULL && only
          && !bounce_address_equal (only->address, candidate->address))
        return NULL;
      if (local == NULL && only == NULL)
        only = candidate;
    }
  return only ? g_strdup (only->address) : NULL;
}

static char *
find_in_text (Search *search, const char *name)
{
  if (search->in_text == NULL)
    search->in_text = find_candidates (
        search, bounce_message_text (search->notification->message));
  return choose (search->in_text, name);
}

static char *
find_in_to (Search *search, const char *name)
{
  const BounceMessage *returned = search->notification->returned;

  if (search->in_to == NULL)
    search->in_to = find_candidates (
        search, returned ? bounce_message_header (returned, "To") : NULL);
  return choose (search->in_to, name);
}

static char *
find_in_failed (Search *search)
{
  g_autoptr (GPtrArray) candidates = find_candidates (
      search, bounce_message_header (search->notification->message,
                                     "X-Failed-Recipients"));

  return choose (candidates, NULL);
}

/* A pipe or a path says nothing of the address; a name does. */
static gboolean
is_name (const char *recipient)
{
  return recipient && *recipient && *recipient != '@'
         && strpbrk (recipient, "|/ \t=") == NULL;
}

static void
complete_one (Search *search, BounceEvidence *evidence)
{
  gboolean alone = search->notification->recipients->len == 1;
  const char *name = is_name (evidence->recipient) ? evidence->recipient : NULL;
  char *found = NULL;

  if (evidence->recipient && bounce_address_is_full (evidence->recipient)
      && !g_str_has_suffix (evidence->recipient, ".local"))
    return;
  if (name || alone)
    found = find_in_text (search, name);
  if (found == NULL && alone)
    found = find_in_failed (search);
  if (found == NULL && (name || alone))
    found = find_in_to (search, name);
  if (found)
    {
      g_free (evidence->recipient);
      evidence->recipient = found;
    }
}

/* Whether RECIPIENT is nobody's, or of the sender's own side: an address that
   a mail to somebody else only comes from or passes. */
static gboolean
is_own_side (Search *search, const char *recipient, const BounceVerp *verp)
{
  const char *domain = recipient ? bounce_address_domain (recipient) : NULL;
  const char *verp_domain = bounce_address_domain (verp->address);

  return recipient == NULL || domain == NULL
         || is_listed (recipient, search->own) || is_senders (search, recipient)
         || g_ascii_strcasecmp (domain, verp_domain) == 0;
}

/* The VERP address says who was written to. */
static void
apply_verp (Search *search, BounceEvidence *evidence, const BounceVerp *verp)
{
  if (is_own_side (search, evidence->recipient, verp))
    {
      g_free (evidence->recipient);
      evidence->recipient = g_strdup (verp->recipient);
    }
  g_clear_pointer (&evidence->original_recipient, g_free);
  if (!bounce_address_equal (evidence->recipient, verp->recipient))
    evidence->original_recipient = g_strdup (verp->recipient);
}

static gboolean
is_ours (const char *address, gpointer data)
{
  Search *search = data;

  return is_listed (address, search->own) || is_senders (search, address);
}

/* Whether ADDRESS is that of a virtual domain's user as qmail delivers to it:
   "owner-ann@b.example" for ann@b.example. */
static gboolean
is_virtual (const char *address, const char *recipient)
{
  const char *domain = bounce_address_domain (address);
  gsize n = strlen (address);
  gsize m = recipient != NULL ? strlen (recipient) : 0;

  return m > 0 && n > m + 1 && address + n - m < domain
         && address[n - m - 1] == '-'
         && g_ascii_strcasecmp (address + n - m, recipient) == 0;
}

/* Whether ADDRESS itself failed. */
static gboolean
is_failed (const char *address, gpointer data)
{
  const Search *search = data;
  const GPtrArray *recipients = search->notification->recipients;

  for (guint i = 0; i < recipients->len; i++)
    {
      const BounceEvidence *evidence = g_ptr_array_index (recipients, i);

      if (bounce_address_equal (evidence->recipient, address)
          || is_virtual (address, evidence->recipient))
        return TRUE;
    }
  return FALSE;
}

/* Whether the report tells of none of RECIPIENTS what address it was made of.
   Some name a lone one twice: all that they know is whom they got the mail
   for. */
static gboolean
lack_original (const GPtrArray *recipients)
{
  for (guint i = 0; i < recipients->len; i++)
    {
      const BounceEvidence *evidence = g_ptr_array_index (recipients, i);

      if (evidence->recipient == NULL
          || (evidence->original_recipient != NULL
              && (recipients->len > 1
                  || !bounce_address_equal (evidence->recipient,
                                            evidence->original_recipient))))
        return FALSE;
    }
  return TRUE;
}

/* Of a mail that was forwarded, the returned message says so.  What its servers
   noted holds for all whom an alias stood for; To does not: of a mail to many
   it may be anybody's. */
static char *
find_written_to (Search *search)
{
  const BounceMessage *returned = search->notification->returned;
  const GPtrArray *recipients = search->notification->recipients;
  g_autofree char *noted
      = bounce_written_to_noted (returned, is_failed, is_ours, search);
  g_autofree char *told = NULL;

  if (noted != NULL)
    return is_failed (noted, search) ? NULL : g_steal_pointer (&noted);
  if (recipients->len > 1)
    return NULL;
  const BounceEvidence *evidence = g_ptr_array_index (recipients, 0);
  if (evidence->original_recipient == NULL)
    told = bounce_written_to_told (returned);
  return told != NULL && !is_failed (told, search) && !is_ours (told, search)
             ? g_steal_pointer (&told)
             : NULL;
}

static void
apply_written_to (Search *search)
{
  GPtrArray *recipients = search->notification->recipients;
  g_autofree char *address = NULL;

  bounce_alias_collect (bounce_message_text (search->notification->message),
                        recipients);
  if (search->notification->returned == NULL || !lack_original (recipients))
    return;
  address = find_written_to (search);
  for (guint i = 0; address != NULL && i < recipients->len; i++)
    {
      BounceEvidence *evidence = g_ptr_array_index (recipients, i);

      g_free (evidence->original_recipient);
      evidence->original_recipient = g_strdup (address);
    }
}

/* Takes the OWN addresses out.  A bounce stays one if nobody is left. */
static void
remove_own (BounceNotification *notification, const char *const *own)
{
  for (guint i = notification->recipients->len; own && i-- > 0;)
    {
      BounceEvidence *evidence
          = g_ptr_array_index (notification->recipients, i);

      if (!is_listed (evidence->recipient, own))
        continue;
      if (notification->recipients->len > 1)
        g_ptr_array_remove_index (notification->recipients, i);
      else
        g_clear_pointer (&evidence->recipient, g_free);
    }
}

void
bounce_recipient_complete (BounceNotification *notification,
                           const char *const *own, const BounceVerp *verp)
{
  Search search = { notification, own, NULL, NULL, NULL };

  for (guint i = 0; i < notification->recipients->len; i++)
    {
      BounceEvidence *evidence
          = g_ptr_array_index (notification->recipients, i);

      complete_one (&search, evidence);
      if (verp->recipient != NULL)
        apply_verp (&search, evidence, verp);
    }
  if (verp->recipient == NULL)
    apply_written_to (&search);
  g_clear_pointer (&search.senders, g_hash_table_unref);
  g_clear_pointer (&search.in_text, g_ptr_array_unref);
  g_clear_pointer (&search.in_to, g_ptr_array_unref);
  remove_own (notification, own);
}
