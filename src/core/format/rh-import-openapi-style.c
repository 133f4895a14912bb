/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a value is laid out in a parameter: OpenAPI's styles. */
#define G_LOG_DOMAIN "rh-import-openapi-style"

#include "config.h"

#include "format/rh-import-openapi-private.h"

#include "collection/rh-yaml-json.h"

#include <string.h>

char *
rh_openapi_value_text (const RhYaml *value)
{
  if (rh_yaml_get_kind (value) != RH_YAML_SCALAR)
    return rh_yaml_to_json (value, 0);

  return g_strdup (rh_yaml_is_null (value) ? "" : rh_yaml_get_text (value));
}

gboolean
rh_openapi_explodes (const RhYaml *holder, const char *style)
{
  const char *said = rh_member_text (holder, "explode");

  return *said == '\0' ? g_str_equal (style, "form") : g_str_equal (said, "true");
}

static void
free_pair (RhOpenApiPair *pair)
{
  g_free (pair->name);
  g_free (pair->value);
  g_free (pair);
}

/* Takes @value. */
static void
add_pair (GPtrArray *pairs, const char *name, char *value)
{
  RhOpenApiPair *pair = g_new0 (RhOpenApiPair, 1);

  pair->name = g_strdup (name);
  pair->value = value;
  g_ptr_array_add (pairs, pair);
}

/* "a,1,b,2", or "a=1,b=2" */
static char *
join_items (const RhYaml *value, const char *separator, const char *between)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < rh_yaml_get_length (value); i++)
    {
      const char *key = rh_yaml_nth_key (value, i);
      g_autofree char *text = rh_openapi_value_text (rh_yaml_nth (value, i));

      if (i > 0)
        g_string_append (out, separator);
      if (key != NULL)
        g_string_append_printf (out, "%s%s", key, between);
      g_string_append (out, text);
    }

  return g_string_free_and_steal (out);
}

/* name[a][b][0] */
static void
spread_deep (GPtrArray *pairs, const char *name, const RhYaml *value)
{
  gboolean list = rh_yaml_get_kind (value) == RH_YAML_SEQUENCE;

  if (rh_yaml_get_length (value) == 0 || pairs->len >= RH_OPENAPI_MAX_ROWS)
    {
      gboolean scalar = rh_yaml_get_kind (value) == RH_YAML_SCALAR;

      add_pair (pairs, name, scalar ? rh_openapi_value_text (value) : g_strdup (""));
      return;
    }

  for (guint i = 0; i < rh_yaml_get_length (value) && pairs->len < RH_OPENAPI_MAX_ROWS; i++)
    {
      g_autofree char *inner = list ? g_strdup_printf ("%s[%u]", name, i)
                                    : g_strdup_printf ("%s[%s]", name, rh_yaml_nth_key (value, i));

      spread_deep (pairs, inner, rh_yaml_nth (value, i));
    }
}

static const char *
separator_of (const char *style)
{
  if (g_str_equal (style, "spaceDelimited"))
    return " ";

  return g_str_equal (style, "pipeDelimited") ? "|" : ",";
}

GPtrArray *
rh_openapi_spread (const char *name, const RhYaml *value, const char *style, gboolean explode)
{
  GPtrArray *pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) free_pair);

  if (rh_yaml_get_kind (value) == RH_YAML_SCALAR)
    add_pair (pairs, name, rh_openapi_value_text (value));
  else if (g_str_equal (style, "deepObject"))
    spread_deep (pairs, name, value);
  else if (!explode || rh_yaml_get_length (value) == 0)
    add_pair (pairs, name, join_items (value, separator_of (style), separator_of (style)));
  else
    for (guint i = 0; i < rh_yaml_get_length (value) && i < RH_OPENAPI_MAX_ROWS; i++)
      {
        const char *key = rh_yaml_nth_key (value, i);

        add_pair (pairs, key == NULL ? name : key, rh_openapi_value_text (rh_yaml_nth (value, i)));
      }

  return pairs;
}

/* ";a=1;a=2", ";a=1,2" */
static char *
join_matrix (const char *name, const RhYaml *value, gboolean explode)
{
  g_autofree char *joined = NULL;
  GString *out;

  if (rh_yaml_get_kind (value) == RH_YAML_SCALAR)
    joined = rh_openapi_value_text (value);
  else if (!explode)
    joined = join_items (value, ",", ",");
  if (joined != NULL)
    return g_strdup_printf (";%s=%s", name, joined);

  out = g_string_new (NULL);
  for (guint i = 0; i < rh_yaml_get_length (value); i++)
    {
      const char *key = rh_yaml_nth_key (value, i);
      g_autofree char *text = rh_openapi_value_text (rh_yaml_nth (value, i));

      g_string_append_printf (out, ";%s=%s", key == NULL ? name : key, text);
    }
  return g_string_free_and_steal (out);
}

char *
rh_openapi_join (const char *name, const RhYaml *value, const char *style, gboolean explode)
{
  gboolean label = g_str_equal (style, "label");
  g_autofree char *joined = NULL;

  if (g_str_equal (style, "matrix"))
    return join_matrix (name, value, explode);

  joined = rh_yaml_get_kind (value) == RH_YAML_SCALAR
               ? rh_openapi_value_text (value)
               : join_items (value, label && explode ? "." : ",", explode ? "=" : ",");
  return g_strconcat (label ? "." : "", joined, NULL);
}
