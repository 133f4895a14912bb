/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request, filled in and ready to go: what RhSendOperation sends. Its check stands between what
 * people, files and servers supply and a library that writes what it is given. */
#define G_LOG_DOMAIN "rh-request"

#include "config.h"

#include "http/rh-request.h"

#include "http/rh-digest-auth.h"
#include "text/rh-url.h"

#include <string.h>

#define DEFAULT_REDIRECT_LIMIT 10
#define DEFAULT_CONNECT_TIMEOUT (30 * 1000)
#define DEFAULT_RESPONSE_LIMIT ((goffset) 2 * 1024 * 1024 * 1024)

struct _RhRequest
{
  GObject parent_instance;

  char *method;
  RhText *url;
  RhHeaders *headers;
  RhBody *body;
  RhDigestAuth *digest;

  gboolean follow_redirects;
  guint redirect_limit;
  gboolean keep_method;
  RhTimeouts timeouts;
  goffset response_limit;
  gboolean memory_only;
  gboolean http1;
  gboolean cookies;
};

G_DEFINE_QUARK (rh_http_error, rh_http_error)

gboolean
rh_http_error_is_redirect (const GError *error)
{
  static const RhHttpError codes[] = {
    RH_HTTP_ERROR_REDIRECT,
    RH_HTTP_ERROR_REDIRECT_CIRCLE,
    RH_HTTP_ERROR_REDIRECT_LIMIT,
    RH_HTTP_ERROR_REDIRECT_SECRET,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, RH_HTTP_ERROR, (int) codes[i]))
      return TRUE;

  return FALSE;
}

G_DEFINE_FINAL_TYPE (RhRequest, rh_request, G_TYPE_OBJECT)

static void
rh_request_finalize (GObject *object)
{
  RhRequest *self = RH_REQUEST (object);

  g_free (self->method);
  g_clear_pointer (&self->url, rh_text_unref);
  g_clear_pointer (&self->headers, rh_headers_unref);
  g_clear_pointer (&self->body, rh_body_unref);
  g_clear_object (&self->digest);

  G_OBJECT_CLASS (rh_request_parent_class)->finalize (object);
}

static void
rh_request_class_init (RhRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_request_finalize;
}

static void
rh_request_init (RhRequest *self)
{
  self->headers = rh_headers_new ();
  self->follow_redirects = TRUE;
  self->redirect_limit = DEFAULT_REDIRECT_LIMIT;
  self->timeouts.connect = DEFAULT_CONNECT_TIMEOUT;
  self->response_limit = DEFAULT_RESPONSE_LIMIT;
  self->http1 = TRUE;
  self->cookies = TRUE;
}

RhRequest *
rh_request_new (const char *method, RhText *url)
{
  RhRequest *self;

  g_return_val_if_fail (method != NULL, NULL);
  g_return_val_if_fail (url != NULL, NULL);

  self = g_object_new (RH_TYPE_REQUEST, NULL);
  self->method = g_strdup (method);
  self->url = rh_text_ref (url);

  return self;
}

const char *
rh_request_get_method (RhRequest *self)
{
  g_return_val_if_fail (RH_IS_REQUEST (self), NULL);

  return self->method;
}

RhText *
rh_request_get_url (RhRequest *self)
{
  g_return_val_if_fail (RH_IS_REQUEST (self), NULL);

  return self->url;
}

void
rh_request_set_url (RhRequest *self, RhText *url)
{
  g_return_if_fail (RH_IS_REQUEST (self));
  g_return_if_fail (url != NULL);

  rh_text_ref (url);
  rh_text_unref (self->url);
  self->url = url;
}

RhHeaders *
rh_request_get_headers (RhRequest *self)
{
  g_return_val_if_fail (RH_IS_REQUEST (self), NULL);

  return self->headers;
}

RhBody *
rh_request_get_body (RhRequest *self)
{
  g_return_val_if_fail (RH_IS_REQUEST (self), NULL);

  return self->body;
}

void
rh_request_set_body (RhRequest *self, RhBody *body)
{
  g_return_if_fail (RH_IS_REQUEST (self));

  if (body != NULL)
    rh_body_ref (body);
  g_clear_pointer (&self->body, rh_body_unref);
  self->body = body;
}

RhDigestAuth *
rh_request_get_digest (RhRequest *self)
{
  g_return_val_if_fail (RH_IS_REQUEST (self), NULL);

  return self->digest;
}

void
rh_request_set_digest (RhRequest *self, RhDigestAuth *digest)
{
  g_return_if_fail (RH_IS_REQUEST (self));

  g_set_object (&self->digest, digest);
}

void
rh_request_set_redirects (RhRequest *self, gboolean follow, guint limit)
{
  g_return_if_fail (RH_IS_REQUEST (self));

  self->follow_redirects = follow;
  self->redirect_limit = limit;
}

gboolean
rh_request_get_follow_redirects (RhRequest *self)
{
  g_return_val_if_fail (RH_IS_REQUEST (self), FALSE);

  return self->follow_redirects;
}

guint
rh_request_get_redirect_limit (RhRequest *self)
{
  g_return_val_if_fail (RH_IS_REQUEST (self), 0);

  return self->redirect_limit;
}

