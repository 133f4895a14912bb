/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One draft as a file. */
#define G_LOG_DOMAIN "rh-draft-file"

#include "config.h"

#include "workspace/rh-draft-file.h"

#include "collection/rh-json.h"

#include <string.h>

#define VERSION 1

static gboolean
check_version (JsonObject *root, GError **error)
{
  gint64 version;

  if (!rh_json_get_int (root, "version", 0, &version, error))
    return FALSE;
  if (version == VERSION)
    return TRUE;

  g_set_error_literal (
      error, RH_COLLECTION_ERROR,
      version > VERSION ? RH_COLLECTION_ERROR_VERSION : RH_COLLECTION_ERROR_CONTENT, "version");
  return FALSE;
}

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static RhDraftFile *
read_object (JsonObject *root, GError **error)
{
  RhDraftFile *self;
  const char *path;
  const char *folder;
  const char *name;
  const char *text;
  const char *base;

  if (!check_version (root, error) || !rh_json_get_string (root, "path", &path, error)
      || !rh_json_get_string (root, "folder", &folder, error)
      || !rh_json_get_string (root, "name", &name, error)
      || !rh_json_get_string (root, "text", &text, error)
      || !rh_json_get_string (root, "base", &base, error))
    return NULL;
  if (*text == '\0')
    {
      g_set_error_literal (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_CONTENT, "text");
      return NULL;
    }

  self = g_new0 (RhDraftFile, 1);
  self->path = g_strdup (path);
  self->folder = g_strdup (folder);
  self->name = g_strdup (name);
  self->text = bytes_of (text);
  self->base = json_object_has_member (root, "base") ? bytes_of (base) : NULL;
  return self;
}

RhDraftFile *
rh_draft_file_read (GFile *file, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) root = NULL;
  gsize length;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  text = rh_json_read_file (file, &length, error);
  if (text == NULL)
    return NULL;

  root = rh_json_parse (text, (gssize) length, error);
  return root == NULL ? NULL : read_object (root, error);
}

/* FALSE: JSON cannot hold it as it is. */
static gboolean
add_bytes (JsonBuilder *builder, const char *member, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = NULL;

  if (!g_utf8_validate_len (length == 0 ? "" : data, length, NULL))
    return FALSE;

  text = g_strndup (data, length);
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
  return TRUE;
}

gboolean
rh_draft_file_write (const RhDraftFile *self, GFile *file, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;
  gboolean holds;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, VERSION);
  rh_json_add_string (builder, "path", self->path);
  rh_json_add_string (builder, "folder", self->folder);
  rh_json_add_string (builder, "name", self->name);
  holds = add_bytes (builder, "text", self->text)
          && (self->base == NULL || add_bytes (builder, "base", self->base));
  json_builder_end_object (builder);
  text = holds ? rh_json_print (builder) : NULL;
  if (text == NULL || strlen (text) > RH_JSON_MAX_SIZE)
    {
      g_set_error_literal (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_CONTENT, "text");
      return FALSE;
    }

  return rh_json_write_file (file, text, error);
}

void
rh_draft_file_free (RhDraftFile *self)
{
  g_free (self->path);
  g_free (self->folder);
  g_free (self->name);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->base, g_bytes_unref);
  g_free (self);
}
