/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever is done to a collection: what is written is what there is. Two others read it: one opens
 * the folder anew each time, and one has it open all along and looks what was done. */
#include "collection/rh-tree.h"
#include "lib/rh-dice.h"
#include "lib/rh-store-rig.h"
#include "lib/rh-test.h"

#include <string.h>

#define SEED 20261128
#define N_RUNS 12
#define N_ROUNDS 40
#define MAX_STEPS 4

typedef struct
{
  RhStoreRig rig;
  RhDice dice;
  RhCollection *other;
  RhCollectionStore *other_store;
  GPtrArray *removed; /* of RhFolder and RhRequestItem */
  GString *log;
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
    rh_collection_remove_environment (fuzz->rig.collection, environment);
  else if (what == 2 && environment != NULL && is_free)
    g_object_set (environment, "name", name, NULL);
  else if (what == 3 && environment != NULL)
    rh_environment_set (environment, "v", value);
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
}

static void
change_texts (Fuzz *fuzz, guint what, RhFolder *folder, GObject *item, const char *value)
{
  g_autoptr (GError) error = NULL;

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
      rh_request_item_set_edited (RH_REQUEST_ITEM (item), TRUE);
      rh_collection_store_save (fuzz->rig.store, RH_REQUEST_ITEM (item), &error);
      g_assert_no_error (error);
    }
}

static void
step (Fuzz *fuzz)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new ();
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  guint what = rh_dice_roll (&fuzz->dice, 16);
  g_autofree char *value = g_strdup_printf ("v%u", rh_dice_roll (&fuzz->dice, 1000));
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

static void
run (guint seed)
{
  Fuzz fuzz = { .dice = { seed } };
  g_autoptr (GError) error = NULL;

  rh_store_rig_set_up (&fuzz.rig, NULL);
  fuzz.removed = g_ptr_array_new_with_free_func (g_object_unref);
  fuzz.log = g_string_new (NULL);
  fuzz.rig.store = rh_collection_store_new (fuzz.rig.collection, RH_DISK (fuzz.rig.disk));
  rh_collection_store_create (fuzz.rig.store, &error);
  g_assert_no_error (error);
  fuzz.other = rh_collection_new ("id", "");
  fuzz.other_store = rh_collection_store_new (fuzz.other, RH_DISK (fuzz.rig.disk));
  rh_collection_store_open (fuzz.other_store, &error);
  g_assert_no_error (error);

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_string_append_printf (fuzz.log, "-- seed %u round %u\n", seed, round);
      for (guint i = rh_dice_roll (&fuzz.dice, MAX_STEPS) + 1; i > 0; i--)
        step (&fuzz);
      rh_collection_store_flush (fuzz.rig.store, &error);
      g_assert_no_error (error);
      compare (&fuzz);
      if (rh_dice_roll (&fuzz.dice, 2) == 0)
        swap (&fuzz);
    }

  g_ptr_array_unref (fuzz.removed);
  g_string_free (fuzz.log, TRUE);
  g_object_unref (fuzz.other_store);
  g_object_unref (fuzz.other);
  rh_store_rig_tear_down (&fuzz.rig, NULL);
}

static void
fuzz_changes (void)
{
  for (guint i = 0; i < N_RUNS; i++)
    run (SEED + i);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/fuzz/collection-store/changes", fuzz_changes);

  return g_test_run ();
}
