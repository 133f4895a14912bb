/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept and not used stands in the file that its object gets, in OpenCollection's words, or
 * under the other program's name in "extensions". The object's source is that file's beginning: a
 * writer leaves in it what it does not know. */
#define G_LOG_DOMAIN "rh-import-kept"

#include "config.h"

#include "format/rh-import-private.h"

#include "collection/rh-opencollection.h"
#include "format/rh-import-hide.h"

#include <string.h>

#define KEPT "rh-import-kept"

static RhYaml *
need (RhYaml *map, const char *key, RhYaml *(*make) (void) )
{
  RhYaml *found = rh_yaml_get (map, key);

  if (found == NULL)
    rh_yaml_set (map, key, found = make ());

  return found;
}

/* A collection is its own file; its root folder has its source. */
static gpointer
file_object (gpointer object)
{
  return RH_IS_COLLECTION (object) ? rh_collection_get_root (object) : object;
}

/* What a reader wants to see in the file, whatever else is in it. */
static RhYaml *
new_root (gpointer object)
{
  RhYaml *root = rh_yaml_new_mapping ();
  RhYaml *info = rh_yaml_new_mapping ();

  if (RH_IS_COLLECTION (object))
    rh_yaml_set_string (root, "opencollection", "1.0.0");
  rh_yaml_set_string (info, "name", "");
  if (RH_IS_REQUEST_ITEM (object))
    rh_yaml_set_string (info, "type", "http");
  else if (RH_IS_FOLDER (object))
    rh_yaml_set_string (info, "type", "folder");
  rh_yaml_set (root, "info", info);
  return root;
}

RhYaml *
rh_import_need_kept (RhImport *self, gpointer object)
{
  GObject *holder = file_object (object);
  RhYaml *root = g_object_get_data (holder, KEPT);

  g_return_val_if_fail (RH_IS_IMPORT (self), NULL);

  if (root == NULL)
    {
      root = new_root (object);
      g_object_set_data_full (holder, KEPT, root, (GDestroyNotify) rh_yaml_unref);
    }

  return root;
}

/* The section that scripts and the auth are in. */
static RhYaml *
need_section (RhImport *self, gpointer object, const char *of_request)
{
  return need (rh_import_need_kept (self, object),
               RH_IS_REQUEST_ITEM (object) ? of_request : "request", rh_yaml_new_mapping);
}

void
rh_import_keep_script (RhImport *self,
                       gpointer object,
                       const char *type,
                       const char *code,
                       const char *place)
{
  RhYaml *script;
  RhYaml *scripts;

  g_return_if_fail (RH_IS_IMPORT (self));
  g_return_if_fail (type != NULL && code != NULL && place != NULL);

  script = rh_yaml_new_mapping ();
  rh_yaml_set_string (script, "type", type);
  rh_yaml_set_string (script, "code", code);
  scripts = need (need_section (self, object, "runtime"), "scripts", rh_yaml_new_sequence);
  rh_yaml_append (scripts, script);
  rh_import_note (self, RH_IMPORT_SCRIPT, place, type);
  if (rh_import_script_has_secret (code))
    rh_import_note (self, RH_IMPORT_SCRIPT_SECRET, place, type);
}

void
rh_import_keep_auth (RhImport *self, gpointer object, RhYaml *auth, const char *place)
{
  RhYaml *type;

  g_return_if_fail (RH_IS_IMPORT (self));
  g_return_if_fail (auth != NULL && place != NULL);

  type = rh_yaml_get (auth, "type");
  rh_import_note (self, RH_IMPORT_AUTH_KEPT, place, type == NULL ? NULL : rh_yaml_get_text (type));
  rh_import_put_auth (self, object, auth);
}

void
rh_import_put_auth (RhImport *self, gpointer object, RhYaml *auth)
{
  RhYaml *info = rh_yaml_get (rh_import_need_kept (self, object), "info");
  const char *type
      = RH_IS_REQUEST_ITEM (object) ? rh_yaml_get_text (rh_yaml_get (info, "type")) : NULL;

  rh_yaml_set (need_section (self, object, type), "auth", auth);
  g_object_set (file_object (object), "auth-kind", RH_AUTH_KIND_KEPT, NULL);
}

