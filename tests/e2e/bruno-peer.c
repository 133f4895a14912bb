/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our half of the comparison with another program: writes a collection with the store, and sends
 * each of its requests with the engine.
 * Usage: bruno-peer write FOLDER API | send FOLDER ENVIRONMENT */
#include "collection/rh-collection-store.h"
#include "collection/rh-folder-disk.h"
#include "lib/rh-fake-opener.h"
#include "lib/rh-test.h"
#include "secret/rh-memory-keyring.h"
#include "workspace/rh-sender.h"
#include "workspace/rh-workspace.h"

#include <json-glib/json-glib.h>

/* Writing */

static void
add_header (gpointer owner, const char *name, const char *value, gboolean enabled)
{
  g_autoptr (RhField) field = rh_field_new (name, value, "", enabled);

  if (RH_IS_FOLDER (owner))
    rh_folder_add_header (owner, field);
  else
    rh_request_item_add_header (owner, field);
}

static RhRequestItem *
add (RhFolder *folder, const char *name, const char *method, const char *url)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new (name, method, url);

  rh_folder_append (folder, G_OBJECT (item));
  return item; /* the folder keeps it */
}

static void
add_body (RhFolder *folder, const char *name, RhBodyKind kind, const char *text)
{
  g_autofree char *url = g_strconcat ("{{api}}/body/", name, NULL);
  RhRequestItem *item = add (folder, name, "POST", url);

  g_object_set (item, "body-kind", kind, "body-text", text, NULL);
}

static void
add_form (RhFolder *folder)
{
  RhRequestItem *item = add (folder, "Form", "PUT", "{{api}}/form");
  g_autoptr (RhField) name = rh_field_new ("name", "Corner Bakery & Co", "", TRUE);
  g_autoptr (RhField) level = rh_field_new ("level", "{{level}}", "of four", TRUE);
  g_autoptr (RhField) off = rh_field_new ("off", "off", "", FALSE);

  g_object_set (item, "body-kind", RH_BODY_KIND_FORM, NULL);
  rh_request_item_add_form_field (item, name);
  rh_request_item_add_form_field (item, level);
  rh_request_item_add_form_field (item, off);
}

static void
add_params (RhFolder *folder)
{
  RhRequestItem *item = add (folder, "Params", "GET", "{{api}}/params?a=1&level={{level}}");
  g_autoptr (RhField) off = rh_field_new ("off", "x", "Only when needed", FALSE);
  g_autoptr (RhField) last = rh_field_new ("last", "z", "", TRUE);

  rh_request_item_add_param (item, off);
  rh_request_item_add_param (item, last);
  g_object_set (item, "note", "What is *on* is sent.\n\nNothing else: is.", NULL);
}

static RhFolder *
add_folder (RhFolder *parent, const char *name, RhAuthKind auth)
{
  g_autoptr (RhFolder) folder = rh_folder_new (name);

  g_object_set (folder, "auth-kind", auth, NULL);
  rh_folder_append (parent, G_OBJECT (folder));
  return folder;
}

static void
fill_bodies (RhFolder *folder)
{
  g_object_set (folder, "note", "Every kind of body", NULL);
  add_body (folder, "Json", RH_BODY_KIND_JSON,
            "{\n  \"level\": \"{{level}}\",\n  \"price\": 1.50,\n  \"tags\": [\"é\", \"b\"]\n}");
  add_body (folder, "Text", RH_BODY_KIND_TEXT, "one: 1\n# two\n  three {{level}}");
  add_body (folder, "Xml", RH_BODY_KIND_XML, "<a level=\"{{level}}\">\n  <b/>\n</a>");
  add_form (folder);
}

