/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever is done to a collection: what is written is what there is. Two others read it: one opens
 * the folder anew each time, and one has it open all along and looks what was done. And where two
 * change it at the same moment, and a third by git or an editor, both have in the end what the
 * folder has, and nothing that was typed is lost, unless somebody saw it and chose another. */
#include "collection/rh-tree.h"
#include "lib/rh-dice.h"
#include "lib/rh-store-rig.h"
#include "lib/rh-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define SEED 20261128
#define N_RUNS 12
#define N_ROUNDS 40
#define MAX_STEPS 4
#define N_LOOKS 6

typedef struct
{
  RhStoreRig rig;
  RhDice dice;
  RhCollection *other;
  RhCollectionStore *other_store;
  GPtrArray *removed; /* of RhFolder and RhRequestItem */
  GString *log;

  /* of two at the same moment */
  GPtrArray *files;     /* of the folder, by their path */
  GHashTable *snapshot; /* path → text, as git would bring it back */
  GHashTable *typed;    /* value → what it was typed into */
  guint n_values;
  gboolean together;
  gboolean removes; /* something was removed in this round */
  gboolean told;    /* somebody was told that something could not be saved, and why */
  GString *seen;    /* by those who chose */
} Fuzz;

static const char *const names[] = { "A",
                                     "a",
                                     "B",
                                     "A 2",
                                     "Search",
                                     "x/y",
                                     "..",
                                     "ä",
                                     "folder",
                                     "CON",
                                     " ",
                                     ".hidden",
                                     "A.yml",
                                     "environments",
                                     "opencollection",
                                     "Employees: all",
                                     "-",
                                     "A  B" };

static const char *
any_name (Fuzz *fuzz)
{
  return names[rh_dice_roll (&fuzz->dice, G_N_ELEMENTS (names))];
}

/* What there is */

static void
tell_scope (GString *out, RhEnvironment *scope)
{
  GListModel *variables = rh_environment_get_variables (scope);

  for (guint i = 0; i < g_list_model_get_n_items (variables); i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (variables, i);

      g_string_append_printf (out, " {%s=%s}", rh_variable_get_name (variable),
                              rh_variable_get_value (variable));
    }
}

static void
tell_request (GString *out, RhRequestItem *item, guint depth)
{
  rh_request_item_load (item);
  g_string_append_printf (out, "%*s%s %s %s (%s) %s %u\n", (int) depth, "",
                          rh_request_item_get_name (item), rh_request_item_get_method (item),
                          rh_request_item_get_url (item), rh_request_item_get_note (item),
                          rh_request_item_get_body_text (item),
                          g_list_model_get_n_items (rh_request_item_get_headers (item)));
}

static void
tell_folder (GString *out, RhFolder *folder, guint depth)
{
  GListModel *items = rh_folder_get_items (folder);
  GListModel *headers = rh_folder_get_headers (folder);

  g_string_append_printf (out, "%*s[%s] (%s) %u %d", (int) depth, "", rh_folder_get_name (folder),
                          rh_folder_get_note (folder), g_list_model_get_n_items (headers),
                          (int) rh_folder_get_auth_kind (folder));
  tell_scope (out, rh_folder_get_scope (folder));
  g_string_append_c (out, '\n');
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      if (RH_IS_FOLDER (item))
        tell_folder (out, RH_FOLDER (item), depth + 1);
      else
        tell_request (out, RH_REQUEST_ITEM (item), depth + 1);
    }
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Files have no order, and so environments have none. */
static char *
tell (RhCollection *collection)
{
  GString *out = g_string_new (rh_collection_get_name (collection));
  GListModel *environments = rh_collection_get_environments (collection);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  g_string_append_c (out, '\n');
  tell_folder (out, rh_collection_get_root (collection), 0);
  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);
      GString *line = g_string_new (NULL);

      g_string_printf (
          line, "<%s> (%s) %s %s %s", rh_environment_get_name (environment),
          rh_environment_get_note (environment), rh_environment_get_color (environment),
          rh_environment_get_extends (environment), rh_environment_get_service (environment));
      tell_scope (line, environment);
      g_ptr_array_add (lines, g_string_free (line, FALSE));
    }

  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (out, "%s\n", (const char *) g_ptr_array_index (lines, i));
  return g_string_free (out, FALSE);
}

