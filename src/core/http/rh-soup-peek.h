/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks at the first bytes of an answer before libsoup takes them, and keeps none of them from it.
 * That is possible where they come unencrypted over a connection that was made for this message;
 * whatever libsoup is quicker to take stays unknown. */
#pragma once

#include "http/rh-answer-start.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _RhSoupPeek RhSoupPeek;

/* The answer is none of HTTP, whatever may follow. */
typedef void (*RhSoupPeekFunc) (gpointer user_data);

/* To be called when the request is written. @callback: not from within this call, once at most, and
 * never after rh_soup_peek_free(). */
RhSoupPeek *rh_soup_peek_new (SoupMessage *message,
                              GSocket *socket,
                              GMainContext *context,
                              RhSoupPeekFunc callback,
                              gpointer user_data);
void rh_soup_peek_free (RhSoupPeek *self);

/* RH_ANSWER_UNDECIDED: nothing was seen. */
RhAnswerKind rh_soup_peek_get_kind (RhSoupPeek *self);
/* For people; "" if nothing was seen. (transfer full) */
char *rh_soup_peek_dup_shown (RhSoupPeek *self);

G_END_DECLS
