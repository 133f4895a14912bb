/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Redirect policy, sans-IO: what the next hop is and what it may carry (standards.md I1 to I4).
 * Each request is made from the one before it, so what was dropped once cannot come back. */
#define G_LOG_DOMAIN "rh-redirect"

#include "config.h"

#include "http/rh-redirect.h"

#include "text/rh-redactor.h"
#include "text/rh-secret.h"
#include "text/rh-url.h"

#include <string.h>

struct _RhRedirect
{
  RhRequest *current;
  guint followed;
  GHashTable *visited; /* "METHOD URL" without fragment */
};

/* Shorter secrets would be found everywhere (security.md 4.8 draws the same line). */
#define MIN_ECHO 8

/* A secret of ours in what a server sent. */
typedef struct
{
  const char *at;
  const RhSpan *span;
} Echo;

/* One step, while it is worked out. */
typedef struct
{
  RhRequest *from;
  RhRequest *to;
  gboolean same_origin;
  gboolean keeps_body;
  GStrvBuilder *notes;
} Step;

static char *
dup_visit_key (RhRequest *request)
{
  const char *url = rh_text_peek (rh_request_get_url (request), NULL);

  return g_strdup_printf ("%s %.*s", rh_request_get_method (request), (int) strcspn (url, "#"),
                          url);
}

RhRedirect *
rh_redirect_new (RhRequest *first)
{
  RhRedirect *self;

  g_return_val_if_fail (RH_IS_REQUEST (first), NULL);

  self = g_new0 (RhRedirect, 1);
  self->current = g_object_ref (first);
  self->visited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (self->visited, dup_visit_key (first));

  return self;
}

void
rh_redirect_free (RhRedirect *self)
{
  g_return_if_fail (self != NULL);

  g_object_unref (self->current);
  g_hash_table_unref (self->visited);
  g_free (self);
}

static gboolean
is_redirect (RhHop *hop)
{
  switch (rh_hop_get_status (hop))
    {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
      return TRUE;

    default:
      return FALSE;
    }
}

static gboolean
has_location (RhHop *hop)
{
  return rh_headers_get (rh_hop_get_headers (hop), "Location") != NULL;
}

gboolean
rh_redirect_lacks_location (RhHop *hop)
{
  g_return_val_if_fail (RH_IS_HOP (hop), FALSE);

  return is_redirect (hop) && !has_location (hop);
}

gboolean
rh_redirect_wants (RhRedirect *self, RhHop *hop)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (RH_IS_HOP (hop), FALSE);

  return rh_request_get_follow_redirects (self->current) && is_redirect (hop) && has_location (hop);
}

static gboolean
fail (GError **error, RhHttpError code, const char *problem)
{
  g_set_error_literal (error, RH_HTTP_ERROR, (int) code, problem);

  return FALSE;
}

/* RFC 9110 15.4: 303 turns everything but HEAD into GET, 301 and 302 turn POST into GET unless told
 * otherwise, 307 and 308 change nothing. */
static const char *
next_method (RhRequest *from, guint status)
{
  const char *method = rh_request_get_method (from);

  if (status == 303 && strcmp (method, "HEAD") != 0)
    return "GET";

  if ((status == 301 || status == 302) && strcmp (method, "POST") == 0
      && !rh_request_get_keep_method (from))
    return "GET";

  return method;
}

/* One Location, or several that agree. */
static const char *
find_location (RhHop *hop, GError **error)
{
  RhHeaders *headers = rh_hop_get_headers (hop);
  const char *location = rh_headers_get (headers, "Location");
  guint n_headers = rh_headers_get_length (headers);

  for (guint i = 0; i < n_headers; i++)
    {
      if (g_ascii_strcasecmp (rh_headers_nth_name (headers, i), "Location") != 0
          || strcmp (rh_text_peek (rh_headers_nth_value (headers, i), NULL), location) == 0)
        continue;

      fail (error, RH_HTTP_ERROR_REDIRECT, "The answer names several locations");
      return NULL;
    }

  return location;
}

static RhUrl *
resolve_location (RhRequest *from, const char *location, GError **error)
{
  g_autoptr (RhUrl) base = NULL;
  g_autoptr (RhUrl) next = NULL;
  g_autoptr (RhUrl) checked = NULL;
  g_autoptr (GError) cause = NULL;
  g_autofree char *text = NULL;

  base = rh_url_parse_http (rh_text_peek (rh_request_get_url (from), NULL), &cause);
  if (base != NULL)
    next = rh_url_resolve (base, location, &cause);
  if (next != NULL)
    {
      text = rh_url_to_string (next);
      checked = rh_url_parse_http (text, &cause);
    }
  if (checked == NULL)
    g_set_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_REDIRECT,
                 "The location cannot be followed: %s", cause->message);

  return g_steal_pointer (&checked);
}

