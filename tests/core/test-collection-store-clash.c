/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two change the same at the same moment: what is written by itself gives way, that is told, and
 * what was typed is kept until somebody chose. */
#include "lib/rh-store-rig.h"
#include "lib/rh-test.h"

#include <string.h>

#define NEW "info:\n  name: New\n  type: http\n\nhttp:\n  method: GET\n  url: u\n"

/* What somebody has open beside @rig. */
typedef struct
{
  RhCollection *collection;
  RhCollectionStore *store;
} Other;

static void
other_open (Other *other, RhStoreRig *rig)
{
  other->collection = rh_collection_new ("id", "");
  other->store = rh_collection_store_new (other->collection, rig->disk);
  g_assert_true (rh_collection_store_open (other->store, NULL));
}

static void
other_clear (Other *other)
{
  g_clear_object (&other->store);
  g_clear_object (&other->collection);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Other, other_clear)

/* Told */

static void
test_clash_is_told (RhStoreRig *rig, gconstpointer data)
{
  g_auto (Other) other = { NULL };
  g_autoptr (GError) told = NULL;
  RhEnvironment *staging;
  RhEnvironment *theirs;

  rh_store_rig_open_sample (rig);
  other_open (&other, rig);
  rh_store_rig_listen (rig, &told);
  staging = rh_collection_get_environment (rig->collection, "Staging");
  theirs = rh_collection_get_environment (other.collection, "Staging");
  rh_environment_set (staging, "api", "mine");
  rh_environment_set (theirs, "api", "theirs");
  g_assert_true (rh_collection_store_flush (other.store, NULL));
  rh_store_rig_refresh (rig);
  g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (staging, "api")), ==, "theirs");
  g_assert_error (told, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_CONFLICT);
  g_assert_cmpstr (told->message, ==, "environments/Staging.yml");

  g_clear_error (&told);
  rh_store_rig_refresh (rig);
  g_assert_no_error (told);
}

static void
test_renamed_and_changed (RhStoreRig *rig, gconstpointer data)
{
  g_auto (Other) other = { NULL };
  g_autoptr (GError) told = NULL;
  g_autoptr (RhFolder) theirs = NULL;

  rh_store_rig_open_sample (rig);
  other_open (&other, rig);
  rh_store_rig_listen (rig, &told);
  g_object_set (rh_store_rig_nth_folder (rig, 1), "note", "mine", NULL);
  theirs
      = g_list_model_get_item (rh_folder_get_items (rh_collection_get_root (other.collection)), 1);
  g_object_set (theirs, "name", "Suppliers", NULL);
  g_assert_true (rh_collection_store_flush (other.store, NULL));
  rh_store_rig_refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Search,One],Suppliers[Create]");
  g_assert_error (told, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_CONFLICT);
  g_assert_cmpstr (told->message, ==, "Suppliers/folder.yml");
}

/* A request that was renamed here, and there to something else. */
static void
test_renamed_twice (RhStoreRig *rig, gconstpointer data)
{
  g_auto (Other) other = { NULL };
  g_autoptr (GError) told = NULL;

  rh_store_rig_open_sample (rig);
  other_open (&other, rig);
  rh_store_rig_listen (rig, &told);
  g_object_set (rh_store_rig_find (rig, "Employees/One"), "name", "Mine", NULL);
  g_object_set (rh_collection_store_find (other.store, "Employees/One"), "name", "Theirs", NULL);
  g_assert_true (rh_collection_store_flush (other.store, NULL));
  rh_store_rig_refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Search,Theirs],Vendors[Create]");
  g_assert_error (told, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_CONFLICT);
}

