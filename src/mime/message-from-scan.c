/* message-from-scan: makes a message of a mail whose structure the pruner has
   found already. message-from-gmime gives the same result, slower;
   tests/shortcut.sh compares the two. */
#include "config.h"

#include <string.h>

#include "mime/message-from-scan.h"

typedef struct
{
  const BounceMail *mail;
  BounceMessage *message;
} Walk;

static BounceMessage *message_from_node (BounceArena *arena,
                                         const BounceMessage *outer,
                                         const BounceMail *mail, guint i,
                                         gboolean header_only);
static void walk_node (Walk *walk, guint i, gboolean *report,
                       gboolean alternative);

/* What is not plain in the header of IT, GMime reads. */
static const BounceContentType *
type_of (const Walk *walk, const BounceNode *it)
{
  BounceHeader header;

  if (it->type)
    return it->type;
  bounce_header_init (&header, walk->message->arena,
                      walk->mail->bytes + it->header,
                      it->header_end - it->header);
  return bounce_header_type (&header);
}

/* A body that is a text as it stands becomes one in its place: what follows it,
   the line's end before a boundary, is read by nobody from now on.  Nor is one
   that had to be decoded. */
static void
add_leaf (Walk *walk, const BounceNode *it, const BounceContentType *type,
          gboolean *report, gboolean alternative)
{
  BounceLeaf leaf = { .type = type,
                      .encoding = it->encoding,
                      .bytes = walk->mail->bytes + it->body,
                      .length = it->body_end - it->body,
                      .lasting = TRUE,
                      .alternative = alternative };

  if (leaf.length > 0)
    walk->mail->bytes[it->body_end] = '\0';
  bounce_message_add_leaf (walk->message, &leaf, report);
  if (walk->message->parts[walk->message->n_parts - 1]->text != leaf.bytes)
    bounce_mail_forget (walk->mail, walk->mail->bytes + it->body, leaf.length);
}

static void
walk_multipart (Walk *walk, guint i, const char *type)
{
  gboolean report = strcmp (type, "multipart/report") == 0;
  gboolean alternative = strcmp (type, "multipart/alternative") == 0;
  gboolean first = TRUE;

  for (guint k = i + 1; k < walk->mail->n_nodes; k++)
    if (walk->mail->nodes[k].parent == (int)i)
      {
        walk_node (walk, k, &report, alternative && !first);
        first = FALSE;
      }
}

/* The node I, if it is no attached message. */
static void
walk_body (Walk *walk, guint i, gboolean *report, gboolean alternative)
{
  const BounceNode *it = &walk->mail->nodes[i];
  const BounceContentType *type = type_of (walk, it);

  if (it->kind == BOUNCE_NODE_MULTIPART)
    walk_multipart (walk, i, type->name);
  else if (!g_str_has_prefix (type->name, "multipart/"))
    add_leaf (walk, it, type, report, alternative);
}

static void
walk_node (Walk *walk, guint i, gboolean *report, gboolean alternative)
{
  if (walk->mail->nodes[i].kind == BOUNCE_NODE_MESSAGE)
    {
      gboolean any = i + 1 < walk->mail->n_nodes;
      bounce_message_add_message (
          walk->message,
          any ? message_from_node (walk->message->arena, walk->message,
                                   walk->mail, i + 1, *report)
              : NULL);
    }
  else
    walk_body (walk, i, report, alternative);
}

static BounceMessage *
message_from_node (BounceArena *arena, const BounceMessage *outer,
                   const BounceMail *mail, guint i, gboolean header_only)
{
  const BounceNode *it = &mail->nodes[i];
  BounceMessage *message = bounce_message_tree_new (
      arena, outer, mail->bytes + it->header, it->header_end - it->header);
  Walk walk = { mail, message };
  gboolean report = FALSE;

  message->header.type = it->type;
  message->outermost->every_text = mail->every_text;
  if (!header_only)
    walk_node (&walk, i, &report, FALSE);
  return message;
}

BounceMessage *
bounce_message_from_scan (BounceArena *arena, const BounceMail *mail)
{
  return message_from_node (arena, NULL, mail, 0, FALSE);
}
