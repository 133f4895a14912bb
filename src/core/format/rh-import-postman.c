/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Postman Collection, versions 2.0 and 2.1: https://schema.postman.com. */
#define G_LOG_DOMAIN "rh-import-postman"

#include "config.h"

#include "format/rh-import-postman-private.h"
#include "format/rh-import-postman-v3.h"

#include <string.h>

#define ORIGIN "Postman"
/* Requests between two looks at whether to go on. */
#define STEP 64

/* Which */

/* Its API wraps it. */
static const RhYaml *
find_root (const RhYaml *tree)
{
  const RhYaml *inner = rh_yaml_get (tree, "collection");

  return inner != NULL && rh_yaml_get_kind (inner) == RH_YAML_MAPPING ? inner : tree;
}

static gboolean
has_sequence (const RhYaml *map, const char *key)
{
  const RhYaml *value = rh_yaml_get (map, key);

  return value != NULL && rh_yaml_get_kind (value) == RH_YAML_SEQUENCE;
}

/* Version 1 had all requests in one list, and their order in others; a dump of all data has
 * collections of it. */
static gboolean
is_version_1 (const RhYaml *root)
{
  return (has_sequence (root, "requests") && has_sequence (root, "order"))
         || (has_sequence (root, "collections") && has_sequence (root, "environments"));
}

static gboolean
matches (const RhImportFile *file)
{
  const RhYaml *root = file->tree == NULL ? NULL : find_root (file->tree);
  const RhYaml *info = rh_yaml_get (root, "info");
  const char *schema = rh_import_postman_peek (info, "schema");

  if (strstr (schema, "postman.com/") != NULL || is_version_1 (root))
    return TRUE;

  return info != NULL && has_sequence (root, "item");
}

static gboolean
fail (const RhImportFile *file, GError **error, RhImportError code, const char *what)
{
  g_set_error (error, RH_IMPORT_ERROR, code, "%s: %s", file->name, what);
  return FALSE;
}

/* How many, and what they are called */

/* Drafts of the format call them by another name. */
static const RhYaml *
variables_of (const RhYaml *map)
{
  const RhYaml *variables = rh_yaml_get (map, "variable");

  return variables != NULL ? variables : rh_yaml_get (map, "variables");
}

static gboolean
is_group (const RhYaml *item)
{
  return has_sequence (item, "item");
}

/* FALSE: it is too deep. */
static gboolean
count (const RhYaml *list, guint depth, guint *n)
{
  if (depth > RH_IMPORT_MAX_FOLDERS)
    return FALSE;

  for (guint i = 0; i < rh_yaml_get_length (list); i++)
    {
      const RhYaml *item = rh_yaml_nth (list, i);

      if (!is_group (item))
        *n += 1;
      else if (!count (rh_yaml_get (item, "item"), depth + 1, n))
        return FALSE;
    }

  return TRUE;
}

/* What is too deep is refused later. */
static void
learn_items (RhImport *import, const RhYaml *map, guint depth)
{
  const RhYaml *list = rh_yaml_get (map, "item");

  rh_import_postman_learn_names (import, variables_of (map));
  for (guint i = 0; list != NULL && depth < RH_IMPORT_MAX_FOLDERS && i < rh_yaml_get_length (list);
       i++)
    learn_items (import, rh_yaml_nth (list, i), depth + 1);
}

static void
learn (RhImport *import, const RhImportFile *file)
{
  learn_items (import, find_root (file->tree), 0);
  rh_import_postman_learn_vault (import, file->tree);
  rh_import_learn_references (import, file->tree);
}

/* FALSE: somebody does not want it any more. */
static gboolean
step (RhImportPostman *self)
{
  self->done++;
  if (self->done % STEP != 0)
    return TRUE;

  if (self->watch->progress != NULL)
    self->watch->progress (self->done, self->all, self->watch->user_data);
  return !g_cancellable_is_cancelled (self->watch->cancellable);
}

/* Requests */

static char *
dup_method (RhImportPostman *self, const RhYaml *request, const char *place)
{
  const char *text = rh_import_postman_peek (request, "method");
  g_autofree char *method = g_ascii_strup (*text == '\0' ? "GET" : text, -1);

  if (rh_header_name_is_valid (method))
    return g_steal_pointer (&method);

  rh_import_note (self->import, RH_IMPORT_METHOD_CHANGED, place, text);
  return g_strdup ("GET");
}

