/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection's folder: what is opened, what is written and when, and what never is. */
#include "collection/rh-tree.h"
#include "lib/rh-store-rig.h"
#include "lib/rh-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static void
save (RhStoreRig *rig, RhRequestItem *item)
{
  g_autoptr (GError) error = NULL;

  rh_collection_store_save (rig->store, item, &error);
  g_assert_no_error (error);
}

/* Opening */

static void
test_open (RhStoreRig *rig, gconstpointer data)
{
  RhEnvironment *staging;
  RhRequestItem *search;

  rh_store_rig_open_sample (rig);
  rh_store_rig_assert_tree (rig, RH_STORE_RIG_SAMPLE_TREE);
  g_assert_cmpstr (rh_collection_get_name (rig->collection), ==, "Acme");
  staging = rh_collection_get_environment (rig->collection, "Staging");
  g_assert_true (rh_variable_is_secret (rh_environment_lookup (staging, "client_secret")));
  search = rh_store_rig_find (rig, "Employees/Search");
  g_assert_cmpstr (rh_request_item_get_url (search), ==, "{{api}}/employees?limit=20");
  g_assert_cmpstr (rh_collection_store_get_path (rig->store, search), ==, "Employees/Search.yml");
  g_assert_false (rh_request_item_is_edited (search));
}

/* Ten thousand requests open as quickly as a glance at each. */
static void
test_open_glances (RhStoreRig *rig, gconstpointer data)
{
  guint calls;

  rh_store_rig_write_sample (rig);
  rh_store_rig_open (rig);
  rh_faulty_disk_stop_at (rig->faulty, 0, 0);
  rh_store_rig_open (rig);
  calls = rh_faulty_disk_get_calls (rig->faulty);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *path = g_strdup_printf ("Vendors/R%u.yml", i);

      rh_store_rig_write (rig, path,
                          "info:\n  name: R\n  type: http\n\nhttp:\n  method: GET\n  url: u\n");
    }

  rh_faulty_disk_stop_at (rig->faulty, 0, 0);
  rh_store_rig_open (rig);
  g_assert_cmpuint (rh_faulty_disk_get_calls (rig->faulty), ==, calls + 100);
  g_assert_false (rh_request_item_is_loaded (rh_store_rig_find (rig, "Vendors/R7")));
  g_assert_cmpstr (rh_request_item_get_body_text (rh_store_rig_find (rig, "Vendors/R7")), ==, "");
  g_assert_true (rh_request_item_is_loaded (rh_store_rig_find (rig, "Vendors/R7")));
}

static void
test_unchanged_is_not_written (RhStoreRig *rig, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  rh_store_rig_open_sample (rig);
  before = rh_store_rig_look (rig);
  rh_store_rig_flush (rig);
  save (rig, rh_store_rig_find (rig, "Employees/Search"));
  g_assert_true (rh_collection_store_refresh (rig->store, NULL));
  after = rh_store_rig_look (rig);
  g_assert_cmpstr (before, ==, after);
}

static void
test_no_collection (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (RhCollectionStore) store
      = rh_collection_store_new (rig->collection, RH_DISK (rig->faulty));
  g_autoptr (GError) error = NULL;

  g_assert_false (rh_collection_store_open (store, &error));
  g_assert_error (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_NONE_HERE);
}

/* Saving */

static void
test_save_one (RhStoreRig *rig, gconstpointer data)
{
  RhRequestItem *search;
  g_autofree char *one = NULL;
  g_autofree char *text = NULL;
  g_autofree char *one_after = NULL;

  rh_store_rig_open_sample (rig);
  search = rh_store_rig_find (rig, "Employees/Search");
  one = rh_store_rig_read (rig, "Employees/One.yml");
  g_object_set (search, "url", "{{api}}/v2/employees", NULL);
  g_assert_true (rh_request_item_is_edited (search));
  rh_store_rig_flush (rig);
  text = rh_store_rig_read (rig, "Employees/Search.yml");
  g_assert_nonnull (strstr (text, "limit=20")); /* an edit waits for a save */
  g_free (text);

  save (rig, search);
  g_assert_false (rh_request_item_is_edited (search));
  text = rh_store_rig_read (rig, "Employees/Search.yml");
  g_assert_nonnull (strstr (text, "url: '{{api}}/v2/employees'"));
  g_assert_nonnull (strstr (text, "# found by hand"));
  g_assert_nonnull (strstr (text, "a();"));
  one_after = rh_store_rig_read (rig, "Employees/One.yml");
  g_assert_cmpstr (one, ==, one_after);

  rh_store_rig_open (rig);
  g_assert_cmpstr (rh_request_item_get_url (rh_store_rig_find (rig, "Employees/Search")), ==,
                   "{{api}}/v2/employees");
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_says_when_laid_out_anew (RhStoreRig *rig, gconstpointer data)
{
  RhRequestItem *item;
  guint n = 0;

  rh_store_rig_write_sample (rig);
  rh_store_rig_write (rig, "Foreign.yml",
                      "http: {method: GET, url: 'u'}\ninfo: {name: Foreign, type: http}\n");
  rh_store_rig_open (rig);
  g_signal_connect_swapped (rig->store, "relaid", G_CALLBACK (count_cb), &n);
  item = rh_store_rig_find (rig, "Foreign");
  g_object_set (item, "url", "u2", NULL);
  save (rig, item);
  g_assert_cmpuint (n, ==, 1);
  g_object_set (item, "url", "u3", NULL);
  save (rig, item);
  g_assert_cmpuint (n, ==, 1);
}

static void
test_discard (RhStoreRig *rig, gconstpointer data)
{
  RhRequestItem *search;

  rh_store_rig_open_sample (rig);
  search = rh_store_rig_find (rig, "Employees/Search");
  g_object_set (search, "method", "PUT", "url", "x?y=1", NULL);
  g_assert_true (rh_collection_store_discard (rig->store, search, NULL));
  g_assert_false (rh_request_item_is_edited (search));
  g_assert_cmpstr (rh_request_item_get_url (search), ==, "{{api}}/employees?limit=20");
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_params (search)), ==, 1);
}