/* Keeps in @echo the first place in @haystack where a secret of @text stands. */
static void
find_echo_of (RhText *text, const char *haystack, Echo *echo)
{
  const char *bytes = rh_text_peek (text, NULL);
  guint n_spans = rh_text_get_n_spans (text);

  for (guint i = 0; i < n_spans; i++)
    {
      const RhSpan *span = rh_text_nth_span (text, i);
      const char *at;
      char *needle;

      if (!span->secret || span->length < MIN_ECHO)
        continue;

      needle = g_strndup (bytes + span->start, span->length);
      at = strstr (haystack, needle);
      rh_wipe_string (&needle);
      if (at != NULL && (echo->at == NULL || at < echo->at))
        *echo = (Echo) { at, span };
    }
}

static Echo
find_echo (RhRequest *request, const char *haystack)
{
  RhHeaders *headers = rh_request_get_headers (request);
  RhBody *body = rh_request_get_body (request);
  guint n_headers = rh_headers_get_length (headers);
  Echo echo = { NULL, NULL };

  find_echo_of (rh_request_get_url (request), haystack, &echo);
  for (guint i = 0; i < n_headers; i++)
    find_echo_of (rh_headers_nth_value (headers, i), haystack, &echo);
  if (body != NULL && rh_body_get_all_text (body) != NULL)
    find_echo_of (rh_body_get_all_text (body), haystack, &echo);

  return echo;
}

/* A server may repeat our secrets in its Location; there they are as secret as before. */
static RhText *
mark_echoes (RhRequest *request, const char *url)
{
  RhText *text = rh_text_new (NULL);
  Echo echo;

  while ((echo = find_echo (request, url)).at != NULL)
    {
      const RhSpan *span = echo.span;

      rh_text_append (text, url, echo.at - url);
      rh_text_append_value (text, echo.at, (gssize) span->length, span->variable, span->source,
                            TRUE, (const char *const *) span->origins);
      url = echo.at + span->length;
    }
  rh_text_append (text, url, -1);

  return text;
}

static void
add_note (Step *step, const char *note, const char *detail)
{
  g_autofree char *full = detail == NULL ? g_strdup (note) : g_strconcat (note, ":", detail, NULL);

  g_strv_builder_add (step->notes, full);
}

static gboolean
is_one_of (const char *name, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      return TRUE;

  return FALSE;
}

/* What says something of a body (RFC 9110 15.4). */
static gboolean
is_about_body (const char *name)
{
  static const char *const names[] = { "Digest",  "Repr-Digest", "Transfer-Encoding",
                                       "Trailer", "Expect",      "Last-Modified",
                                       NULL };

  return g_ascii_strncasecmp (name, "Content-", strlen ("Content-")) == 0
         || is_one_of (name, names);
}

gboolean
rh_redirect_is_credential (const char *name, const RhText *value)
{
  static const char *const names[]
      = { "Authorization", "Proxy-Authorization", "Cookie", "Cookie2", "DPoP", NULL };
  guint n_spans;

  g_return_val_if_fail (name != NULL, TRUE);
  g_return_val_if_fail (value != NULL, TRUE);

  n_spans = rh_text_get_n_spans (value);
  if (is_one_of (name, names) || rh_redactor_is_secret_header (name))
    return TRUE;

  for (guint i = 0; i < n_spans; i++)
    if (rh_text_nth_span (value, i)->secret
        || rh_text_nth_span (value, i)->source == RH_SOURCE_AUTH)
      return TRUE;

  return FALSE;
}

/* The old host's name, and the address that was asked there, are nobody else's business. */
static gboolean
is_about_origin (const char *name)
{
  static const char *const names[] = { "Host", "Origin", "Referer", NULL };

  return is_one_of (name, names);
}

static void
carry_headers (Step *step)
{
  RhHeaders *from = rh_request_get_headers (step->from);
  RhHeaders *to = rh_request_get_headers (step->to);
  guint n_headers = rh_headers_get_length (from);

  for (guint i = 0; i < n_headers; i++)
    {
      const char *name = rh_headers_nth_name (from, i);
      RhText *value = rh_headers_nth_value (from, i);

      if (!step->keeps_body && is_about_body (name))
        continue;

      if (!step->same_origin && rh_redirect_is_credential (name, value))
        add_note (step, "credential-dropped", name);
      else if (!step->same_origin && is_about_origin (name))
        add_note (step, "header-dropped", name);
      else
        rh_headers_append (to, name, value);
    }
}