/* Each level has a variable of the same name, and a header of the same name. */
static void
fill_levels (RhFolder *folder)
{
  RhFolder *inner = add_folder (folder, "Inner", RH_AUTH_KIND_INHERIT);
  RhRequestItem *own = NULL;

  add_header (folder, "X-Level", "folder", TRUE);
  add_header (folder, "X-Folder", "{{only_folder}}", TRUE);
  add_header (folder, "X-Off", "folder", FALSE);
  rh_environment_set (rh_folder_get_scope (folder), "level", "folder");
  rh_environment_set (rh_folder_get_scope (folder), "only_folder", "f");
  add (folder, "Of Folder", "GET", "{{api}}/levels/{{level}}/{{only_collection}}");

  rh_environment_set (rh_folder_get_scope (inner), "level", "inner");
  add (inner, "Of Inner", "DELETE", "{{api}}/levels/{{level}}/{{only_folder}}");
  own = add (inner, "Of Request", "PATCH", "{{api}}/levels/{{level}}");
  rh_environment_set (rh_request_item_get_scope (own), "level", "request");
  add_header (own, "X-Level", "request", TRUE);
  add_header (own, "X-Own", "o", TRUE);
}

static void
fill_statuses (RhFolder *folder)
{
  static const char *const urls[]
      = { "{{api}}/status/201", "{{api}}/status/204", "{{api}}/status/404", "{{api}}/status/500" };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autofree char *name = g_strdup_printf ("Status/%u: \"x\"", i);

      add (folder, name, i % 2 == 0 ? "GET" : "POST", urls[i]);
    }
}

static RhRequestItem *
add_with_auth (RhFolder *folder, const char *name, RhAuthKind kind, const char *url)
{
  RhRequestItem *item = add (folder, name, "GET", url);
  RhAuth *auth = rh_request_item_get_auth (item);

  g_object_set (item, "auth-kind", kind, NULL);
  rh_auth_set (auth, RH_AUTH_USERNAME, "ada");
  rh_auth_set (auth, RH_AUTH_PASSWORD, "p-{{level}}");
  rh_auth_set (auth, RH_AUTH_TOKEN, "t-{{level}}");
  rh_auth_set (auth, RH_AUTH_KEY, "X-Key");
  rh_auth_set (auth, RH_AUTH_VALUE, "k-{{level}}");
  return item;
}

/* Bruno puts a key into a query before it fills anything in, so there is nothing to fill in here.
 */
static void
fill_auths (RhFolder *folder, const char *api)
{
  g_autofree char *url = g_strconcat (api, "/auth/query?a=1", NULL);
  RhRequestItem *query = NULL;

  add_with_auth (folder, "Basic", RH_AUTH_KIND_BASIC, "{{api}}/auth/basic");
  add_with_auth (folder, "Bearer", RH_AUTH_KIND_BEARER, "{{api}}/auth/bearer");
  add_with_auth (folder, "Key", RH_AUTH_KIND_API_KEY, "{{api}}/auth/key");
  query = add_with_auth (folder, "Query Key", RH_AUTH_KIND_API_KEY, url);
  rh_auth_set (rh_request_item_get_auth (query), RH_AUTH_VALUE, "k&v");
  rh_auth_set (rh_request_item_get_auth (query), RH_AUTH_PLACEMENT, RH_AUTH_PLACEMENT_QUERY);
}

/* What of a file is ours alone must not keep others from reading the rest. */
static void
fill_settings (RhFolder *folder)
{
  RhRequestItem *item = add (folder, "Settings", "GET", "{{api}}/settings");
  RhRequestSettings *settings = rh_request_item_get_settings (item);

  rh_request_settings_set (rh_folder_get_settings (folder), RH_SETTING_HTTP1, FALSE);
  rh_request_settings_set (settings, RH_SETTING_MAX_REDIRECTS, 3);
  rh_request_settings_set (settings, RH_SETTING_KEEP_METHOD, TRUE);
  rh_request_settings_set (settings, RH_SETTING_COOKIES, FALSE);
  add_header (item, "X-Own", "o", TRUE);
}

