/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all files of OpenCollection share: reading a value as what the format says, changing one
 * without touching what reads the same, and the order of keys. */
#define G_LOG_DOMAIN "rh-opencollection"

#include "config.h"

#include "collection/rh-opencollection-private.h"

#include <math.h>
#include <string.h>

/* One order for files of every kind: no two of these keys mean different things. */
const char *const rh_oc_root_order[]
    = { "opencollection", "info",           "name",      "color",           "description",
        "extends",        "dotEnvFilePath", "variables", "config",          "http",
        "graphql",        "grpc",           "websocket", "request",         "runtime",
        "settings",       "examples",       "docs",      "externalSecrets", "clientCertificates",
        "bundled",        "extensions",     NULL };

const char *const rh_oc_info_order[] = { "name", "description", "type", "seq", "tags", NULL };

G_DEFINE_QUARK (rh_opencollection_error, rh_opencollection_error)

/* Reading */

gboolean
rh_oc_fail (const RhYaml *node, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, RH_OPENCOLLECTION_ERROR, RH_OPENCOLLECTION_ERROR_CONTENT, "line %u: %s",
               MAX (rh_yaml_get_line (node), 1), message);

  return FALSE;
}

static RhYaml *
look_up (const RhYaml *map, const char *key)
{
  RhYaml *value = rh_yaml_get (map, key);

  return value == NULL || rh_yaml_is_null (value) ? NULL : value;
}

gboolean
rh_oc_read_text (const RhYaml *map, const char *key, const char **text, GError **error)
{
  RhYaml *value = look_up (map, key);

  *text = value == NULL ? "" : rh_yaml_get_text (value);
  return *text != NULL || rh_oc_fail (value, error, "%s must be text", key);
}

gboolean
rh_oc_read_note (const RhYaml *map, const char *key, const char **text, GError **error)
{
  RhYaml *value = look_up (map, key);

  if (value != NULL && rh_yaml_get_kind (value) == RH_YAML_MAPPING)
    return rh_oc_read_text (value, "content", text, error);

  return rh_oc_read_text (map, key, text, error);
}

gboolean
rh_oc_read_flag (const RhYaml *map, const char *key, gboolean *flag, GError **error)
{
  const char *text;

  *flag = FALSE;
  if (!rh_oc_read_text (map, key, &text, error))
    return FALSE;
  if (*text == '\0' || g_ascii_strcasecmp (text, "false") == 0)
    return TRUE;

  *flag = TRUE;
  return g_ascii_strcasecmp (text, "true") == 0
         || rh_oc_fail (look_up (map, key), error, "%s must be true or false", key);
}

static gboolean
read_kind (const RhYaml *map, const char *key, RhYamlKind kind, RhYaml **value, GError **error)
{
  *value = look_up (map, key);
  if (*value == NULL || rh_yaml_get_kind (*value) == kind)
    return TRUE;

  return rh_oc_fail (*value, error,
                     kind == RH_YAML_MAPPING ? "%s must be a mapping" : "%s must be a list", key);
}

gboolean
rh_oc_read_map (const RhYaml *map, const char *key, RhYaml **value, GError **error)
{
  return read_kind (map, key, RH_YAML_MAPPING, value, error);
}

gboolean
rh_oc_read_list (const RhYaml *map, const char *key, RhYaml **value, GError **error)
{
  return read_kind (map, key, RH_YAML_SEQUENCE, value, error);
}

const char *
rh_oc_peek_text (const RhYaml *map, const char *key)
{
  RhYaml *value = look_up (map, key);
  const char *text = value == NULL ? NULL : rh_yaml_get_text (value);

  return text == NULL ? "" : text;
}

double
rh_oc_parse_seq (const char *text)
{
  char *end;
  double seq;

  if (*text == '\0' || text[strspn (text, "+-.eE0123456789")] != '\0')
    return NAN;

  seq = g_ascii_strtod (text, &end);
  return *end == '\0' && isfinite (seq) ? seq : NAN;
}

double
rh_oc_read_seq (const RhYaml *info)
{
  return rh_oc_parse_seq (rh_oc_peek_text (info, "seq"));
}

/* Writing */

static guint
place_in_order (const char *const *order, const char *key)
{
  guint place = 0;

  while (order[place] != NULL && !g_str_equal (order[place], key))
    place++;

  return place;
}

void
rh_oc_put (RhYaml *map, const char *key, RhYaml *value, const char *const *order)
{
  guint place = place_in_order (order, key);
  guint n = rh_yaml_get_length (map);
  guint i;

  if (rh_yaml_get (map, key) != NULL)
    {
      rh_yaml_set (map, key, value);
      return;
    }

  for (i = 0; i < n; i++)
    {
      guint other = place_in_order (order, rh_yaml_nth_key (map, i));

      if (order[other] != NULL && other > place)
        break;
    }
  rh_yaml_insert (map, i, key, value);
}

/* A model can have got bytes from anywhere. */
static RhYaml *
new_text (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  return rh_yaml_new_string (valid);
}

