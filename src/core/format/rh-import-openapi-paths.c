/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operations become requests, in folders by their first tag. */
#define G_LOG_DOMAIN "rh-import-openapi-paths"

#include "config.h"

#include "format/rh-import-openapi-private.h"

#include <string.h>

#define MAX_NAME 120
#define MAX_PATH 8000
/* Fewer than these need no folders when there are no tags. */
#define MANY 20

static const RhMember path_members[]
    = { { "summary", RH_MEMBER_TEXT },        { "description", RH_MEMBER_TEXT },
        { "parameters", RH_MEMBER_SEQUENCE }, { "servers", RH_MEMBER_SEQUENCE },
        { "$ref", RH_MEMBER_TEXT },           { "additionalOperations", RH_MEMBER_MAPPING },
        { "get", RH_MEMBER_MAPPING },         { "put", RH_MEMBER_MAPPING },
        { "post", RH_MEMBER_MAPPING },        { "delete", RH_MEMBER_MAPPING },
        { "options", RH_MEMBER_MAPPING },     { "head", RH_MEMBER_MAPPING },
        { "patch", RH_MEMBER_MAPPING },       { "trace", RH_MEMBER_MAPPING },
        { "query", RH_MEMBER_MAPPING },       { NULL, RH_MEMBER_ANY } };

static const RhMember operation_members[]
    = { { "tags", RH_MEMBER_SEQUENCE },       { "summary", RH_MEMBER_TEXT },
        { "description", RH_MEMBER_TEXT },    { "externalDocs", RH_MEMBER_MAPPING },
        { "operationId", RH_MEMBER_STAMP },   { "parameters", RH_MEMBER_SEQUENCE },
        { "requestBody", RH_MEMBER_MAPPING }, { "responses", RH_MEMBER_MAPPING },
        { "deprecated", RH_MEMBER_TEXT },     { "security", RH_MEMBER_SEQUENCE },
        { "servers", RH_MEMBER_SEQUENCE },    { NULL, RH_MEMBER_ANY } };

/* One path with all its methods is one of these, and the watch is told. */
typedef struct
{
  RhOpenApi *api;
  gboolean by_path; /* folders are called after the path: nothing has a tag */
  const char *path;
  RhYaml *item;
} Reading;

/* Folders */

static void
free_folder (RhOpenApiFolder *folder)
{
  g_free (folder->name);
  g_free (folder->note);
  g_ptr_array_unref (folder->items);
  g_free (folder);
}

static RhOpenApiFolder *
need_folder (RhOpenApi *self, const char *name)
{
  RhOpenApiFolder *folder = g_hash_table_lookup (self->by_tag, name);

  if (folder != NULL)
    return folder;

  folder = g_new0 (RhOpenApiFolder, 1);
  folder->name = g_strdup (name);
  folder->items = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->folders, folder);
  g_hash_table_insert (self->by_tag, folder->name, folder);
  return folder;
}

static char *
dup_documented (const RhYaml *map)
{
  const char *text = rh_member_text (map, "description");
  const char *url = rh_member_text (rh_member_mapping (map, "externalDocs"), "url");

  return g_strconcat (text, *text == '\0' || *url == '\0' ? "" : "\n\n", url, NULL);
}

/* Their order and what is said of them; those that no operation has are told. */
static void
read_tags (RhOpenApi *self)
{
  static const RhMember members[] = { { "name", RH_MEMBER_TEXT },
                                      { "description", RH_MEMBER_TEXT },
                                      { "externalDocs", RH_MEMBER_MAPPING },
                                      { NULL, RH_MEMBER_ANY } };
  RhYaml *tags = rh_member_sequence (self->root, "tags");

  for (guint i = 0; tags != NULL && i < rh_yaml_get_length (tags); i++)
    {
      RhYaml *tag = rh_yaml_nth (tags, i);
      const char *name = rh_member_text (tag, "name");
      RhOpenApiFolder *folder = *name == '\0' ? NULL : need_folder (self, name);

      if (folder == NULL || folder->note != NULL)
        continue;
      folder->note = dup_documented (tag);
      rh_members_tell (self->import, tag, members, "");
    }
}