/* What writes itself */

static void
test_create_and_open (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (RhEnvironment) environment = rh_environment_new ("Staging");
  g_autoptr (RhFolder) folder = rh_folder_new ("Folder");
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A/B: \"c\"", "GET", "https://a.example");
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  rh_environment_set (environment, "api", "https://a.example");
  rh_environment_add_secret (environment, "key");
  g_object_set (environment, "protected", TRUE, NULL);
  rh_collection_add_environment (rig->collection, environment);
  rh_oauth_block_fill_variables (rh_collection_get_oauth (rig->collection));
  rh_folder_append (folder, G_OBJECT (item));
  rh_folder_append (rh_collection_get_root (rig->collection), G_OBJECT (folder));

  rig->store = rh_collection_store_new (rig->collection, RH_DISK (rig->faulty));
  g_assert_true (rh_collection_store_create (rig->store, &error));
  g_assert_no_error (error);
  g_assert_false (rh_collection_store_create (rig->store, &error));
  g_assert_error (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_NOT_EMPTY);

  before = rh_store_rig_dump (rig);
  rh_store_rig_open (rig);
  rh_store_rig_assert_tree (rig, "Folder[A/B: \"c\"]");
  g_assert_true (rh_environment_is_marked_protected (
      rh_collection_get_environment (rig->collection, "Staging")));
  g_assert_cmpstr (
      rh_oauth_block_get (rh_collection_get_oauth (rig->collection), RH_OAUTH_REVOCATION_URL), ==,
      "{{revocation_url}}");
  rh_environment_set (rh_collection_get_environment (rig->collection, "Staging"), "api", "x");
  rh_environment_set (rh_collection_get_environment (rig->collection, "Staging"), "api",
                      "https://a.example");
  rh_store_rig_flush (rig);
  after = rh_store_rig_dump (rig);
  g_assert_cmpstr (before, ==, after);
}

static void
test_rename (RhStoreRig *rig, gconstpointer data)
{
  RhRequestItem *search;
  RhFolder *vendors;
  g_autofree char *text = NULL;

  rh_store_rig_open_sample (rig);
  search = rh_store_rig_find (rig, "Employees/Search");
  vendors = rh_store_rig_nth_folder (rig, 1);
  g_object_set (search, "url", "edited", NULL);
  g_object_set (search, "name", "Search Employees", NULL);
  g_object_set (vendors, "name", "Suppliers", NULL);
  rh_store_rig_flush (rig);

  g_assert_false (rh_store_rig_has (rig, "Employees/Search.yml"));
  text = rh_store_rig_read (rig, "Employees/Search Employees.yml");
  g_assert_nonnull (strstr (text, "name: Search Employees"));
  g_assert_nonnull (strstr (text, "limit=20")); /* the edit still waits */
  g_assert_nonnull (strstr (text, "a();"));
  g_assert_true (rh_store_rig_has (rig, "Suppliers/Create.yml"));
  g_assert_false (rh_store_rig_has (rig, "Vendors"));
  g_assert_cmpstr (rh_request_item_get_body_text (rh_store_rig_find (rig, "Suppliers/Create")), !=,
                   "");

  save (rig, search);
  rh_store_rig_open (rig);
  rh_store_rig_assert_tree (rig, "Employees[Search Employees,One],Suppliers[Create]");
  g_assert_cmpstr (rh_request_item_get_url (rh_store_rig_find (rig, "Employees/Search Employees")),
                   ==, "edited");
}

static void
test_same_names (RhStoreRig *rig, gconstpointer data)
{
  RhFolder *employees;
  g_autoptr (RhRequestItem) twin = rh_request_item_new ("search", "GET", "twin");

  rh_store_rig_open_sample (rig);
  employees = rh_store_rig_nth_folder (rig, 0);
  rh_folder_append (employees, G_OBJECT (twin));
  rh_store_rig_flush (rig);
  g_assert_true (rh_store_rig_has (rig, "Employees/Search.yml"));
  g_assert_true (rh_store_rig_has (rig, "Employees/search 2.yml"));
  rh_store_rig_open (rig);
  rh_store_rig_assert_tree (rig, "Employees[Search,One,search],Vendors[Create]");
}

