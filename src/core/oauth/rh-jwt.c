/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decodes a JSON Web Token to be looked at. Its JSON is walked where it stands, so that numbers
 * keep their digits and members their order, and nothing recurses. */
#define G_LOG_DOMAIN "rh-jwt"

#include "config.h"

#include "oauth/rh-jwt.h"

#include "text/rh-codec.h"
#include "text/rh-json-format.h"
#include "text/rh-json-walk.h"
#include "text/rh-secret.h"
#include "text/rh-unseen.h"

#include <math.h>
#include <string.h>

/* Indenting 512 levels deep makes much of little. */
#define MAX_LAID_OUT (4 * RH_JWT_MAX_SIZE)
/* The end of the year 9999: what GDateTime can hold. */
#define MAX_SECONDS 253402300799.0
#define MAX_PARTS 5

typedef struct
{
  const char *start;
  gsize length;
} Part;

/* Parts */

/* How many; 0: too many. */
static guint
split (const char *text, gsize length, Part *parts)
{
  const char *end = text + length;
  guint n = 0;

  while (n < MAX_PARTS)
    {
      const char *dot = memchr (text, '.', (gsize) (end - text));
      const char *stop = dot == NULL ? end : dot;

      parts[n++] = (Part) { text, (gsize) (stop - text) };
      if (dot == NULL)
        return n;
      text = dot + 1;
    }

  return 0;
}

/* NULL if it is not base64url of UTF-8 text without NUL. */
static char *
decode_part (const Part *part, gsize *length)
{
  g_autofree guint8 *bytes = rh_base64url_decode (part->start, (gssize) part->length, length);
  char *text;

  if (bytes == NULL)
    return NULL;

  text = g_utf8_validate_len ((const char *) bytes, *length, NULL)
             ? g_strndup ((const char *) bytes, *length)
             : NULL;
  rh_wipe (bytes, *length);
  return text;
}

static gboolean
is_base64url (const Part *part)
{
  gsize length;
  g_autofree guint8 *bytes = rh_base64url_decode (part->start, (gssize) part->length, &length);

  if (bytes != NULL)
    rh_wipe (bytes, length);
  return bytes != NULL;
}

/* Text to look at */

/* The layout's own lines and tabs stay. */
static gboolean
is_hidden (gunichar c)
{
  return rh_is_unseen (c) && c != '\n' && c != '\t';
}

static void
append_escape (GString *out, gunichar c)
{
  if (c > 0xFFFF)
    g_string_append_printf (out, "\\u%04X\\u%04X", 0xD800 + ((c - 0x10000) >> 10),
                            0xDC00 + ((c - 0x10000) & 0x3FF));
  else
    g_string_append_printf (out, "\\u%04X", c);
}

/* Takes @text and wipes it. What cannot be seen, or turns text around, is spelled out as JSON does
 * (H5). */
static char *
spell_out (char *text)
{
  GString *out = g_string_sized_new (strlen (text));

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (is_hidden (c))
        append_escape (out, c);
      else
        g_string_append_len (out, at, g_utf8_next_char (at) - at);
    }

  rh_wipe_string (&text);
  return g_string_free_and_steal (out);
}

/* NULL: too deep, or it would be too long. */
static char *
lay_out (const char *json, gsize length)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gsize offset;

  if (rh_json_format (json, length, MAX_LAID_OUT, out, &offset) != RH_JSON_FORMAT_OK)
    {
      rh_wipe (out->str, out->len);
      return NULL;
    }

  return spell_out (g_string_free_and_steal (g_steal_pointer (&out)));
}

/* Members */

static gboolean
read_object (const char *text, gsize length, RhJsonSpan *object)
{
  return rh_json_walk_check (text, length, object) == RH_JSON_WALK_OK && *object->start == '{';
}

static gboolean
has_duplicates (const RhJsonSpan *object)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  RhJsonSpan key;
  RhJsonSpan value;
  RhJsonIter iter;

  rh_json_iter_init (&iter, object);
  while (rh_json_iter_next (&iter, &key, &value))
    if (!g_hash_table_add (seen, g_string_free_and_steal (rh_json_span_unescape (&key))))
      return TRUE;

  return FALSE;
}

