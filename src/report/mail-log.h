/* The log lines of mail servers, behind what syslog puts in front of them. */
#ifndef BOUNCE_REPORT_MAIL_LOG_H
#define BOUNCE_REPORT_MAIL_LOG_H

#include <glib.h>

#include "model/evidence.h"

/* Each appends to RECIPIENTS a BounceEvidence, which the array owns, for every
   recipient whose fate the log line TEXT tells:
   "QID: to=<a@b>, ... status=bounced (...)" of Postfix, "QID: to=<a@b>, ...
   stat=User unknown" of sendmail, "ID ** a@b R=... T=...: ..." of Exim, and the
   refusals of mail that came in. */
void bounce_mail_log_postfix (const char *text, GPtrArray *recipients);
void bounce_mail_log_sendmail (const char *text, GPtrArray *recipients);
void bounce_mail_log_exim (const char *text, GPtrArray *recipients);

#endif