static void
test_order (RhStoreRig *rig, gconstpointer data)
{
  RhFolder *employees;
  g_autoptr (RhRequestItem) one = NULL;
  g_autofree char *search_before = NULL;
  g_autofree char *search_after = NULL;

  rh_store_rig_open_sample (rig);
  employees = rh_store_rig_nth_folder (rig, 0);
  search_before = rh_store_rig_read (rig, "Employees/Search.yml");
  one = g_object_ref (rh_store_rig_find (rig, "Employees/One"));
  rh_folder_remove (employees, G_OBJECT (one));
  rh_folder_insert (employees, 0, G_OBJECT (one));
  rh_store_rig_flush (rig);
  rh_store_rig_open (rig);
  rh_store_rig_assert_tree (rig, "Employees[One,Search],Vendors[Create]");
  search_after = rh_store_rig_read (rig, "Employees/Search.yml");
  g_assert_cmpstr (search_before, ==, search_after); /* one file says it all */
}

/* Bruno sees no number in a folder's fraction, and puts the folder elsewhere. */
static void
test_order_of_folders (RhStoreRig *rig, gconstpointer data)
{
  RhFolder *root;
  g_autoptr (RhFolder) vendors = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  rh_store_rig_open_sample (rig);
  root = rh_collection_get_root (rig->collection);
  vendors = g_object_ref (rh_store_rig_nth_folder (rig, 1));
  rh_folder_remove (root, G_OBJECT (vendors));
  rh_folder_insert (root, 0, G_OBJECT (vendors));
  rh_store_rig_flush (rig);
  first = rh_store_rig_read (rig, "Vendors/folder.yml");
  second = rh_store_rig_read (rig, "Employees/folder.yml");
  g_assert_nonnull (strstr (first, "seq: 1\n"));
  g_assert_nonnull (strstr (second, "seq: 2\n"));
  rh_store_rig_open (rig);
  rh_store_rig_assert_tree (rig, "Vendors[Create],Employees[Search,One]");
}

static void
test_move (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (RhRequestItem) search = NULL;

  rh_store_rig_open_sample (rig);
  search = g_object_ref (rh_store_rig_find (rig, "Employees/Search"));
  rh_folder_remove (rh_store_rig_nth_folder (rig, 0), G_OBJECT (search));
  rh_folder_append (rh_store_rig_nth_folder (rig, 1), G_OBJECT (search));
  rh_store_rig_flush (rig);
  g_assert_false (rh_store_rig_has (rig, "Employees/Search.yml"));
  rh_store_rig_open (rig);
  rh_store_rig_assert_tree (rig, "Employees[One],Vendors[Create,Search]");
}

/* Both are the first of their folders. */
static void
test_move_between (RhStoreRig *rig, gconstpointer data)
{
  rh_store_rig_open_sample (rig);
  rh_tree_move (G_OBJECT (rh_store_rig_find (rig, "Vendors/Create")),
                rh_store_rig_nth_folder (rig, 0), 1);
  rh_store_rig_flush (rig);
  rh_store_rig_open (rig);
  rh_store_rig_assert_tree (rig, "Employees[Search,Create,One],Vendors[]");
}

static void
test_move_out_and_remove (RhStoreRig *rig, gconstpointer data)
{
  rh_store_rig_open_sample (rig);
  rh_tree_move (G_OBJECT (rh_store_rig_find (rig, "Vendors/Create")),
                rh_store_rig_nth_folder (rig, 0), 2);
  rh_folder_remove (rh_collection_get_root (rig->collection),
                    G_OBJECT (rh_store_rig_nth_folder (rig, 1)));
  rh_store_rig_flush (rig);
  g_assert_false (rh_store_rig_has (rig, "Vendors"));
  g_assert_true (rh_store_rig_has (rig, "Employees/Create.yml"));
}

static void
test_remove_and_undo (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (RhFolder) employees = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  rh_store_rig_open_sample (rig);
  before = rh_store_rig_dump (rig);
  employees = g_object_ref (rh_store_rig_nth_folder (rig, 0));
  rh_folder_remove (rh_collection_get_root (rig->collection), G_OBJECT (employees));
  rh_store_rig_flush (rig);
  g_assert_false (rh_store_rig_has (rig, "Employees"));

  rh_folder_insert (rh_collection_get_root (rig->collection), 0, G_OBJECT (employees));
  rh_store_rig_flush (rig);
  after = rh_store_rig_dump (rig);
  g_assert_cmpstr (before, ==, after);
}

/* Somebody may still hold it, and offer to save it. */
static void
test_removed_is_not_saved (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (RhRequestItem) search = NULL;
  g_autoptr (GError) error = NULL;

  rh_store_rig_open_sample (rig);
  search = g_object_ref (rh_store_rig_find (rig, "Employees/Search"));
  rh_folder_remove (rh_request_item_get_parent (search), G_OBJECT (search));
  rh_request_item_set_edited (search, TRUE);
  g_assert_false (rh_collection_store_save (rig->store, search, &error));
  g_assert_error (error, RH_DISK_ERROR, RH_DISK_ERROR_NOT_FOUND);
  g_assert_false (rh_store_rig_has (rig, "Employees/Search.yml"));
}