/* The first of that name. */
static gboolean
find_member (const RhJsonSpan *object, const char *name, RhJsonSpan *value)
{
  RhJsonSpan key;
  RhJsonIter iter;

  rh_json_iter_init (&iter, object);
  while (rh_json_iter_next (&iter, &key, value))
    {
      g_autoptr (GString) text = rh_json_span_unescape (&key);

      if (text->len == strlen (name) && g_str_equal (text->str, name))
        return TRUE;
    }

  return FALSE;
}

static void
read_date (const RhJsonSpan *object, const char *name, RhJwtDate *date)
{
  RhJsonSpan value;
  double seconds;

  if (!find_member (object, name, &value)
      || !(*value.start == '-' || g_ascii_isdigit (*value.start)))
    return;

  date->text = g_strndup (value.start, (gsize) (value.end - value.start));
  seconds = g_ascii_strtod (date->text, NULL);
  date->known = fabs (seconds) <= MAX_SECONDS;
  if (date->known)
    date->seconds = (gint64) floor (seconds);
}

static void
read_algorithm (RhJwt *self, const RhJsonSpan *header)
{
  RhJsonSpan value;

  if (find_member (header, "alg", &value) && *value.start == '"')
    self->algorithm = g_string_free_and_steal (rh_json_span_unescape (&value));

  if (self->algorithm == NULL)
    self->flags |= RH_JWT_NO_ALGORITHM;
  else if (g_ascii_strcasecmp (self->algorithm, "none") == 0)
    self->flags |= RH_JWT_UNSIGNED;
}

static gboolean
read_header (RhJwt *self, const Part *part)
{
  gsize length;
  char *text = decode_part (part, &length);
  RhJsonSpan header;
  RhJsonSpan critical;

  if (text == NULL || !read_object (text, length, &header))
    {
      rh_wipe_string (&text);
      return FALSE;
    }

  self->header = lay_out (text, length);
  read_algorithm (self, &header);
  if (find_member (&header, "crit", &critical))
    self->flags |= RH_JWT_CRITICAL;
  if (has_duplicates (&header))
    self->flags |= RH_JWT_DUPLICATE_MEMBER;

  rh_wipe_string (&text);
  return self->header != NULL;
}

static void
read_payload (RhJwt *self, const Part *part)
{
  static const char *const names[] = { "iat", "nbf", "exp" };
  gsize length;
  char *text = decode_part (part, &length);
  RhJsonSpan payload;

  if (text == NULL || !read_object (text, length, &payload))
    {
      self->flags |= RH_JWT_NOT_AN_OBJECT;
      self->payload = text == NULL || *text == '\0' ? NULL : spell_out (g_strdup (text));
      rh_wipe_string (&text);
      return;
    }

  self->payload = lay_out (text, length);
  if (self->payload == NULL)
    self->payload = spell_out (g_strdup (text));
  for (guint i = 0; i < RH_JWT_N_TIMES; i++)
    read_date (&payload, names[i], &self->dates[i]);
  if (has_duplicates (&payload))
    self->flags |= RH_JWT_DUPLICATE_MEMBER;
  rh_wipe_string (&text);
}

RhJwt *
rh_jwt_decode (const char *text, gsize length)
{
  g_autoptr (RhJwt) self = g_new0 (RhJwt, 1);
  Part parts[MAX_PARTS];
  guint n;

  g_return_val_if_fail (text != NULL, NULL);

  if (length > RH_JWT_MAX_SIZE)
    return NULL;

  n = split (text, length, parts);
  if (n != 3 && n != 5)
    return NULL;
  for (guint i = 0; i < n; i++)
    if (!is_base64url (&parts[i]))
      return NULL;

  if (!read_header (self, &parts[0]))
    return NULL;
  if (n == 5)
    self->flags |= RH_JWT_ENCRYPTED;
  else
    read_payload (self, &parts[1]);

  return g_steal_pointer (&self);
}

void
rh_jwt_free (RhJwt *self)
{
  g_free (self->algorithm);
  rh_wipe_string (&self->header);
  rh_wipe_string (&self->payload);
  for (guint i = 0; i < RH_JWT_N_TIMES; i++)
    g_free (self->dates[i].text);
  g_free (self);
}
