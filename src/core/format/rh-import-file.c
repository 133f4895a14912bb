/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a file, whatever it is encoded in, and its tree. */
#define G_LOG_DOMAIN "rh-import-file"

#include "config.h"

#include "format/rh-import-reader.h"

#include "collection/rh-yaml-json.h"
#include "collection/rh-yaml-parser.h"

#include <string.h>

G_DEFINE_QUARK (rh_import_error, rh_import_error)

void
rh_import_file_free (RhImportFile *self)
{
  g_free (self->name);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->tree, rh_yaml_unref);
  g_clear_error (&self->problem);
  g_free (self);
}

/* NULL: it is no UTF-16 that says so. */
static char *
decode_utf16 (const char *bytes, gsize length, gsize *written)
{
  if (length < 2 || (memcmp (bytes, "\377\376", 2) != 0 && memcmp (bytes, "\376\377", 2) != 0))
    return NULL;

  return g_convert (bytes, (gssize) length, "UTF-8", "UTF-16", NULL, written, NULL);
}

static GBytes *
decode (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  gsize written;
  char *converted = decode_utf16 (text, length, &written);

  if (converted != NULL)
    return g_bytes_new_take (converted, written);
  if (length == 0 || !g_utf8_validate_len (text, length, NULL))
    return length == 0 ? g_bytes_ref (bytes) : NULL;
  if (length >= 3 && memcmp (text, "\357\273\277", 3) == 0)
    return g_bytes_new_from_bytes (bytes, 3, length - 3);

  return g_bytes_ref (bytes);
}

/* JSON begins as nothing else that is read here does: YAML of other programs is written in blocks.
 */
static gboolean
begins_as_json (const char *text, gsize length)
{
  gsize at = 0;

  while (at < length && strchr (" \t\r\n", text[at]) != NULL)
    at++;

  return at < length && (text[at] == '{' || text[at] == '[');
}

static RhImportError
code_of (const GError *error)
{
  switch (error->code)
    {
    case RH_YAML_ERROR_TOO_DEEP:
      return RH_IMPORT_ERROR_TOO_DEEP;
    case RH_YAML_ERROR_TOO_LARGE:
      return RH_IMPORT_ERROR_TOO_LARGE;
    case RH_YAML_ERROR_ENCODING:
      return RH_IMPORT_ERROR_ENCODING;
    default:
      return RH_IMPORT_ERROR_SYNTAX;
    }
}

static gboolean
parse_json (RhImportFile *self, const char *text, gsize length, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  self->tree = rh_yaml_parse_json (text, length, &local_error);
  if (self->tree != NULL)
    return TRUE;

  g_set_error (error, RH_IMPORT_ERROR, code_of (local_error), "%s: %s", self->name,
               local_error->message);
  return FALSE;
}

/* Anything can be YAML; only what has structure is of use. */
static void
parse_yaml (RhImportFile *self, const char *text, gsize length)
{
  const RhYamlLimits limits = { RH_IMPORT_MAX_SIZE, RH_YAML_JSON_MAX_NODES };

  self->tree = rh_yaml_parse_within (text, (gssize) length, &limits, &self->problem);
  if (self->tree != NULL && rh_yaml_get_kind (self->tree) == RH_YAML_SCALAR)
    g_clear_pointer (&self->tree, rh_yaml_unref);
}

RhImportFile *
rh_import_file_new (const char *name, GBytes *bytes, GError **error)
{
  g_autoptr (RhImportFile) self = NULL;
  const char *text;
  gsize length;

  g_return_val_if_fail (name != NULL && bytes != NULL, NULL);

  self = g_new0 (RhImportFile, 1);
  self->name = g_utf8_make_valid (name, -1);
  if (g_bytes_get_size (bytes) > RH_IMPORT_MAX_SIZE)
    {
      g_set_error_literal (error, RH_IMPORT_ERROR, RH_IMPORT_ERROR_TOO_LARGE, self->name);
      return NULL;
    }

  self->text = decode (bytes);
  if (self->text == NULL)
    {
      g_set_error_literal (error, RH_IMPORT_ERROR, RH_IMPORT_ERROR_ENCODING, self->name);
      return NULL;
    }

  text = g_bytes_get_data (self->text, &length);
  if (begins_as_json (text, length))
    {
      if (!parse_json (self, text, length, error))
        return NULL;
    }
  else if (length > 0)
    parse_yaml (self, text, length);

  return g_steal_pointer (&self);
}
