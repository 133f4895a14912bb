/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a status code says: its registered phrase, and what it means to who sent the request. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What one sentence can be said about. */
typedef enum
{
  RH_STATUS_MEANING_UNKNOWN, /* no status at all: under 100 or over 599 */
  RH_STATUS_MEANING_INTERIM,
  RH_STATUS_MEANING_DONE,
  RH_STATUS_MEANING_CREATED,
  RH_STATUS_MEANING_ACCEPTED, /* will be done later */
  RH_STATUS_MEANING_NO_CONTENT,
  RH_STATUS_MEANING_PARTIAL,
  RH_STATUS_MEANING_MOVED,     /* for good: use the new address */
  RH_STATUS_MEANING_ELSEWHERE, /* this time */
  RH_STATUS_MEANING_NOT_MODIFIED,
  RH_STATUS_MEANING_BAD_REQUEST, /* the server could not read it */
  RH_STATUS_MEANING_NOT_SIGNED_IN,
  RH_STATUS_MEANING_FORBIDDEN,
  RH_STATUS_MEANING_NOT_FOUND,
  RH_STATUS_MEANING_METHOD,
  RH_STATUS_MEANING_NOT_ACCEPTABLE, /* no form of it that Accept allows */
  RH_STATUS_MEANING_PROXY,
  RH_STATUS_MEANING_SLOW_REQUEST, /* the server stopped waiting for it */
  RH_STATUS_MEANING_CONFLICT,
  RH_STATUS_MEANING_GONE,
  RH_STATUS_MEANING_PRECONDITION,
  RH_STATUS_MEANING_TOO_LARGE,
  RH_STATUS_MEANING_MEDIA_TYPE,
  RH_STATUS_MEANING_CONTENT, /* readable, but what it says is refused */
  RH_STATUS_MEANING_TOO_MANY,
  RH_STATUS_MEANING_CLIENT_ERROR, /* another 4xx */
  RH_STATUS_MEANING_SERVER_ERROR, /* another 5xx */
  RH_STATUS_MEANING_NOT_IMPLEMENTED,
  RH_STATUS_MEANING_BAD_GATEWAY,
  RH_STATUS_MEANING_UNAVAILABLE,
  RH_STATUS_MEANING_GATEWAY_TIMEOUT,
} RhStatusMeaning;

/* As IANA has it; NULL: not registered. English: it is what stands on the wire. */
const char *rh_status_get_phrase (guint status);
RhStatusMeaning rh_status_get_meaning (guint status);

G_END_DECLS