static void
read_headers (RhImportPostman *self, RhRequestItem *item, const RhYaml *list, const char *place)
{
  g_autoptr (GPtrArray) rows = rh_import_postman_dup_rows (self, list, place);

  for (guint i = 0; i < rows->len; i++)
    {
      RhField *row = g_ptr_array_index (rows, i);

      if (*rh_field_get_name (row) != '\0' || *rh_field_get_value (row) != '\0')
        rh_request_item_add_header (item, row);
    }
}

/* Those are the user's to set; the file keeps what it said. */
static void
keep_proposal (RhImportPostman *self,
               RhRequestItem *item,
               RhImportCode code,
               const char *key,
               const RhYaml *proposal,
               const char *host,
               const char *place)
{
  rh_import_postman_keep (self, item, NULL, key, proposal, place, FALSE);
  rh_import_note (self->import, code, place, *host == '\0' ? "*" : host);
}

static void
read_proxy (RhImportPostman *self, RhRequestItem *item, const RhYaml *proxy, const char *place)
{
  if (!rh_import_postman_is_empty (proxy))
    keep_proposal (self, item, RH_IMPORT_PROXY, "proxy", proxy,
                   rh_import_postman_peek (proxy, "host"), place);
}

static void
read_certificate (RhImportPostman *self,
                  RhRequestItem *item,
                  const RhYaml *certificate,
                  const char *place)
{
  const RhYaml *matches = rh_yaml_get (certificate, "matches");
  gboolean any = matches != NULL && rh_yaml_get_length (matches) > 0;
  g_autofree char *match = rh_import_postman_dup_text (any ? rh_yaml_nth (matches, 0) : NULL);
  g_autofree char *hidden = NULL;
  g_autoptr (RhYaml) safe = NULL;

  if (rh_import_postman_is_empty (certificate))
    return;

  safe = rh_yaml_copy (certificate);
  hidden = rh_import_hide (self->import, "passphrase",
                           rh_import_postman_peek (certificate, "passphrase"), place);
  if (*hidden != '\0')
    rh_yaml_set_string (safe, "passphrase", hidden);
  keep_proposal (self, item, RH_IMPORT_CLIENT_CERTIFICATE, "certificate", safe, match, place);
}

/* Methods that send no body there unless they are told to. */
static gboolean
is_pruned (const char *method, gboolean prunes)
{
  static const char *const methods[] = { "GET", "COPY", "HEAD", "PURGE", "UNLOCK", NULL };

  return prunes && g_strv_contains (methods, method);
}

/* What @behavior says, or what is around it. */
static gboolean
find_pruning (const RhYaml *thing, gboolean around)
{
  const RhYaml *behavior = rh_yaml_get (thing, "protocolProfileBehavior");

  return rh_import_postman_is_empty (rh_yaml_get (behavior, "disableBodyPruning"))
             ? around
             : !rh_import_postman_is_true (behavior, "disableBodyPruning");
}

static char *
dup_both (const char *first, const char *second)
{
  if (*first == '\0' || g_str_equal (first, second))
    return g_strdup (second);

  return *second == '\0' ? g_strdup (first) : g_strdup_printf ("%s\n\n%s", first, second);
}

static void
read_notes (RhImportPostman *self,
            RhRequestItem *item,
            const RhYaml *map,
            const RhYaml *request,
            const char *place)
{
  g_autofree char *outer = rh_import_postman_dup_description (self, map, place);
  g_autofree char *inner = rh_import_postman_dup_description (self, request, place);
  g_autofree char *note = dup_both (outer, inner);

  g_object_set (item, "note", note, NULL);
}

/* A request is a mapping, or its URL. */
static void
read_request (RhImportPostman *self,
              RhRequestItem *item,
              const RhYaml *request,
              gboolean prunes,
              const char *place)
{
  static const char *const known[] = { "url",         "auth",   "proxy", "certificate", "method",
                                       "description", "header", "body",  "data",        NULL };
  gboolean is_map = request != NULL && rh_yaml_get_kind (request) == RH_YAML_MAPPING;
  const RhYaml *body = rh_yaml_get (request, "body");
  g_autofree char *method = dup_method (self, request, place);

  g_object_set (item, "method", method, NULL);
  rh_import_postman_read_url (self, item, is_map ? rh_yaml_get (request, "url") : request, place);
  read_headers (self, item, rh_yaml_get (request, "header"), place);
  rh_import_postman_read_body (self, item, body != NULL ? body : rh_yaml_get (request, "data"),
                               is_pruned (method, prunes), place);
  rh_import_postman_read_auth (self, item, rh_yaml_get (request, "auth"), place);
  read_proxy (self, item, rh_yaml_get (request, "proxy"), place);
  read_certificate (self, item, rh_yaml_get (request, "certificate"), place);
  rh_import_postman_keep_others (self, item, "request", request, known, place);
}

