/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of an HTTP/1.1 request, judged byte by byte as it comes in, before any HTTP library sees
 * it: sizes, line ends, characters, then Host, target form and body framing (security.md 1.2).
 * Sans-IO; private to the loopback server. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RH_HEAD_MORE,    /* not at the end of the head yet */
  RH_HEAD_DONE,    /* the empty line is in */
  RH_HEAD_REFUSED, /* rh_request_head_get_status() says with what */
  RH_HEAD_TLS,     /* the peer speaks TLS */
} RhHeadState;

typedef struct _RhRequestHead RhRequestHead;

RhRequestHead *rh_request_head_new (gsize max_request_line, gsize max_headers);
void rh_request_head_free (RhRequestHead *self);

/* Takes in the next bytes; stops looking at them behind the end of the head, but keeps them. */
RhHeadState rh_request_head_feed (RhRequestHead *self, const guint8 *bytes, gsize length);
/* Once, after RH_HEAD_DONE: 0 if the request may go on, else the status to refuse it with. */
guint rh_request_head_check (RhRequestHead *self, const char *authority, goffset max_body);

/* Everything that was fed, with "/" for the target: an HTTP library has no business with what a
 * peer wrote there. After a check that passed. */
GBytes *rh_request_head_get_replay (const RhRequestHead *self);
guint rh_request_head_get_status (const RhRequestHead *self);
/* NULL before rh_request_head_check() found a well-formed request line. */
const char *rh_request_head_get_target (const RhRequestHead *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhRequestHead, rh_request_head_free)

G_END_DECLS
