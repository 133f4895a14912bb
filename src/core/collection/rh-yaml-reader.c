/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A key is looked up, and its value taken for what the caller says that it is. */
#define G_LOG_DOMAIN "rh-yaml-reader"

#include "config.h"

#include "collection/rh-yaml-reader.h"

gboolean
rh_yaml_fail (const RhYaml *self, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  g_return_val_if_fail (self != NULL, FALSE);

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, RH_YAML_ERROR, RH_YAML_ERROR_CONTENT, "line %u: %s", rh_yaml_get_line (self),
               message);

  return FALSE;
}

/* NULL if the key is missing or null. */
static RhYaml *
look_up (const RhYaml *self, const char *key)
{
  RhYaml *value = rh_yaml_get (self, key);

  return rh_yaml_is_null (value) ? NULL : value;
}

gboolean
rh_yaml_read_string (const RhYaml *self,
                     const char *key,
                     const char *fallback,
                     const char **value,
                     GError **error)
{
  RhYaml *node = look_up (self, key);

  *value = fallback;
  if (node == NULL)
    return TRUE;
  if (rh_yaml_get_kind (node) != RH_YAML_SCALAR)
    return rh_yaml_fail (node, error, "%s: not a string", key);

  *value = rh_yaml_get_text (node);
  return TRUE;
}

gboolean
rh_yaml_read_boolean (const RhYaml *self,
                      const char *key,
                      gboolean fallback,
                      gboolean *value,
                      GError **error)
{
  static const char *const words[] = { "false", "False", "FALSE", "true", "True", "TRUE" };
  RhYaml *node = look_up (self, key);
  const char *text;

  *value = fallback;
  if (node == NULL)
    return TRUE;

  text = rh_yaml_get_text (node);
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (words); i++)
    {
      if (g_str_equal (text, words[i]))
        {
          *value = i >= G_N_ELEMENTS (words) / 2;
          return TRUE;
        }
    }

  return rh_yaml_fail (node, error, "%s: neither true nor false", key);
}

gboolean
rh_yaml_read_int (const RhYaml *self,
                  const char *key,
                  gint64 fallback,
                  gint64 *value,
                  GError **error)
{
  RhYaml *node = look_up (self, key);
  const char *text;

  *value = fallback;
  if (node == NULL)
    return TRUE;

  text = rh_yaml_get_text (node);
  if (text != NULL && *text == '+' && g_ascii_isdigit (text[1]))
    text++;
  if (text == NULL || !g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, value, NULL))
    return rh_yaml_fail (node, error, "%s: not a whole number", key);

  return TRUE;
}

static gboolean
read_kind (const RhYaml *self,
           const char *key,
           RhYamlKind kind,
           const char *wanted,
           RhYaml **value,
           GError **error)
{
  RhYaml *node = look_up (self, key);

  *value = NULL;
  if (node != NULL && rh_yaml_get_kind (node) != kind)
    return rh_yaml_fail (node, error, "%s: not %s", key, wanted);

  *value = node;
  return TRUE;
}

gboolean
rh_yaml_read_sequence (const RhYaml *self, const char *key, RhYaml **value, GError **error)
{
  return read_kind (self, key, RH_YAML_SEQUENCE, "a list", value, error);
}

gboolean
rh_yaml_read_mapping (const RhYaml *self, const char *key, RhYaml **value, GError **error)
{
  return read_kind (self, key, RH_YAML_MAPPING, "a mapping", value, error);
}