/* It is told first, whatever else could not be done. */
static void
test_clash_among_others (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (RhRequestItem) fresh = rh_request_item_new ("Fresh", "GET", "fresh");
  g_autoptr (GError) told = NULL;

  rh_store_rig_open_sample (rig);
  rh_store_rig_listen (rig, &told);
  rh_folder_append (rh_store_rig_nth_folder (rig, 0), G_OBJECT (fresh));
  rh_store_rig_move (rig, "Employees", "Staff");
  g_object_set (rh_store_rig_nth_folder (rig, 1), "note", "mine", NULL);
  rh_store_rig_write (rig, "Vendors/folder.yml", "info:\n  name: Theirs\n  type: folder\n");
  rh_store_rig_refresh (rig);
  g_assert_error (told, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_CONFLICT);
  g_assert_cmpstr (told->message, ==, "Vendors/folder.yml");
  rh_store_rig_assert_tree (rig, "Employees[Search,One,Fresh],Theirs[Create]");
}

static void
write_over_cb (const char *path, gpointer user_data)
{
  rh_store_rig_write (user_data, path,
                      "info:\n  name: Theirs\n  type: http\n  seq: 2\n\nhttp:\n  method: GET\n"
                      "  url: theirs\n");
}

/* Their file came in the moment after ours. */
static void
test_written_over_at_once (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (RhRequestItem) fresh = rh_request_item_new ("Fresh", "GET", "fresh");
  RhRequestItem *one;

  rh_store_rig_open_sample (rig);
  one = rh_store_rig_find (rig, "Employees/One");
  g_object_set (one, "url", "mine", NULL);
  rh_faulty_disk_when_committed (rig->faulty, write_over_cb, rig);
  g_assert_true (rh_collection_store_save (rig->store, one, NULL));
  rh_store_rig_refresh (rig);
  g_assert_cmpstr (rh_request_item_get_url (one), ==, "theirs");

  rh_folder_append (rh_store_rig_nth_folder (rig, 1), G_OBJECT (fresh));
  rh_faulty_disk_when_committed (rig->faulty, write_over_cb, rig);
  rh_store_rig_flush (rig);
  rh_store_rig_refresh (rig);
  g_assert_cmpstr (rh_request_item_get_url (fresh), ==, "theirs");
}

