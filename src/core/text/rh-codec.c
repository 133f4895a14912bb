/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Byte codecs of the web. Encoders measure first and write once into memory of the right size: no
 * grown buffer leaves a copy of a secret behind. */
#define G_LOG_DOMAIN "rh-codec"

#include "config.h"

#include "text/rh-codec.h"

#include <string.h>

#include "text/rh-secret.h"

#define REPLACEMENT "\xef\xbf\xbd"

struct _RhParams
{
  GArray *items; /* owned: RhParam */
};

static const char base64url_alphabet[]
    = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static gsize
text_length (const char *text, gssize length)
{
  return length < 0 ? strlen (text) : (gsize) length;
}

char *
rh_base64url_encode (const guint8 *bytes, gsize length)
{
  gsize n_characters = length / 3 * 4 + (length % 3 * 4 + 2) / 3;
  char *text = NULL;

  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  text = g_malloc (n_characters + 1);
  for (gsize i = 0; i < n_characters; i++)
    {
      gsize bit = i * 6;
      gsize at = bit / 8;
      guint pair = (guint) bytes[at] << 8 | (at + 1 < length ? bytes[at + 1] : 0);

      text[i] = base64url_alphabet[pair >> (10 - bit % 8) & 0x3f];
    }
  text[n_characters] = '\0';

  return text;
}

static int
base64url_digit (char c)
{
  if (c >= 'A' && c <= 'Z')
    return c - 'A';
  if (c >= 'a' && c <= 'z')
    return c - 'a' + 26;
  if (c >= '0' && c <= '9')
    return c - '0' + 52;
  if (c == '-')
    return 62;

  return c == '_' ? 63 : -1;
}

guint8 *
rh_base64url_decode (const char *text, gssize length, gsize *out_length)
{
  gsize n_characters = 0;
  gsize size = 0;
  guint32 bits = 0;
  guint n_bits = 0;
  g_autofree guint8 *bytes = NULL;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (out_length != NULL, NULL);

  *out_length = 0;
  n_characters = text_length (text, length);
  if (n_characters % 4 == 1)
    return NULL;

  bytes = g_malloc (n_characters / 4 * 3 + 3);
  for (gsize i = 0; i < n_characters; i++)
    {
      int digit = base64url_digit (text[i]);

      if (digit < 0)
        return NULL;
      bits = bits << 6 | (guint32) digit;
      n_bits += 6;
      if (n_bits >= 8)
        {
          n_bits -= 8;
          bytes[size++] = (guint8) (bits >> n_bits);
        }
    }

  /* Two texts for the same bytes would be two tokens for one. */
  if ((bits & ((1u << n_bits) - 1)) != 0)
    return NULL;

  bytes[size] = 0;
  *out_length = size;

  return g_steal_pointer (&bytes);
}

static gboolean
is_unreserved (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("-._~", c) != NULL);
}

static gboolean
is_allowed (char c, RhPlace place)
{
  switch (place)
    {
    case RH_PLACE_RAW:
      return TRUE;
    case RH_PLACE_PATH:
      return is_unreserved (c) || (c != '\0' && strchr ("!$&'()*+,;=:@", c) != NULL);
    case RH_PLACE_QUERY:
      return is_unreserved (c) || (c != '\0' && strchr ("!$()*,:@/?", c) != NULL);
    case RH_PLACE_FORM:
      return g_ascii_isalnum (c) || (c != '\0' && strchr ("*-._", c) != NULL);
    case RH_PLACE_COMPONENT:
      return is_unreserved (c);
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* Writes @length bytes of @text at @out, which may be NULL to measure only. */
static gsize
encode_into (char *out, const char *text, gsize length, RhPlace place)
{
  static const char hex[] = "0123456789ABCDEF";
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];
      gboolean plus = place == RH_PLACE_FORM && c == ' ';
      gboolean plain = plus || is_allowed ((char) c, place);

      if (out != NULL && plain)
        out[n] = plus ? '+' : (char) c;
      if (out != NULL && !plain)
        {
          out[n] = '%';
          out[n + 1] = hex[c >> 4];
          out[n + 2] = hex[c & 0xf];
        }
      n += plain ? 1 : 3;
    }

  return n;
}

char *
rh_percent_encode (const char *text, gssize length, RhPlace place)
{
  gsize n_bytes = 0;
  gsize size = 0;
  char *encoded = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  n_bytes = text_length (text, length);
  size = encode_into (NULL, text, n_bytes, place);
  encoded = g_malloc (size + 1);
  encode_into (encoded, text, n_bytes, place);
  encoded[size] = '\0';

  return encoded;
}

static gsize
decode_into (char *out, const char *text, gsize length, gboolean plus_is_space)
{
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (c == '%' && length - i > 2 && g_ascii_isxdigit (text[i + 1])
          && g_ascii_isxdigit (text[i + 2]))
        {
          c = (char) (g_ascii_xdigit_value (text[i + 1]) << 4 | g_ascii_xdigit_value (text[i + 2]));
          i += 2;
        }
      else if (c == '+' && plus_is_space)
        {
          c = ' ';
        }
      out[n++] = c;
    }
  out[n] = '\0';

  return n;
}

