/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A curl command while it is read. Private to rh-curl. */
#pragma once

#include "format/rh-curl-words.h"
#include "format/rh-curl.h"

G_BEGIN_DECLS

/* One -d or its like. */
typedef struct
{
  char *option; /* "-d" as it was written */
  char *text;   /* NULL: what @file holds */
  char *file;
  gboolean strips_line_ends;
  gboolean joins; /* as --json: without "&" before it */
} RhCurlPiece;

typedef struct
{
  RhCurlImport *import;
  const RhShellCommand *command;
  guint url;        /* which of its URLs it is read for */
  gboolean all;     /* the others are read as well */
  gboolean later;   /* not the first of its command, which has the notes about the shell */
  gboolean changed; /* words of it were no text */

  char *method; /* NULL: what the rest says */
  GPtrArray *urls;
  GPtrArray *queries; /* encoded, for the URL */
  GPtrArray *pieces;  /* of RhCurlPiece */
  char *upload;       /* path, of the URL that is read; NULL */
  guint n_uploads;
  char *user;
  char *bearer;
  char *agent;
  char *referer;
  GPtrArray *cookies;
  gboolean head;
  gboolean get;
  gboolean has_data; /* said so, even if none of it could be read */
  gboolean json;
  gboolean digest;
  gboolean no_content_type; /* -H "Content-Type:" */
  gboolean ended;           /* --next: what follows is another request */
} RhCurlReader;

void
rh_curl_reader_note (RhCurlReader *self, RhCurlNoteKind kind, const char *what, const char *detail);
void rh_curl_reader_add_header (RhCurlReader *self, const char *name, const char *value);

/* rh-curl.c */

/* The commands of a text, whichever shell it is for; none of one that is too long. (element-type
 * RhShellCommand) */
GPtrArray *rh_curl_split (const char *text);
/* Words before the program itself: a prompt, NAME=value, sudo. */
gboolean rh_curl_is_before (const char *word);
/* The arguments of curl; NULL: it is another program. Borrowed. */
char **rh_curl_find_arguments (const RhShellCommand *command);
/* Whatever $'\xff' made; whether there was any. */
gboolean rh_curl_make_valid (char **words);
/* The one that @self says where to read. @arguments: its end, afterwards. @n_urls: how many there
 * are. */
RhCurlImport *rh_curl_read_request (RhCurlReader self, char ***arguments, guint *n_urls);

/* rh-curl-read.c. @words: what stands behind "curl". What stands behind "--next", or the end. */
char **rh_curl_reader_read_words (RhCurlReader *self, char **words);

/* rh-curl-body.c */
void rh_curl_piece_free (RhCurlPiece *piece);
void rh_curl_reader_add_data (RhCurlReader *self,
                              const char *option,
                              const char *value,
                              gboolean strips_line_ends);
void rh_curl_reader_add_plain_data (RhCurlReader *self,
                                    const char *option,
                                    const char *value,
                                    gboolean joins);
/* As --data-urlencode has it; NULL: needs a file. (transfer full) */
char *rh_curl_reader_encode (RhCurlReader *self, const char *option, const char *value);
void rh_curl_reader_add_form (RhCurlReader *self, const char *option, const char *value);
void rh_curl_reader_add_form_string (RhCurlReader *self, const char *value);
/* All pieces that are text, as they would be sent. */
char *rh_curl_reader_join_data (RhCurlReader *self);
void rh_curl_reader_set_body (RhCurlReader *self);

G_END_DECLS
