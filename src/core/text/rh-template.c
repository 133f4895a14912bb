/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills {{variables}} in. Each byte is encoded once, where it is inserted, and carries the variable
 * whose value it was typed in. What a secret says is never looked into: a token that happens to
 * contain "{{x}}" stays a token. Depth, size and number of insertions are bounded, so that a file
 * from somebody else cannot make it run on. */
#define G_LOG_DOMAIN "rh-template"

#include "config.h"

#include "text/rh-template.h"

#include <string.h>

#include "text/rh-secret.h"

/* Insertions a text; each costs a look-up and a span. */
#define MAX_INSERTIONS 100000

G_DEFINE_QUARK (rh_template_error, rh_template_error)

/* One call of rh_template_fill(). */
typedef struct
{
  RhText *text; /* borrowed: what is built */
  RhPlace place;
  RhVariableLookup lookup;
  gpointer user_data;
  GPtrArray *path; /* owned: names being resolved, the outermost first; borrowed names */
  gsize n_insertions;
  gsize n_read; /* bytes of values looked into */
} Fill;

/* -- Finding -- */

static gboolean
is_name_character (gunichar c)
{
  return g_unichar_isalnum (c) || (c < 0x80 && c != 0 && strchr ("_-.$", (int) c) != NULL);
}

/* The end of the name at @text. */
static const char *
skip_name (const char *text)
{
  gunichar c = g_utf8_get_char_validated (text, -1);

  while (c != (gunichar) -1 && c != (gunichar) -2 && is_name_character (c))
    {
      text = g_utf8_next_char (text);
      c = g_utf8_get_char_validated (text, -1);
    }

  return text;
}

/* The first reference in @text: its bounds, and its trimmed name. */
static gboolean
next_ref (const char *text,
          const char **start,
          const char **end,
          const char **name,
          gsize *name_length)
{
  for (text = strstr (text, "{{"); text != NULL; text = strstr (text + 1, "{{"))
    {
      const char *from = text + 2 + strspn (text + 2, " \t");
      const char *to = skip_name (from);
      const char *close = to + strspn (to, " \t");

      if (to == from || close[0] != '}' || close[1] != '}')
        continue;

      *start = text;
      *end = close + 2;
      *name = from;
      *name_length = (gsize) (to - from);
      return TRUE;
    }

  return FALSE;
}

static void
ref_clear (gpointer data)
{
  RhTemplateRef *ref = data;

  g_clear_pointer (&ref->name, g_free);
}

GArray *
rh_template_find (const char *text)
{
  GArray *refs = g_array_new (FALSE, FALSE, sizeof (RhTemplateRef));
  const char *at = text;
  const char *start = NULL;
  const char *name = NULL;
  gsize name_length = 0;

  g_array_set_clear_func (refs, ref_clear);
  while (at != NULL && next_ref (at, &start, &at, &name, &name_length))
    {
      RhTemplateRef ref = { .start = (gsize) (start - text), .length = (gsize) (at - start) };

      ref.name = g_strndup (name, name_length);
      g_array_append_val (refs, ref);
    }

  return refs;
}

gboolean
rh_template_has_refs (const char *text)
{
  const char *start = NULL;
  const char *end = NULL;
  const char *name = NULL;
  gsize length = 0;

  return text != NULL && next_ref (text, &start, &end, &name, &length);
}

gboolean
rh_template_is_name (const char *name)
{
  return *name != '\0' && *skip_name (name) == '\0';
}

/* -- Filling -- */

static gboolean
fill_value (Fill *fill, const char *variable, const RhVariableValue *value, GError **error);

static gboolean
check_size (gsize size, GError **error)
{
  if (size <= RH_TEMPLATE_MAX_SIZE)
    return TRUE;

  g_set_error_literal (error, RH_TEMPLATE_ERROR, RH_TEMPLATE_ERROR_SIZE,
                       "larger than 64 MiB once filled in");

  return FALSE;
}

gboolean
rh_template_is_open (const char *bytes, gsize length, const char *name)
{
  gsize name_length = strlen (name);

  return length == name_length + 4 && memcmp (bytes, "{{", 2) == 0
         && memcmp (bytes + 2, name, name_length) == 0
         && memcmp (bytes + 2 + name_length, "}}", 2) == 0;
}

/* Bytes of a value, encoded for their place. */
static gboolean
insert (Fill *fill,
        const char *variable,
        const RhVariableValue *value,
        const char *bytes,
        gsize length,
        GError **error)
{
  g_autofree char *encoded = NULL;
  gsize before = 0;
  gsize size = 0;

  if (length == 0)
    return TRUE;
  rh_text_peek (fill->text, &before);
  if (!check_size (before + length, error))
    return FALSE;

  encoded = rh_percent_encode (bytes, (gssize) length,
                               rh_template_is_open (bytes, length, variable) ? RH_PLACE_RAW
                                                                             : fill->place);
  size = strlen (encoded);
  if (check_size (before + size, error))
    rh_text_append_value (fill->text, encoded, (gssize) size, variable, value->source,
                          value->secret, value->origins);
  if (value->secret)
    rh_wipe (encoded, size);

  return before + size <= RH_TEMPLATE_MAX_SIZE;
}