/* A save is for one request: what else could not be written is told soon. */
static void
test_told_after_save (RhStoreRig *rig, gconstpointer data)
{
  RhRequestItem *search;
  g_autoptr (GError) told = NULL;

  rh_store_rig_open_sample (rig);
  rh_store_rig_listen (rig, &told);
  search = rh_store_rig_find (rig, "Employees/Search");
  g_object_set (search, "url", "mine", NULL);
  rh_environment_set (rh_collection_get_environment (rig->collection, "Staging"), "api", "mine");
  rh_store_rig_write (rig, "environments/Staging.yml", "name: Staging\n");
  g_assert_true (rh_collection_store_save (rig->store, search, NULL));
  while (told == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (told, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_CONFLICT);
}

/* Kept */

static const char *
value_of (RhEnvironment *environment, const char *name)
{
  return rh_variable_get_value (rh_environment_lookup (environment, name));
}

static gboolean
has_text (GBytes *text, const char *part)
{
  return text != NULL
         && g_strstr_len (g_bytes_get_data (text, NULL), (gssize) g_bytes_get_size (text), part)
                != NULL;
}

static void
assert_kept (RhStoreRig *rig, gpointer object, const char *mine_has, const char *theirs_has)
{
  g_autoptr (GBytes) mine = rh_collection_store_dup_mine (rig->store, object, NULL);
  g_autoptr (GBytes) theirs = rh_collection_store_dup_theirs (rig->store, object);

  g_assert_true (rh_collection_store_get_clash (rig->store) == object);
  g_assert_true (has_text (mine, mine_has));
  g_assert_true (theirs_has == NULL ? theirs == NULL : has_text (theirs, theirs_has));
}

static void
choose (RhStoreRig *rig, gpointer object, gboolean mine)
{
  g_autoptr (GError) error = NULL;

  rh_collection_store_resolve (rig->store, object, mine, &error);
  g_assert_no_error (error);
  g_assert_null (rh_collection_store_get_clash (rig->store));
  rh_store_rig_flush (rig);
}

/* Staging's api was changed on both sides. */
static RhEnvironment *
clash_in_staging (RhStoreRig *rig)
{
  RhEnvironment *staging;

  rh_store_rig_open_sample (rig);
  staging = rh_collection_get_environment (rig->collection, "Staging");
  rh_environment_set (staging, "api", "mine");
  rh_store_rig_write (
      rig, "environments/Staging.yml",
      "# theirs\nname: Staging\nx: y\nvariables:\n  - name: api\n    value: theirs\n");
  rh_store_rig_refresh (rig);
  g_assert_cmpstr (value_of (staging, "api"), ==, "theirs");
  return staging;
}

static void
test_mine_comes_back (RhStoreRig *rig, gconstpointer data)
{
  RhEnvironment *staging = clash_in_staging (rig);
  g_autoptr (GError) error = NULL;

  assert_kept (rig, staging, "mine", "theirs");
  g_assert_false (rh_collection_store_flush (rig->store, &error));
  g_assert_error (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_CONFLICT);
  choose (rig, staging, TRUE);
  g_assert_cmpstr (value_of (staging, "api"), ==, "mine");
  g_assert_true (rh_store_rig_file_has (rig, "environments/Staging.yml", "value: mine"));
  g_assert_true (rh_store_rig_file_has (rig, "environments/Staging.yml", "# theirs\n"));
  g_assert_true (rh_store_rig_file_has (rig, "environments/Staging.yml", "x: y\n"));
}

static void
test_theirs_stays (RhStoreRig *rig, gconstpointer data)
{
  RhEnvironment *staging = clash_in_staging (rig);
  g_autofree char *before = rh_store_rig_look (rig);
  g_autofree char *after = NULL;

  choose (rig, staging, FALSE);
  g_assert_cmpstr (value_of (staging, "api"), ==, "theirs");
  after = rh_store_rig_look (rig);
  g_assert_cmpstr (before, ==, after);
}

/* Each of them, though the second was typed before anybody chose. */
static void
test_each_is_kept (RhStoreRig *rig, gconstpointer data)
{
  RhEnvironment *staging = clash_in_staging (rig);
  g_autoptr (GBytes) second = NULL;

  rh_environment_set (staging, "api", "second");
  rh_store_rig_write (rig, "environments/Staging.yml", "name: Staging\ndescription: again\n");
  rh_store_rig_refresh (rig);
  assert_kept (rig, staging, "mine", "again");
  g_assert_true (rh_collection_store_resolve (rig->store, staging, FALSE, NULL));
  assert_kept (rig, staging, "second", "again");
  choose (rig, staging, TRUE);
  g_assert_cmpstr (value_of (staging, "api"), ==, "second");
}

/* It was taken away after that. */
static void
test_gone_environment_comes_back (RhStoreRig *rig, gconstpointer data)
{
  RhEnvironment *staging = clash_in_staging (rig);

  rh_store_rig_remove (rig, "environments/Staging.yml");
  rh_store_rig_refresh (rig);
  g_assert_null (rh_collection_get_environment (rig->collection, "Staging"));
  assert_kept (rig, staging, "mine", NULL);
  choose (rig, staging, TRUE);
  g_assert_true (rh_collection_get_environment (rig->collection, "Staging") == staging);
  g_assert_true (rh_store_rig_file_has (rig, "environments/Staging.yml", "value: mine"));
}

/* And is there again, as another one. */
static void
test_other_environment_gets_it (RhStoreRig *rig, gconstpointer data)
{
  RhEnvironment *staging = clash_in_staging (rig);
  RhEnvironment *other;

  rh_store_rig_remove (rig, "environments/Staging.yml");
  rh_store_rig_write (rig, "environments/Other.yml", "name: Staging\ndescription: other\n");
  rh_store_rig_refresh (rig);
  other = rh_collection_get_environment (rig->collection, "Staging");
  g_assert_true (other != staging);
  assert_kept (rig, staging, "mine", "other");
  choose (rig, staging, TRUE);
  g_assert_cmpstr (value_of (other, "api"), ==, "mine");
  g_assert_true (rh_store_rig_file_has (rig, "environments/Other.yml", "value: mine"));
  g_assert_false (rh_store_rig_has (rig, "environments/Staging.yml"));
}

/* It got another name here, and none there. */
static void
test_renamed_environment_is_kept (RhStoreRig *rig, gconstpointer data)
{
  RhEnvironment *staging;

  rh_store_rig_open_sample (rig);
  staging = rh_collection_get_environment (rig->collection, "Staging");
  g_object_set (staging, "name", "Mine", NULL);
  rh_store_rig_remove (rig, "environments/Staging.yml");
  rh_store_rig_refresh (rig);
  assert_kept (rig, staging, "name: Mine", NULL);
  choose (rig, staging, TRUE);
  g_assert_true (rh_store_rig_file_has (rig, "environments/Mine.yml", "name: Mine"));
}

/* The sample, whose second folder, Vendors, has a note that is not written yet. */
static RhFolder *
open_noted (RhStoreRig *rig)
{
  RhFolder *vendors;

  rh_store_rig_open_sample (rig);
  vendors = rh_store_rig_nth_folder (rig, 1);
  g_object_set (vendors, "note", "mine", NULL);
  return vendors;
}

static void
remove_vendors (RhStoreRig *rig)
{
  rh_store_rig_remove (rig, "Vendors/Create.yml");
  rh_store_rig_remove (rig, "Vendors/folder.yml");
  rh_store_rig_remove (rig, "Vendors");
}

/* With its name, and so its place. */
static void
test_folder_is_kept (RhStoreRig *rig, gconstpointer data)
{
  RhFolder *vendors;

  rh_store_rig_open_sample (rig);
  vendors = rh_store_rig_nth_folder (rig, 1);
  g_object_set (vendors, "note", "mine", "name", "Suppliers", NULL);
  rh_store_rig_write (rig, "Vendors/folder.yml",
                      "# theirs\ninfo:\n  name: Theirs\n  type: folder\n  seq: 2\nx: y\n");
  rh_store_rig_refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Search,One],Theirs[Create]");
  assert_kept (rig, vendors, "docs: mine", "name: Theirs");
  choose (rig, vendors, TRUE);
  rh_store_rig_assert_tree (rig, "Employees[Search,One],Suppliers[Create]");
  g_assert_cmpstr (rh_folder_get_note (vendors), ==, "mine");
  g_assert_true (rh_store_rig_file_has (rig, "Suppliers/folder.yml", "docs: mine"));
  g_assert_true (rh_store_rig_file_has (rig, "Suppliers/folder.yml", "x: y"));
  g_assert_true (rh_store_rig_file_has (rig, "Suppliers/folder.yml", "# theirs"));
}

