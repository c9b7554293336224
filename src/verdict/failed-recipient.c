/* failed-recipient: completes the address of a recipient that a report names
   only by a pipe, a path, a local name or not at all
   (bouncecat-categories(7)).  It never takes the sender's own address for the
   failed one. */
#include "config.h"

#include <string.h>

#include "report/alias.h"
#include "text/address.h"
#include "verdict/failed-recipient.h"
#include "verdict/search.h"
#include "verdict/written-to.h"

/* A pipe or a path says nothing of the address; a name does. */
static gboolean
is_name (const char *recipient)
{
  return recipient && *recipient && *recipient != '@'
         && strpbrk (recipient, "|/ \t=") == NULL;
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

/* Who was written to, if EVIDENCE names him as qmail delivers to a virtual
   domain, or NULL. */
static char *
find_virtual (BounceSearch *search, const BounceEvidence *evidence)
{
  g_autofree char *found = NULL;

  if (!g_str_equal (search->notification->format, "qmail")
      && !g_str_equal (search->notification->format, "ezmlm"))
    return NULL;
  found = bounce_search_in_to (search, NULL);
  return is_virtual (evidence->recipient, found) ? g_steal_pointer (&found)
                                                 : NULL;
}

/* The address of EVIDENCE's recipient, which is told in a part or not at all;
   NULL: none is found. */
static char *
find_whole (BounceSearch *search, const BounceEvidence *evidence)
{
  gboolean alone = search->notification->recipients->len == 1;
  const char *name = is_name (evidence->recipient) ? evidence->recipient : NULL;
  char *found = NULL;

  if (name || alone)
    found = bounce_search_in_text (search, name);
  if (found == NULL && alone)
    found = bounce_search_in_failed (search);
  if (found == NULL && (name || alone))
    found = bounce_search_in_to (search, name);
  return found;
}

static void
complete_one (BounceSearch *search, BounceEvidence *evidence)
{
  gboolean whole = evidence->recipient
                   && bounce_address_is_full (evidence->recipient)
                   && !g_str_has_suffix (evidence->recipient, ".local");
  char *found
      = whole ? find_virtual (search, evidence) : find_whole (search, evidence);

  if (found)
    {
      g_free (evidence->recipient);
      evidence->recipient = found;
    }
}

/* Whether RECIPIENT is nobody's, or of the sender's own side: an address that
   a mail to somebody else only comes from or passes. */
static gboolean
is_own_side (BounceSearch *search, const char *recipient,
             const BounceVerp *verp)
{
  const char *domain = recipient ? bounce_address_domain (recipient) : NULL;
  const char *verp_domain = bounce_address_domain (verp->address);

  return recipient == NULL || domain == NULL
         || bounce_search_lists (recipient, search->own)
         || bounce_search_is_senders (search, recipient)
         || g_ascii_strcasecmp (domain, verp_domain) == 0;
}

/* The VERP address says who was written to. */
static void
apply_verp (BounceSearch *search, BounceEvidence *evidence,
            const BounceVerp *verp)
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
  BounceSearch *search = data;

  return bounce_search_lists (address, search->own)
         || bounce_search_is_senders (search, address);
}

/* Whether ADDRESS itself failed. */
static gboolean
is_failed (const char *address, gpointer data)
{
  const BounceSearch *search = data;
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
find_written_to (BounceSearch *search)
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
apply_written_to (BounceSearch *search)
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

      if (!bounce_search_lists (evidence->recipient, own))
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
  BounceSearch search = { notification, own, NULL, NULL, NULL };

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
  bounce_search_clear (&search);
  remove_own (notification, own);
}
