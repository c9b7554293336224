/* complaints: turns the complaints of items into lines for the user.  Two are
   alike if they have the same reason and the same source (a directory is one
   source).  The first ten are told, the others counted, and their number is
   told when the source ends.  There are few reasons, so memory does not grow
   with the mail. */
#include "config.h"

#include "cat/complaints.h"

/* So many are told each for itself. */
#define TOLD_MAX 10

struct BounceComplaints
{
  void (*tell) (const char *line, gpointer user);
  gpointer user;
  guint source; /* the number of the one that the counts are of */
  char *name;   /* and its name */
  GPtrArray *reasons;
  GHashTable *counts; /* of each reason, as guint64 * */
};

BounceComplaints *
bounce_complaints_new (void (*tell) (const char *line, gpointer user),
                       gpointer user)
{
  BounceComplaints *complaints = g_new0 (BounceComplaints, 1);

  complaints->tell = tell;
  complaints->user = user;
  complaints->reasons = g_ptr_array_new_with_free_func (g_free);
  complaints->counts
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  return complaints;
}

/* Ends a source: tells how many complaints were held back. */
static void
end_source (BounceComplaints *complaints)
{
  for (guint i = 0; i < complaints->reasons->len; i++)
    {
      const char *reason = g_ptr_array_index (complaints->reasons, i);
      guint64 count
          = *(guint64 *)g_hash_table_lookup (complaints->counts, reason);
      g_autofree char *line = NULL;

      if (count <= TOLD_MAX)
        continue;
      line = g_strdup_printf ("%s: %s: %" G_GUINT64_FORMAT " more",
                              complaints->name, reason, count - TOLD_MAX);
      complaints->tell (line, complaints->user);
    }
  g_hash_table_remove_all (complaints->counts);
  g_ptr_array_set_size (complaints->reasons, 0);
}

void
bounce_complaints_free (BounceComplaints *complaints)
{
  if (complaints == NULL)
    return;
  end_source (complaints);
  g_hash_table_unref (complaints->counts);
  g_ptr_array_unref (complaints->reasons);
  g_free (complaints->name);
  g_free (complaints);
}

/* The number of complaints for this REASON, with this one. */
static guint64
count_reason (BounceComplaints *complaints, const char *reason)
{
  guint64 *count = g_hash_table_lookup (complaints->counts, reason);

  if (count == NULL)
    {
      char *key = g_strdup (reason);

      count = g_new0 (guint64, 1);
      g_ptr_array_add (complaints->reasons, key);
      g_hash_table_insert (complaints->counts, key, count);
    }
  return ++*count;
}

void
bounce_complaints_add (BounceComplaints *complaints, const BounceItem *item)
{
  g_autofree char *line = NULL;

  if (item->reason == NULL)
    return;
  if (item->source_number != complaints->source)
    {
      end_source (complaints);
      complaints->source = item->source_number;
      g_free (complaints->name);
      complaints->name = g_strdup (item->source_name);
    }
  if (count_reason (complaints, item->reason) > TOLD_MAX)
    return;
  line = item->index == 0
             ? g_strdup_printf ("%s: %s", item->source, item->reason)
             : g_strdup_printf ("%s:%" G_GUINT64_FORMAT ": %s", item->source,
                                item->index, item->reason);
  complaints->tell (line, complaints->user);
}