/* What is not ours stays. */
static void
test_remove_leaves_others (RhStoreRig *rig, gconstpointer data)
{
  rh_store_rig_open_sample (rig);
  rh_store_rig_write (rig, "Employees/README.md", "mine");
  rh_folder_remove (rh_collection_get_root (rig->collection),
                    G_OBJECT (rh_store_rig_nth_folder (rig, 0)));
  rh_store_rig_flush (rig);
  g_assert_true (rh_store_rig_has (rig, "Employees/README.md"));
  g_assert_false (rh_store_rig_has (rig, "Employees/One.yml"));
  g_assert_true (rh_collection_store_refresh (rig->store, NULL));
  rh_store_rig_assert_tree (rig, "Vendors[Create]");
}

static void
test_environments (RhStoreRig *rig, gconstpointer data)
{
  RhEnvironment *staging;
  g_autofree char *text = NULL;
  g_autofree char *collection = NULL;

  rh_store_rig_open_sample (rig);
  staging = rh_collection_get_environment (rig->collection, "Staging");
  rh_environment_set (staging, "api", "https://b.example");
  rh_environment_set_service (staging, "pleo");
  rh_store_rig_flush (rig);
  text = rh_store_rig_read (rig, "environments/Staging.yml");
  g_assert_nonnull (strstr (text, "https://b.example"));
  collection = rh_store_rig_read (rig, "opencollection.yml");
  g_assert_nonnull (strstr (collection, "pleo"));

  g_object_set (staging, "name", "Testing", NULL);
  rh_store_rig_flush (rig);
  g_assert_false (rh_store_rig_has (rig, "environments/Staging.yml"));
  g_free (collection);
  collection = rh_store_rig_read (rig, "opencollection.yml");
  g_assert_nonnull (strstr (collection, "Testing"));
  g_assert_null (strstr (collection, "Staging"));
  rh_store_rig_open (rig);
  staging = rh_collection_get_environment (rig->collection, "Testing");
  g_assert_cmpstr (rh_environment_get_service (staging), ==, "pleo");

  rh_collection_remove_environment (rig->collection, staging);
  rh_store_rig_flush (rig);
  g_assert_false (rh_store_rig_has (rig, "environments/Testing.yml"));
}

/* What is new may stand in memory where something was that is deleted. */
static void
test_new_after_deleted (RhStoreRig *rig, gconstpointer data)
{
  RhFolder *root;

  rh_store_rig_open_sample (rig);
  root = rh_collection_get_root (rig->collection);
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (RhEnvironment) environment = rh_environment_new ("Testing");
      g_autoptr (RhFolder) folder = rh_folder_new ("Testing");
      g_autofree char *edit = g_strdup_printf ("edit-%u-", i);
      g_autofree char *environment_text = NULL;
      g_autofree char *folder_text = NULL;

      rh_collection_add_environment (rig->collection, environment);
      rh_folder_append (root, G_OBJECT (folder));
      rh_store_rig_flush (rig);

      rh_environment_set (environment, "api", edit);
      rh_environment_set (rh_folder_get_scope (folder), "page", edit);
      rh_store_rig_flush (rig);
      environment_text = rh_store_rig_read (rig, "environments/Testing.yml");
      g_assert_nonnull (strstr (environment_text, edit));
      folder_text = rh_store_rig_read (rig, "Testing/folder.yml");
      g_assert_nonnull (strstr (folder_text, edit));

      rh_collection_remove_environment (rig->collection, environment);
      rh_folder_remove (root, G_OBJECT (folder));
      rh_store_rig_flush (rig);
    }
}

/* Files have no order; the one that somebody chose is kept all the same. */
static void
test_environment_order (RhStoreRig *rig, gconstpointer data)
{
  static const char *const names[] = { "Practice", "Staging", "Production", "Another" };
  GListModel *environments = rh_collection_get_environments (rig->collection);
  g_autoptr (GString) order = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (RhEnvironment) environment = rh_environment_new (names[i]);

      rh_environment_set_service (environment, i < 3 ? "pleo" : "");
      rh_collection_add_environment (rig->collection, environment);
    }
  rig->store = rh_collection_store_new (rig->collection, RH_DISK (rig->faulty));
  g_assert_true (rh_collection_store_create (rig->store, NULL));

  rh_store_rig_open (rig);
  environments = rh_collection_get_environments (rig->collection);
  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);

      g_string_append_printf (order, "%s ", rh_environment_get_name (environment));
    }
  g_assert_cmpstr (order->str, ==, "Practice Staging Production Another ");
}

/* security.md 4.5: a secret never touches a file, whoever puts it there. */
static void
test_secret_is_scrubbed (RhStoreRig *rig, gconstpointer data)
{
  RhEnvironment *practice;
  RhVariable *api;
  g_autofree char *text = NULL;

  rh_store_rig_open_sample (rig);
  practice = rh_collection_get_environment (rig->collection, "Practice");
  api = rh_environment_lookup (practice, "api");
  g_object_set (api, "secret", TRUE, NULL);
  rh_store_rig_flush (rig);
  text = rh_store_rig_dump (rig);
  g_assert_null (strstr (text, "http://localhost:1"));
}

/* What others do */