/* "a → b → a", from where the circle starts. */
static gboolean
check_cycle (Fill *fill, const char *name, GError **error)
{
  g_autoptr (GString) path = NULL;

  for (guint i = 0; i < fill->path->len; i++)
    {
      const char *above = g_ptr_array_index (fill->path, i);

      if (path == NULL && g_str_equal (above, name))
        path = g_string_new (NULL);
      if (path != NULL)
        g_string_append_printf (path, "%s → ", above);
    }
  if (path == NULL)
    return TRUE;

  g_string_append (path, name);
  g_set_error_literal (error, RH_TEMPLATE_ERROR, RH_TEMPLATE_ERROR_CYCLE, path->str);

  return FALSE;
}

static gboolean
check_bounds (Fill *fill, const char *name, GError **error)
{
  if (!check_cycle (fill, name, error))
    return FALSE;

  if (fill->path->len >= RH_TEMPLATE_MAX_DEPTH)
    {
      g_set_error (error, RH_TEMPLATE_ERROR, RH_TEMPLATE_ERROR_DEPTH,
                   "%s: variables are nested more than %d levels deep",
                   (const char *) g_ptr_array_index (fill->path, 0), RH_TEMPLATE_MAX_DEPTH);
      return FALSE;
    }

  if (++fill->n_insertions > MAX_INSERTIONS)
    {
      g_set_error (error, RH_TEMPLATE_ERROR, RH_TEMPLATE_ERROR_SIZE,
                   "more than %d variables to fill in", MAX_INSERTIONS);
      return FALSE;
    }

  return TRUE;
}

static gboolean
fill_ref (Fill *fill, const char *name, GError **error)
{
  RhVariableValue value = { 0 };
  gboolean done = FALSE;

  if (!check_bounds (fill, name, error))
    return FALSE;
  if (!fill->lookup (name, &value, fill->user_data))
    {
      g_set_error_literal (error, RH_TEMPLATE_ERROR, RH_TEMPLATE_ERROR_UNKNOWN, name);
      return FALSE;
    }

  g_ptr_array_add (fill->path, (gpointer) name);
  done = fill_value (fill, name, &value, error);
  g_ptr_array_set_size (fill->path, (int) fill->path->len - 1);

  return done;
}

static gboolean
fill_value (Fill *fill, const char *variable, const RhVariableValue *value, GError **error)
{
  const char *at = value->value != NULL ? value->value : "";
  gsize length = strlen (at);
  const char *start = NULL;
  const char *end = NULL;
  const char *name = NULL;
  gsize name_length = 0;

  if (value->secret || value->literal)
    return insert (fill, variable, value, at, length, error);

  fill->n_read += length;
  if (!check_size (fill->n_read, error))
    return FALSE;

  while (next_ref (at, &start, &end, &name, &name_length))
    {
      g_autofree char *inner = g_strndup (name, name_length);

      if (!insert (fill, variable, value, at, (gsize) (start - at), error)
          || !fill_ref (fill, inner, error))
        return FALSE;
      at = end;
    }

  return insert (fill, variable, value, at, strlen (at), error);
}

static gboolean
fill_typed (Fill *fill, const char *text, GError **error)
{
  const char *start = NULL;
  const char *end = NULL;
  const char *name = NULL;
  gsize name_length = 0;
  gsize size = 0;

  while (next_ref (text, &start, &end, &name, &name_length))
    {
      g_autofree char *variable = g_strndup (name, name_length);

      rh_text_append (fill->text, text, start - text);
      if (!fill_ref (fill, variable, error))
        return FALSE;
      text = end;
    }
  rh_text_append (fill->text, text, -1);
  rh_text_peek (fill->text, &size);

  return check_size (size, error);
}

RhText *
rh_template_fill (const char *text,
                  RhPlace place,
                  RhVariableLookup lookup,
                  gpointer user_data,
                  GError **error)
{
  g_autoptr (RhText) filled = rh_text_new (NULL);
  g_autoptr (GPtrArray) path = g_ptr_array_new ();
  Fill fill = {
    .text = filled,
    .place = place,
    .lookup = lookup,
    .user_data = user_data,
    .path = path,
  };

  g_return_val_if_fail (lookup != NULL, NULL);

  if (!fill_typed (&fill, text != NULL ? text : "", error))
    return NULL;

  return g_steal_pointer (&filled);
}
