/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a status code means, for people. */
#define G_LOG_DOMAIN "rh-status-words"

#include "config.h"

#include "response/rh-status-words.h"

#include "http/rh-status.h"

#include <glib/gi18n.h>

static const char *const words[] = {
  [RH_STATUS_MEANING_UNKNOWN] = N_ ("This is no status that HTTP knows."),
  [RH_STATUS_MEANING_INTERIM] = N_ ("The answer is yet to come."),
  [RH_STATUS_MEANING_DONE] = N_ ("The request succeeded."),
  [RH_STATUS_MEANING_CREATED] = N_ ("Something new was made; Location or the body says where."),
  [RH_STATUS_MEANING_ACCEPTED] = N_ ("Accepted, and not done yet."),
  [RH_STATUS_MEANING_NO_CONTENT] = N_ ("It succeeded, and there is nothing to send back."),
  [RH_STATUS_MEANING_PARTIAL] = N_ ("A part of it, as the request asked."),
  [RH_STATUS_MEANING_MOVED] = N_ ("It has moved to another address for good."),
  [RH_STATUS_MEANING_ELSEWHERE] = N_ ("It is at another address this time."),
  [RH_STATUS_MEANING_NOT_MODIFIED] = N_ ("It has not changed since it was fetched last."),
  [RH_STATUS_MEANING_BAD_REQUEST] = N_ ("The server did not understand the request."),
  [RH_STATUS_MEANING_NOT_SIGNED_IN]
  = N_ ("The server wants to know who is asking: the token is missing or not valid."),
  [RH_STATUS_MEANING_FORBIDDEN] = N_ ("The server knows who is asking and does not allow it."),
  [RH_STATUS_MEANING_NOT_FOUND] = N_ ("The server knows no such address."),
  [RH_STATUS_MEANING_METHOD]
  = N_ ("This address does not take this method; Allow names those that it takes."),
  [RH_STATUS_MEANING_NOT_ACCEPTABLE] = N_ ("The server has no form of it that Accept allows."),
  [RH_STATUS_MEANING_PROXY] = N_ ("The proxy wants to know who is asking."),
  [RH_STATUS_MEANING_SLOW_REQUEST] = N_ ("The server waited too long for the request."),
  [RH_STATUS_MEANING_CONFLICT] = N_ ("It conflicts with how things stand at the server."),
  [RH_STATUS_MEANING_GONE] = N_ ("It was here once and is gone for good."),
  [RH_STATUS_MEANING_PRECONDITION] = N_ ("A condition of the request does not hold."),
  [RH_STATUS_MEANING_TOO_LARGE] = N_ ("The request is larger than the server takes."),
  [RH_STATUS_MEANING_MEDIA_TYPE] = N_ ("The server does not take a body of this Content-Type."),
  [RH_STATUS_MEANING_CONTENT] = N_ ("The body can be read, and the server refuses what it says."),
  [RH_STATUS_MEANING_TOO_MANY] = N_ ("Too many requests; Retry-After may say how long to wait."),
  [RH_STATUS_MEANING_CLIENT_ERROR] = N_ ("The server finds fault with the request."),
  [RH_STATUS_MEANING_SERVER_ERROR] = N_ ("The server failed."),
  [RH_STATUS_MEANING_NOT_IMPLEMENTED] = N_ ("The server does not know this method."),
  [RH_STATUS_MEANING_BAD_GATEWAY]
  = N_ ("The server in front got no proper answer from the one behind it."),
  [RH_STATUS_MEANING_UNAVAILABLE]
  = N_ ("The server is overloaded or being mended; Retry-After may say how long."),
  [RH_STATUS_MEANING_GATEWAY_TIMEOUT]
  = N_ ("The server in front waited too long for the one behind it."),
};

const char *
rh_status_words_get (guint status)
{
  return _ (words[rh_status_get_meaning (status)]);
}
