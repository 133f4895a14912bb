/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Insomnia's templates: references become ours, and what is computed there becomes a variable. */
#define G_LOG_DOMAIN "rh-import-insomnia-text"

#include "config.h"

#include "format/rh-import-insomnia.h"

#include "text/rh-template.h"

#include <string.h>

#define BLANKS " \t\r\n"
#define NAME_CHARACTERS G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-."

char *
rh_insomnia_dup_variable (const char *name, gsize length)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    if (strchr (NAME_CHARACTERS, name[i]) != NULL && name[i] != '\0')
      g_string_append_c (text, name[i]);
    else if (text->len > 0 && text->str[text->len - 1] != '_')
      g_string_append_c (text, '_');

  if (text->len == 0)
    g_string_append_c (text, '_');
  return g_string_free_and_steal (text);
}

/* A path of names: "_.user['first name'][0]" gives "user.first_name.0". FALSE: it is none. */
static gboolean
read_path (const char *text, gsize length, GString *path)
{
  const char *at = text;
  const char *end = text + length;

  while (at < end)
    {
      char quote = at[0] == '[' && at + 1 < end ? at[1] : '\0';
      const char *close = NULL;
      gsize size = 0;

      if (quote == '\'' || quote == '"')
        {
          at += 2;
          close = memchr (at, quote, (gsize) (end - at));
          if (close == NULL || close + 1 >= end || close[1] != ']')
            return FALSE;
          size = (gsize) (close - at);
        }
      else
        {
          at += *at == '[' || *at == '.' ? 1 : 0;
          while (at + size < end
                 && strchr (G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-", at[size]) != NULL)
            size++;
        }
      if (size == 0)
        return FALSE;

      if (size > 1 || *at != '_' || path->len > 0 || at != text)
        {
          g_autofree char *name = rh_insomnia_dup_variable (at, size);

          g_string_append_printf (path, "%s%s", path->len > 0 ? "." : "", name);
        }
      at = close != NULL ? close + 2 : at + size;
      at += at < end && *at == ']' ? 1 : 0;
    }

  return path->len > 0;
}

/* A name that says what it was, and is the same for the same expression. */
static const char *
get_tag_variable (RhInsomnia *self, const char *expression, const char *word)
{
  char *name = g_hash_table_lookup (self->tags, expression);

  if (name != NULL)
    return name;

  name = g_strdup_printf ("%s_%u", word, g_hash_table_size (self->tags) + 1);
  g_hash_table_insert (self->tags, g_strdup (expression), name);
  return name;
}

/* What we compute as well. NULL: nothing. */
static const char *
find_dynamic (const char *expression, const char *word)
{
  if (g_str_equal (word, "uuid"))
    return "$uuid";
  if (g_str_equal (word, "timestamp"))
    return "$timestamp";
  if (g_str_equal (word, "now") && strstr (expression, "iso") != NULL)
    return "$isoTimestamp";

  return NULL;
}

/* "{% response 'body', … %}", "_.x | upper": by its first word, for the rest can be secret. */
static void
append_computed (RhInsomnia *self,
                 GString *out,
                 const char *expression,
                 const char *open,
                 const char *place)
{
  const char *first = g_str_has_prefix (expression, "_.") ? expression + 2 : expression;
  gsize length = strspn (first, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_");
  g_autofree char *word = length == 0 ? g_strdup ("computed") : g_strndup (first, length);
  const char *dynamic = *open == '%' ? find_dynamic (expression, word) : NULL;
  g_autofree char *told = g_strdup_printf (*open == '%' ? "{%% %s … %%}" : "{{ %s … }}", word);

  if (dynamic != NULL)
    {
      g_string_append_printf (out, "{{%s}}", dynamic);
      return;
    }

  g_string_append_printf (out, "{{%s}}", get_tag_variable (self, expression, word));
  rh_import_note (self->import, RH_IMPORT_TEMPLATE_CHANGED, place, told);
}

static void
trim_dashes (char *text)
{
  gsize length = strlen (text);

  if (length > 0 && text[length - 1] == '-')
    text[length - 1] = '\0';
  if (*text == '-')
    *text = ' ';
  g_strstrip (text);
}

static void
append_expression (RhInsomnia *self,
                   GString *out,
                   const char *text,
                   gsize length,
                   const char *open,
                   const char *place)
{
  g_autofree char *expression = g_strstrip (g_strndup (text, length));
  g_autoptr (GString) path = g_string_new (NULL);

  /* "-" only says what to do with the blanks around a tag, and "{{$guid}}" is not theirs */
  if (*open == '%')
    trim_dashes (expression);
  if (*open == '{' && rh_template_is_name (expression) && *expression == '$')
    g_string_append_printf (out, "{{%s}}", expression);
  else if (*open == '{' && read_path (expression, strlen (expression), path))
    g_string_append_printf (out, "{{%s}}", path->str);
  else if (*expression == '\0')
    g_string_append_len (out, open - 1, (gssize) length + 4);
  else
    append_computed (self, out, expression, open, place);
}

/* To behind the "}}" or "%}" that ends what begins at @open; NULL: nothing does, and never again.
 */
static const char *
find_end (const char *open, gboolean *references, gboolean *tags)
{
  gboolean *more = *open == '{' ? references : tags;
  const char *end;

  if ((*open != '{' && *open != '%') || !*more)
    return NULL;

  end = strstr (open + 1, *open == '{' ? "}}" : "%}");
  *more = end != NULL;
  return end == NULL ? NULL : end + 2;
}

char *
rh_insomnia_dup_text (RhInsomnia *self, const char *text, const char *place)
{
  GString *out = g_string_new (NULL);
  gboolean references = TRUE;
  gboolean tags = TRUE;

  for (const char *at = text; *at != '\0';)
    {
      gsize plain = strcspn (at, "{");
      const char *open = at + plain + 1;
      const char *end;

      g_string_append_len (out, at, (gssize) plain);
      at += plain;
      if (*at == '\0')
        break;

      end = find_end (open, &references, &tags);
      if (end == NULL)
        {
          g_string_append_c (out, *at++);
          continue;
        }
      append_expression (self, out, open + 1, (gsize) (end - open) - 3, open, place);
      at = end;
    }

  return g_string_free_and_steal (out);
}

char *
rh_insomnia_dup_member (RhInsomnia *self, const RhYaml *map, const char *key, const char *place)
{
  return rh_insomnia_dup_text (self, rh_member_text (map, key), place);
}
