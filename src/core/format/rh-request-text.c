/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the texts share, and the request as it goes over the wire. */
#define G_LOG_DOMAIN "rh-request-text"

#include "config.h"

#include "format/rh-request-text-private.h"

#include "format/rh-curl-words.h"
#include "http/rh-auto-headers.h"
#include "text/rh-secret.h"
#include "text/rh-url.h"

#include <string.h>

#define MASK "••••"

static void
part_free (RhRequestTextPart *part)
{
  rh_text_unref (part->name);
  g_clear_pointer (&part->value, rh_text_unref);
  g_free (part->path);
  g_clear_pointer (&part->media_type, rh_text_unref);
  g_clear_pointer (&part->file_name, rh_text_unref);
  g_free (part);
}

RhRequestText *
rh_request_text_new (RhRequest *request)
{
  RhRequestText *self;

  g_return_val_if_fail (RH_IS_REQUEST (request), NULL);

  self = g_new0 (RhRequestText, 1);
  self->request = g_object_ref (request);
  self->login = RH_AUTH_KIND_NONE;
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  return self;
}

void
rh_request_text_free (RhRequestText *self)
{
  g_object_unref (self->request);
  g_clear_pointer (&self->username, rh_text_unref);
  g_clear_pointer (&self->password, rh_text_unref);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

void
rh_request_text_set_login (RhRequestText *self, RhAuthKind kind, RhText *username, RhText *password)
{
  g_return_if_fail (kind == RH_AUTH_KIND_BASIC || kind == RH_AUTH_KIND_DIGEST);

  self->login = kind;
  g_clear_pointer (&self->username, rh_text_unref);
  g_clear_pointer (&self->password, rh_text_unref);
  self->username = rh_text_ref (username);
  self->password = rh_text_ref (password);
}

void
rh_request_text_add_part (RhRequestText *self,
                          RhText *name,
                          RhText *value,
                          const char *path,
                          RhText *media_type)
{
  RhRequestTextPart *part;

  g_return_if_fail ((value == NULL) != (path == NULL));

  part = g_new0 (RhRequestTextPart, 1);
  part->name = rh_text_ref (name);
  part->value = value == NULL ? NULL : rh_text_ref (value);
  part->path = g_strdup (path);
  part->media_type = media_type == NULL ? NULL : rh_text_ref (media_type);
  g_ptr_array_add (self->parts, part);
}

void
rh_request_text_name_file (RhRequestText *self, RhText *file_name)
{
  RhRequestTextPart *part;

  g_return_if_fail (self->parts->len > 0);

  part = self->parts->pdata[self->parts->len - 1];
  g_return_if_fail (part->path != NULL && part->file_name == NULL);

  part->file_name = rh_text_ref (file_name);
}

/* Where what may be encoded begins. */
static gsize
end_of_host (const char *url)
{
  const char *host = strstr (url, "://");

  host = host != NULL ? host + strlen ("://") : url;
  return (gsize) (host - url) + strcspn (host, "/?#");
}

/* "ada:pw@" is never sent, and other programs would send it. Nothing: @start is @end. */
static void
find_userinfo (const char *url, gsize *start, gsize *end)
{
  gsize host_end = end_of_host (url);
  const char *scheme = g_strstr_len (url, (gssize) host_end, "://");
  const char *at;

  *start = scheme == NULL ? 0 : (gsize) (scheme - url) + strlen ("://");
  at = g_strrstr_len (url + *start, (gssize) (host_end - *start), "@");
  *end = at == NULL ? *start : (gsize) (at + 1 - url);
}

/* A host may be in any script. */
static gboolean
may_stay (char byte, gboolean in_host)
{
  return in_host ? !g_ascii_iscntrl (byte) && byte != ' ' : g_ascii_isgraph (byte);
}

/* @start to @end of @url. @span NULL: plain. */
static void
append_encoded (RhText *out, const char *url, gsize start, gsize end, const RhSpan *span)
{
  gsize host_end = end_of_host (url);
  g_autoptr (GString) encoded = g_string_sized_new (end - start);
  gsize left_out;
  gsize left_out_end;

  find_userinfo (url, &left_out, &left_out_end);
  for (gsize i = start; i < end; i++)
    {
      if (i >= left_out && i < left_out_end)
        continue;
      if (may_stay (url[i], i < host_end))
        g_string_append_c (encoded, url[i]);
      else
        g_string_append_printf (encoded, "%%%02X", (guint) (guchar) url[i]);
    }

  if (span == NULL || encoded->len == 0)
    rh_text_append (out, encoded->str, (gssize) encoded->len);
  else
    rh_text_append_value (out, encoded->str, (gssize) encoded->len, span->variable, span->source,
                          span->secret, NULL);
  rh_wipe (encoded->str, encoded->len);
}

RhText *
rh_request_text_dup_target_url (RhRequestText *self)
{
  RhText *url = rh_request_get_url (self->request);
  RhText *out = rh_text_new ("");
  gsize at = 0;
  gsize length;
  const char *bytes = rh_text_peek (url, &length);

  for (guint i = 0; i < rh_text_get_n_spans (url); i++)
    {
      const RhSpan *span = rh_text_nth_span (url, i);
      gsize end = span->start + span->length;

      append_encoded (out, bytes, at, span->start, NULL);
      append_encoded (out, bytes, span->start, end, span);
      at = end;
    }

  append_encoded (out, bytes, at, length, NULL);
  return out;
}

char *
rh_request_text_dup_body_path (RhRequestText *self)
{
  RhBody *body = rh_request_get_body (self->request);
  GFile *file = body == NULL ? NULL : rh_body_get_file (body);

  return file == NULL ? NULL : g_file_get_path (file);
}

void
rh_request_text_foreach (const RhText *text, RhTextPieceFunc function, gpointer user_data)
{
  gsize length;
  const char *bytes = rh_text_peek (text, &length);
  gsize at = 0;

  for (guint i = 0; i < rh_text_get_n_spans (text); i++)
    {
      const RhSpan *span = rh_text_nth_span (text, i);

      if (!span->secret)
        continue;
      if (span->start > at)
        function (bytes + at, span->start - at, NULL, user_data);
      function (bytes + span->start, span->length, span, user_data);
      at = span->start + span->length;
    }

  if (length > at)
    function (bytes + at, length - at, NULL, user_data);
}

static void
add_secret (const char *text, gsize length, const RhSpan *span, gpointer names)
{
  if (span != NULL && !g_ptr_array_find_with_equal_func (names, span->variable, g_str_equal, NULL))
    g_ptr_array_add (names, g_strdup (span->variable));
}

static void
add_secrets (GPtrArray *names, const RhText *text)
{
  if (text != NULL)
    rh_request_text_foreach (text, add_secret, names);
}

GStrv
rh_request_text_dup_secrets (RhRequestText *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  RhHeaders *headers;
  RhBody *body;

  g_return_val_if_fail (self != NULL, NULL);

  headers = rh_request_get_headers (self->request);
  body = rh_request_get_body (self->request);
  add_secrets (names, rh_request_get_url (self->request));
  if (self->login != RH_AUTH_KIND_NONE)
    {
      add_secrets (names, self->username);
      add_secrets (names, self->password);
    }
  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    add_secrets (names, rh_headers_nth_value (headers, i));
  if (body != NULL)
    add_secrets (names, rh_body_get_text (body));
  for (guint i = 0; i < self->parts->len; i++)
    {
      const RhRequestTextPart *part = self->parts->pdata[i];

      add_secrets (names, part->name);
      add_secrets (names, part->value);
    }

  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_steal (names, NULL);
}

char *
rh_request_text_dup_shell_name (const char *variable)
{
  GString *name = g_string_new (RH_SHELL_PREFIX);

  for (const char *at = variable; *at != '\0'; at++)
    g_string_append_c (name, g_ascii_isalnum (*at) ? g_ascii_toupper (*at) : '_');

  return g_string_free_and_steal (name);
}

/* Over the wire */

static void
append_masked (const char *text, gsize length, const RhSpan *span, gpointer user_data)
{
  g_string_append_len (user_data, span == NULL ? text : MASK,
                       (gssize) (span == NULL ? length : strlen (MASK)));
}

static void
append_text (GString *out, const RhText *text, RhSecretsInText secrets)
{
  gsize length;
  const char *bytes = rh_text_peek (text, &length);

  if (secrets == RH_SECRETS_IN_CLEAR)
    g_string_append_len (out, bytes, (gssize) length);
  else
    rh_request_text_foreach (text, append_masked, out);
}

/* A mask is to be read, not to be encoded. */
static void
append_target (GString *out, RhRequestText *self, RhSecretsInText secrets)
{
  RhText *text = rh_request_get_url (self->request);
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autoptr (RhUrl) url = NULL;
  g_autofree char *target = NULL;

  append_text (shown, text, secrets);
  url = rh_url_parse_http (shown->str, NULL);
  if (url == NULL)
    {
      g_string_append (out, shown->str);
      return;
    }

  target = !rh_text_has_secret (text) || secrets == RH_SECRETS_IN_CLEAR
               ? rh_url_dup_request_target (url, NULL)
               : g_strconcat (*url->path == '\0' ? "/" : url->path, url->query == NULL ? "" : "?",
                              url->query, NULL);
  g_string_append (out, target);
}

static void
append_basic (GString *out, RhRequestText *self, RhSecretsInText secrets)
{
  g_autoptr (RhText) pair = rh_text_new ("");
  g_autofree char *encoded = NULL;
  const char *bytes;
  gsize length;

  rh_text_append_text (pair, self->username);
  rh_text_append (pair, ":", 1);
  rh_text_append_text (pair, self->password);
  bytes = rh_text_peek (pair, &length);
  encoded = g_base64_encode ((const guchar *) bytes, length);
  g_string_append_printf (out, "Authorization: Basic %s\r\n",
                          secrets == RH_SECRETS_BY_NAME ? MASK : encoded);
  rh_wipe (encoded, strlen (encoded));
}

static void
append_body (GString *out, RhRequestText *self, RhSecretsInText secrets)
{
  RhBody *body = rh_request_get_body (self->request);
  g_autofree char *path = rh_request_text_dup_body_path (self);

  if (path != NULL)
    g_string_append_printf (out, "@%s", path);
  else if (body != NULL && rh_body_get_text (body) != NULL)
    append_text (out, rh_body_get_text (body), secrets);
}

char *
rh_request_text_to_raw (RhRequestText *self, RhSecretsInText secrets)
{
  RhHeaders *headers = rh_request_get_headers (self->request);
  g_autoptr (GPtrArray) added = rh_auto_headers_of (self->request);
  GString *out = g_string_new (rh_request_get_method (self->request));

  g_string_append_c (out, ' ');
  append_target (out, self, secrets);
  g_string_append (out, " HTTP/1.1\r\n");
  for (guint i = 0; i < added->len; i++)
    {
      const RhAutoHeader *header = added->pdata[i];

      if (header->value != NULL)
        g_string_append_printf (out, "%s: %s\r\n", header->name, header->value);
    }
  if (self->login == RH_AUTH_KIND_BASIC)
    append_basic (out, self, secrets);

  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    {
      g_string_append_printf (out, "%s: ", rh_headers_nth_name (headers, i));
      append_text (out, rh_headers_nth_value (headers, i), secrets);
      g_string_append (out, "\r\n");
    }

  g_string_append (out, "\r\n");
  append_body (out, self, secrets);
  return g_string_free_and_steal (out);
}