/* The first segment that says something: no version, no parameter. */
static char *
dup_path_tag (const char *path)
{
  g_auto (GStrv) steps = g_strsplit_set (path, "/?#", -1);

  for (guint i = 0; steps[i] != NULL; i++)
    {
      const char *step = steps[i];
      gboolean version
          = (*step == 'v' || *step == 'V') && strspn (step + 1, "0123456789.") == strlen (step + 1);

      if (*step != '\0' && *step != '{' && !version && !g_str_equal (step, "api")
          && !g_str_equal (step, "rest"))
        return g_strdup (step);
    }

  return NULL;
}

/* Borrowed; NULL: none. */
static RhOpenApiFolder *
folder_of (Reading *reading, const RhYaml *operation)
{
  const RhYaml *tags = rh_member_sequence (operation, "tags");
  const RhYaml *first = tags == NULL ? NULL : rh_yaml_nth (tags, 0);
  g_autofree char *tag = NULL;

  if (tags != NULL && rh_yaml_get_length (tags) > 1)
    rh_import_note (reading->api->import, RH_IMPORT_MEMBER, "", "tags");
  if (first != NULL && rh_yaml_get_text (first) != NULL && *rh_yaml_get_text (first) != '\0')
    tag = g_strdup (rh_yaml_get_text (first));
  else if (reading->by_path)
    tag = dup_path_tag (reading->path);

  return tag == NULL ? NULL : need_folder (reading->api, tag);
}

static void
add_folders (RhOpenApi *self)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->folders->len; i++)
    {
      RhOpenApiFolder *said = g_ptr_array_index (self->folders, i);
      RhFolder *folder;

      if (said->items->len == 0)
        {
          rh_import_note (self->import, RH_IMPORT_MEMBER, "", said->name);
          continue;
        }
      folder = rh_folder_new (said->name);
      if (said->note != NULL)
        g_object_set (folder, "note", said->note, NULL);
      rh_folder_append_all (folder, said->items);
      g_ptr_array_add (all, folder);
    }
  for (guint i = 0; i < self->loose->len; i++)
    g_ptr_array_add (all, g_object_ref (g_ptr_array_index (self->loose, i)));

  rh_folder_append_all (rh_collection_get_root (rh_import_get_collection (self->import)), all);
}

/* One operation */

static char *
dup_name (Reading *reading, const char *method, const RhYaml *operation)
{
  static const char *const keys[] = { "summary", "operationId" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *name = rh_openapi_dup_line (operation, keys[i]);

      if (*name != '\0')
        return g_utf8_substring (name, 0, MIN (MAX_NAME, g_utf8_strlen (name, -1)));
    }

  return g_strdup_printf ("%s %s", method, reading->path);
}

/* What is said of the operation, or else of its path; the scopes stand in a line as services'
 * starter requests have it (rh_service_dup_noted_scope()). */
static char *
dup_note (Reading *reading, const RhYaml *operation, const char *scopes)
{
  RhYaml *body = rh_openapi_follow (reading->api, rh_yaml_get (operation, "requestBody"));
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_autofree char *said = dup_documented (operation);
  g_auto (GStrv) all = NULL;

  if (rh_member_is_true (operation, "deprecated"))
    g_strv_builder_add (parts, "Deprecated.");
  if (*said != '\0')
    g_strv_builder_add (parts, said);
  else if (*rh_member_text (reading->item, "description") != '\0')
    g_strv_builder_add (parts, rh_member_text (reading->item, "description"));
  if (*rh_member_text (body, "description") != '\0')
    g_strv_builder_add (parts, rh_member_text (body, "description"));
  if (*scopes != '\0')
    g_strv_builder_take (parts, g_strconcat ("Scope: ", scopes, NULL));

  all = g_strv_builder_end (parts);
  return g_strjoinv ("\n\n", all);
}

static void
read_operation (Reading *reading, const char *method, RhYaml *operation)
{
  RhOpenApi *self = reading->api;
  RhOpenApiFolder *folder = folder_of (reading, operation);
  g_autofree char *name = dup_name (reading, method, operation);
  g_autofree char *place
      = folder == NULL ? g_strdup (name) : g_strdup_printf ("%s / %s", folder->name, name);
  g_autoptr (RhRequestItem) item = rh_request_item_new (name, method, "");
  g_autoptr (GPtrArray) made_up = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) optional = g_string_new (NULL);
  g_autoptr (GString) required = g_string_new (NULL);
  RhOpenApiRequest request = { item, place, made_up, 0, { optional, required } };
  g_autofree char *scopes = NULL;
  g_autofree char *note = NULL;

  rh_members_tell (self->import, operation, operation_members, "");
  rh_openapi_read_parameters (self, &request, reading->path, reading->item, operation);
  rh_openapi_read_body (self, &request, operation);
  scopes = rh_openapi_read_auth (self, &request, operation);
  rh_openapi_add_cookies (&request);
  rh_openapi_read_responses (self, &request, operation);
  note = dup_note (reading, operation, scopes);
  g_object_set (item, "note", note, NULL);
  rh_openapi_tell_made_up (self, &request);

  self->n_requests++;
  g_ptr_array_add (folder == NULL ? self->loose : folder->items, g_steal_pointer (&item));
}