/* Of what has no name, what it asks. */
static void
name_request (RhRequestItem *item, const RhYaml *map, const RhYaml *request)
{
  gboolean is_map = request != NULL && rh_yaml_get_kind (request) == RH_YAML_MAPPING;
  const char *method = rh_import_postman_peek (request, "method");
  g_autofree char *name = rh_import_postman_dup_text (rh_yaml_get (map, "name"));
  g_autofree char *url = NULL;

  if (*name == '\0')
    {
      url = rh_import_postman_dup_url (is_map ? rh_yaml_get (request, "url") : request);
      g_set_str (&name, *url != '\0' ? url : *method != '\0' ? method : "GET");
    }
  g_object_set (item, "name", name, NULL);
}

static char *
dup_place (const char *around, const char *name)
{
  return *around == '\0' ? g_strdup (name) : g_strdup_printf ("%s / %s", around, name);
}

static RhRequestItem *
read_item (RhImportPostman *self, const RhYaml *map, gboolean prunes, const char *around)
{
  static const char *const known[]
      = { "name",          "description", "request",   "response",
          "event",         "variable",    "variables", "protocolProfileBehavior",
          RH_POSTMAN_CALL, NULL };
  RhRequestItem *item = rh_request_item_new ("", "GET", "");
  const RhYaml *request = rh_yaml_get (map, "request");
  g_autofree char *place = NULL;

  name_request (item, map, request);
  place = dup_place (around, rh_request_item_get_name (item));
  read_request (self, item, request, find_pruning (map, prunes), place);
  read_notes (self, item, map, request, place);
  rh_import_postman_read_behavior (self, item, rh_yaml_get (map, "protocolProfileBehavior"), place);
  if (variables_of (map) != NULL)
    rh_import_postman_read_variables (self, variables_of (map), rh_request_item_get_scope (item),
                                      place);
  rh_import_postman_read_events (self, item, rh_yaml_get (map, "event"), place);
  rh_import_postman_read_responses (self, item, rh_yaml_get (map, "response"), request, place);
  rh_import_postman_keep_call (self->import, item, rh_yaml_get (map, RH_POSTMAN_CALL), place);
  rh_import_postman_keep_others (self, item, NULL, map, known, place);
  return item;
}

/* Folders */

/* What a folder has of its own, and a collection. */
static void
read_own (RhImportPostman *self, gpointer object, const RhYaml *map, const char *place)
{
  RhFolder *folder = RH_IS_COLLECTION (object) ? rh_collection_get_root (object) : object;

  rh_import_postman_read_auth (self, object, rh_yaml_get (map, "auth"), place);
  rh_import_postman_read_variables (self, variables_of (map), rh_folder_get_scope (folder), place);
  rh_import_postman_read_events (self, object, rh_yaml_get (map, "event"), place);
  rh_import_postman_read_behavior (self, object, rh_yaml_get (map, "protocolProfileBehavior"),
                                   place);
}

static gboolean read_items (RhImportPostman *self,
                            RhFolder *folder,
                            const RhYaml *list,
                            gboolean prunes,
                            const char *place);

static RhFolder *
read_folder (RhImportPostman *self, const RhYaml *map, gboolean prunes, const char *around)
{
  static const char *const known[] = { "name",     "description", "item", "event",
                                       "variable", "variables",   "auth", "protocolProfileBehavior",
                                       NULL };
  g_autofree char *name = rh_import_postman_dup_text (rh_yaml_get (map, "name"));
  g_autofree char *place = dup_place (around, name);
  g_autofree char *note = rh_import_postman_dup_description (self, map, place);
  g_autoptr (RhFolder) folder = rh_folder_new (name);

  g_object_set (folder, "note", note, NULL);
  read_own (self, folder, map, place);
  rh_import_postman_keep_others (self, folder, NULL, map, known, place);
  if (!read_items (self, folder, rh_yaml_get (map, "item"), find_pruning (map, prunes), place))
    return NULL;
  return g_steal_pointer (&folder);
}