static void
test_takes_over (RhStoreRig *rig, gconstpointer data)
{
  RhRequestItem *search;
  RhRequestItem *one;

  rh_store_rig_open_sample (rig);
  search = rh_store_rig_find (rig, "Employees/Search");
  one = rh_store_rig_find (rig, "Employees/One");
  rh_store_rig_write (rig, "Employees/Search.yml",
                      "info:\n  name: Search\n  type: http\n  seq: 3\n\nhttp:\n  method: POST\n"
                      "  url: theirs\n");
  rh_store_rig_write (
      rig, "Employees/New.yml",
      "info:\n  name: New\n  type: http\n  seq: 1\n\nhttp:\n  method: GET\n  url: n\n");
  rh_store_rig_write (rig, "More/Deep/Er.yml",
                      "info:\n  name: Er\n  type: http\n\nhttp:\n  method: GET\n  url: n\n");
  rh_store_rig_write (
      rig, "environments/Staging.yml",
      "name: Staging\nvariables:\n  - name: api\n    value: https://theirs.example\n");
  rh_store_rig_write (rig, "environments/Live.yml", "name: Live\n");
  g_assert_true (rh_collection_store_refresh (rig->store, NULL));

  rh_store_rig_assert_tree (rig, "Employees[New,One,Search],Vendors[Create],More[Deep[Er]]");
  g_assert_true (rh_store_rig_find (rig, "Employees/Search") == search);
  g_assert_true (rh_store_rig_find (rig, "Employees/One") == one);
  g_assert_cmpstr (rh_request_item_get_method (search), ==, "POST");
  g_assert_false (rh_request_item_is_edited (search));
  g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (
                       rh_collection_get_environment (rig->collection, "Staging"), "api")),
                   ==, "https://theirs.example");
  g_assert_nonnull (rh_collection_get_environment (rig->collection, "Live"));
}

static void
test_takes_over_environment (RhStoreRig *rig, gconstpointer data)
{
  RhEnvironment *live;

  rh_store_rig_open_sample (rig);
  rh_store_rig_write (rig, "opencollection.yml",
                      "opencollection: 1.0.0\ninfo:\n  name: Acme\nextensions:\n  rehearsal:\n"
                      "    environments:\n      Live:\n        protected: true\n");
  rh_store_rig_write (rig, "environments/Live.yml", "name: Live\n");
  g_assert_true (rh_collection_store_refresh (rig->store, NULL));
  live = rh_collection_get_environment (rig->collection, "Live");
  g_assert_true (rh_environment_is_marked_protected (live));
}

static void
test_takes_over_moves (RhStoreRig *rig, gconstpointer data)
{
  RhRequestItem *search;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *folder_to = NULL;
  RhRequestItem *create;

  rh_store_rig_open_sample (rig);
  search = rh_store_rig_find (rig, "Employees/Search");
  create = rh_store_rig_find (rig, "Vendors/Create");
  from = g_build_filename (rig->root, "Employees/Search.yml", NULL);
  to = g_build_filename (rig->root, "Moved.yml", NULL);
  folder = g_build_filename (rig->root, "Vendors", NULL);
  folder_to = g_build_filename (rig->root, "Employees/Suppliers", NULL);
  g_assert_cmpint (g_rename (from, to), ==, 0);
  g_assert_cmpint (g_rename (folder, folder_to), ==, 0);
  g_assert_true (rh_collection_store_refresh (rig->store, NULL));

  rh_store_rig_assert_tree (rig, "Employees[Vendors[Create],One],Search");
  g_assert_true (rh_store_rig_find (rig, "Moved") == search);
  g_assert_true (rh_store_rig_find (rig, "Employees/Suppliers/Create") == create);
}

static void
test_takes_over_removals (RhStoreRig *rig, gconstpointer data)
{
  g_autofree char *file = NULL;
  g_autofree char *environment = NULL;

  rh_store_rig_open_sample (rig);
  file = g_build_filename (rig->root, "Employees/One.yml", NULL);
  environment = g_build_filename (rig->root, "environments/Practice.yml", NULL);
  g_assert_cmpint (g_unlink (file), ==, 0);
  g_assert_cmpint (g_unlink (environment), ==, 0);
  g_assert_true (rh_collection_store_refresh (rig->store, NULL));
  rh_store_rig_assert_tree (rig, "Employees[Search],Vendors[Create]");
  g_assert_null (rh_collection_get_environment (rig->collection, "Practice"));
}

#define THEIRS \
  "info:\n  name: Search\n  type: http\n  seq: 1\n\nhttp:\n  method: GET\n  url: " \
  "theirs\n\nother: kept\n"

static RhRequestItem *
make_conflict (RhStoreRig *rig)
{
  RhRequestItem *search;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  rh_store_rig_open_sample (rig);
  search = rh_store_rig_find (rig, "Employees/Search");
  g_object_set (search, "url", "mine", NULL);
  rh_store_rig_write (rig, "Employees/Search.yml", THEIRS);
  g_assert_false (rh_collection_store_save (rig->store, search, &error));
  g_assert_error (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_CONFLICT);
  text = rh_store_rig_read (rig, "Employees/Search.yml");
  g_assert_cmpstr (text, ==, THEIRS);
  g_assert_true (rh_request_item_has_conflict (search));
  g_assert_cmpstr (rh_request_item_get_url (search), ==, "mine");
  return search;
}