/* Things to take */

static void
list_below (RhFolder *folder, GPtrArray *folders, GPtrArray *items)
{
  GListModel *model = rh_folder_get_items (folder);

  g_ptr_array_add (folders, folder);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);

      g_ptr_array_add (items, item);
      if (RH_IS_FOLDER (item))
        list_below (RH_FOLDER (item), folders, items);
    }
}

static gpointer
any_of (Fuzz *fuzz, GPtrArray *all)
{
  return all->len == 0 ? NULL : g_ptr_array_index (all, rh_dice_roll (&fuzz->dice, all->len));
}

static RhEnvironment *
any_environment (Fuzz *fuzz)
{
  GListModel *environments = rh_collection_get_environments (fuzz->rig.collection);
  guint n = g_list_model_get_n_items (environments);
  g_autoptr (RhEnvironment) environment
      = n == 0 ? NULL : g_list_model_get_item (environments, rh_dice_roll (&fuzz->dice, n));

  return environment; /* the collection keeps it */
}

/* What is done */

/* It must not get lost, unless the same of another is typed over it. */
static void
note_typed (Fuzz *fuzz, const char *value, guint what)
{
  g_hash_table_insert (fuzz->typed, g_strdup (value), GUINT_TO_POINTER (what));
}

static void
change_tree (Fuzz *fuzz, guint what, RhFolder *folder, GObject *item)
{
  if (what == 0)
    {
      g_autoptr (RhFolder) fresh = rh_folder_new (any_name (fuzz));

      rh_folder_insert (folder, rh_dice_roll (&fuzz->dice, 3), G_OBJECT (fresh));
    }
  else if (what == 1)
    {
      g_autoptr (RhRequestItem) fresh = rh_request_item_new (any_name (fuzz), "GET", "u");

      rh_folder_insert (folder, rh_dice_roll (&fuzz->dice, 3), G_OBJECT (fresh));
    }
  else if (what == 2 && item != NULL)
    g_object_set (item, "name", any_name (fuzz), NULL);
  else if (what == 3 && item != NULL)
    rh_tree_move (item, folder, rh_dice_roll (&fuzz->dice, 4));
  else if (what == 4 && item != NULL)
    {
      if (rh_dice_roll (&fuzz->dice, 2) == 0)
        g_ptr_array_add (fuzz->removed, g_object_ref (item));
      rh_folder_remove (rh_tree_get_parent (item, NULL), item);
      fuzz->removes = TRUE;
    }
  else if (what == 5 && fuzz->removed->len > 0)
    {
      g_autoptr (GObject) back = g_ptr_array_steal_index (fuzz->removed, 0);

      rh_folder_insert (folder, rh_dice_roll (&fuzz->dice, 3), back);
    }
  else if (what == 6 && item != NULL)
    rh_tree_duplicate (item);
}

static void
change_environment (Fuzz *fuzz, RhEnvironment *environment, const char *value)
{
  switch (rh_dice_roll (&fuzz->dice, 4))
    {
    case 0:
      g_object_set (environment, "note", value, NULL);
      note_typed (fuzz, value, 1);
      break;
    case 1:
      g_object_set (environment, "color", "#ff7800", NULL);
      break;
    case 2:
      g_object_set (environment, "extends", any_name (fuzz), NULL);
      break;
    default:
      rh_environment_set_service (environment, "pleo");
    }
}

static void
change_environments (Fuzz *fuzz, guint what, const char *value)
{
  RhEnvironment *environment = any_environment (fuzz);
  const char *name = any_name (fuzz);
  gboolean is_free
      = *name != ' ' && rh_collection_get_environment (fuzz->rig.collection, name) == NULL;

  if (what == 0 && is_free)
    {
      g_autoptr (RhEnvironment) fresh = rh_environment_new (name);

      rh_collection_add_environment (fuzz->rig.collection, fresh);
    }
  else if (what == 1 && environment != NULL)
    {
      rh_collection_remove_environment (fuzz->rig.collection, environment);
      fuzz->removes = TRUE;
    }
  else if (what == 2 && environment != NULL && is_free)
    g_object_set (environment, "name", name, NULL);
  else if (what == 3 && environment != NULL)
    {
      rh_environment_set (environment, "v", value);
      note_typed (fuzz, value, 2);
    }
  else if (what == 4 && environment != NULL)
    change_environment (fuzz, environment, value);
}

