/* message-nodes: a mail whose structure trim has found already.  GMime decodes
   its headers and bodies but need not parse the whole again, which is most of
   the time that a bounce takes.  message-mime gives the same result, slower;
   tests/shortcut.sh compares the two. */
#include "config.h"

#include <string.h>

#include "mime/message-internal.h"
#include "mime/part-role.h"

typedef struct
{
  const BounceMail *mail;
  BounceMessage *message;
} Walk;

static BounceMessage *message_from_node (const BounceMail *mail, guint i,
                                         gboolean header_only);
static void walk_node (Walk *walk, guint i, gboolean *report,
                       gboolean alternative);

static const BounceNode *
node (const BounceMail *mail, guint i)
{
  return &g_array_index (mail->nodes, BounceNode, i);
}

/* The header of node I as a message without parts. */
static BounceMessage *
header_of (const BounceMail *mail, guint i)
{
  const BounceNode *it = node (mail, i);

  return bounce_message_from_header (mail->bytes + it->header,
                                     it->header_end - it->header);
}

/* Adds the leaf IT, of which HEADER is the header. */
static void
add_leaf (Walk *walk, const BounceNode *it, const BounceMessage *header,
          gboolean *report, gboolean alternative)
{
  const char *encoding
      = bounce_message_header (header, "Content-Transfer-Encoding");
  BounceLeaf leaf
      = { bounce_message_media_type (header),
          encoding ? g_mime_content_encoding_from_string (encoding)
                   : GMIME_CONTENT_ENCODING_DEFAULT,
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

static void
walk_node (Walk *walk, guint i, gboolean *report, gboolean alternative)
{
  const BounceNode *it = node (walk->mail, i);

  if (it->kind == BOUNCE_NODE_MESSAGE)
    {
      gboolean any = i + 1 < walk->mail->nodes->len;
      bounce_message_add_message (
          walk->message,
          any ? message_from_node (walk->mail, i + 1, *report) : NULL);
      return;
    }
  BounceMessage *header = header_of (walk->mail, i);
  if (it->kind == BOUNCE_NODE_MULTIPART)
    walk_multipart (walk, i, bounce_message_type (header));
  else if (!g_str_has_prefix (bounce_message_type (header), "multipart/"))
    add_leaf (walk, it, header, report, alternative);
  bounce_message_free (header);
}

static BounceMessage *
message_from_node (const BounceMail *mail, guint i, gboolean header_only)
{
  BounceMessage *message = header_of (mail, i);
  Walk walk = { mail, message };
  gboolean report = FALSE;

  if (!header_only)
    walk_node (&walk, i, &report, FALSE);
  return message;
}

BounceMessage *
bounce_message_read_nodes (const BounceMail *mail)
{
  return message_from_node (mail, 0, FALSE);
}