void
rh_request_set_keep_method (RhRequest *self, gboolean keep)
{
  g_return_if_fail (RH_IS_REQUEST (self));

  self->keep_method = keep;
}

gboolean
rh_request_get_keep_method (RhRequest *self)
{
  g_return_val_if_fail (RH_IS_REQUEST (self), FALSE);

  return self->keep_method;
}

void
rh_request_set_timeouts (RhRequest *self, const RhTimeouts *timeouts)
{
  g_return_if_fail (RH_IS_REQUEST (self));
  g_return_if_fail (timeouts != NULL);

  self->timeouts = *timeouts;
}

const RhTimeouts *
rh_request_get_timeouts (RhRequest *self)
{
  g_return_val_if_fail (RH_IS_REQUEST (self), NULL);

  return &self->timeouts;
}

void
rh_request_set_response_limit (RhRequest *self, goffset limit)
{
  g_return_if_fail (RH_IS_REQUEST (self));
  g_return_if_fail (limit >= 0);

  self->response_limit = limit;
}

goffset
rh_request_get_response_limit (RhRequest *self)
{
  g_return_val_if_fail (RH_IS_REQUEST (self), 0);

  return self->response_limit;
}

void
rh_request_set_memory_only (RhRequest *self, gboolean memory_only)
{
  g_return_if_fail (RH_IS_REQUEST (self));

  self->memory_only = memory_only;
}

gboolean
rh_request_get_memory_only (RhRequest *self)
{
  g_return_val_if_fail (RH_IS_REQUEST (self), FALSE);

  return self->memory_only;
}

void
rh_request_set_http1 (RhRequest *self, gboolean http1)
{
  g_return_if_fail (RH_IS_REQUEST (self));

  self->http1 = http1;
}

gboolean
rh_request_get_http1 (RhRequest *self)
{
  g_return_val_if_fail (RH_IS_REQUEST (self), TRUE);

  return self->http1;
}

void
rh_request_set_cookies (RhRequest *self, gboolean cookies)
{
  g_return_if_fail (RH_IS_REQUEST (self));

  self->cookies = cookies;
}

gboolean
rh_request_get_cookies (RhRequest *self)
{
  g_return_val_if_fail (RH_IS_REQUEST (self), FALSE);

  return self->cookies;
}

RhRequest *
rh_request_copy (RhRequest *self)
{
  RhRequest *copy;

  g_return_val_if_fail (RH_IS_REQUEST (self), NULL);

  copy = rh_request_new (self->method, self->url);
  rh_headers_unref (copy->headers);
  copy->headers = rh_headers_copy (self->headers);
  rh_request_set_body (copy, self->body);
  rh_request_set_digest (copy, self->digest);
  copy->follow_redirects = self->follow_redirects;
  copy->redirect_limit = self->redirect_limit;
  copy->keep_method = self->keep_method;
  copy->timeouts = self->timeouts;
  copy->response_limit = self->response_limit;
  copy->memory_only = self->memory_only;
  copy->http1 = self->http1;
  copy->cookies = self->cookies;

  return copy;
}

gboolean
rh_request_has_secret (RhRequest *self)
{
  guint n_headers;

  g_return_val_if_fail (RH_IS_REQUEST (self), FALSE);

  if (rh_text_has_secret (self->url) || (self->body != NULL && rh_body_has_secret (self->body)))
    return TRUE;

  n_headers = rh_headers_get_length (self->headers);
  for (guint i = 0; i < n_headers; i++)
    if (rh_text_has_secret (rh_headers_nth_value (self->headers, i)))
      return TRUE;

  return FALSE;
}

static gboolean
check_method (RhRequest *self, GError **error)
{
  if (!rh_method_is_valid (self->method))
    {
      g_set_error_literal (error, RH_HTTP_ERROR, RH_HTTP_ERROR_METHOD,
                           "A method is letters, digits and !#$%&'*+-.^_`|~ only");
      return FALSE;
    }

  /* It asks a proxy for a tunnel; libsoup would not even start it. */
  if (strcmp (self->method, "CONNECT") == 0)
    {
      g_set_error_literal (error, RH_HTTP_ERROR, RH_HTTP_ERROR_METHOD,
                           "CONNECT is for proxies and cannot be sent");
      return FALSE;
    }

  return TRUE;
}

/* What a host may hold once it is in ASCII: names, and literals with a zone. */
static gboolean
host_is_safe (const char *host)
{
  if (host == NULL || *host == '\0')
    return FALSE;

  for (const char *c = host; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("-._~:%!$&'()*+,;=", *c) == NULL)
      return FALSE;

  return TRUE;
}

static void
set_url_error (GError **error, const GError *cause)
{
  RhHttpError code = RH_HTTP_ERROR_URL;

  if (g_error_matches (cause, RH_URL_ERROR, RH_URL_ERROR_HOST)
      || g_error_matches (cause, RH_URL_ERROR, RH_URL_ERROR_PORT))
    code = RH_HTTP_ERROR_HOST;

  g_set_error_literal (error, RH_HTTP_ERROR, code, cause->message);
}

