/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of an HTTP/1.1 request, judged byte by byte as it comes in, before any HTTP library sees
 * it. Stricter than RFC 9112 allows a server to be where leniency has been an attack: bare LF, bare
 * CR, folded lines, control characters, doubled framing fields. */
#define G_LOG_DOMAIN "rh-request-head"

#include "config.h"

#include "http/rh-request-head.h"

#include <string.h>

#define TLS_HANDSHAKE 0x16
#define MAX_LENGTH_DIGITS 18 /* fits a gint64 */

struct _RhRequestHead
{
  GByteArray *bytes;
  char *target;

  gsize max_request_line;
  gsize max_headers;
  gsize scanned;    /* bytes that were looked at */
  gsize line_start; /* offset of the line that the scan is in */
  gsize first_line; /* length of the request line without CR LF; 0: still in it */
  gsize end;        /* length of the head with its empty line */
  RhHeadState state;
  guint status;

  guint n_hosts;
  guint n_lengths;
  gboolean host_matches;
  gboolean chunked;
  gboolean bad_length;
  gint64 length;
};

RhRequestHead *
rh_request_head_new (gsize max_request_line, gsize max_headers)
{
  RhRequestHead *self = g_new0 (RhRequestHead, 1);

  self->bytes = g_byte_array_new ();
  self->max_request_line = max_request_line;
  self->max_headers = max_headers;

  return self;
}

void
rh_request_head_free (RhRequestHead *self)
{
  if (self == NULL)
    return;

  g_byte_array_unref (self->bytes);
  g_free (self->target);
  g_free (self);
}

static void
refuse (RhRequestHead *self, guint status)
{
  self->state = RH_HEAD_REFUSED;
  self->status = status;
}

/* RFC 9110 5.6.2 */
static gboolean
is_token_character (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("!#$%&'*+-.^_`|~", c) != NULL);
}

static gboolean
is_token (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!is_token_character (text[i]))
      return FALSE;

  return length > 0;
}

static gboolean
is_allowed (guint8 c, gboolean in_request_line)
{
  if (c == '\r' || c == '\n')
    return TRUE;
  if (in_request_line)
    return c >= 0x20 && c < 0x7f;

  return c == '\t' || (c >= 0x20 && c != 0x7f);
}

static void
end_line (RhRequestHead *self)
{
  gsize length = self->scanned - self->line_start - 2;

  if (self->first_line == 0)
    {
      if (length == 0)
        refuse (self, 400);
      self->first_line = length;
    }
  else if (length == 0)
    {
      self->end = self->scanned;
      self->state = RH_HEAD_DONE;
      if (self->end - self->first_line - 4 > self->max_headers)
        refuse (self, 431);
    }

  self->line_start = self->scanned;
}

/* Line ends count in the fields, as they are part of them, but not the empty line. */
static void
check_sizes (RhRequestHead *self, guint8 last)
{
  if (self->first_line == 0)
    {
      if (self->scanned > self->max_request_line && last != '\r')
        refuse (self, 414);
    }
  else if (self->scanned - self->first_line - 2 > self->max_headers + 2)
    {
      refuse (self, 431);
    }
}

static void
scan_byte (RhRequestHead *self)
{
  guint8 c = self->bytes->data[self->scanned];
  guint8 before = self->scanned > 0 ? self->bytes->data[self->scanned - 1] : '\0';

  self->scanned++;
  if (self->scanned == 1 && c == TLS_HANDSHAKE)
    self->state = RH_HEAD_TLS;
  else if (!is_allowed (c, self->first_line == 0) || (c == '\n') != (before == '\r'))
    refuse (self, 400);
  else if (c == '\n')
    end_line (self);

  if (self->state == RH_HEAD_MORE)
    check_sizes (self, c);
}

RhHeadState
rh_request_head_feed (RhRequestHead *self, const guint8 *bytes, gsize length)
{
  g_return_val_if_fail (self->state == RH_HEAD_MORE, self->state);

  g_byte_array_append (self->bytes, bytes, length);
  while (self->state == RH_HEAD_MORE && self->scanned < self->bytes->len)
    scan_byte (self);

  return self->state;
}

