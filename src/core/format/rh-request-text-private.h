/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each of the texts is made from. Private to rh-request-text. */
#pragma once

#include "format/rh-request-text.h"

G_BEGIN_DECLS

typedef struct
{
  RhText *name;
  RhText *value;      /* NULL: a file */
  char *path;         /* NULL: a value */
  RhText *media_type; /* NULL: none named */
  RhText *file_name;  /* NULL: that of @path */
} RhRequestTextPart;

struct _RhRequestText
{
  RhRequest *request;
  RhAuthKind login; /* RH_AUTH_KIND_NONE, BASIC or DIGEST */
  RhText *username;
  RhText *password;
  GPtrArray *parts; /* of RhRequestTextPart; empty: not multipart */
};

/* As it goes out: what no URL can have is percent-encoded, but for the host. (transfer full) */
RhText *rh_request_text_dup_target_url (RhRequestText *self);
/* Appends what curl gets for it to @word, and returns the option that is before it. */
const char *rh_request_text_append_part (const RhRequestTextPart *part, RhText *word);
/* NULL: the body is none, or no file. */
char *rh_request_text_dup_body_path (RhRequestText *self);
/* Spans and what is between them, in order. @span NULL: plain. */
typedef void (*RhTextPieceFunc) (const char *text,
                                 gsize length,
                                 const RhSpan *span,
                                 gpointer user_data);
/* Secret spans apart, everything else plain. */
void rh_request_text_foreach (const RhText *text, RhTextPieceFunc function, gpointer user_data);

G_END_DECLS