static void
add_parts (RhFolder *folder)
{
  RhRequestItem *item = add (folder, "Parts", "POST", "{{api}}/parts");
  g_autoptr (RhField) plain = rh_field_new ("plain", "{{level}} & more", "", TRUE);
  g_autoptr (RhField) typed = rh_field_new ("typed", "{\"a\": 1}", "", TRUE);
  g_autoptr (RhField) off = rh_field_new ("off", "off", "", FALSE);

  g_object_set (typed, "media-type", "application/json", NULL);
  g_object_set (item, "body-kind", RH_BODY_KIND_MULTIPART, NULL);
  rh_request_item_add_part (item, plain);
  rh_request_item_add_part (item, typed);
  rh_request_item_add_part (item, off);
}

static void
add_path_param (RhFolder *folder)
{
  RhRequestItem *item = add (folder, "Path", "GET", "{{api}}/path/:id/end");
  g_autoptr (RhField) id = g_list_model_get_item (rh_request_item_get_path_params (item), 0);

  g_object_set (id, "value", "a b é {{level}}", NULL);
}

static void
fill (RhCollection *collection, const char *api)
{
  g_autoptr (RhEnvironment) local = rh_environment_new ("Local");
  RhFolder *root = rh_collection_get_root (collection);
  RhOAuthBlock *oauth = rh_collection_get_oauth (collection);

  rh_environment_set (local, "api", api);
  rh_environment_set (local, "level", "environment");
  rh_environment_add_secret (local, "client_secret");
  rh_collection_add_environment (collection, local);
  rh_environment_set (rh_collection_get_scope (collection), "level", "collection");
  rh_environment_set (rh_collection_get_scope (collection), "only_collection", "c");
  rh_oauth_block_set (oauth, RH_OAUTH_AUTHORIZATION_URL, "{{api}}/authorize");
  rh_oauth_block_set (oauth, RH_OAUTH_TOKEN_URL, "{{api}}/token");
  rh_oauth_block_set (oauth, RH_OAUTH_CLIENT_ID, "client");
  rh_oauth_block_set (oauth, RH_OAUTH_SCOPE, "users:read");
  add_header (root, "X-Collection", "{{only_collection}}", TRUE);
  add_header (root, "X-Level", "collection", TRUE);

  fill_bodies (add_folder (root, "Bodies", RH_AUTH_KIND_NONE));
  fill_levels (add_folder (root, "Levels", RH_AUTH_KIND_NONE));
  fill_statuses (add_folder (root, "Statuses", RH_AUTH_KIND_NONE));
  add_params (add_folder (root, "Rows", RH_AUTH_KIND_NONE));
  fill_auths (add_folder (root, "Auths", RH_AUTH_KIND_NONE), api);
  fill_settings (add_folder (root, "Settings", RH_AUTH_KIND_NONE));
  add_parts (add_folder (root, "Multipart", RH_AUTH_KIND_NONE));
  add_path_param (add_folder (root, "Path Params", RH_AUTH_KIND_NONE));
  add (root, "Signed", "GET", "{{api}}/signed");
}

/* What people do afterwards: another name, another place in the order. */
static void
change (RhCollection *collection)
{
  GListModel *items = rh_folder_get_items (rh_collection_get_root (collection));
  g_autoptr (RhFolder) statuses = g_list_model_get_item (items, 2);
  g_autoptr (GObject) last = g_list_model_get_item (rh_folder_get_items (statuses), 3);
  g_autoptr (RhFolder) rows = g_list_model_get_item (items, 3);

  g_object_set (last, "name", "Renamed: 5xx", NULL);
  rh_folder_remove (statuses, last);
  rh_folder_insert (statuses, 0, last);
  rh_folder_remove (rh_collection_get_root (collection), G_OBJECT (rows));
  rh_folder_insert (rh_collection_get_root (collection), 0, G_OBJECT (rows));
}

static RhDisk *
open_disk (const char *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  RhDisk *disk = rh_folder_disk_new (folder, &error);

  g_assert_no_error (error);
  return disk;
}