/* FALSE: somebody does not want it any more. */
static gboolean
read_items (RhImportPostman *self,
            RhFolder *folder,
            const RhYaml *list,
            gboolean prunes,
            const char *place)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < rh_yaml_get_length (list); i++)
    {
      const RhYaml *map = rh_yaml_nth (list, i);
      gpointer item;

      if (rh_yaml_get_kind (map) != RH_YAML_MAPPING)
        {
          rh_import_note (self->import, RH_IMPORT_MEMBER, place, "item");
          continue;
        }
      item = is_group (map) ? (gpointer) read_folder (self, map, prunes, place)
                            : read_item (self, map, prunes, place);
      if (item == NULL)
        return FALSE;
      g_ptr_array_add (items, item);
      if (!is_group (map) && !step (self))
        return FALSE;
    }

  rh_folder_append_all (folder, items);
  return TRUE;
}

/* The collection */

static gboolean
check (const RhImportFile *file, const RhYaml *root, guint *n, GError **error)
{
  if (is_version_1 (root))
    return fail (file, error, RH_IMPORT_ERROR_VERSION, ORIGIN " 1");
  if (!has_sequence (root, "item"))
    return fail (file, error, RH_IMPORT_ERROR_CONTENT, "item");
  if (!count (rh_yaml_get (root, "item"), 0, n))
    return fail (file, error, RH_IMPORT_ERROR_TOO_DEEP, "item");

  return TRUE;
}

static const char *
origin_of (const char *schema)
{
  if (strstr (schema, "/v2.0.") != NULL)
    return ORIGIN " 2.0";

  return strstr (schema, "/v2.1.") != NULL ? ORIGIN " 2.1" : ORIGIN;
}

static void
read_info (RhImportPostman *self, gpointer object, const RhYaml *info)
{
  static const char *const known[] = { "name", "description", "schema", NULL };
  g_autofree char *name = rh_import_postman_dup_text (rh_yaml_get (info, "name"));
  const char *place = RH_IS_COLLECTION (object) ? "" : name;
  g_autofree char *note = rh_import_postman_dup_description (self, info, place);
  gpointer folder = RH_IS_COLLECTION (object) ? rh_collection_get_root (object) : object;

  g_object_set (object, "name", name, NULL);
  g_object_set (folder, "note", note, NULL);
  rh_import_postman_keep_others (self, object, "info", info, known, place);
}

/* A second collection of one import is a folder of the first. */
static gpointer
find_home (RhImportPostman *self)
{
  RhCollection *collection = rh_import_get_collection (self->import);
  RhFolder *root = rh_collection_get_root (collection);
  RhFolder *folder;

  if (*rh_collection_get_name (collection) == '\0'
      && g_list_model_get_n_items (rh_folder_get_items (root)) == 0)
    return collection;

  folder = rh_folder_new ("");
  g_object_set (folder, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  rh_folder_append (root, G_OBJECT (folder));
  g_object_unref (folder);
  return folder;
}

static gboolean
read_collection (RhImport *import,
                 const RhImportFile *file,
                 const RhImportWatch *watch,
                 GError **error)
{
  static const char *const known[] = {
    "info", "item", "event", "variable", "variables", "auth", "protocolProfileBehavior", NULL
  };
  g_autoptr (RhYaml) tree = rh_import_dup_tree (import, file->tree);
  const RhYaml *root = find_root (tree);
  const RhYaml *info = rh_yaml_get (root, "info");
  RhImportPostman self = { .import = import, .watch = watch };
  g_autofree char *place = NULL;
  gpointer home;
  gpointer folder;

  if (!check (file, root, &self.all, error))
    return FALSE;

  rh_import_set_origin (import, origin_of (rh_import_postman_peek (info, "schema")));
  home = find_home (&self);
  folder = RH_IS_COLLECTION (home) ? rh_collection_get_root (home) : home;
  read_info (&self, home, info);
  place = g_strdup (RH_IS_COLLECTION (home) ? "" : rh_folder_get_name (home));
  read_own (&self, home, root, place);
  rh_import_postman_keep_others (&self, home, NULL, root, known, place);
  if (read_items (&self, folder, rh_yaml_get (root, "item"), find_pruning (root, TRUE), place))
    return TRUE;

  g_cancellable_set_error_if_cancelled (watch->cancellable, error);
  return FALSE;
}

const RhImportReader rh_import_postman
    = { "Postman Collection", matches, read_collection, .learn = learn };