static void
test_gone_folder_comes_back (RhStoreRig *rig, gconstpointer data)
{
  RhFolder *vendors = open_noted (rig);

  remove_vendors (rig);
  rh_store_rig_refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Search,One]");
  assert_kept (rig, vendors, "docs: mine", NULL);
  choose (rig, vendors, TRUE);
  rh_store_rig_assert_tree (rig, "Employees[Search,One],Vendors[]");
  g_assert_true (rh_store_rig_file_has (rig, "Vendors/folder.yml", "docs: mine"));
}

static void
test_collection_is_kept (RhStoreRig *rig, gconstpointer data)
{
  RhFolder *root;

  rh_store_rig_open_sample (rig);
  root = rh_collection_get_root (rig->collection);
  g_object_set (rig->collection, "name", "Mine", NULL);
  g_object_set (root, "note", "what it is", NULL);
  rh_environment_set_service (rh_collection_get_environment (rig->collection, "Staging"), "pleo");
  rh_store_rig_write (rig, "opencollection.yml",
                      "# theirs\nopencollection: 1.0.0\ninfo:\n  name: Theirs\n");
  rh_store_rig_refresh (rig);
  g_assert_cmpstr (rh_collection_get_name (rig->collection), ==, "Theirs");
  assert_kept (rig, root, "name: Mine", "name: Theirs");
  choose (rig, root, TRUE);
  g_assert_cmpstr (rh_collection_get_name (rig->collection), ==, "Mine");
  g_assert_true (rh_store_rig_file_has (rig, "opencollection.yml", "# theirs"));
  g_assert_true (rh_store_rig_file_has (rig, "opencollection.yml", "name: Mine"));
  g_assert_true (rh_store_rig_file_has (rig, "opencollection.yml", "service: pleo"));
}