void
rh_import_keep_protocol (RhImport *self,
                         RhRequestItem *item,
                         const char *type,
                         RhYaml *section,
                         const char *place)
{
  RhYaml *root;
  RhYaml *auth;

  g_return_if_fail (RH_IS_IMPORT (self));
  g_return_if_fail (RH_IS_REQUEST_ITEM (item));
  g_return_if_fail (type != NULL && section != NULL && place != NULL);

  root = rh_import_need_kept (self, item);
  auth = rh_yaml_get (rh_yaml_get (root, "http"), "auth");
  if (auth != NULL)
    rh_yaml_set (section, "auth", rh_yaml_ref (auth));
  rh_yaml_remove (root, "http");
  rh_yaml_set_string (rh_yaml_get (root, "info"), "type", type);
  rh_yaml_set (root, type, section);
  rh_import_note (self, RH_IMPORT_PROTOCOL, place, type);
}

void
rh_import_keep_member (RhImport *self,
                       gpointer object,
                       const char *program,
                       const char *key,
                       RhYaml *value,
                       const char *place,
                       gboolean tell)
{
  RhYaml *root;

  g_return_if_fail (RH_IS_IMPORT (self));
  g_return_if_fail (program != NULL && key != NULL && value != NULL && place != NULL);

  root = rh_import_need_kept (self, object);
  rh_yaml_set (need (need (root, "extensions", rh_yaml_new_mapping), program, rh_yaml_new_mapping),
               key, value);
  if (tell)
    rh_import_note (self, RH_IMPORT_UNUSED, place, key);
}

/* At the end */

static RhYamlDocument *
document_new (RhYaml *root)
{
  RhYamlDocument *document = rh_yaml_document_new ();
  RhYaml *to = rh_yaml_document_get_root (document);

  for (guint i = 0; i < rh_yaml_get_length (root); i++)
    rh_yaml_set (to, rh_yaml_nth_key (root, i), rh_yaml_ref (rh_yaml_nth (root, i)));

  return document;
}

static GBytes *
print (RhYamlDocument *document)
{
  char *text = rh_yaml_document_write (document, NULL);

  return g_bytes_new_take (text, strlen (text));
}

/* Of other types than http a file has no section of that name. */
static void
complete_request (RhYaml *root)
{
  const char *type = rh_yaml_get_text (rh_yaml_get (rh_yaml_get (root, "info"), "type"));
  RhYaml *http;

  if (!g_str_equal (type, "http"))
    return;

  http = need (root, "http", rh_yaml_new_mapping);
  if (rh_yaml_get (http, "method") == NULL)
    rh_yaml_insert (http, 0, "method", rh_yaml_new_string ("GET"));
  if (rh_yaml_get (http, "url") == NULL)
    rh_yaml_insert (http, 1, "url", rh_yaml_new_string (""));
}

static void
settle_object (RhImport *self, gpointer object)
{
  RhYaml *root = g_object_get_data (object, KEPT);
  g_autoptr (RhYamlDocument) document = NULL;
  g_autofree char *place = NULL;
  g_autoptr (GBytes) text = NULL;

  if (root == NULL)
    return;

  place = rh_import_dup_place (self, object);
  rh_import_hide_tree (self, root, place);

  if (RH_IS_REQUEST_ITEM (object))
    complete_request (root);
  document = document_new (root);
  text = print (document);
  if (RH_IS_REQUEST_ITEM (object))
    {
      rh_request_item_set_source (object, text);
      rh_opencollection_keep_document (object, document);
    }
  else
    rh_folder_set_source (object, text);
  g_object_set_data (object, KEPT, NULL);
}

static void
settle_folder (RhImport *self, RhFolder *folder)
{
  GListModel *items = rh_folder_get_items (folder);

  settle_object (self, folder);
  for (guint i = 0; i < g_list_model_get_n_items (items) && !rh_import_is_cancelled (self); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      if (RH_IS_FOLDER (item))
        settle_folder (self, RH_FOLDER (item));
      else
        settle_object (self, item);
    }
}

void
rh_import_settle_kept (RhImport *self)
{
  settle_folder (self, rh_collection_get_root (rh_import_get_collection (self)));
}
