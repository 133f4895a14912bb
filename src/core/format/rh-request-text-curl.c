/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A curl command that sends what we would send. Everything is within single quotes, where a shell
 * reads nothing; a secret by its name needs double ones, so there each character that means
 * something is escaped. */
#define G_LOG_DOMAIN "rh-request-text-curl"

#include "config.h"

#include "format/rh-request-text-private.h"

#include "http/rh-redirect.h"

#include <string.h>

/* curl's own, which need not be said. */
#define FORM_TYPE "application/x-www-form-urlencoded"
#define DEFAULT_REDIRECT_LIMIT 10
#define DEFAULT_CONNECT_TIMEOUT 30000

/* Quotes */

/* Of a control character that @text begins with, in bytes; 0: it does not. A line feed and a tab
 * are what people type. */
static gsize
control_length (const char *text, gsize length)
{
  guchar first = (guchar) text[0];
  guchar second = length > 1 ? (guchar) text[1] : 0;

  if (first == 0xc2 && second >= 0x80 && second < 0xa0)
    return 2;

  return (first < 0x20 && first != '\n' && first != '\t') || first == 0x7f ? 1 : 0;
}

/* Pasted, it would not be read as text: it ends what a terminal takes for a paste, or the line. So
 * the quotes are left for some that bash, zsh, ksh and POSIX of 2024 know. */
static gsize
append_control (GString *out, const char *text, gsize length, char quote)
{
  gsize n = control_length (text, length);

  if (n == 0)
    return 0;

  g_string_append_printf (out, "%c$'", quote);
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (out, "\\x%02x", (guint) (guchar) text[i]);
  g_string_append_printf (out, "'%c", quote);
  return n;
}

static void
append_single (GString *out, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      gsize n_control = append_control (out, text + i, length - i, '\'');

      if (n_control > 0)
        i += n_control - 1;
      else if (text[i] == '\'')
        g_string_append (out, "'\\''");
      else
        g_string_append_c (out, text[i]);
    }
}

/* "!" too means something to an interactive bash, and a backslash before it would stay. */
static void
append_double (GString *out, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      gsize n_control = append_control (out, text + i, length - i, '"');

      if (n_control > 0)
        {
          i += n_control - 1;
          continue;
        }
      if (text[i] == '!')
        {
          g_string_append (out, "\"'!'\"");
          continue;
        }
      if (strchr ("$`\"\\", text[i]) != NULL)
        g_string_append_c (out, '\\');
      g_string_append_c (out, text[i]);
    }
}

/* The name is closed with a brace only where what follows would be read as part of it. */
static void
append_named (const char *text, gsize length, const RhSpan *span, gpointer user_data)
{
  GString *out = user_data;
  g_autofree char *name = NULL;
  char next;

  if (span == NULL)
    {
      append_double (out, text, length);
      return;
    }

  name = rh_request_text_dup_shell_name (span->variable);
  next = text[length];
  g_string_append_printf (out, g_ascii_isalnum (next) || next == '_' ? "${%s}" : "$%s", name);
}

/* One word. */
static void
append_word (GString *out, const RhText *text, RhSecretsInText secrets)
{
  gsize length;
  const char *bytes = rh_text_peek (text, &length);

  if (secrets == RH_SECRETS_IN_CLEAR || !rh_text_has_secret (text))
    {
      g_string_append_c (out, '\'');
      append_single (out, bytes, length);
      g_string_append_c (out, '\'');
      return;
    }

  g_string_append_c (out, '"');
  rh_request_text_foreach (text, append_named, out);
  g_string_append_c (out, '"');
}

static void
append_option (GString *out, const char *option, const RhText *value, RhSecretsInText secrets)
{
  g_string_append_printf (out, " \\\n  %s ", option);
  append_word (out, value, secrets);
}

static void
append_plain_option (GString *out, const char *option, const char *value)
{
  g_autoptr (RhText) text = rh_text_new (value);

  append_option (out, option, text, RH_SECRETS_IN_CLEAR);
}

/* Parts of a command */

static gboolean
has_body (RhRequestText *self)
{
  return self->parts->len > 0 || rh_request_get_body (self->request) != NULL;
}

static void
append_method (GString *out, RhRequestText *self)
{
  const char *method = rh_request_get_method (self->request);

  if (g_str_equal (method, has_body (self) ? "POST" : "GET"))
    return;
  if (g_str_equal (method, "HEAD") && !has_body (self))
    g_string_append (out, " -I");
  else
    append_plain_option (out, "-X", method);
}

/* curl reads brackets and braces in a URL unless it is told not to. */
static void
append_url (GString *out, RhRequestText *self, RhSecretsInText secrets)
{
  g_autoptr (RhText) url = rh_request_text_dup_target_url (self);

  if (strpbrk (rh_text_peek (url, NULL), "[]{}") != NULL)
    g_string_append (out, " -g");
  g_string_append_c (out, ' ');
  append_word (out, url, secrets);
}

/* "Name;" is curl's way to send an empty one. */
static void
append_headers (GString *out, RhRequestText *self, RhSecretsInText secrets)
{
  RhHeaders *headers = rh_request_get_headers (self->request);

  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    {
      RhText *value = rh_headers_nth_value (headers, i);
      gsize length;
      g_autoptr (RhText) line = rh_text_new (rh_headers_nth_name (headers, i));

      rh_text_peek (value, &length);
      rh_text_append (line, length == 0 ? ";" : ": ", -1);
      rh_text_append_text (line, value);
      append_option (out, "-H", line, secrets);
    }
}

