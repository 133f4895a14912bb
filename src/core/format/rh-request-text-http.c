/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A .http file: the request as it would be typed, variables as {{name}}, a file's content by
 * "< path". */
#define G_LOG_DOMAIN "rh-request-text-http"

#include "config.h"

#include "format/rh-request-text-private.h"

#include "text/rh-codec.h"
#include "text/rh-secret.h"

#include <string.h>

/* Never within a part: 128 random bits. */
#define BOUNDARY_BYTES 16

static void
append_named (const char *text, gsize length, const RhSpan *span, gpointer user_data)
{
  GString *out = user_data;

  if (span == NULL)
    g_string_append_len (out, text, (gssize) length);
  else
    g_string_append_printf (out, "{{%s}}", span->variable);
}

static void
append_text (GString *out, const RhText *text, RhSecretsInText secrets)
{
  gsize length;
  const char *bytes = rh_text_peek (text, &length);

  if (secrets == RH_SECRETS_IN_CLEAR)
    g_string_append_len (out, bytes, (gssize) length);
  else
    rh_request_text_foreach (text, append_named, out);
}

/* What a client takes for the next request, a file to send, a script to run or a file to write to,
 * where it stands first in a line. */
static gboolean
means_something (const char *line)
{
  if (g_str_has_prefix (line, "###"))
    return TRUE;

  return (*line == '<' || *line == '>') && line[1] != '\0'
         && (g_ascii_isspace (line[1]) || strchr ("<>@!", line[1]) != NULL);
}

/* Nothing escapes a line of a body, but a space before it has it be one. */
static void
append_content (GString *out, const RhText *text, RhSecretsInText secrets)
{
  g_autoptr (GString) content = g_string_new (NULL);
  const char *end;

  append_text (content, text, secrets);
  end = content->str + content->len;
  for (const char *line = content->str; line < end;)
    {
      gsize length = strcspn (line, "\r\n") + 1;

      if (means_something (line))
        g_string_append_c (out, ' ');
      length = MIN (length, (gsize) (end - line));
      g_string_append_len (out, line, (gssize) length);
      line += length;
    }
  rh_wipe (content->str, content->len);
}

static void
append_line (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, "%s: %s\n", name, value);
}

/* "Basic user password": the client that reads it does the rest. */
static void
append_login (GString *out, RhRequestText *self, RhSecretsInText secrets)
{
  if (self->login == RH_AUTH_KIND_NONE)
    return;

  g_string_append_printf (out, "Authorization: %s ",
                          self->login == RH_AUTH_KIND_DIGEST ? "Digest" : "Basic");
  append_text (out, self->username, secrets);
  g_string_append_c (out, ' ');
  append_text (out, self->password, secrets);
  g_string_append_c (out, '\n');
}

static void
append_headers (GString *out, RhRequestText *self, RhSecretsInText secrets)
{
  RhHeaders *headers = rh_request_get_headers (self->request);
  RhBody *body = rh_request_get_body (self->request);
  const char *type = body == NULL ? NULL : rh_body_get_media_type (body);

  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    {
      g_string_append_printf (out, "%s: ", rh_headers_nth_name (headers, i));
      append_text (out, rh_headers_nth_value (headers, i), secrets);
      g_string_append_c (out, '\n');
    }

  if (self->parts->len == 0 && type != NULL && rh_headers_count (headers, "Content-Type") == 0)
    append_line (out, "Content-Type", type);
}

/* What would end the quoted string (RFC 7578 4.2, as browsers do). */
static void
append_quoted (GString *out, const char *name)
{
  for (; *name != '\0'; name++)
    if (strchr ("\"\r\n", *name) != NULL)
      g_string_append_printf (out, "%%%02X", (guint) *name);
    else
      g_string_append_c (out, *name);
}

static void
append_file_name (GString *out, const RhRequestTextPart *part, RhSecretsInText secrets)
{
  g_autofree char *base = g_path_get_basename (part->path);
  g_autoptr (GString) name = g_string_new (part->file_name == NULL ? base : "");

  if (part->file_name != NULL)
    append_text (name, part->file_name, secrets);
  g_string_append (out, "; filename=\"");
  append_quoted (out, name->str);
  g_string_append_c (out, '"');
}

static void
append_part (GString *out,
             const RhRequestTextPart *part,
             const char *boundary,
             RhSecretsInText secrets)
{
  g_autoptr (GString) name = g_string_new (NULL);

  append_text (name, part->name, secrets);
  g_string_append_printf (out, "--%s\nContent-Disposition: form-data; name=\"", boundary);
  append_quoted (out, name->str);
  g_string_append_c (out, '"');
  if (part->path != NULL)
    append_file_name (out, part, secrets);
  g_string_append_c (out, '\n');
  if (part->media_type != NULL)
    {
      g_string_append (out, "Content-Type: ");
      append_text (out, part->media_type, secrets);
      g_string_append_c (out, '\n');
    }
  g_string_append_c (out, '\n');
  if (part->path != NULL)
    g_string_append_printf (out, "< %s", part->path);
  else
    append_content (out, part->value, secrets);
  g_string_append_c (out, '\n');
}

static void
append_multipart (GString *out, RhRequestText *self, RhSecretsInText secrets)
{
  g_autofree char *boundary = rh_random_token (BOUNDARY_BYTES);

  g_string_append_printf (out, "Content-Type: multipart/form-data; boundary=%s\n\n", boundary);
  for (guint i = 0; i < self->parts->len; i++)
    append_part (out, self->parts->pdata[i], boundary, secrets);
  g_string_append_printf (out, "--%s--\n", boundary);
}

static void
append_body (GString *out, RhRequestText *self, RhSecretsInText secrets)
{
  RhBody *body = rh_request_get_body (self->request);
  g_autofree char *path = rh_request_text_dup_body_path (self);

  if (self->parts->len > 0)
    append_multipart (out, self, secrets);
  else if (path != NULL)
    g_string_append_printf (out, "\n< %s\n", path);
  else if (body != NULL && rh_body_get_text (body) != NULL)
    {
      g_string_append_c (out, '\n');
      append_content (out, rh_body_get_text (body), secrets);
      g_string_append_c (out, '\n');
    }
}

char *
rh_request_text_to_http_file (RhRequestText *self, const char *name, RhSecretsInText secrets)
{
  g_autoptr (RhText) url = rh_request_text_dup_target_url (self);
  GString *out = g_string_new ("###");

  if (name != NULL && *name != '\0')
    {
      g_autofree char *line = g_strdelimit (g_strdup (name), "\r\n", ' ');

      g_string_append_printf (out, " %s", line);
    }
  g_string_append_c (out, '\n');
  if (!rh_request_get_follow_redirects (self->request))
    g_string_append (out, "# @no-redirect\n");

  g_string_append_printf (out, "%s ", rh_request_get_method (self->request));
  append_text (out, url, secrets);
  g_string_append_c (out, '\n');
  append_login (out, self, secrets);
  append_headers (out, self, secrets);
  append_body (out, self, secrets);

  return g_string_free_and_steal (out);
}

char *
rh_request_text_dup_url (RhRequestText *self)
{
  g_autoptr (RhText) url = NULL;
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);

  url = rh_request_text_dup_target_url (self);
  out = g_string_new (NULL);
  append_text (out, url, RH_SECRETS_BY_NAME);
  return g_string_free_and_steal (out);
}