static void
test_conflict_mine (RhStoreRig *rig, gconstpointer data)
{
  RhRequestItem *search = make_conflict (rig);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) theirs = rh_collection_store_dup_theirs (rig->store, search);
  g_autoptr (GBytes) mine = rh_collection_store_dup_mine (rig->store, search, NULL);

  g_assert_cmpmem (g_bytes_get_data (theirs, NULL), g_bytes_get_size (theirs), THEIRS,
                   strlen (THEIRS));
  g_assert_nonnull (
      g_strstr_len (g_bytes_get_data (mine, NULL), (gssize) g_bytes_get_size (mine), "url: mine"));
  g_assert_true (rh_collection_store_resolve (rig->store, search, TRUE, NULL));
  g_assert_false (rh_request_item_has_conflict (search));
  save (rig, search);
  text = rh_store_rig_read (rig, "Employees/Search.yml");
  g_assert_nonnull (strstr (text, "url: mine"));
  g_assert_nonnull (strstr (text, "other: kept"));
}

static void
test_conflict_theirs (RhStoreRig *rig, gconstpointer data)
{
  RhRequestItem *search = make_conflict (rig);

  g_assert_true (rh_collection_store_resolve (rig->store, search, FALSE, NULL));
  g_assert_cmpstr (rh_request_item_get_url (search), ==, "theirs");
  g_assert_false (rh_request_item_is_edited (search));
  g_assert_false (rh_request_item_has_conflict (search));
}

static void
test_conflict_gone (RhStoreRig *rig, gconstpointer data)
{
  RhRequestItem *search;
  g_autofree char *file = NULL;
  g_autofree char *text = NULL;

  rh_store_rig_open_sample (rig);
  search = rh_store_rig_find (rig, "Employees/Search");
  g_object_set (search, "url", "mine", NULL);
  file = g_build_filename (rig->root, "Employees/Search.yml", NULL);
  g_assert_cmpint (g_unlink (file), ==, 0);
  g_assert_true (rh_collection_store_refresh (rig->store, NULL));
  rh_store_rig_assert_tree (rig, RH_STORE_RIG_SAMPLE_TREE);
  g_assert_true (rh_request_item_has_conflict (search));
  g_assert_null (rh_collection_store_dup_theirs (rig->store, search));
  g_assert_true (rh_collection_store_resolve (rig->store, search, TRUE, NULL));
  save (rig, search);
  text = rh_store_rig_read (rig, "Employees/Search.yml");
  g_assert_nonnull (strstr (text, "url: mine"));
}

/* The folder around it is gone too. */
static void
test_conflict_folder_gone (RhStoreRig *rig, gconstpointer data)
{
  RhRequestItem *search;
  g_autofree char *text = NULL;

  rh_store_rig_open_sample (rig);
  search = rh_store_rig_find (rig, "Employees/Search");
  g_object_set (search, "url", "mine", NULL);
  for (guint i = 0; i < 4; i++)
    {
      static const char *const names[] = { "Search.yml", "One.yml", "folder.yml", "" };
      g_autofree char *file = g_build_filename (rig->root, "Employees", names[i], NULL);

      g_assert_cmpint (g_remove (file), ==, 0);
    }
  g_assert_true (rh_collection_store_refresh (rig->store, NULL));
  rh_store_rig_assert_tree (rig, "Employees[Search],Vendors[Create]");
  g_assert_true (rh_request_item_has_conflict (search));
  g_assert_true (rh_collection_store_resolve (rig->store, search, TRUE, NULL));
  save (rig, search);
  text = rh_store_rig_read (rig, "Employees/Search.yml");
  g_assert_nonnull (strstr (text, "url: mine"));
}

static void
test_draft (RhStoreRig *rig, gconstpointer data)
{
  RhRequestItem *search;
  g_autoptr (GBytes) draft = NULL;
  g_autoptr (GBytes) base = NULL;

  rh_store_rig_open_sample (rig);
  search = rh_store_rig_find (rig, "Employees/Search");
  g_object_set (search, "url", "typed", NULL);
  draft = rh_collection_store_dup_mine (rig->store, search, NULL);
  base = g_bytes_ref (rh_request_item_get_source (search));

  rh_store_rig_open (rig);
  search = rh_store_rig_find (rig, "Employees/Search");
  g_assert_true (rh_collection_store_restore (rig->store, search, draft, base, NULL));
  g_assert_cmpstr (rh_request_item_get_url (search), ==, "typed");
  g_assert_true (rh_request_item_is_edited (search));
  g_assert_false (rh_request_item_has_conflict (search));
  save (rig, search);

  rh_store_rig_open (rig);
  search = rh_store_rig_find (rig, "Employees/Search");
  g_assert_true (rh_collection_store_restore (rig->store, search, draft, base, NULL));
  g_assert_true (rh_request_item_has_conflict (search));
}

/* Seen without being asked. */
static void
test_watch (RhStoreRig *rig, gconstpointer data)
{
  RhRequestItem *search;

  rh_store_rig_write_sample (rig);
  g_clear_object (&rig->collection);
  rig->collection = rh_collection_new ("id", "");
  rig->store = rh_collection_store_new (rig->collection, rig->disk);
  g_assert_true (rh_collection_store_open (rig->store, NULL));
  rh_collection_store_watch (rig->store);
  search = rh_store_rig_find (rig, "Employees/Search");
  rh_store_rig_write (rig, "Employees/Search.yml", THEIRS);
  while (!g_str_equal (rh_request_item_get_url (search), "theirs"))
    g_main_context_iteration (NULL, TRUE);
}

