/* Makes the view of a mail, which all readers work on. */
#ifndef BOUNCE_REPORT_LEGACY_TEXT_VIEW_H
#define BOUNCE_REPORT_LEGACY_TEXT_VIEW_H

#include <glib.h>

#include "mime/message.h"
#include "report/legacy/text/legacy-view.h"

/* MESSAGE, which must live as long, as the readers see it.  Never NULL; free
   with legacy_view_free, which ignores NULL. */
LegacyView *legacy_view_new (const BounceMessage *message);
void legacy_view_free (LegacyView *view);

/* The same of any text and header values (each may be NULL); takes over TEXT.
 */
LegacyView *legacy_view_make (const BounceMessage *message, char *text,
                              const char *from, const char *subject,
                              const char *to, const char *sender);

/* From now on only VIEW's header is asked for, while another view is in use:
   if VIEW is large, its text and lines are freed. */
void legacy_view_shed (LegacyView *view);

/* Whether the field Auto-Submitted (RFC 3834, 5) of VIEW, which is not quoted,
   begins with HOW. */
gboolean legacy_is_submitted (const LegacyView *view, const char *how);

/* Whether VIEW's mail has a text that is not HTML. */
gboolean legacy_has_plain_text (const LegacyView *view);

/* The header block of a message that is returned in the text, or NULL; the
   caller frees it. */
char *legacy_returned_header (const LegacyView *view);

#endif
