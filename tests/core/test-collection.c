/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variables, environments, folders, the OAuth 2.0 block, and the collection that holds them. */
#include "collection/rh-collection.h"
#include "lib/rh-test.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

/* security.md 4.5: the value of a secret cannot get in, by any door. */
static void
test_secret_has_no_value (void)
{
  g_autoptr (RhVariable) variable = rh_variable_new_secret ("key");
  g_autoptr (RhEnvironment) environment = rh_environment_new ("Staging");

  rh_variable_set_value (variable, "leak");
  g_object_set (variable, "value", "leak", NULL);
  g_assert_cmpstr (rh_variable_get_value (variable), ==, "");
  g_assert_true (rh_variable_is_secret (variable));

  rh_environment_add_secret (environment, "key");
  rh_environment_set (environment, "key", "leak");
  g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (environment, "key")), ==, "");
}

static void
test_plain_becomes_secret (void)
{
  g_autoptr (RhEnvironment) environment = rh_environment_new ("Staging");

  rh_environment_set (environment, "a", "1");
  rh_environment_set (environment, "key", "in clear");
  rh_environment_add_secret (environment, "key");
  g_assert_true (rh_variable_is_secret (rh_environment_lookup (environment, "key")));
  g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (environment, "key")), ==, "");
  g_assert_cmpuint (g_list_model_get_n_items (rh_environment_get_variables (environment)), ==, 2);
}

static void
test_environment (void)
{
  g_autoptr (RhEnvironment) environment = rh_environment_new ("Staging");
  guint n = 0;

  g_signal_connect_swapped (environment, "changed", G_CALLBACK (count_cb), &n);
  rh_environment_set (environment, "api", "https://a.example");
  g_assert_cmpuint (n, ==, 1);
  rh_environment_set (environment, "api", "https://a.example");
  g_assert_cmpuint (n, ==, 1);
  rh_environment_set (environment, "api", "https://b.example");
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (environment, "api")), ==,
                   "https://b.example");

  g_object_set (rh_environment_lookup (environment, "api"), "enabled", FALSE, NULL);
  g_assert_cmpuint (n, ==, 3);
  g_assert_null (rh_environment_lookup (environment, "api"));
  rh_environment_set (environment, "api", "https://c.example");
  g_assert_nonnull (rh_environment_lookup (environment, "api"));
  g_assert_null (rh_environment_lookup (environment, "API"));

  n = 0;
  rh_environment_set_service (environment, "pleo");
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (rh_environment_get_service (environment), ==, "pleo");
}

static void
test_folder (void)
{
  g_autoptr (RhFolder) outer = rh_folder_new ("Outer");
  g_autoptr (RhFolder) inner = rh_folder_new ("Inner");
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "h");
  g_autoptr (GObject) first = NULL;
  guint n = 0;

  rh_folder_append (outer, G_OBJECT (inner));
  rh_folder_insert (outer, 0, G_OBJECT (item));
  first = g_list_model_get_item (rh_folder_get_items (outer), 0);
  g_assert_true (first == G_OBJECT (inner)); /* folders come first */
  g_assert_true (rh_folder_get_parent (inner) == outer);
  g_assert_true (rh_folder_is_within (inner, outer));
  g_assert_false (rh_folder_is_within (outer, inner));
  g_assert_true (rh_request_item_get_parent (item) == outer);

  g_assert_true (rh_folder_remove (outer, G_OBJECT (item)));
  g_assert_null (rh_request_item_get_parent (item));
  g_assert_false (rh_folder_remove (outer, G_OBJECT (item)));
  rh_folder_append (inner, G_OBJECT (item));

  g_signal_connect_swapped (outer, "changed", G_CALLBACK (count_cb), &n);
  g_object_set (item, "url", "h2", NULL);
  g_assert_cmpuint (n, ==, 1); /* from two floors down, and once */
}

static void
test_folders_first (void)
{
  static const char *const names[] = { "r1", "F1", "r2", "F2", "r3" };
  g_autoptr (RhFolder) root = rh_folder_new ("");
  g_autoptr (GString) order = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GObject) item = names[i][0] == 'F'
                                     ? G_OBJECT (rh_folder_new (names[i]))
                                     : G_OBJECT (rh_request_item_new (names[i], "GET", ""));

      rh_folder_insert (root, i == 4 ? 0 : G_MAXUINT, item);
    }

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (rh_folder_get_items (root), i);
      g_autofree char *name = NULL;

      g_object_get (item, "name", &name, NULL);
      g_string_append (order, name);
    }

  g_assert_cmpstr (order->str, ==, "F1F2r3r1r2");
}