static gboolean
reads_as (const RhYaml *map, const char *key, const char *text)
{
  const char *was;

  return rh_oc_read_text (map, key, &was, NULL) && g_str_equal (was, text);
}

void
rh_oc_put_text (RhYaml *map, const char *key, const char *text, const char *const *order)
{
  if (reads_as (map, key, text))
    return;

  if (*text == '\0')
    rh_yaml_remove (map, key);
  else
    rh_oc_put (map, key, new_text (text), order);
}

void
rh_oc_put_any_text (RhYaml *map, const char *key, const char *text, const char *const *order)
{
  if (!reads_as (map, key, text))
    rh_oc_put (map, key, new_text (text), order);
}

void
rh_oc_put_note (RhYaml *map, const char *key, const char *text, const char *const *order)
{
  RhYaml *value = look_up (map, key);

  if (*text != '\0' && value != NULL && rh_yaml_get_kind (value) == RH_YAML_MAPPING)
    rh_oc_put_text (value, "content", text, order);
  else if (value == NULL || rh_yaml_get_kind (value) != RH_YAML_MAPPING
           || !reads_as (value, "content", text))
    rh_oc_put_text (map, key, text, order);
}

static gboolean
has_seq (const RhYaml *info, double seq)
{
  double was = rh_oc_read_seq (info);

  return was == seq || (isnan (was) && isnan (seq));
}

void
rh_oc_put_seq (RhYaml *info, double seq)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (has_seq (info, seq))
    return;

  if (!isfinite (seq))
    {
      rh_yaml_remove (info, "seq");
      return;
    }

  if (seq == floor (seq) && fabs (seq) < 1e15)
    g_ascii_formatd (text, sizeof text, "%.0f", seq);
  else
    g_ascii_dtostr (text, sizeof text, seq);
  rh_oc_put (info, "seq", rh_yaml_new_plain (text), rh_oc_info_order);
}

RhYaml *
rh_oc_need_map (RhYaml *map, const char *key, const char *const *order)
{
  RhYaml *value = look_up (map, key);

  if (value == NULL || rh_yaml_get_kind (value) != RH_YAML_MAPPING)
    rh_oc_put (map, key, rh_yaml_new_mapping (), order);

  return rh_yaml_get (map, key);
}

void
rh_oc_drop_empty (RhYaml *map, const char *key)
{
  RhYaml *value = rh_yaml_get (map, key);

  if (value != NULL && rh_yaml_get_kind (value) != RH_YAML_SCALAR
      && rh_yaml_get_length (value) == 0)
    rh_yaml_remove (map, key);
}

/* Files */

RhYamlDocument *
rh_oc_open (GBytes *text, GError **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (text, &length);

  return rh_yaml_document_parse (length == 0 ? "" : bytes, (gssize) length, error);
}

GBytes *
rh_oc_close (RhYamlDocument *document)
{
  char *text = rh_yaml_document_write (document, rh_oc_root_order);

  return g_bytes_new_take (text, strlen (text));
}

gboolean
rh_oc_read_info (const RhYaml *root, RhYaml **info, GError **error)
{
  if (!rh_oc_read_map (root, "info", info, error))
    return FALSE;

  return *info != NULL || rh_oc_read_map (root, "meta", info, error);
}

gboolean
rh_opencollection_is_foreign (GBytes *text)
{
  g_autoptr (RhYamlDocument) document = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  document = rh_oc_open (text, NULL);
  return document != NULL && !rh_yaml_document_is_canonical (document, rh_oc_root_order);
}

gboolean
rh_opencollection_is_laid_out (GBytes *text, GBytes *foreign)
{
  g_autoptr (RhYamlDocument) document = NULL;
  g_autoptr (GBytes) laid_out = NULL;

  g_return_val_if_fail (text != NULL && foreign != NULL, FALSE);

  document = rh_oc_open (foreign, NULL);
  if (document == NULL || rh_yaml_document_is_canonical (document, rh_oc_root_order))
    return FALSE;

  laid_out = rh_oc_close (document);
  return g_bytes_equal (text, laid_out);
}

GBytes *
rh_opencollection_place (GBytes *text, const char *name, double seq, GError **error)
{
  g_autoptr (RhYamlDocument) document = NULL;
  RhYaml *root;
  RhYaml *info;

  g_return_val_if_fail (text != NULL, NULL);

  document = rh_oc_open (text, error);
  if (document == NULL)
    return NULL;
  root = rh_yaml_document_get_root (document);
  if (!rh_oc_read_info (root, &info, error))
    return NULL;
  if ((name == NULL || reads_as (info, "name", name)) && has_seq (info, seq))
    return g_bytes_ref (text);
  if (info == NULL && rh_yaml_get (root, "type") != NULL)
    return g_bytes_ref (text); /* a script's file: its own name is all it has */

  if (info == NULL)
    info = rh_oc_need_map (root, "info", rh_oc_root_order);
  if (name != NULL)
    rh_oc_put_any_text (info, "name", name, rh_oc_info_order);
  rh_oc_put_seq (info, seq);
  return rh_oc_close (document);
}