/* A secret that was moved to the keyring before somebody chose. */
static void
test_moved_secret_stays_away (RhStoreRig *rig, gconstpointer data)
{
  static const char *const file = "info:\n  name: Vendors\n  type: folder\n  seq: 2\n"
                                  "request:\n  auth:\n    type: basic\n    username: u\n"
                                  "    password: %s\ndocs: %s\n";
  g_autofree char *before = g_strdup_printf (file, "p4ssw0rd", "base");
  g_autofree char *theirs = g_strdup_printf (file, "p4ssw0rd", "theirs");
  g_autofree char *moved = g_strdup_printf (file, "\"{{password}}\"", "theirs");
  g_autoptr (GBytes) expected = g_bytes_new (theirs, strlen (theirs));
  g_autoptr (GBytes) text = g_bytes_new (moved, strlen (moved));
  RhFolder *vendors;

  rh_store_rig_write_sample (rig);
  rh_store_rig_write (rig, "Vendors/folder.yml", before);
  rh_store_rig_open (rig);
  vendors = rh_store_rig_nth_folder (rig, 1);
  g_object_set (vendors, "note", "mine", NULL);
  rh_store_rig_write (rig, "Vendors/folder.yml", theirs);
  rh_store_rig_refresh (rig);
  g_assert_true (
      rh_collection_store_rewrite (rig->store, "Vendors/folder.yml", expected, text, NULL));
  choose (rig, vendors, TRUE);
  g_assert_true (rh_store_rig_file_has (rig, "Vendors/folder.yml", "docs: mine"));
  g_assert_true (rh_store_rig_file_has (rig, "Vendors/folder.yml", "{{password}}"));
  g_assert_false (rh_store_rig_file_has (rig, "Vendors/folder.yml", "p4ssw0rd"));
}

/* It was taken away, and is there again: what its file says now is what is compared. */
static void
test_gone_environment_is_there_again (RhStoreRig *rig, gconstpointer data)
{
  RhEnvironment *staging = clash_in_staging (rig);

  rh_store_rig_remove (rig, "environments/Staging.yml");
  rh_store_rig_refresh (rig);
  rh_store_rig_write (rig, "environments/Staging.yml", "name: Staging\ndescription: again\n");
  rh_store_rig_refresh (rig);
  assert_kept (rig, staging, "mine", "again");
  choose (rig, staging, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (rh_collection_get_environments (rig->collection)), ==,
                    2);
  g_assert_true (rh_store_rig_file_has (rig, "environments/Staging.yml", "value: mine"));
}

static void
test_gone_folder_is_there_again (RhStoreRig *rig, gconstpointer data)
{
  RhFolder *vendors = open_noted (rig);

  remove_vendors (rig);
  rh_store_rig_refresh (rig);
  rh_store_rig_write (rig, "Vendors/folder.yml",
                      "# again\ninfo:\n  name: Vendors\n  type: folder\n  seq: 2\n");
  rh_store_rig_write (rig, "Vendors/Create.yml", NEW);
  rh_store_rig_refresh (rig);
  assert_kept (rig, vendors, "docs: mine", "again");
  choose (rig, vendors, TRUE);
  rh_store_rig_assert_tree (rig, "Employees[Search,One],Vendors[New]");
  g_assert_true (rh_store_rig_file_has (rig, "Vendors/folder.yml", "docs: mine"));
  g_assert_true (rh_store_rig_file_has (rig, "Vendors/folder.yml", "# again"));
}

/* Nobody can read what is theirs, and somebody saw it, and chose. */
static void
test_mine_over_broken (RhStoreRig *rig, gconstpointer data)
{
  RhFolder *vendors = open_noted (rig);

  rh_store_rig_write (rig, "Vendors/folder.yml", "<<<<<<< theirs\n: [\n");
  rh_store_rig_refresh (rig);
  assert_kept (rig, vendors, "docs: mine", "<<<<<<<");
  choose (rig, vendors, TRUE);
  g_assert_true (rh_store_rig_file_has (rig, "Vendors/folder.yml", "docs: mine"));
}

