/* yardstick [MBOX]: what a bare GMime parse takes.  Lets GMime construct every
   message of an mbox, or the one on standard input, and walks its parts. */
#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

#include <gmime/gmime.h>

static void
count_part (GMimeObject *parent G_GNUC_UNUSED, GMimeObject *part G_GNUC_UNUSED,
            gpointer data)
{
  ++*(gulong *)data;
}

int
main (int argc, char **argv)
{
  gulong messages = 0, parts = 0;
  int fd = argc > 1 ? open (argv[1], O_RDONLY) : 0;

  if (fd < 0)
    {
      perror (argv[1]);
      return 66;
    }
  g_mime_init ();
  GMimeStream *stream = g_mime_stream_fs_new (fd);
  GMimeParser *parser = g_mime_parser_new_with_stream (stream);
  g_object_unref (stream);
  g_mime_parser_set_format (parser, argc > 1 ? GMIME_FORMAT_MBOX
                                             : GMIME_FORMAT_MESSAGE);
  while (!g_mime_parser_eos (parser))
    {
      GMimeMessage *message = g_mime_parser_construct_message (parser, NULL);
      if (message == NULL)
        break;
      g_mime_message_foreach (message, count_part, &parts);
      g_object_unref (message);
      messages++;
    }
  g_object_unref (parser);
  printf ("%lu messages, %lu parts\n", messages, parts);
  return EXIT_SUCCESS;
}
