/* A column of a table: its name, and what its values are. */
#ifndef BOUNCE_OUTPUT_COLUMN_H
#define BOUNCE_OUTPUT_COLUMN_H

typedef enum
{
  BOUNCE_COLUMN_TEXT,
  BOUNCE_COLUMN_ID, /* text by which programs join; first to go where a
                       terminal is too narrow */
  BOUNCE_COLUMN_NUMBER,
  BOUNCE_COLUMN_YES_NO /* values "yes" and "no": true and false in JSON */
} BounceColumnType;

typedef struct
{
  const char *name;
  BounceColumnType type;
} BounceColumn;

#endif