static void
test_collection_over_broken (RhStoreRig *rig, gconstpointer data)
{
  RhFolder *root;

  rh_store_rig_open_sample (rig);
  root = rh_collection_get_root (rig->collection);
  g_object_set (rig->collection, "name", "Mine", NULL);
  rh_store_rig_write (rig, "opencollection.yml", "<<<<<<< theirs\n: [\n");
  rh_store_rig_refresh (rig);
  assert_kept (rig, root, "name: Mine", "<<<<<<<");
  choose (rig, root, TRUE);
  g_assert_true (rh_store_rig_file_has (rig, "opencollection.yml", "name: Mine"));
}

/* It was renamed here and not there: what the collection's file says of it stays with it. */
static void
test_extras_stay_with_name (RhStoreRig *rig, gconstpointer data)
{
  RhEnvironment *staging;

  rh_store_rig_open_sample (rig);
  staging = rh_collection_get_environment (rig->collection, "Staging");
  rh_environment_set_service (staging, "pleo");
  rh_store_rig_flush (rig);
  g_object_set (staging, "name", "Mine", NULL);
  rh_store_rig_write (rig, "environments/Staging.yml", "name: Staging\ndescription: theirs\n");
  rh_store_rig_refresh (rig);
  assert_kept (rig, staging, "name: Mine", "theirs");
  g_assert_cmpstr (rh_environment_get_service (staging), ==, "pleo");
  g_assert_true (rh_store_rig_file_has (rig, "opencollection.yml", "Staging:"));
  g_assert_false (rh_store_rig_file_has (rig, "opencollection.yml", "Mine:"));
  choose (rig, staging, TRUE);
  g_assert_cmpstr (rh_environment_get_service (staging), ==, "pleo");
  g_assert_true (rh_store_rig_file_has (rig, "opencollection.yml", "Mine:"));
  g_assert_false (rh_store_rig_file_has (rig, "opencollection.yml", "Staging:"));
}

/* The value of a secret variable is in the keyring, and in nothing that is kept or written. */
static void
test_no_secret_is_kept (RhStoreRig *rig, gconstpointer data)
{
  RhEnvironment *staging;
  g_autoptr (GBytes) mine = NULL;

  rh_store_rig_open_sample (rig);
  staging = rh_collection_get_environment (rig->collection, "Staging");
  rh_environment_set (staging, "key", "s3cr3t");
  g_object_set (rh_environment_lookup (staging, "key"), "secret", TRUE, NULL);
  rh_store_rig_write (rig, "environments/Staging.yml", "name: Staging\ndescription: theirs\n");
  rh_store_rig_refresh (rig);
  mine = rh_collection_store_dup_mine (rig->store, staging, NULL);
  g_assert_true (has_text (mine, "key"));
  g_assert_false (has_text (mine, "s3cr3t"));
  choose (rig, staging, TRUE);
  g_assert_true (rh_store_rig_file_has (rig, "environments/Staging.yml", "key"));
  g_assert_false (rh_store_rig_file_has (rig, "environments/Staging.yml", "s3cr3t"));
}

/* A variable that was moved to the keyring before somebody chose. */
static void
test_secret_by_now (RhStoreRig *rig, gconstpointer data)
{
  RhEnvironment *staging = clash_in_staging (rig);

  g_object_set (rh_environment_lookup (staging, "api"), "secret", TRUE, NULL);
  choose (rig, staging, TRUE);
  g_assert_true (rh_variable_is_secret (rh_environment_lookup (staging, "api")));
  g_assert_false (rh_store_rig_file_has (rig, "environments/Staging.yml", "mine"));
}