static void
change_request (Fuzz *fuzz, RhRequestItem *item, const char *value)
{
  g_autoptr (RhField) field = rh_field_new ("X-A", value, "", TRUE);

  rh_request_item_load (item);
  switch (rh_dice_roll (&fuzz->dice, 4))
    {
    case 0:
      g_object_set (item, "url", value, NULL);
      break;
    case 1:
      g_object_set (item, "note", value, "method", "PUT", NULL);
      break;
    case 2:
      g_object_set (item, "body-kind", RH_BODY_KIND_TEXT, "body-text", value, NULL);
      break;
    default:
      rh_request_item_add_header (item, field);
    }
  rh_request_item_set_edited (item, TRUE);
}

/* What clashes is to be chosen from. */
static void
unsaved_cb (Fuzz *fuzz, const GError *error)
{
  g_string_append_printf (fuzz->log, "told: %s\n", error->message);
  fuzz->told
      |= !g_error_matches (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_CONFLICT);
}

static void
save (Fuzz *fuzz, RhRequestItem *item)
{
  g_autoptr (GError) error = NULL;

  if (rh_collection_store_save (fuzz->rig.store, item, &error))
    return;

  if (!fuzz->together)
    g_assert_no_error (error);
  unsaved_cb (fuzz, error);
}

static void
change_texts (Fuzz *fuzz, guint what, RhFolder *folder, GObject *item, const char *value)
{
  if (what < 2)
    note_typed (fuzz, value, what + 3);
  if (what == 0)
    rh_environment_set (rh_folder_get_scope (folder), "v", value);
  else if (what == 1)
    g_object_set (folder, "note", value, "auth-kind", (int) rh_dice_roll (&fuzz->dice, 2) + 1,
                  NULL);
  else if (what == 2)
    {
      g_autoptr (RhField) field = rh_field_new ("X-A", value, "", TRUE);

      rh_folder_add_header (folder, field);
    }
  else if (what == 3 && RH_IS_REQUEST_ITEM (item))
    {
      change_request (fuzz, RH_REQUEST_ITEM (item), value);
      note_typed (fuzz, value, 5);
      if (!fuzz->together || rh_dice_roll (&fuzz->dice, 2) == 0)
        save (fuzz, RH_REQUEST_ITEM (item));
    }
}

static void
step (Fuzz *fuzz)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new ();
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  guint what = rh_dice_roll (&fuzz->dice, 16);
  g_autofree char *value = g_strdup_printf ("v%u.", ++fuzz->n_values);
  RhFolder *folder;
  GObject *item;

  list_below (rh_collection_get_root (fuzz->rig.collection), folders, items);
  folder = any_of (fuzz, folders);
  item = any_of (fuzz, items);
  g_string_append_printf (fuzz->log, "%u in “%s”\n", what, rh_folder_get_name (folder));
  if (what < 7)
    change_tree (fuzz, what, folder, item);
  else if (what < 12)
    change_environments (fuzz, what - 7, value);
  else
    change_texts (fuzz, what - 12, folder, item, value);
}

static void
assert_same (Fuzz *fuzz, const char *read, const char *ours)
{
  if (!g_str_equal (read, ours))
    g_test_message ("%s", fuzz->log->str);
  g_assert_cmpstr (read, ==, ours);
}

static void
compare (Fuzz *fuzz)
{
  g_autoptr (RhCollection) fresh = rh_collection_new ("id", "");
  g_autoptr (RhCollectionStore) store = rh_collection_store_new (fresh, RH_DISK (fuzz->rig.disk));
  g_autofree char *ours = tell (fuzz->rig.collection);
  g_autofree char *read = NULL;
  g_autofree char *seen = NULL;
  g_autoptr (GError) error = NULL;

  rh_collection_store_open (store, &error);
  g_assert_no_error (error);
  read = tell (fresh);
  assert_same (fuzz, read, ours);

  rh_collection_store_refresh (fuzz->other_store, &error);
  g_assert_no_error (error);
  seen = tell (fuzz->other);
  assert_same (fuzz, seen, ours);
}

