/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the first bytes of an answer tell of who sent it, where libsoup only knows that it could not
 * read them. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* So many are enough to tell, and to show. */
#define RH_ANSWER_START_SIZE 256

typedef enum
{
  RH_ANSWER_UNDECIDED, /* too little to tell */
  RH_ANSWER_HTTP,      /* a status line of HTTP/1.0 or 1.1, or the beginning of one */
  RH_ANSWER_ODD,       /* it says HTTP, and the rest of the line is not what RFC 9112 4 has there */
  RH_ANSWER_TLS,       /* a TLS record: the server speaks https */
  RH_ANSWER_OTHER,
} RhAnswerKind;

RhAnswerKind rh_answer_start_classify (const char *bytes, gsize length);
/* The first line for people: printable ASCII as it is, every other byte as \xNN, at most 64 bytes
 * of it. (transfer full) */
char *rh_answer_start_dup_shown (const char *bytes, gsize length);

G_END_DECLS