static void
test_secret_of_a_folder_by_now (RhStoreRig *rig, gconstpointer data)
{
  RhEnvironment *scope;
  RhFolder *vendors;

  rh_store_rig_open_sample (rig);
  vendors = rh_store_rig_nth_folder (rig, 1);
  scope = rh_folder_get_scope (vendors);
  rh_environment_set (scope, "key", "mine");
  rh_store_rig_write (rig, "Vendors/folder.yml",
                      "info:\n  name: Vendors\n  type: folder\n  seq: 2\nrequest:\n  variables:\n"
                      "    - name: key\n      value: theirs\n");
  rh_store_rig_refresh (rig);
  g_assert_cmpstr (value_of (scope, "key"), ==, "theirs");
  g_object_set (rh_environment_lookup (scope, "key"), "secret", TRUE, NULL);
  choose (rig, vendors, TRUE);
  g_assert_true (rh_variable_is_secret (rh_environment_lookup (scope, "key")));
  g_assert_false (rh_store_rig_file_has (rig, "Vendors/folder.yml", "mine"));
}

/* An environment was changed here, which could have been told in the collection's file. */
static void
test_nothing_gave_way (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (GError) told = NULL;

  rh_store_rig_open_sample (rig);
  rh_store_rig_listen (rig, &told);
  rh_environment_set (rh_collection_get_environment (rig->collection, "Staging"), "api", "mine");
  rh_store_rig_write (rig, "opencollection.yml", "opencollection: 1.0.0\ninfo:\n  name: Theirs\n");
  rh_store_rig_refresh (rig);
  g_assert_no_error (told);
  g_assert_null (rh_collection_store_get_clash (rig->store));
  g_assert_cmpstr (rh_collection_get_name (rig->collection), ==, "Theirs");
  g_assert_true (rh_store_rig_file_has (rig, "environments/Staging.yml", "mine"));
}

static void
test_same_on_both_sides (RhStoreRig *rig, gconstpointer data)
{
  g_auto (Other) other = { NULL };

  rh_store_rig_open_sample (rig);
  other_open (&other, rig);
  rh_environment_set (rh_collection_get_environment (rig->collection, "Staging"), "api", "same");
  rh_environment_set (rh_collection_get_environment (other.collection, "Staging"), "api", "same");
  g_assert_true (rh_collection_store_flush (other.store, NULL));
  rh_store_rig_refresh (rig);
  g_assert_null (rh_collection_store_get_clash (rig->store));
  rh_store_rig_flush (rig);
}

/* One that could not get its file yet was not taken away by anybody. */
static void
test_unwritten_environment_stays (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (RhEnvironment) fresh = rh_environment_new ("Fresh");

  rh_store_rig_open_sample (rig);
  rh_collection_add_environment (rig->collection, fresh);
  rh_environment_set (fresh, "v", "mine");
  rh_faulty_disk_refuse (rig->faulty, RH_DISK_ERROR_FULL);
  rh_store_rig_refresh (rig);
  g_assert_true (rh_collection_get_environment (rig->collection, "Fresh") == fresh);
  g_object_set (fresh, "name", "Other", NULL);
  rh_faulty_disk_refuse (rig->faulty, RH_DISK_ERROR_NOT_FOUND);
  rh_store_rig_flush (rig);
  g_assert_true (rh_store_rig_file_has (rig, "environments/Other.yml", "value: mine"));
  g_assert_false (rh_store_rig_has (rig, "environments/Fresh.yml"));
}

/* Just before */

