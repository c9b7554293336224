/* GMime's functions, as far as mail that is not plain needs them.  Most mails
   need none, and the library, with the dozen that it brings along, takes three
   quarters of the start of a program that reads one mail. */
#ifndef BOUNCE_MIME_GMIME_API_H
#define BOUNCE_MIME_GMIME_API_H

#include <gmime/gmime.h>

/* All of them, without their g_mime_. */
#define BOUNCE_GMIME_FUNCTIONS(FUNCTION)                                       \
  FUNCTION (content_type_get_mime_type)                                        \
  FUNCTION (content_type_get_parameter)                                        \
  FUNCTION (content_type_is_type)                                              \
  FUNCTION (content_type_parse)                                                \
  FUNCTION (data_wrapper_get_stream)                                           \
  FUNCTION (encoding_flush)                                                    \
  FUNCTION (encoding_init_decode)                                              \
  FUNCTION (encoding_outlen)                                                   \
  FUNCTION (header_get_name)                                                   \
  FUNCTION (header_get_raw_value)                                              \
  FUNCTION (header_list_get_count)                                             \
  FUNCTION (header_list_get_header)                                            \
  FUNCTION (header_list_get_header_at)                                         \
  FUNCTION (init)                                                              \
  FUNCTION (message_get_mime_part)                                             \
  FUNCTION (message_part_get_message)                                          \
  FUNCTION (message_part_get_type)                                             \
  FUNCTION (multipart_get_count)                                               \
  FUNCTION (multipart_get_part)                                                \
  FUNCTION (multipart_get_type)                                                \
  FUNCTION (object_get_content_type)                                           \
  FUNCTION (object_get_header)                                                 \
  FUNCTION (object_get_header_list)                                            \
  FUNCTION (parser_construct_message)                                          \
  FUNCTION (parser_new_with_stream)                                            \
  FUNCTION (parser_set_persist_stream)                                         \
  FUNCTION (part_get_content)                                                  \
  FUNCTION (part_get_type)                                                     \
  FUNCTION (stream_mem_new_with_buffer)                                        \
  FUNCTION (stream_mem_new_with_byte_array)                                    \
  FUNCTION (stream_mem_set_owner)                                              \
  FUNCTION (stream_reset)                                                      \
  FUNCTION (stream_write_to_stream)                                            \
  FUNCTION (utils_header_decode_date)                                          \
  FUNCTION (utils_header_decode_text)

typedef struct
{
#define MEMBER(name) __typeof__ (g_mime_##name) *name;
  BOUNCE_GMIME_FUNCTIONS (MEMBER)
#undef MEMBER
  /* Of GObject, which comes with it. */
  __typeof__ (g_object_unref) *unref;
  __typeof__ (g_type_check_instance_is_a) *is_a;
} BounceGmime;

/* Loads and starts GMime when it is first asked for; from any thread.  It is
   never shut down.  Without GMime the program ends: it is no less a part of it
   than what is linked. */
const BounceGmime *bounce_gmime (void);

#endif