/* method SP target SP HTTP/1.1, the target in origin form (RFC 9112 3) */
static guint
check_request_line (RhRequestHead *self)
{
  g_autofree char *line = g_strndup ((const char *) self->bytes->data, self->first_line);
  g_auto (GStrv) parts = g_strsplit (line, " ", -1);

  if (g_strv_length (parts) != 3 || !is_token (parts[0], strlen (parts[0])))
    return 400;
  if (!g_str_has_prefix (parts[2], "HTTP/"))
    return 400;
  if (!g_str_equal (parts[2], "HTTP/1.1"))
    return 505;
  if (parts[1][0] != '/' || strchr (parts[1], '#') != NULL)
    return 400;

  self->target = g_strdup (parts[1]);

  return 0;
}

static void
note_length (RhRequestHead *self, const char *value)
{
  gsize digits = strspn (value, "0123456789");

  self->n_lengths++;
  if (digits == 0 || digits > MAX_LENGTH_DIGITS || value[digits] != '\0')
    self->bad_length = TRUE;
  else
    self->length = g_ascii_strtoll (value, NULL, 10);
}

static gboolean
check_field (RhRequestHead *self, const char *line, gsize length, const char *authority)
{
  const char *colon = memchr (line, ':', length);
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;

  if (colon == NULL || !is_token (line, colon - line))
    return FALSE;

  name = g_strndup (line, colon - line);
  value = g_strstrip (g_strndup (colon + 1, length - (colon + 1 - line)));
  if (g_ascii_strcasecmp (name, "Host") == 0)
    {
      self->n_hosts++;
      self->host_matches = g_str_equal (value, authority);
    }
  else if (g_ascii_strcasecmp (name, "Content-Length") == 0)
    note_length (self, value);
  else if (g_ascii_strcasecmp (name, "Transfer-Encoding") == 0)
    self->chunked = TRUE;

  return TRUE;
}

static gboolean
check_fields (RhRequestHead *self, const char *authority)
{
  const char *line = (const char *) self->bytes->data + self->first_line + 2;
  const char *end = (const char *) self->bytes->data + self->end - 2;

  while (line < end)
    {
      const char *line_end = memchr (line, '\r', end - line);

      if (!check_field (self, line, line_end - line, authority))
        return FALSE;
      line = line_end + 2;
    }

  return TRUE;
}

static guint
judge (RhRequestHead *self, const char *authority, goffset max_body)
{
  guint status = check_request_line (self);

  if (status != 0)
    return status;
  if (!check_fields (self, authority) || self->n_hosts != 1)
    return 400;
  if (!self->host_matches)
    return 421;
  if (self->bad_length || self->n_lengths > 1 || (self->chunked && self->n_lengths > 0))
    return 400;
  if (self->chunked)
    return 411;
  if (self->length > max_body)
    return 413;

  return 0;
}

guint
rh_request_head_check (RhRequestHead *self, const char *authority, goffset max_body)
{
  guint status;

  g_return_val_if_fail (self->state == RH_HEAD_DONE, 500);

  status = judge (self, authority, max_body);
  if (status != 0)
    refuse (self, status);

  return status;
}

GBytes *
rh_request_head_get_replay (const RhRequestHead *self)
{
  const char *bytes = (const char *) self->bytes->data;
  g_autoptr (GByteArray) replay = g_byte_array_new ();
  const char *method_end = memchr (bytes, ' ', self->first_line);

  g_return_val_if_fail (self->target != NULL, NULL);

  g_byte_array_append (replay, self->bytes->data, method_end - bytes);
  g_byte_array_append (replay, (const guint8 *) " / HTTP/1.1", strlen (" / HTTP/1.1"));
  g_byte_array_append (replay, self->bytes->data + self->first_line,
                       self->bytes->len - self->first_line);

  return g_byte_array_free_to_bytes (g_steal_pointer (&replay));
}

guint
rh_request_head_get_status (const RhRequestHead *self)
{
  return self->status;
}

const char *
rh_request_head_get_target (const RhRequestHead *self)
{
  return self->target;
}