/* What curl would not say by itself, or would say wrongly. */
static void
append_content_type (GString *out, RhRequestText *self)
{
  RhBody *body = rh_request_get_body (self->request);
  const char *type = body == NULL ? NULL : rh_body_get_media_type (body);
  g_autofree char *line = NULL;

  if (body == NULL || rh_headers_count (rh_request_get_headers (self->request), "Content-Type") > 0
      || g_strcmp0 (type, FORM_TYPE) == 0)
    return;

  line = type == NULL ? g_strdup ("Content-Type:") : g_strconcat ("Content-Type: ", type, NULL);
  append_plain_option (out, "-H", line);
}

static void
append_login (GString *out, RhRequestText *self, RhSecretsInText secrets)
{
  g_autoptr (RhText) pair = rh_text_new ("");

  if (self->login == RH_AUTH_KIND_NONE)
    return;

  rh_text_append_text (pair, self->username);
  rh_text_append (pair, ":", 1);
  rh_text_append_text (pair, self->password);
  if (self->login == RH_AUTH_KIND_DIGEST)
    g_string_append (out, " \\\n  --digest");
  append_option (out, "-u", pair, secrets);
}

static void
append_part (GString *out, const RhRequestTextPart *part, RhSecretsInText secrets)
{
  g_autoptr (RhText) word = rh_text_new ("");
  const char *option = rh_request_text_append_part (part, word);

  append_option (out, option, word, secrets);
}

static void
append_body (GString *out, RhRequestText *self, RhSecretsInText secrets)
{
  RhBody *body = rh_request_get_body (self->request);
  g_autofree char *path = rh_request_text_dup_body_path (self);

  for (guint i = 0; i < self->parts->len; i++)
    append_part (out, self->parts->pdata[i], secrets);
  if (self->parts->len > 0 || body == NULL)
    return;

  append_content_type (out, self);
  if (path != NULL)
    {
      g_autofree char *at = g_strconcat ("@", path, NULL);

      append_plain_option (out, "--data-binary", at);
    }
  else if (rh_body_get_text (body) != NULL)
    append_option (out, "--data-raw", rh_body_get_text (body), secrets);
}

static void
append_timeout (GString *out, const char *option, guint milliseconds)
{
  g_string_append_printf (out, " \\\n  %s %u", option, milliseconds / 1000);
  if (milliseconds % 1000 != 0)
    g_string_append_printf (out, ".%03u", milliseconds % 1000);
}

/* What curl too leaves behind when the host, the port or the scheme becomes another; it takes every
 * other field along, and sends a body once more. */
static gboolean
curl_drops (const char *header)
{
  return g_ascii_strcasecmp (header, "Authorization") == 0
         || g_ascii_strcasecmp (header, "Cookie") == 0;
}

/* A server that is asked with a secret may say it in the address that it redirects to. */
static gboolean
curl_would_give_away (RhRequestText *self)
{
  RhHeaders *headers = rh_request_get_headers (self->request);
  RhBody *body = rh_request_get_body (self->request);

  if (rh_text_has_secret (rh_request_get_url (self->request))
      || (body != NULL && rh_body_has_secret (body)))
    return TRUE;

  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    {
      const char *name = rh_headers_nth_name (headers, i);

      if (!curl_drops (name) && rh_redirect_is_credential (name, rh_headers_nth_value (headers, i)))
        return TRUE;
    }
  for (guint i = 0; i < self->parts->len; i++)
    {
      const RhRequestTextPart *part = self->parts->pdata[i];

      if (rh_text_has_secret (part->name)
          || (part->value != NULL && rh_text_has_secret (part->value)))
        return TRUE;
    }

  return FALSE;
}

gboolean
rh_request_text_curl_cannot_follow (RhRequestText *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return rh_request_get_follow_redirects (self->request) && curl_would_give_away (self);
}

/* How redirects are followed means nothing to curl without -L. It stands there for who adds that,
 * and for who reads the command back. */
static void
append_redirects (GString *out, RhRequestText *self)
{
  RhRequest *request = self->request;
  guint limit = rh_request_get_redirect_limit (request);
  g_autoptr (GString) options = g_string_new (NULL);

  if (!rh_request_get_follow_redirects (request))
    return;

  if (!curl_would_give_away (self))
    g_string_append (options, " -L");
  if (limit != DEFAULT_REDIRECT_LIMIT)
    g_string_append_printf (options, " --max-redirs %u", limit);
  if (rh_request_get_keep_method (request))
    g_string_append (options, " --post301 --post302");
  if (options->len > 0)
    g_string_append_printf (out, " \\\n %s", options->str);
}

static void
append_settings (GString *out, RhRequestText *self)
{
  RhRequest *request = self->request;
  const RhTimeouts *timeouts = rh_request_get_timeouts (request);

  if (rh_headers_count (rh_request_get_headers (request), "Accept-Encoding") == 0)
    g_string_append (out, " \\\n  --compressed");
  append_redirects (out, self);
  if (timeouts->connect != DEFAULT_CONNECT_TIMEOUT && timeouts->connect != 0)
    append_timeout (out, "--connect-timeout", timeouts->connect);
  if (timeouts->total != 0)
    append_timeout (out, "-m", timeouts->total);
  if (rh_request_get_http1 (request))
    g_string_append (out, " \\\n  --http1.1");
}

char *
rh_request_text_to_curl (RhRequestText *self, RhSecretsInText secrets)
{
  GString *out = g_string_new ("curl");

  append_url (out, self, secrets);
  append_method (out, self);
  append_login (out, self, secrets);
  append_headers (out, self, secrets);
  append_body (out, self, secrets);
  append_settings (out, self);
  g_string_append_c (out, '\n');

  return g_string_free_and_steal (out);
}
