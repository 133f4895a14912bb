/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a status code means, for people: RFC 9110 15 and the registry after it, in a sentence each.
 */
#define G_LOG_DOMAIN "rh-status-words"

#include "config.h"

#include "response/rh-status-words.h"

#include <glib/gi18n.h>

typedef struct
{
  guint status;
  const char *words;
} Meaning;

static const Meaning meanings[] = {
  { 200, N_ ("The request succeeded.") },
  { 201, N_ ("Something new was made; Location or the body says where.") },
  { 202, N_ ("Accepted, and not done yet.") },
  { 203, N_ ("It succeeded, and something on the way changed the response.") },
  { 204, N_ ("It succeeded, and there is nothing to send back.") },
  { 205, N_ ("It succeeded; the form can be cleared.") },
  { 206, N_ ("A part of it, as the request asked.") },
  { 207, N_ ("Several results; the body has one status for each.") },
  { 208, N_ ("Listed already in an earlier part of this response.") },
  { 226, N_ ("The response is the difference to an earlier one.") },
  { 300, N_ ("There is more than one answer to choose from.") },
  { 301, N_ ("It has moved to another address for good.") },
  { 302, N_ ("It is at another address for now.") },
  { 303, N_ ("The answer is at another address, to be fetched with GET.") },
  { 304, N_ ("It has not changed since it was fetched last.") },
  { 307, N_ ("It is at another address for now; method and body stay the same.") },
  { 308, N_ ("It has moved to another address for good; method and body stay the same.") },
  { 400, N_ ("The server did not understand the request.") },
  { 401, N_ ("The server wants to know who is asking: the token is missing or not valid.") },
  { 402, N_ ("The server wants to be paid first.") },
  { 403, N_ ("The server knows who is asking and does not allow it.") },
  { 404, N_ ("The server knows no such address.") },
  { 405, N_ ("This address does not take this method; Allow names those that it takes.") },
  { 406, N_ ("The server has nothing that Accept asks for.") },
  { 407, N_ ("The proxy wants to know who is asking.") },
  { 408, N_ ("The server waited too long for the request.") },
  { 409, N_ ("It conflicts with how things stand at the server.") },
  { 410, N_ ("It was here once and is gone for good.") },
  { 411, N_ ("The server wants to be told the body’s length.") },
  { 412, N_ ("A condition of the request does not hold.") },
  { 413, N_ ("The body is larger than the server takes.") },
  { 414, N_ ("The URL is longer than the server takes.") },
  { 415, N_ ("The server does not take a body of this Content-Type.") },
  { 416, N_ ("The part that was asked for is not there.") },
  { 417, N_ ("The server cannot do what Expect asks for.") },
  { 418, N_ ("The server is a teapot.") },
  { 421, N_ ("This server does not answer for this host.") },
  { 422, N_ ("The body is well formed, and the server cannot work with what it says.") },
  { 423, N_ ("It is locked.") },
  { 424, N_ ("It depends on another request, which failed.") },
  { 425, N_ ("The server does not want to risk a request that might be a repeat.") },
  { 426, N_ ("The server wants another protocol; Upgrade names it.") },
  { 428, N_ ("The server wants a condition such as If-Match.") },
  { 429, N_ ("Too many requests; Retry-After may say how long to wait.") },
  { 431, N_ ("The headers are larger than the server takes.") },
  { 451, N_ ("It is withheld for legal reasons.") },
  { 500, N_ ("The server failed.") },
  { 501, N_ ("The server does not know this method.") },
  { 502, N_ ("The server in front got no proper answer from the one behind it.") },
  { 503, N_ ("The server is overloaded or being mended; Retry-After may say how long.") },
  { 504, N_ ("The server in front waited too long for the one behind it.") },
  { 505, N_ ("The server does not speak this version of HTTP.") },
  { 506, N_ ("The server is set up wrongly.") },
  { 507, N_ ("The server has no room left.") },
  { 508, N_ ("The server went round in a circle.") },
  { 511, N_ ("The network wants a sign-in first.") },
};

const char *
rh_status_words_get (guint status)
{
  for (gsize i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (meanings[i].status == status)
      return _ (meanings[i].words);

  switch (status / 100)
    {
    case 1:
      return _ ("The answer is yet to come.");
    case 2:
      return _ ("The request succeeded.");
    case 3:
      return _ ("The answer is somewhere else.");
    case 4:
      return _ ("The server finds fault with the request.");
    case 5:
      return _ ("The server failed.");
    default:
      return _ ("This is no status that HTTP knows.");
    }
}