static void
carry_settings (Step *step)
{
  rh_request_set_redirects (step->to, TRUE, rh_request_get_redirect_limit (step->from));
  rh_request_set_keep_method (step->to, rh_request_get_keep_method (step->from));
  rh_request_set_timeouts (step->to, rh_request_get_timeouts (step->from));
  rh_request_set_response_limit (step->to, rh_request_get_response_limit (step->from));
  rh_request_set_memory_only (step->to, rh_request_get_memory_only (step->from));
  if (step->same_origin)
    rh_request_set_digest (step->to, rh_request_get_digest (step->from));
  rh_request_set_http1 (step->to, rh_request_get_http1 (step->from));
  rh_request_set_cookies (step->to, rh_request_get_cookies (step->from));
}

static void
note_changes (Step *step, gboolean downgrade)
{
  if (strcmp (rh_request_get_method (step->from), rh_request_get_method (step->to)) != 0)
    add_note (step, "method-changed", NULL);
  if (!step->keeps_body && rh_request_get_body (step->from) != NULL)
    add_note (step, "body-dropped", NULL);
  if (downgrade)
    add_note (step, "downgrade", NULL);
}

static gboolean
check_step (RhRedirect *self, Step *step, GError **error)
{
  g_autofree char *key = dup_visit_key (step->to);
  RhBody *body = rh_request_get_body (step->from);

  if (g_hash_table_contains (self->visited, key))
    return fail (error, RH_HTTP_ERROR_REDIRECT_CIRCLE, "The redirects go round in a circle");

  /* Headers can be left out and the rest still makes sense; these cannot. */
  if (!step->same_origin && rh_text_has_secret (rh_request_get_url (step->to)))
    return fail (error, RH_HTTP_ERROR_REDIRECT_SECRET,
                 "The location carries a secret of this request to another origin");
  if (!step->same_origin && step->keeps_body && body != NULL && rh_body_has_secret (body))
    return fail (error, RH_HTTP_ERROR_REDIRECT_SECRET,
                 "The body holds a secret and would go to another origin");

  g_hash_table_add (self->visited, g_steal_pointer (&key));

  return TRUE;
}

static RhRequest *
make_next (RhRedirect *self, RhHop *hop, const RhUrl *url, Step *step, GError **error)
{
  const char *method = next_method (self->current, rh_hop_get_status (hop));
  const char *old_url = rh_text_peek (rh_request_get_url (self->current), NULL);
  g_autofree char *url_text = rh_url_to_string (url);
  g_autoptr (RhText) text = mark_echoes (self->current, url_text);
  g_autoptr (RhUrl) old = rh_url_parse_http (old_url, NULL);
  g_autoptr (RhRequest) next = rh_request_new (method, text);

  step->from = self->current;
  step->to = next;
  step->same_origin = rh_url_same_origin (old_url, url_text);
  step->keeps_body = rh_hop_get_status (hop) != 303
                     && strcmp (method, rh_request_get_method (self->current)) == 0;

  if (!check_step (self, step, error))
    return NULL;

  if (step->keeps_body)
    rh_request_set_body (next, rh_request_get_body (self->current));
  note_changes (step, rh_url_is_https (old) && !rh_url_is_https (url));
  carry_headers (step);
  carry_settings (step);

  return g_steal_pointer (&next);
}

RhRequest *
rh_redirect_next (RhRedirect *self, RhHop *hop, GStrv *notes, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (RhUrl) url = NULL;
  Step step = { .notes = builder };
  const char *location;
  RhRequest *next;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (rh_redirect_wants (self, hop), NULL);
  g_return_val_if_fail (notes != NULL, NULL);

  if (self->followed >= rh_request_get_redirect_limit (self->current))
    {
      g_set_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_REDIRECT_LIMIT, "More than %u redirects",
                   rh_request_get_redirect_limit (self->current));
      return NULL;
    }

  location = find_location (hop, error);
  if (location == NULL)
    return NULL;

  url = resolve_location (self->current, location, error);
  if (url == NULL)
    return NULL;

  next = make_next (self, hop, url, &step, error);
  if (next == NULL)
    return NULL;

  self->followed++;
  g_set_object (&self->current, next);
  *notes = g_strv_builder_end (builder);

  return next;
}
