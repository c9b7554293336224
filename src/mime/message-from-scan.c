/* message-from-scan: a mail whose structure the pruner has found already, which
   need not be looked for again.  message-from-gmime gives the same result,
   slower; tests/shortcut.sh compares the two. */
#include "config.h"

#include <string.h>

#include "mime/message-from-scan.h"

typedef struct
{
  const BounceMail *mail;
  BounceMessage *message;
} Walk;

static BounceMessage *message_from_node (BounceArena *arena,
                                         const BounceMail *mail, guint i,
                                         gboolean header_only);
static void walk_node (Walk *walk, guint i, gboolean *report,
                       gboolean alternative);

static const BounceNode *
node (const BounceMail *mail, guint i)
{
  return &g_array_index (mail->nodes, BounceNode, i);
}

/* Adds the leaf IT, of which HEADER is the header. */
static void
add_leaf (Walk *walk, const BounceNode *it, BounceHeader *header,
          gboolean *report, gboolean alternative)
{
  const char *encoding
      = bounce_header_value (header, "Content-Transfer-Encoding", 0);
  BounceLeaf leaf
      = { bounce_header_type (header),
          encoding
              ? bounce_transfer_encoding_from_name (encoding, strlen (encoding))
              : BOUNCE_ENCODING_NONE,
          walk->mail->bytes + it->body, it->body_end - it->body, alternative };

  bounce_message_add_leaf (walk->message, &leaf, report);
}

static void
walk_multipart (Walk *walk, guint i, const char *type)
{
  gboolean report = strcmp (type, "multipart/report") == 0;
  gboolean alternative = strcmp (type, "multipart/alternative") == 0;
  gboolean first = TRUE;

  for (guint k = i + 1; k < walk->mail->nodes->len; k++)
    if (node (walk->mail, k)->parent == (int)i)
      {
        walk_node (walk, k, &report, alternative && !first);
        first = FALSE;
      }
}

/* The node I, of which HEADER is the header. */
static void
walk_body (Walk *walk, guint i, BounceHeader *header, gboolean *report,
           gboolean alternative)
{
  const BounceNode *it = node (walk->mail, i);
  const char *type = bounce_header_type (header)->name;

  if (it->kind == BOUNCE_NODE_MULTIPART)
    walk_multipart (walk, i, type);
  else if (!g_str_has_prefix (type, "multipart/"))
    add_leaf (walk, it, header, report, alternative);
}

static void
walk_node (Walk *walk, guint i, gboolean *report, gboolean alternative)
{
  const BounceNode *it = node (walk->mail, i);
  BounceArena *arena = walk->message->arena;
  BounceHeader header;

  if (it->kind == BOUNCE_NODE_MESSAGE)
    {
      gboolean any = i + 1 < walk->mail->nodes->len;
      bounce_message_add_message (
          walk->message,
          any ? message_from_node (arena, walk->mail, i + 1, *report) : NULL);
      return;
    }
  bounce_header_init (&header, arena, walk->mail->bytes + it->header,
                      it->header_end - it->header);
  walk_body (walk, i, &header, report, alternative);
}

static BounceMessage *
message_from_node (BounceArena *arena, const BounceMail *mail, guint i,
                   gboolean header_only)
{
  const BounceNode *it = node (mail, i);
  BounceMessage *message = bounce_message_tree_new (
      arena, mail->bytes + it->header, it->header_end - it->header);
  Walk walk = { mail, message };
  gboolean report = FALSE;

  if (header_only)
    return message;
  if (it->kind == BOUNCE_NODE_MESSAGE)
    walk_node (&walk, i, &report, FALSE);
  else
    walk_body (&walk, i, &message->header, &report, FALSE);
  return message;
}

BounceMessage *
bounce_message_from_scan (BounceArena *arena, const BounceMail *mail)
{
  return message_from_node (arena, mail, 0, FALSE);
}