static void
assert_nothing_beside (RhStoreRig *rig, const char *folder)
{
  g_autofree char *path = g_build_filename (rig->root, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (rh_disk_is_temporary (name));
}

/* Between the look at the file and ours. */
static void
test_written_over_just_before (RhStoreRig *rig, gconstpointer data)
{
  RhRequestItem *one;
  g_autoptr (GError) error = NULL;

  rh_store_rig_open_sample (rig);
  one = rh_store_rig_find (rig, "Employees/One");
  g_object_set (one, "url", "mine", NULL);
  rh_faulty_disk_when_committing (rig->faulty, write_over_cb, rig);
  g_assert_false (rh_collection_store_save (rig->store, one, &error));
  g_assert_error (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_CONFLICT);
  g_assert_true (rh_request_item_has_conflict (one));
  g_assert_cmpstr (rh_request_item_get_url (one), ==, "mine");
  g_assert_true (rh_store_rig_file_has (rig, "Employees/One.yml", "url: theirs"));
  assert_nothing_beside (rig, "Employees");

  g_assert_true (rh_collection_store_resolve (rig->store, one, TRUE, NULL));
  g_assert_true (rh_collection_store_save (rig->store, one, NULL));
  g_assert_true (rh_store_rig_file_has (rig, "Employees/One.yml", "url: mine"));
}

static void
environment_cb (const char *path, gpointer user_data)
{
  rh_store_rig_write (user_data, path, "name: Staging\ndescription: theirs\n");
}

static void
test_environment_just_before (RhStoreRig *rig, gconstpointer data)
{
  RhEnvironment *staging;

  rh_store_rig_open_sample (rig);
  staging = rh_collection_get_environment (rig->collection, "Staging");
  rh_environment_set (staging, "api", "mine");
  rh_faulty_disk_when_committing (rig->faulty, environment_cb, rig);
  rh_store_rig_refresh (rig);
  g_assert_true (rh_store_rig_file_has (rig, "environments/Staging.yml", "theirs"));
  assert_nothing_beside (rig, "environments");
  assert_kept (rig, staging, "mine", "theirs");
}

static void
folder_cb (const char *path, gpointer user_data)
{
  rh_store_rig_write (user_data, path, "info:\n  name: Theirs\n  type: folder\n");
}

/* There was no file when it was looked for. */
static void
test_first_file_just_before (RhStoreRig *rig, gconstpointer data)
{
  RhFolder *plain;

  rh_store_rig_open_sample (rig);
  rh_store_rig_write (rig, "Plain/New.yml", NEW);
  rh_store_rig_refresh (rig);
  plain = rh_store_rig_nth_folder (rig, 2);
  g_object_set (plain, "note", "mine", NULL);
  rh_faulty_disk_when_committing (rig->faulty, folder_cb, rig);
  rh_store_rig_refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Search,One],Vendors[Create],Theirs[New]");
  assert_kept (rig, plain, "docs: mine", "name: Theirs");
}

static void
add (const char *name, void (*test) (RhStoreRig *rig, gconstpointer data))
{
  g_autofree char *path = g_strconcat ("/collection-store-clash/", name, NULL);

  g_test_add (path, RhStoreRig, NULL, rh_store_rig_set_up, test, rh_store_rig_tear_down);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  add ("clash-is-told", test_clash_is_told);
  add ("renamed-and-changed", test_renamed_and_changed);
  add ("renamed-twice", test_renamed_twice);
  add ("clash-among-others", test_clash_among_others);
  add ("told-after-save", test_told_after_save);
  add ("written-over-at-once", test_written_over_at_once);
  add ("mine-comes-back", test_mine_comes_back);
  add ("theirs-stays", test_theirs_stays);
  add ("each-is-kept", test_each_is_kept);
  add ("gone-environment-comes-back", test_gone_environment_comes_back);
  add ("other-environment-gets-it", test_other_environment_gets_it);
  add ("renamed-environment-is-kept", test_renamed_environment_is_kept);
  add ("folder-is-kept", test_folder_is_kept);
  add ("gone-folder-comes-back", test_gone_folder_comes_back);
  add ("collection-is-kept", test_collection_is_kept);
  add ("moved-secret-stays-away", test_moved_secret_stays_away);
  add ("gone-environment-is-there-again", test_gone_environment_is_there_again);
  add ("gone-folder-is-there-again", test_gone_folder_is_there_again);
  add ("mine-over-broken", test_mine_over_broken);
  add ("collection-over-broken", test_collection_over_broken);
  add ("extras-stay-with-name", test_extras_stay_with_name);
  add ("no-secret-is-kept", test_no_secret_is_kept);
  add ("secret-by-now", test_secret_by_now);
  add ("secret-of-a-folder-by-now", test_secret_of_a_folder_by_now);
  add ("nothing-gave-way", test_nothing_gave_way);
  add ("same-on-both-sides", test_same_on_both_sides);
  add ("unwritten-environment-stays", test_unwritten_environment_stays);
  add ("written-over-just-before", test_written_over_just_before);
  add ("environment-just-before", test_environment_just_before);
  add ("first-file-just-before", test_first_file_just_before);
  return g_test_run ();
}