static void
write_collection (const char *path, const char *api)
{
  g_autoptr (RhCollection) collection = rh_collection_new ("id", "Peer");
  g_autoptr (RhDisk) disk = open_disk (path);
  g_autoptr (RhCollectionStore) store = rh_collection_store_new (collection, disk);
  g_autoptr (GError) error = NULL;

  fill (collection, api);
  rh_collection_store_create (store, &error);
  g_assert_no_error (error);
  change (collection);
  rh_collection_store_flush (store, &error);
  g_assert_no_error (error);
}

/* Sending */

static RhSender *
send_item (RhWorkspace *workspace, RhConnection *connection, RhRequestItem *item, GError **error)
{
  RhSender *sender = rh_sender_new (workspace, connection, item);
  g_autoptr (GAsyncResult) result = NULL;

  rh_sender_run_async (sender, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  rh_sender_run_finish (sender, result, error);
  return sender;
}

static void
add_answer (JsonBuilder *builder, RhSender *sender)
{
  RhExchange *exchange = rh_sender_get_exchange (sender);
  RhHop *hop = rh_exchange_get_last_hop (exchange);
  g_autoptr (GBytes) bytes = rh_spool_dup_bytes (rh_exchange_get_spool (exchange), 1 << 20);
  g_autofree char *body = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  json_builder_set_member_name (builder, "status");
  json_builder_add_int_value (builder, rh_hop_get_status (hop));
  json_builder_set_member_name (builder, "body");
  json_builder_add_string_value (builder, body);
}

static void
add_item (JsonBuilder *builder,
          RhWorkspace *workspace,
          RhConnection *connection,
          RhRequestItem *item)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhSender) sender = send_item (workspace, connection, item, &error);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, rh_request_item_get_name (item));
  if (error == NULL)
    add_answer (builder, sender);
  else
    {
      json_builder_set_member_name (builder, "error");
      json_builder_add_string_value (builder, g_quark_to_string (error->domain));
      json_builder_set_member_name (builder, "code");
      json_builder_add_int_value (builder, error->code);
    }
  json_builder_end_object (builder);
}

static void
add_folder_items (JsonBuilder *builder,
                  RhWorkspace *workspace,
                  RhConnection *connection,
                  RhFolder *folder)
{
  GListModel *items = rh_folder_get_items (folder);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      if (RH_IS_FOLDER (item))
        add_folder_items (builder, workspace, connection, RH_FOLDER (item));
      else
        add_item (builder, workspace, connection, RH_REQUEST_ITEM (item));
    }
}

static void
send_collection (const char *path, const char *environment)
{
  g_autoptr (RhKeyring) keyring = rh_memory_keyring_new ();
  g_autoptr (RhFakeOpener) opener = rh_fake_opener_new (RH_FAKE_OPENER_FAILS);
  g_autoptr (GListModel) services = G_LIST_MODEL (g_list_store_new (RH_TYPE_SERVICE));
  g_autoptr (GFile) data = g_file_new_for_path (g_get_user_data_dir ());
  g_autoptr (GFile) state = g_file_new_for_path (g_get_user_state_dir ());
  g_autoptr (RhWorkspace) workspace
      = rh_workspace_new (keyring, RH_URI_OPENER (opener), data, state, services);
  g_autoptr (RhCollection) collection = rh_collection_new ("id", "");
  g_autoptr (RhDisk) disk = open_disk (path);
  g_autoptr (RhCollectionStore) store = rh_collection_store_new (collection, disk);
  g_autoptr (RhConnection) connection = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;

  rh_collection_store_open (store, &error);
  g_assert_no_error (error);
  connection = rh_workspace_get_connection (
      workspace, collection, rh_collection_get_environment (collection, environment));
  json_builder_begin_array (builder);
  add_folder_items (builder, workspace, connection, rh_collection_get_root (collection));
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  json = json_to_string (root, TRUE);
  g_print ("%s\n", json);
}

int
main (int argc, char **argv)
{
  g_assert_cmpint (argc, ==, 4);
  if (g_str_equal (argv[1], "write"))
    write_collection (argv[2], argv[3]);
  else
    send_collection (argv[2], argv[3]);

  return 0;
}