/* Hostile folders */

static void
test_broken_files (RhStoreRig *rig, gconstpointer data)
{
  RhRequestItem *broken;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_auto (GStrv) problems = NULL;
  g_autoptr (GError) error = NULL;

  rh_store_rig_write_sample (rig);
  rh_store_rig_write (rig, "Employees/Broken.yml", "info:\n  name: &a x\n  other: *a\n");
  rh_store_rig_write (rig, "environments/Broken.yml", "name: [\n");
  rh_store_rig_write (rig, "Vendors/folder.yml", "info: !!python/object x\n");
  rh_store_rig_open (rig);
  before = rh_store_rig_look (rig);
  rh_store_rig_assert_tree (rig, "Employees[Search,One,Broken],Vendors[Create]");
  broken = rh_store_rig_find (rig, "Employees/Broken");
  g_assert_false (rh_request_item_load (broken));
  g_assert_true (g_str_has_prefix (rh_request_item_get_problem (broken), "line 2: "));
  g_object_get (rig->store, "problems", &problems, NULL);
  g_assert_cmpuint (g_strv_length (problems), ==, 3);
  g_assert_true (g_str_has_prefix (problems[0], "Employees/Broken.yml: line 2: "));

  /* nothing is written over, whoever tries */
  g_object_set (broken, "url", "x", NULL);
  g_assert_false (rh_collection_store_save (rig->store, broken, &error));
  g_assert_error (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_BROKEN);
  after = rh_store_rig_look (rig);
  g_assert_cmpstr (before, ==, after);

  /* mended by hand, it is a request */
  rh_request_item_set_edited (broken, FALSE);
  rh_store_rig_write (rig, "Employees/Broken.yml",
                      "info:\n  name: Mended\n  type: http\n\nhttp:\n  method: GET\n  url: u\n");
  g_assert_true (rh_collection_store_refresh (rig->store, NULL));
  g_assert_null (rh_request_item_get_problem (broken));
  g_assert_cmpstr (rh_request_item_get_name (broken), ==, "Mended");
}

