/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenAPI 3.0 to 3.2, JSON or YAML: a description of an API becomes a collection that can call it.
 * Only what stands in the one file is read. */
#define G_LOG_DOMAIN "rh-import-openapi"

#include "config.h"

#include "format/rh-import-openapi-private.h"

#include <string.h>

/* What examples may weigh altogether: values, and each 32 bytes of their texts. */
#define ROOM (2 * 1024 * 1024)

static const RhMember root_members[]
    = { { "openapi", RH_MEMBER_TEXT },       { "info", RH_MEMBER_MAPPING },
        { "servers", RH_MEMBER_SEQUENCE },   { "paths", RH_MEMBER_MAPPING },
        { "components", RH_MEMBER_MAPPING }, { "security", RH_MEMBER_SEQUENCE },
        { "tags", RH_MEMBER_SEQUENCE },      { "externalDocs", RH_MEMBER_MAPPING },
        { "$self", RH_MEMBER_STAMP },        { NULL, RH_MEMBER_ANY } };

/* All but these are only there to be referred to. */
static const RhMember component_members[]
    = { { "securitySchemes", RH_MEMBER_MAPPING }, { "parameters", RH_MEMBER_MAPPING },
        { "requestBodies", RH_MEMBER_MAPPING },   { "responses", RH_MEMBER_MAPPING },
        { "headers", RH_MEMBER_MAPPING },         { "examples", RH_MEMBER_MAPPING },
        { "pathItems", RH_MEMBER_MAPPING },       { NULL, RH_MEMBER_ANY } };

static const RhMember info_members[] = { { "title", RH_MEMBER_TEXT },
                                         { "summary", RH_MEMBER_TEXT },
                                         { "description", RH_MEMBER_TEXT },
                                         { "version", RH_MEMBER_STAMP },
                                         { NULL, RH_MEMBER_ANY } };

/* A mapping that says its version, or a YAML file that begins so and cannot be read. */
static gboolean
begins_so (const RhImportFile *file)
{
  gsize length;
  const char *text = g_bytes_get_data (file->text, &length);

  return file->problem != NULL
         && (g_strstr_len (text, (gssize) MIN (length, 4096), "openapi: 3") != NULL
             || g_strstr_len (text, (gssize) MIN (length, 4096), "openapi: '3") != NULL
             || g_strstr_len (text, (gssize) MIN (length, 4096), "openapi: \"3") != NULL);
}

static gboolean
matches (const RhImportFile *file)
{
  if (file->tree == NULL)
    return begins_so (file);

  return *rh_member_text (file->tree, "openapi") != '\0'
         || *rh_member_text (file->tree, "swagger") != '\0';
}

static gboolean
check_version (const RhImportFile *file, GError **error)
{
  const char *version = rh_member_text (file->tree, "openapi");
  const char *old = rh_member_text (file->tree, "swagger");

  if (g_str_has_prefix (version, "3"))
    return TRUE;

  if (*version != '\0')
    g_set_error (error, RH_IMPORT_ERROR, RH_IMPORT_ERROR_VERSION, "%s: OpenAPI %.8s", file->name,
                 version);
  else
    g_set_error (error, RH_IMPORT_ERROR, RH_IMPORT_ERROR_VERSION, "%s: Swagger %.*s", file->name,
                 (int) strcspn (old, ".\n"), old);
  return FALSE;
}

static void
read_info (RhOpenApi *self)
{
  RhCollection *collection = rh_import_get_collection (self->import);
  RhYaml *info = rh_member_mapping (self->root, "info");
  g_autofree char *title = rh_openapi_dup_line (info, "title");
  const char *text = rh_member_text (
      info, *rh_member_text (info, "description") == '\0' ? "summary" : "description");
  const char *url = rh_member_text (rh_member_mapping (self->root, "externalDocs"), "url");
  g_autofree char *note
      = g_strconcat (text, *text == '\0' || *url == '\0' ? "" : "\n\n", url, NULL);

  if (*rh_collection_get_name (collection) == '\0')
    g_object_set (collection, "name", title, NULL);
  if (*rh_folder_get_note (rh_collection_get_root (collection)) == '\0')
    g_object_set (rh_collection_get_root (collection), "note", note, NULL);
  if (info != NULL)
    rh_members_tell (self->import, info, info_members, "");
}

static void
tell_rest (RhOpenApi *self)
{
  RhYaml *components = rh_member_mapping (self->root, "components");

  rh_members_tell (self->import, self->root, root_members, "");
  if (components != NULL)
    rh_members_tell (self->import, components, component_members, "");
}

static void
clear (RhOpenApi *self)
{
  g_hash_table_unref (self->followed);
  g_ptr_array_unref (self->active);
  g_clear_pointer (&self->schemes, g_hash_table_unref);
  g_clear_pointer (&self->by_tag, g_hash_table_unref);
  g_clear_pointer (&self->folders, g_ptr_array_unref);
  g_clear_pointer (&self->loose, g_ptr_array_unref);
  g_free (self->base_variable);
  g_free (self->origin_variable);
  g_clear_pointer (&self->environments, g_ptr_array_unref);
  g_clear_pointer (&self->addresses, g_ptr_array_unref);
  g_free (self->usual);
}

static gboolean
read_tree (RhImport *import, const RhImportFile *file, const RhImportWatch *watch, GError **error)
{
  RhOpenApi self = { .import = import, .file_name = file->name, .root = file->tree, .room = ROOM };
  g_autofree char *origin = NULL;
  gboolean done;

  if (file->tree == NULL)
    {
      g_propagate_prefixed_error (error, g_error_copy (file->problem), "%s: ", file->name);
      return FALSE;
    }
  if (!check_version (file, error))
    return FALSE;

  origin = g_strdup_printf ("OpenAPI %.3s", rh_member_text (file->tree, "openapi"));
  rh_import_set_origin (import, origin);
  self.followed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.active = g_ptr_array_new ();

  read_info (&self);
  rh_openapi_read_servers (&self);
  rh_openapi_read_security (&self);
  done = rh_openapi_read_paths (&self, watch, error);
  if (done)
    {
      rh_openapi_settle_security (&self);
      tell_rest (&self);
    }
  clear (&self);
  return done;
}

const RhImportReader rh_import_openapi = { "OpenAPI", matches, read_tree };