static gboolean
check_url (RhRequest *self, GError **error)
{
  g_autoptr (RhUrl) url = NULL;
  g_autoptr (GError) url_error = NULL;
  g_autofree char *host = NULL;
  g_autofree char *target = NULL;
  const char *text;
  gsize length;

  text = rh_text_peek (self->url, &length);
  if (strlen (text) != length)
    {
      g_set_error_literal (error, RH_HTTP_ERROR, RH_HTTP_ERROR_URL, "A NUL stands in the URL");
      return FALSE;
    }

  url = rh_url_parse_http (text, &url_error);
  if (url == NULL)
    {
      set_url_error (error, url_error);
      return FALSE;
    }

  host = rh_url_dup_host (url);
  if (!host_is_safe (host))
    {
      g_set_error_literal (error, RH_HTTP_ERROR, RH_HTTP_ERROR_HOST, "No host has this name");
      return FALSE;
    }

  target = rh_url_dup_request_target (url, NULL);
  if (!rh_request_target_is_valid (target))
    {
      g_set_error_literal (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TARGET,
                           "The path and query cannot be put on the request line");
      return FALSE;
    }

  return TRUE;
}

static gboolean
set_header_error (GError **error, const char *name, const char *problem)
{
  g_autofree char *shown = g_strescape (name, NULL);

  g_set_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_HEADER, "%.64s: %s", shown, problem);

  return FALSE;
}

static gboolean
check_header (const char *name, RhText *value, GError **error)
{
  gsize length;
  const char *text = rh_text_peek (value, &length);

  if (!rh_header_name_is_valid (name))
    return set_header_error (error, name, "this is no name of a header field");

  if (!rh_header_value_is_valid (text, (gssize) length))
    return set_header_error (error, name,
                             "the value holds a line break or another control character, or "
                             "starts or ends with a space");

  return TRUE;
}

static gboolean
is_decimal (const char *text)
{
  return *text != '\0' && strlen (text) < 19 && text[strspn (text, "0123456789")] == '\0';
}

/* Two readings of where a body ends make two requests out of one. */
static gboolean
check_framing (RhRequest *self, GError **error)
{
  const char *length = rh_headers_get (self->headers, "Content-Length");
  const char *coding = rh_headers_get (self->headers, "Transfer-Encoding");

  if (rh_headers_count (self->headers, "Host") > 1)
    return set_header_error (error, "Host", "it stands there more than once");
  if (rh_headers_count (self->headers, "Content-Length") > 1)
    return set_header_error (error, "Content-Length", "it stands there more than once");
  if (rh_headers_count (self->headers, "Transfer-Encoding") > 1)
    return set_header_error (error, "Transfer-Encoding", "it stands there more than once");
  if (length != NULL && !is_decimal (length))
    return set_header_error (error, "Content-Length", "it is no number of bytes");
  if (coding != NULL && g_ascii_strcasecmp (coding, "chunked") != 0)
    return set_header_error (error, "Transfer-Encoding", "only chunked can be sent");
  if (coding != NULL && length != NULL)
    return set_header_error (error, "Transfer-Encoding", "it excludes Content-Length");
  if (coding != NULL && self->body == NULL)
    return set_header_error (error, "Transfer-Encoding", "there is no body");

  return TRUE;
}

gboolean
rh_request_check (RhRequest *self, GError **error)
{
  g_return_val_if_fail (RH_IS_REQUEST (self), FALSE);

  return check_method (self, error) && check_url (self, error)
         && rh_request_check_fields (self, error) && check_framing (self, error);
}

gboolean
rh_request_check_fields (RhRequest *self, GError **error)
{
  guint n_headers;

  g_return_val_if_fail (RH_IS_REQUEST (self), FALSE);

  n_headers = rh_headers_get_length (self->headers);
  for (guint i = 0; i < n_headers; i++)
    if (!check_header (rh_headers_nth_name (self->headers, i),
                       rh_headers_nth_value (self->headers, i), error))
      return FALSE;

  return TRUE;
}

gboolean
rh_request_check_length (RhRequest *self, goffset body_size, GError **error)
{
  const char *typed = rh_headers_get (rh_request_get_headers (self), "Content-Length");

  if (typed == NULL || (goffset) g_ascii_strtoull (typed, NULL, 10) == body_size)
    return TRUE;

  g_set_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_HEADER,
               "Content-Length: the body has %" G_GOFFSET_FORMAT " bytes", body_size);

  return FALSE;
}

gboolean
rh_method_is_valid (const char *method)
{
  /* RFC 9110 9.1 and 5.1: both are a token. */
  return rh_header_name_is_valid (method);
}

static gboolean
is_one_of (const char *method, const char *const *methods)
{
  g_return_val_if_fail (method != NULL, FALSE);

  return g_strv_contains (methods, method);
}

gboolean
rh_method_is_safe (const char *method)
{
  static const char *const methods[] = { "GET", "HEAD", "OPTIONS", "TRACE", NULL };

  return is_one_of (method, methods);
}

gboolean
rh_method_is_idempotent (const char *method)
{
  static const char *const methods[] = { "GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", NULL };

  return is_one_of (method, methods);
}