/* The two take turns. */
static void
swap (Fuzz *fuzz)
{
  RhCollection *collection = fuzz->rig.collection;
  RhCollectionStore *store = fuzz->rig.store;

  g_ptr_array_set_size (fuzz->removed, 0);
  fuzz->rig.collection = fuzz->other;
  fuzz->rig.store = fuzz->other_store;
  fuzz->other = collection;
  fuzz->other_store = store;
}

/* What a third does */

static void
list_files (Fuzz *fuzz, const char *path)
{
  g_autoptr (GPtrArray) list = rh_disk_list (fuzz->rig.disk, path, NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const RhDiskEntry *entry = g_ptr_array_index (list, i);
      char *child
          = *path == '\0' ? g_strdup (entry->name) : g_build_filename (path, entry->name, NULL);

      if (entry->info.kind == RH_DISK_KIND_FOLDER)
        list_files (fuzz, child);
      g_ptr_array_add (fuzz->files, child);
    }
}

static gboolean
is_folder (Fuzz *fuzz, const char *path)
{
  RhDiskInfo info;

  return rh_disk_stat (fuzz->rig.disk, path, &info, NULL) && info.kind == RH_DISK_KIND_FOLDER;
}

static void
remove_outside (Fuzz *fuzz, const char *path)
{
  if (is_folder (fuzz, path))
    rh_disk_remove_all (fuzz->rig.disk, path, NULL);
  else
    rh_disk_remove (fuzz->rig.disk, path, NULL);
}

static void
edit_outside (Fuzz *fuzz, const char *path)
{
  g_autofree char *text = rh_store_rig_read (&fuzz->rig, path);
  const char *url = text == NULL ? NULL : strstr (text, "url: ");
  g_autofree char *edited = NULL;

  if (url == NULL)
    return;
  edited = g_strdup_printf ("%.*surl: e%u\n%s", (int) (url - text), text, ++fuzz->n_values,
                            strchr (url, '\n') + 1);
  rh_store_rig_write (&fuzz->rig, path, edited);
}

static void
take_snapshot (Fuzz *fuzz)
{
  g_hash_table_remove_all (fuzz->snapshot);
  for (guint i = 0; i < fuzz->files->len; i++)
    {
      const char *path = g_ptr_array_index (fuzz->files, i);

      if (!is_folder (fuzz, path))
        g_hash_table_insert (fuzz->snapshot, g_strdup (path), rh_store_rig_read (&fuzz->rig, path));
    }
}

static void
restore_snapshot (Fuzz *fuzz)
{
  GHashTableIter iter;
  gpointer path;
  gpointer text;

  if (g_hash_table_size (fuzz->snapshot) == 0)
    return;
  for (guint i = 0; i < fuzz->files->len; i++)
    {
      const char *file = g_ptr_array_index (fuzz->files, i);

      if (is_folder (fuzz, file))
        rh_disk_remove_folder (fuzz->rig.disk, file, NULL);
      else if (!g_hash_table_contains (fuzz->snapshot, file))
        rh_disk_remove (fuzz->rig.disk, file, NULL);
    }

  g_hash_table_iter_init (&iter, fuzz->snapshot);
  while (g_hash_table_iter_next (&iter, &path, &text))
    {
      g_autofree char *there = rh_store_rig_read (&fuzz->rig, path);

      if (g_strcmp0 (there, text) != 0)
        rh_store_rig_write (&fuzz->rig, path, text);
    }
}

static void
step_outside (Fuzz *fuzz)
{
  guint what = rh_dice_roll (&fuzz->dice, 8);
  g_autofree char *to = NULL;
  const char *path;
  const char *folder;

  g_ptr_array_set_size (fuzz->files, 0);
  list_files (fuzz, "");
  path = any_of (fuzz, fuzz->files);
  folder = any_of (fuzz, fuzz->files);
  if (g_str_equal (path, "opencollection.yml") && what < 3)
    return;

  g_string_append_printf (fuzz->log, "outside %u: %s\n", what, path);
  to = g_strdup_printf ("%s/Moved %u.yml", folder, ++fuzz->n_values);
  fuzz->removes = TRUE;
  if (what < 2)
    remove_outside (fuzz, path);
  else if (what == 2 && is_folder (fuzz, folder) && !g_str_has_suffix (path, "folder.yml")
           && !g_str_has_prefix (path, "environments"))
    rh_disk_rename (fuzz->rig.disk, path, to, NULL);
  else if (what < 5)
    edit_outside (fuzz, path);
  else if (what == 5)
    restore_snapshot (fuzz);
  else if (what == 6)
    take_snapshot (fuzz);
}