/* In whatever order they come. */
static void
test_many_at_once (void)
{
  g_autoptr (RhFolder) folder = rh_folder_new ("all");
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *model = rh_folder_get_items (folder);
  g_autoptr (RhFolder) first = NULL;
  g_autoptr (RhRequestItem) last = NULL;

  g_ptr_array_add (items, rh_request_item_new ("one", "GET", ""));
  g_ptr_array_add (items, rh_folder_new ("inner"));
  g_ptr_array_add (items, rh_request_item_new ("two", "GET", ""));
  rh_folder_append_all (folder, items);

  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 3);
  first = g_list_model_get_item (model, 0);
  last = g_list_model_get_item (model, 2);
  g_assert_cmpstr (rh_folder_get_name (first), ==, "inner");
  g_assert_cmpstr (rh_request_item_get_name (last), ==, "two");
  g_assert_true (rh_request_item_get_parent (last) == folder);
}

static void
test_folder_outlived (void)
{
  RhFolder *folder = rh_folder_new ("F");
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "h");

  rh_folder_append (folder, G_OBJECT (item));
  g_object_unref (folder);
  g_assert_null (rh_request_item_get_parent (item));
}

static void
test_auth_is_inherited (void)
{
  g_autoptr (RhCollection) collection = rh_collection_new ("id", "Acme");
  g_autoptr (RhFolder) folder = rh_folder_new ("F");
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "h");

  g_assert_cmpint (rh_folder_resolve_auth (item, NULL, NULL), ==, RH_AUTH_KIND_INHERIT);
  rh_folder_append (rh_collection_get_root (collection), G_OBJECT (folder));
  rh_folder_append (folder, G_OBJECT (item));
  g_assert_cmpint (rh_folder_resolve_auth (item, NULL, NULL), ==, RH_AUTH_KIND_OAUTH2);
  g_object_set (folder, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  g_assert_cmpint (rh_folder_resolve_auth (item, NULL, NULL), ==, RH_AUTH_KIND_NONE);
  g_object_set (item, "auth-kind", RH_AUTH_KIND_KEPT, NULL);
  g_assert_cmpint (rh_folder_resolve_auth (item, NULL, NULL), ==, RH_AUTH_KIND_KEPT);
}

/* The one who says the kind says the fields; a request of no tree asks the root it is given. */
static void
test_auth_has_fields_of_its_level (void)
{
  g_autoptr (RhFolder) outer = rh_folder_new ("O");
  g_autoptr (RhFolder) inner = rh_folder_new ("I");
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "h");
  RhAuth *auth = NULL;

  rh_folder_append (outer, G_OBJECT (inner));
  rh_folder_append (inner, G_OBJECT (item));
  g_object_set (outer, "auth-kind", RH_AUTH_KIND_BASIC, NULL);
  g_assert_cmpint (rh_folder_resolve_auth (item, NULL, &auth), ==, RH_AUTH_KIND_BASIC);
  g_assert_true (auth == rh_folder_get_auth (outer));
  g_object_set (item, "auth-kind", RH_AUTH_KIND_BEARER, NULL);
  g_assert_cmpint (rh_folder_resolve_auth (item, NULL, &auth), ==, RH_AUTH_KIND_BEARER);
  g_assert_true (auth == rh_request_item_get_auth (item));

  g_object_set (item, "auth-kind", RH_AUTH_KIND_INHERIT, NULL);
  rh_folder_remove (inner, G_OBJECT (item));
  g_assert_cmpint (rh_folder_resolve_auth (item, NULL, &auth), ==, RH_AUTH_KIND_INHERIT);
  g_assert_null (auth);
  g_assert_cmpint (rh_folder_resolve_auth (item, outer, &auth), ==, RH_AUTH_KIND_BASIC);
  g_assert_true (auth == rh_folder_get_auth (outer));
}