static void
test_links (RhStoreRig *rig, gconstpointer data)
{
  g_autofree char *outside = g_strconcat (rig->root, "-outside.yml", NULL);
  g_autofree char *link = NULL;
  g_autofree char *folder_link = NULL;
  g_autofree char *text = NULL;

  rh_store_rig_write_sample (rig);
  g_assert_true (g_file_set_contents (outside, "info:\n  name: Outside\n", -1, NULL));
  link = g_build_filename (rig->root, "Link.yml", NULL);
  folder_link = g_build_filename (rig->root, "Elsewhere", NULL);
  g_assert_cmpint (symlink (outside, link), ==, 0);
  g_assert_cmpint (symlink ("/etc", folder_link), ==, 0);
  rh_store_rig_open (rig);
  rh_store_rig_assert_tree (rig, RH_STORE_RIG_SAMPLE_TREE ",Link");
  g_assert_nonnull (rh_request_item_get_problem (rh_store_rig_find (rig, "Link")));
  g_assert_true (g_file_get_contents (outside, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "info:\n  name: Outside\n");
  g_unlink (outside);
}

static void
test_read_only (RhStoreRig *rig, gconstpointer data)
{
  RhRequestItem *search;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  rh_store_rig_open_sample (rig);
  before = rh_store_rig_look (rig);
  search = rh_store_rig_find (rig, "Employees/Search");
  g_object_set (search, "url", "mine", NULL);
  rh_faulty_disk_refuse (rig->faulty, RH_DISK_ERROR_READ_ONLY);
  g_assert_false (rh_collection_store_save (rig->store, search, &error));
  g_assert_error (error, RH_DISK_ERROR, RH_DISK_ERROR_READ_ONLY);
  g_assert_true (rh_request_item_is_edited (search));
  after = rh_store_rig_look (rig);
  g_assert_cmpstr (before, ==, after);
}

/* Stopped at each call of the disk: every file is an old one or a new one, and can be opened. */
static void
do_much (RhStoreRig *rig)
{
  RhRequestItem *search = rh_store_rig_find (rig, "Employees/Search");
  g_autoptr (RhRequestItem) one = g_object_ref (rh_store_rig_find (rig, "Employees/One"));
  g_autoptr (RhRequestItem) fresh = rh_request_item_new ("Fresh", "GET", "fresh");

  g_object_set (search, "url", "mine", NULL);
  rh_collection_store_save (rig->store, search, NULL);
  g_object_set (rh_store_rig_nth_folder (rig, 1), "name", "Suppliers", NULL);
  rh_folder_remove (rh_store_rig_nth_folder (rig, 0), G_OBJECT (one));
  rh_folder_append (rh_store_rig_nth_folder (rig, 1), G_OBJECT (one));
  rh_folder_append (rh_store_rig_nth_folder (rig, 0), G_OBJECT (fresh));
  rh_environment_set (rh_collection_get_environment (rig->collection, "Staging"), "api", "new");
  rh_collection_store_flush (rig->store, NULL);
}

static void
assert_whole (RhStoreRig *rig)
{
  g_auto (GStrv) problems = NULL;
  RhEnvironment *staging;
  const char *api;

  rh_faulty_disk_stop_at (rig->faulty, 0, 0);
  rh_store_rig_open (rig);
  g_object_get (rig->store, "problems", &problems, NULL);
  g_assert_cmpstr (problems[0], ==, NULL);
  staging = rh_collection_get_environment (rig->collection, "Staging");
  api = rh_variable_get_value (rh_environment_lookup (staging, "api"));
  g_assert_true (g_str_equal (api, "https://a.example") || g_str_equal (api, "new"));
  g_assert_nonnull (rh_collection_store_find (rig->store, "Employees/Search"));
  g_assert_true (rh_collection_store_find (rig->store, "Employees/One") != NULL
                 || rh_collection_store_find (rig->store, "Suppliers/One") != NULL
                 || rh_collection_store_find (rig->store, "Vendors/One") != NULL);
}

static void
start_anew (RhStoreRig *rig)
{
  rh_store_rig_tear_down (rig, NULL);
  *rig = (RhStoreRig) { 0 };
  rh_store_rig_set_up (rig, NULL);
  rh_store_rig_open_sample (rig);
}

static void
test_stopped_anywhere (RhStoreRig *rig, gconstpointer data)
{
  guint n_calls;

  start_anew (rig);
  rh_faulty_disk_stop_at (rig->faulty, 0, 0);
  do_much (rig);
  n_calls = rh_faulty_disk_get_calls (rig->faulty);
  g_assert_cmpuint (n_calls, >, 30);
  assert_whole (rig);

  for (guint n = 1; n <= n_calls; n++)
    {
      start_anew (rig);
      rh_faulty_disk_stop_at (rig->faulty, n, n % 7);
      do_much (rig);
      assert_whole (rig);
    }
}

/* However little was written of a new collection, it can be opened. */
static void
test_create_stopped_anywhere (RhStoreRig *rig, gconstpointer data)
{
  gboolean stopped = TRUE;

  for (guint n = 1; stopped; n++)
    {
      g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "u");
      g_autoptr (RhEnvironment) environment = rh_environment_new ("Staging");

      rh_store_rig_tear_down (rig, NULL);
      *rig = (RhStoreRig) { 0 };
      rh_store_rig_set_up (rig, NULL);
      rh_folder_append (rh_collection_get_root (rig->collection), G_OBJECT (item));
      rh_collection_add_environment (rig->collection, environment);
      rig->store = rh_collection_store_new (rig->collection, RH_DISK (rig->faulty));
      rh_faulty_disk_stop_at (rig->faulty, n, n % 7);
      rh_collection_store_create (rig->store, NULL);
      stopped = rh_faulty_disk_has_stopped (rig->faulty);
      rh_faulty_disk_stop_at (rig->faulty, 0, 0);
      if (rh_store_rig_has (rig, "R.yml") || rh_store_rig_has (rig, "environments"))
        rh_store_rig_open (rig);
    }
  rh_store_rig_assert_tree (rig, "R");
}

static void
add (const char *name, void (*test) (RhStoreRig *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/collection-store/", name, NULL);

  g_test_add (path, RhStoreRig, NULL, rh_store_rig_set_up, test, rh_store_rig_tear_down);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  add ("open", test_open);
  add ("open-glances", test_open_glances);
  add ("unchanged-is-not-written", test_unchanged_is_not_written);
  add ("no-collection", test_no_collection);
  add ("save-one", test_save_one);
  add ("says-when-laid-out-anew", test_says_when_laid_out_anew);
  add ("discard", test_discard);
  add ("create-and-open", test_create_and_open);
  add ("rename", test_rename);
  add ("same-names", test_same_names);
  add ("order", test_order);
  add ("order-of-folders", test_order_of_folders);
  add ("move", test_move);
  add ("move-between", test_move_between);
  add ("move-out-and-remove", test_move_out_and_remove);
  add ("remove-and-undo", test_remove_and_undo);
  add ("removed-is-not-saved", test_removed_is_not_saved);
  add ("remove-leaves-others", test_remove_leaves_others);
  add ("environments", test_environments);
  add ("new-after-deleted", test_new_after_deleted);
  add ("environment-order", test_environment_order);
  add ("4.5/secret-is-scrubbed", test_secret_is_scrubbed);
  add ("takes-over", test_takes_over);
  add ("takes-over-environment", test_takes_over_environment);
  add ("takes-over-moves", test_takes_over_moves);
  add ("takes-over-removals", test_takes_over_removals);
  add ("conflict-mine", test_conflict_mine);
  add ("conflict-theirs", test_conflict_theirs);
  add ("conflict-gone", test_conflict_gone);
  add ("conflict-folder-gone", test_conflict_folder_gone);
  add ("draft", test_draft);
  add ("watch", test_watch);
  add ("broken-files", test_broken_files);
  add ("links", test_links);
  add ("read-only", test_read_only);
  add ("stopped-anywhere", test_stopped_anywhere);
  add ("create-stopped-anywhere", test_create_stopped_anywhere);
  return g_test_run ();
}