char *
rh_percent_decode (const char *text, gssize length, gsize *out_length)
{
  gsize n_bytes = 0;
  gsize size = 0;
  char *decoded = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  n_bytes = text_length (text, length);
  decoded = g_malloc (n_bytes + 1);
  size = decode_into (decoded, text, n_bytes, FALSE);
  if (out_length != NULL)
    *out_length = size;

  return decoded;
}

static void
param_clear (gpointer data)
{
  RhParam *param = data;

  g_clear_pointer (&param->name, g_free);
  rh_wipe_string (&param->value);
}

RhParams *
rh_params_new (void)
{
  RhParams *self = g_new0 (RhParams, 1);

  self->items = g_array_new (FALSE, FALSE, sizeof (RhParam));
  g_array_set_clear_func (self->items, param_clear);

  return self;
}

void
rh_params_free (RhParams *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->items);
  g_free (self);
}

static void
params_take (RhParams *self, char *name, char *value)
{
  RhParam param = { .name = name, .value = value };

  g_array_append_val (self->items, param);
}

void
rh_params_add (RhParams *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);

  params_take (self, g_strdup (name), g_strdup (value));
}

guint
rh_params_get_length (const RhParams *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->items->len;
}

const RhParam *
rh_params_nth (const RhParams *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->items->len, NULL);

  return &g_array_index (self->items, RhParam, index);
}

const char *
rh_params_get (const RhParams *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      const RhParam *param = rh_params_nth (self, i);

      if (g_str_equal (param->name, name))
        return param->value != NULL ? param->value : "";
    }

  return NULL;
}

guint
rh_params_count (const RhParams *self, const char *name)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (name != NULL, 0);

  for (guint i = 0; i < self->items->len; i++)
    n += g_str_equal (rh_params_nth (self, i)->name, name);

  return n;
}

static gsize
params_into (char *out, const RhParams *self, RhPlace place)
{
  gsize n = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      const RhParam *param = rh_params_nth (self, i);

      if (i > 0)
        {
          if (out != NULL)
            out[n] = '&';
          n++;
        }
      n += encode_into (out ? out + n : NULL, param->name, strlen (param->name), place);
      if (param->value != NULL)
        {
          if (out != NULL)
            out[n] = '=';
          n++;
          n += encode_into (out ? out + n : NULL, param->value, strlen (param->value), place);
        }
    }

  return n;
}

static char *
params_to_string (const RhParams *self, RhPlace place)
{
  gsize size = 0;
  char *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  size = params_into (NULL, self, place);
  text = g_malloc (size + 1);
  params_into (text, self, place);
  text[size] = '\0';

  return text;
}

char *
rh_params_to_form (const RhParams *self)
{
  return params_to_string (self, RH_PLACE_FORM);
}

char *
rh_params_to_query (const RhParams *self)
{
  return params_to_string (self, RH_PLACE_COMPONENT);
}

/* @bytes as a C string, with U+FFFD for each NUL. Takes and wipes @bytes. */
static char *
take_without_nul (char *bytes, gsize length)
{
  gsize n_nul = 0;
  gsize n = 0;
  char *text = NULL;

  for (gsize i = 0; i < length; i++)
    n_nul += bytes[i] == '\0';
  if (n_nul == 0)
    return bytes;

  text = g_malloc (length + n_nul * 2 + 1);
  for (gsize i = 0; i < length; i++)
    {
      if (bytes[i] != '\0')
        {
          text[n++] = bytes[i];
          continue;
        }
      memcpy (text + n, REPLACEMENT, 3);
      n += 3;
    }
  text[n] = '\0';
  rh_wipe (bytes, length);
  g_free (bytes);

  return text;
}

static char *
form_decode (const char *text, gsize length)
{
  char *decoded = g_malloc (length + 1);
  gsize size = decode_into (decoded, text, length, TRUE);

  return take_without_nul (decoded, size);
}

static void
parse_piece (RhParams *self, const char *piece, gsize length)
{
  const char *equals = memchr (piece, '=', length);
  gsize name_length = equals != NULL ? (gsize) (equals - piece) : length;
  char *value = NULL;

  if (equals != NULL)
    value = form_decode (equals + 1, length - name_length - 1);

  params_take (self, form_decode (piece, name_length), value);
}

RhParams *
rh_params_parse (const char *form, gssize length)
{
  RhParams *self = NULL;
  const char *end = NULL;

  g_return_val_if_fail (form != NULL, NULL);

  self = rh_params_new ();
  end = form + text_length (form, length);
  while (form < end)
    {
      const char *stop = memchr (form, '&', (gsize) (end - form));

      if (stop == NULL)
        stop = end;
      if (stop > form)
        parse_piece (self, form, (gsize) (stop - form));
      form = stop + 1;
    }

  return self;
}