static void
test_nearest_setting_wins (void)
{
  g_autoptr (RhFolder) outer = rh_folder_new ("O");
  g_autoptr (RhFolder) inner = rh_folder_new ("I");
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "h");
  const RhSetting limit = RH_SETTING_MAX_REDIRECTS;

  rh_folder_append (outer, G_OBJECT (inner));
  rh_folder_append (inner, G_OBJECT (item));
  g_assert_cmpint (rh_folder_resolve_setting (item, NULL, limit), ==, 10);
  rh_request_settings_set (rh_folder_get_settings (outer), limit, 3);
  g_assert_cmpint (rh_folder_resolve_setting (item, NULL, limit), ==, 3);
  rh_request_settings_set (rh_folder_get_settings (inner), limit, 0);
  g_assert_cmpint (rh_folder_resolve_setting (item, NULL, limit), ==, 0);
  rh_request_settings_set (rh_request_item_get_settings (item), limit, 7);
  g_assert_cmpint (rh_folder_resolve_setting (item, NULL, limit), ==, 7);
  rh_request_settings_set (rh_request_item_get_settings (item), limit, -5);
  g_assert_cmpint (rh_request_settings_get (rh_request_item_get_settings (item), limit), ==,
                   RH_SETTING_INHERIT);

  rh_request_settings_set (rh_folder_get_settings (outer), RH_SETTING_COOKIES, 5);
  g_assert_cmpint (rh_folder_resolve_setting (item, NULL, RH_SETTING_COOKIES), ==, 1);
}

static void
test_own_changes (void)
{
  g_autoptr (RhFolder) folder = rh_folder_new ("F");
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "h");
  g_autoptr (RhField) header = rh_field_new ("X", "1", "", TRUE);
  guint own = 0;
  guint all = 0;

  g_signal_connect_swapped (folder, "own-changed", G_CALLBACK (count_cb), &own);
  g_signal_connect_swapped (folder, "changed", G_CALLBACK (count_cb), &all);
  rh_folder_append (folder, G_OBJECT (item));
  rh_environment_set (rh_folder_get_scope (folder), "a", "1");
  rh_folder_add_header (folder, header);
  g_object_set (header, "value", "2", NULL);
  g_assert_cmpuint (own, ==, 4);
  g_object_set (item, "url", "h2", NULL);
  g_assert_cmpuint (own, ==, 4);
  g_assert_cmpuint (all, ==, 5);
}

static void
test_environment_rows (void)
{
  g_autoptr (RhEnvironment) environment = rh_environment_new ("Staging");
  g_autoptr (RhEnvironment) copy = rh_environment_new ("Copy");
  g_autoptr (RhVariable) twin = rh_variable_new ("a", "2");
  guint n = 0;

  rh_environment_set (environment, "a", "1");
  rh_environment_append (environment, twin);
  g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (environment, "a")), ==, "1");
  rh_environment_copy_variables (copy, environment);
  g_assert_cmpuint (g_list_model_get_n_items (rh_environment_get_variables (copy)), ==, 2);

  g_signal_connect_swapped (environment, "changed", G_CALLBACK (count_cb), &n);
  g_assert_true (rh_environment_remove (environment, twin));
  g_object_set (twin, "value", "3", NULL);
  g_assert_cmpuint (n, ==, 1);
  g_object_set (environment, "color", "#ff0000", "extends", "Base", "name", "Live", NULL);
  g_assert_cmpuint (n, ==, 4);
  rh_environment_clear (environment);
  g_assert_cmpuint (g_list_model_get_n_items (rh_environment_get_variables (environment)), ==, 0);
}

static void
test_block_of_variables (void)
{
  g_autoptr (RhOAuthBlock) block = rh_oauth_block_new ();
  const char *const *fields = rh_oauth_block_field_names ();

  rh_oauth_block_fill_variables (block);
  for (guint i = 0; fields[i] != NULL; i++)
    {
      g_autofree char *variable = rh_oauth_block_dup_variable (block, fields[i]);

      g_assert_cmpstr (variable, ==, fields[i]);
    }

  g_assert_cmpstr (rh_oauth_block_get (block, RH_OAUTH_TOKEN_URL), ==, "{{token_url}}");
  g_assert_cmpstr (rh_oauth_block_get (block, "client_secret"), ==, "{{client_secret}}");
}

