/* remote-host: finds the name of the server that refused.  A host is named in a
   notification for many reasons (who reports, whose address is listed, where
   help is): what stands beside it tells which one spoke. */
#include "config.h"

#include <string.h>

#include "base/scratch.h"
#include "report/legacy/text/remote-host.h"
#include "text/fold-characters.h"
#include "text/fold-shapes.h"
#include "text/lists.h"

/* Bytes beside a name, enough for the words that lists have; and of a lead that
   are looked at: a reply has its server near it. */
#define BESIDE_MAX 48
#define LEAD_MAX 400

/* A name at START, LENGTH bytes; REST is what follows it and its address in
   brackets. */
typedef struct
{
  const char *start;
  gsize length;
  const char *rest;
  gboolean numbered; /* an address follows it */
} Name;

/* Where the text goes on behind "[192.0.2.1]" or "(192.0.2.1)" at TEXT; TEXT
   if none stands there. */
static const char *
skip_number (const char *text)
{
  const char *p = text + strspn (text, ". ");
  gsize n;

  if (*p != '[' && *p != '(')
    return text;
  n = strcspn (p, ")]\n");
  return (p[n] == ')' || p[n] == ']')
                 && (memchr (p, '.', n) != NULL || memchr (p, ':', n) != NULL)
             ? p + n + 1
             : text;
}

/* "com.sun.mail.smtp.SMTPSendFailedException" is no host. */
static gboolean
is_class (const char *name, gsize length)
{
  static const char suffix[] = "Exception";
  gsize n = sizeof suffix - 1;

  return length > n && memcmp (name + length - n, suffix, n) == 0;
}

static gboolean
is_of_name (char c)
{
  return g_ascii_isalnum (c) || c == '.' || c == '-' || c == '_';
}

/* Whether what stands in brackets from START on, in LEAD, is the address of a
   name before it: "mx.b.example [192.0.2.1]". */
static gboolean
is_behind_name (const char *lead, const char *start)
{
  const char *end = start;
  const char *name;

  if (start == lead || (start[-1] != '[' && start[-1] != '('))
    return FALSE;
  end--;
  while (end > lead && (end[-1] == ' ' || end[-1] == '.'))
    end--;
  for (name = end; name > lead && is_of_name (name[-1]);)
    name--;
  return bounce_shape_is_host (name, (gsize)(end - name));
}

/* Reads the piece around DOT, in LEAD, which ends at END, into NAME.  FALSE if
   it is no host's. */
static gboolean
read_name (const char *lead, const char *end, const char *dot, Name *name)
{
  const char *start = dot;
  const char *behind = dot;

  while (start > lead && is_of_name (start[-1]))
    start--;
  while (behind < end && is_of_name (*behind))
    behind++;
  name->start = start;
  name->rest = behind;
  if (*behind == '@' || (start > lead && strchr ("@/", start[-1]) != NULL))
    return FALSE;
  while (behind > start && (behind[-1] == '.' || behind[-1] == '-'))
    behind--;
  name->length = (gsize)(behind - start);
  if (is_class (start, name->length)
      || (!bounce_shape_is_host (start, name->length)
          && (bounce_shape_count_numbers (start, name->length) != 4
              || is_behind_name (lead, start))))
    return FALSE;
  behind += strspn (behind, ">])\"'");
  name->rest = skip_number (behind);
  name->numbered = name->rest != behind;
  return name->rest <= end;
}

/* Whether NAME is RECIPIENT's domain alone, which may stand for its servers. */
static gboolean
is_domain (const Name *name, const char *recipient)
{
  const char *at = recipient != NULL ? strrchr (recipient, '@') : NULL;

  return !name->numbered && at != NULL && strlen (at + 1) == name->length
         && g_ascii_strncasecmp (at + 1, name->start, name->length) == 0;
}

/* Whether NAME stands right before what LEAD leads to. */
static gboolean
is_last (const char *lead, gsize length, const Name *name)
{
  gsize end = (gsize)(name->rest - lead);

  return end + strspn (name->rest, " :;,=->)]\"'\n\t") >= length;
}

/* Whether a character goes on at P. */
static gboolean
is_within_character (const char *p)
{
  return ((guchar)*p & 0xc0) == 0x80;
}

/* The words behind NAME, or those before it, into WORDS: whole characters. */
static void
words_behind (GString *words, const Name *name, gsize length)
{
  length = MIN (length, BESIDE_MAX);
  while (length > 0 && is_within_character (name->rest + length))
    length--;
  g_string_truncate (words, 0);
  bounce_fold_line_append (words, name->rest, length);
}

static void
words_before (GString *words, const Name *name, gsize length)
{
  length = MIN (length, BESIDE_MAX);
  while (length > 0 && is_within_character (name->start - length))
    length--;
  g_string_assign (words, " ");
  bounce_fold_line_append (words, name->start - length, length);
  while (words->len > 0 && strchr (" <([\"'", words->str[words->len - 1]))
    g_string_truncate (words, words->len - 1);
}

/* Whether the words beside NAME, in LEAD, say that it spoke. */
static gboolean
has_spoken (const char *lead, gsize length, const Name *name, gboolean domain)
{
  GString *words = bounce_scratch_take ();
  gboolean spoke;

  words_before (words, name, (gsize)(name->start - lead));
  spoke = bounce_list_in (words->str, BOUNCE_LIST_HOST_LEAD);
  words_behind (words, name, length - (gsize)(name->rest - lead));
  if (spoke)
    spoke = !bounce_list_begins (words->str, BOUNCE_LIST_HOST_REPORTS);
  else
    spoke = !domain && bounce_list_begins (words->str, BOUNCE_LIST_HOST_SPEAKS);
  bounce_scratch_give_back (words);
  return spoke;
}

char *
legacy_find_remote_host (const char *lead, gsize length, const char *recipient)
{
  const char *dot;

  if (length > LEAD_MAX)
    {
      lead += length - LEAD_MAX;
      length = LEAD_MAX;
    }
  /* The nearest to the reply spoke. */
  for (gsize n = length; (dot = memrchr (lead, '.', n)) != NULL;)
    {
      Name name;
      gboolean is_name = read_name (lead, lead + length, dot, &name);
      gboolean domain = is_name && is_domain (&name, recipient);

      if (is_name
          && ((!domain && is_last (lead, length, &name))
              || has_spoken (lead, length, &name, domain)))
        return g_strndup (name.start, name.length);
      n = (gsize)(name.start - lead);
    }
  return NULL;
}