/* Two at the same moment */

static void
write_or_look (Fuzz *fuzz)
{
  guint what = rh_dice_roll (&fuzz->dice, 3);
  g_autoptr (GError) error = NULL;

  g_string_append_printf (fuzz->log, "  then %u\n", what);
  if (what == 0 && !rh_collection_store_flush (fuzz->rig.store, &error))
    unsaved_cb (fuzz, error);
  else if (what == 1)
    rh_collection_store_refresh (fuzz->rig.store, NULL);
}

static void
see (Fuzz *fuzz, GBytes *text)
{
  if (text != NULL)
    g_string_append_len (fuzz->seen, g_bytes_get_data (text, NULL),
                         (gssize) g_bytes_get_size (text));
}

static void
choose (Fuzz *fuzz, gpointer object)
{
  g_autoptr (GBytes) mine = rh_collection_store_dup_mine (fuzz->rig.store, object, NULL);
  g_autoptr (GBytes) theirs = rh_collection_store_dup_theirs (fuzz->rig.store, object);
  gboolean keep = rh_dice_roll (&fuzz->dice, 2) == 0;
  g_autoptr (GError) error = NULL;

  see (fuzz, mine);
  see (fuzz, theirs);
  g_string_append_printf (fuzz->log, "chooses %s\n", keep ? "mine" : "theirs");
  rh_collection_store_resolve (fuzz->rig.store, object, keep, &error);
  g_assert_no_error (error);
}

/* Whoever has something that is not saved chooses, and saves it. */
static void
choose_and_save (Fuzz *fuzz)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new ();
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  while (rh_collection_store_get_clash (fuzz->rig.store) != NULL)
    choose (fuzz, rh_collection_store_get_clash (fuzz->rig.store));
  list_below (rh_collection_get_root (fuzz->rig.collection), folders, items);
  for (guint i = 0; i < items->len; i++)
    g_object_ref (g_ptr_array_index (items, i));
  for (guint i = 0; i < items->len; i++)
    {
      RhRequestItem *item = g_ptr_array_index (items, i);

      if (!RH_IS_REQUEST_ITEM (item) || !rh_request_item_is_edited (item))
        continue;
      if (rh_request_item_has_conflict (item))
        choose (fuzz, item);
      if (rh_request_item_is_edited (item))
        save (fuzz, item);
    }
}

static gboolean
has_problems (RhCollectionStore *store)
{
  g_auto (GStrv) problems = NULL;

  g_object_get (store, "problems", &problems, NULL);
  return problems[0] != NULL;
}

/* FALSE: it is there, or was seen, or somebody was told, or it may be that another one was typed
 * over it. */
static gboolean
is_lost (Fuzz *fuzz, const char *value, gpointer what, const char *text)
{
  GHashTableIter iter;
  gpointer other;
  guint n = 0;

  if (fuzz->told || fuzz->removes || strstr (text, value) != NULL
      || strstr (fuzz->seen->str, value) != NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, fuzz->typed);
  while (g_hash_table_iter_next (&iter, NULL, &other))
    n += other == what;
  return n == 1;
}

static void
assert_not_lost (Fuzz *fuzz)
{
  g_autofree char *text = rh_store_rig_dump (&fuzz->rig);
  GHashTableIter iter;
  gpointer value;
  gpointer what;

  g_hash_table_iter_init (&iter, fuzz->typed);
  while (g_hash_table_iter_next (&iter, &value, &what))
    if (is_lost (fuzz, value, what, text))
      {
        g_test_message ("%s", fuzz->log->str);
        g_test_message ("%s", text);
        g_error ("“%s” is lost", (char *) value);
      }
}

static void
settle (Fuzz *fuzz)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2 * N_LOOKS; i++)
    {
      g_string_append (fuzz->log, "settle\n");
      rh_collection_store_refresh (fuzz->rig.store, &error);
      g_assert_no_error (error);
      if (i > 1)
        choose_and_save (fuzz);
      swap (fuzz);
    }

  if (has_problems (fuzz->rig.store) || has_problems (fuzz->other_store))
    return;
  rh_collection_store_flush (fuzz->rig.store, &error);
  g_assert_no_error (error);
  compare (fuzz);
  assert_not_lost (fuzz);
}