static void
test_block_variable_is_whole (void)
{
  g_autoptr (RhOAuthBlock) block = rh_oauth_block_new ();
  static const char *const templates[] = { "{{a}}/token", "x{{a}}", "{{a}}{{b}}", "a", "" };
  g_autofree char *trimmed = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (templates); i++)
    {
      rh_oauth_block_set (block, RH_OAUTH_TOKEN_URL, templates[i]);
      g_assert_null (rh_oauth_block_dup_variable (block, RH_OAUTH_TOKEN_URL));
    }

  rh_oauth_block_set (block, RH_OAUTH_TOKEN_URL, "{{ a }}");
  trimmed = rh_oauth_block_dup_variable (block, RH_OAUTH_TOKEN_URL);
  g_assert_cmpstr (trimmed, ==, "a");
}

static void
test_block_takes_no_clear_secret (void)
{
  g_autoptr (RhOAuthBlock) block = rh_oauth_block_new ();

  rh_oauth_block_set (block, "client_secret", "hunter2hunter2");
  g_assert_cmpstr (rh_oauth_block_get (block, "client_secret"), ==, "");
  rh_oauth_block_set (block, "client_secret", "hunter2{{x}}");
  g_assert_cmpstr (rh_oauth_block_get (block, "client_secret"), ==, "");
  rh_oauth_block_set (block, "client_secret", "{{x}}");
  g_assert_cmpstr (rh_oauth_block_get (block, "client_secret"), ==, "{{x}}");
  rh_oauth_block_set (block, "client_secret", "");
  g_assert_cmpstr (rh_oauth_block_get (block, "client_secret"), ==, "");
}

static void
test_collection_tells (void)
{
  g_autoptr (RhCollection) collection = rh_collection_new ("id", "Acme");
  g_autoptr (RhEnvironment) environment = rh_environment_new ("Staging");
  g_autoptr (RhFolder) folder = rh_folder_new ("F");
  guint n = 0;

  rh_collection_add_environment (collection, environment);
  g_signal_connect_swapped (collection, "changed", G_CALLBACK (count_cb), &n);

  rh_environment_set (environment, "a", "1");
  g_assert_cmpuint (n, ==, 1);
  rh_oauth_block_set (rh_collection_get_oauth (collection), RH_OAUTH_SCOPE, "x");
  g_assert_cmpuint (n, ==, 2);
  rh_folder_append (rh_collection_get_root (collection), G_OBJECT (folder));
  g_assert_cmpuint (n, ==, 3);
  rh_environment_set (rh_collection_get_scope (collection), "b", "2");
  g_assert_cmpuint (n, ==, 4);
  g_object_set (collection, "name", "Acme for Pleo", NULL);
  g_assert_cmpuint (n, ==, 5);

  g_assert_true (rh_collection_get_environment (collection, "Staging") == environment);
  g_assert_null (rh_collection_get_environment (collection, "staging"));
  g_assert_cmpstr (rh_collection_get_id (collection), ==, "id");
  g_assert_cmpuint (g_list_model_get_n_items (
                        rh_environment_get_variables (rh_collection_get_scope (collection))),
                    ==, 1);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  g_test_add_func ("/collection/4.5/secret-has-no-value", test_secret_has_no_value);
  g_test_add_func ("/collection/4.5/plain-becomes-secret", test_plain_becomes_secret);
  g_test_add_func ("/collection/environment", test_environment);
  g_test_add_func ("/collection/folder", test_folder);
  g_test_add_func ("/collection/folders-first", test_folders_first);
  g_test_add_func ("/collection/many-at-once", test_many_at_once);
  g_test_add_func ("/collection/folder-outlived", test_folder_outlived);
  g_test_add_func ("/collection/auth-is-inherited", test_auth_is_inherited);
  g_test_add_func ("/collection/auth-has-fields-of-its-level", test_auth_has_fields_of_its_level);
  g_test_add_func ("/collection/nearest-setting-wins", test_nearest_setting_wins);
  g_test_add_func ("/collection/own-changes", test_own_changes);
  g_test_add_func ("/collection/environment-rows", test_environment_rows);
  g_test_add_func ("/collection/block-of-variables", test_block_of_variables);
  g_test_add_func ("/collection/block-variable-is-whole", test_block_variable_is_whole);
  g_test_add_func ("/collection/4.5/block-takes-no-clear-secret", test_block_takes_no_clear_secret);
  g_test_add_func ("/collection/tells-of-changes", test_collection_tells);
  return g_test_run ();
}