/* A path */

static gboolean
is_method (const char *key)
{
  static const char *const methods[]
      = { "get", "put", "post", "delete", "options", "head", "patch", "trace", "query", NULL };

  return g_strv_contains (methods, key);
}

static void
read_path (Reading *reading)
{
  RhYaml *item = reading->item;
  RhYaml *more = rh_member_mapping (item, "additionalOperations");

  rh_members_tell (reading->api->import, item, path_members, "");
  for (guint i = 0; i < rh_yaml_get_length (item); i++)
    {
      const char *key = rh_yaml_nth_key (item, i);
      g_autofree char *method = g_ascii_strup (key, -1);

      if (is_method (key) && rh_yaml_get_kind (rh_yaml_nth (item, i)) == RH_YAML_MAPPING)
        read_operation (reading, method, rh_yaml_nth (item, i));
    }
  for (guint i = 0; more != NULL && i < rh_yaml_get_length (more); i++)
    if (rh_yaml_get_kind (rh_yaml_nth (more, i)) == RH_YAML_MAPPING)
      read_operation (reading, rh_yaml_nth_key (more, i), rh_yaml_nth (more, i));
}

static gboolean
has_tags (RhYaml *item)
{
  for (guint i = 0; i < rh_yaml_get_length (item); i++)
    {
      RhYaml *tags = rh_member_sequence (rh_yaml_nth (item, i), "tags");

      if (tags != NULL && rh_yaml_get_length (tags) > 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
needs_folders (RhYaml *paths)
{
  guint n = rh_yaml_get_length (paths);

  for (guint i = 0; i < n; i++)
    if (rh_yaml_get_kind (rh_yaml_nth (paths, i)) == RH_YAML_MAPPING
        && has_tags (rh_yaml_nth (paths, i)))
      return FALSE;

  return n >= MANY;
}

static gboolean
read_all (RhOpenApi *self, RhYaml *paths, const RhImportWatch *watch, GError **error)
{
  Reading reading = { .api = self, .by_path = needs_folders (paths) };
  guint n = rh_yaml_get_length (paths);

  for (guint i = 0; i < n; i++)
    {
      if (g_cancellable_set_error_if_cancelled (watch->cancellable, error))
        return FALSE;
      if (watch->progress != NULL)
        watch->progress (i, n, watch->user_data);

      reading.path = rh_yaml_nth_key (paths, i);
      if (g_str_has_prefix (reading.path, "x-"))
        {
          rh_import_note (self->import, RH_IMPORT_MEMBER, "", reading.path);
          continue;
        }
      reading.item = rh_openapi_follow (self, rh_yaml_nth (paths, i));
      if (strlen (reading.path) > MAX_PATH)
        rh_import_note (self->import, RH_IMPORT_TOO_MUCH, "", "paths");
      else if (reading.item != NULL)
        read_path (&reading);
      else if (rh_yaml_get_kind (rh_yaml_nth (paths, i)) != RH_YAML_MAPPING)
        rh_import_note (self->import, RH_IMPORT_MEMBER, "", reading.path);
    }

  return TRUE;
}

gboolean
rh_openapi_read_paths (RhOpenApi *self, const RhImportWatch *watch, GError **error)
{
  RhYaml *paths = rh_member_mapping (self->root, "paths");

  self->folders = g_ptr_array_new_with_free_func ((GDestroyNotify) free_folder);
  self->by_tag = g_hash_table_new (g_str_hash, g_str_equal);
  self->loose = g_ptr_array_new_with_free_func (g_object_unref);

  read_tags (self);
  if (paths != NULL && !read_all (self, paths, watch, error))
    return FALSE;

  if (self->n_requests == 0)
    {
      g_set_error_literal (error, RH_IMPORT_ERROR, RH_IMPORT_ERROR_NOTHING, self->file_name);
      return FALSE;
    }

  add_folders (self);
  return TRUE;
}