/* Runs */

static void
set_up (Fuzz *fuzz)
{
  g_autoptr (GError) error = NULL;

  rh_store_rig_set_up (&fuzz->rig, NULL);
  fuzz->removed = g_ptr_array_new_with_free_func (g_object_unref);
  fuzz->files = g_ptr_array_new_with_free_func (g_free);
  fuzz->snapshot = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  fuzz->typed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fuzz->log = g_string_new (NULL);
  fuzz->seen = g_string_new (NULL);
  fuzz->rig.store = rh_collection_store_new (fuzz->rig.collection, RH_DISK (fuzz->rig.disk));
  rh_collection_store_create (fuzz->rig.store, &error);
  g_assert_no_error (error);
  fuzz->other = rh_collection_new ("id", "");
  fuzz->other_store = rh_collection_store_new (fuzz->other, RH_DISK (fuzz->rig.disk));
  rh_collection_store_open (fuzz->other_store, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fuzz *fuzz)
{
  g_ptr_array_unref (fuzz->removed);
  g_ptr_array_unref (fuzz->files);
  g_hash_table_unref (fuzz->snapshot);
  g_hash_table_unref (fuzz->typed);
  g_string_free (fuzz->log, TRUE);
  g_string_free (fuzz->seen, TRUE);
  g_object_unref (fuzz->other_store);
  g_object_unref (fuzz->other);
  rh_store_rig_tear_down (&fuzz->rig, NULL);
}

static void
begin_round (Fuzz *fuzz, guint seed, guint round)
{
  g_string_append_printf (fuzz->log, "-- seed %u round %u\n", seed, round);
  g_hash_table_remove_all (fuzz->typed);
  g_string_truncate (fuzz->seen, 0);
  fuzz->told = FALSE;
  fuzz->removes = FALSE;
}

static void
run (guint seed)
{
  Fuzz fuzz = { .dice = { seed } };
  g_autoptr (GError) error = NULL;

  set_up (&fuzz);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      begin_round (&fuzz, seed, round);
      for (guint i = rh_dice_roll (&fuzz.dice, MAX_STEPS) + 1; i > 0; i--)
        step (&fuzz);
      rh_collection_store_flush (fuzz.rig.store, &error);
      g_assert_no_error (error);
      compare (&fuzz);
      if (rh_dice_roll (&fuzz.dice, 2) == 0)
        swap (&fuzz);
    }

  tear_down (&fuzz);
}

static void
run_together (guint seed, gboolean outside)
{
  Fuzz fuzz = { .dice = { seed }, .together = TRUE };

  set_up (&fuzz);
  g_signal_connect_swapped (fuzz.rig.store, "unsaved", G_CALLBACK (unsaved_cb), &fuzz);
  g_signal_connect_swapped (fuzz.other_store, "unsaved", G_CALLBACK (unsaved_cb), &fuzz);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      begin_round (&fuzz, seed, round);
      for (guint i = rh_dice_roll (&fuzz.dice, MAX_STEPS) + 2; i > 0; i--)
        {
          step (&fuzz);
          write_or_look (&fuzz);
          if (outside && rh_dice_roll (&fuzz.dice, 3) == 0)
            step_outside (&fuzz);
          swap (&fuzz);
        }
      settle (&fuzz);
    }

  tear_down (&fuzz);
}

static void
fuzz_changes (void)
{
  for (guint i = 0; i < N_RUNS; i++)
    run (SEED + i);
}

static void
fuzz_together (void)
{
  for (guint i = 0; i < N_RUNS; i++)
    run_together (SEED + i, FALSE);
}

static void
fuzz_outside (void)
{
  for (guint i = 0; i < N_RUNS; i++)
    run_together (SEED + i, TRUE);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/fuzz/collection-store/changes", fuzz_changes);
  g_test_add_func ("/fuzz/collection-store/together", fuzz_together);
  g_test_add_func ("/fuzz/collection-store/outside", fuzz_outside);

  return g_test_run ();
}
