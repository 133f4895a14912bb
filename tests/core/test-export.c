/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What writers of other programs' formats share: what is chosen, and what may stand in a file. */
#include "format/rh-export.h"
#include "lib/rh-test.h"

typedef struct
{
  RhCollection *collection;
  RhFolder *users; /* all borrowed */
  RhFolder *admins;
  RhRequestItem *list;
  RhRequestItem *get;
  RhRequestItem *ping;
} World;

static RhFolder *
add_folder (RhFolder *parent, const char *name)
{
  g_autoptr (RhFolder) folder = rh_folder_new (name);

  rh_folder_append (parent, G_OBJECT (folder));
  return folder;
}

static RhRequestItem *
add_request (RhFolder *parent, const char *name)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new (name, "GET", "https://a.example/");

  rh_folder_append (parent, G_OBJECT (item));
  return item;
}

/* Users { Admins { List }, Get }, Ping */
static void
set_up (World *world, gconstpointer data)
{
  RhFolder *root;

  world->collection = rh_collection_new ("c", "Acme");
  root = rh_collection_get_root (world->collection);
  world->users = add_folder (root, "Users");
  world->admins = add_folder (world->users, "Admins");
  world->list = add_request (world->admins, "List");
  world->get = add_request (world->users, "Get");
  world->ping = add_request (root, "Ping");
}

static void
tear_down (World *world, gconstpointer data)
{
  g_clear_object (&world->collection);
}

static char *
names_of (GPtrArray *items)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *name = NULL;

      g_object_get (g_ptr_array_index (items, i), "name", &name, NULL);
      g_string_append_printf (names, "%s ", name);
    }

  return g_string_free_and_steal (names);
}

static void
test_chosen (World *world, gconstpointer data)
{
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  RhExportOptions options = { .collection = world->collection };
  g_autoptr (GPtrArray) all = rh_export_dup_items (&options);
  g_autoptr (GPtrArray) requests = rh_export_dup_requests (&options);
  g_autoptr (GPtrArray) some = NULL;
  g_autofree char *all_names = names_of (all);
  g_autofree char *request_names = names_of (requests);
  g_autofree char *some_names = NULL;

  g_assert_cmpstr (all_names, ==, "Users Ping ");
  g_assert_cmpstr (request_names, ==, "List Get Ping ");

  /* in the collection's order, and nothing twice */
  g_ptr_array_add (chosen, world->ping);
  g_ptr_array_add (chosen, world->list);
  g_ptr_array_add (chosen, world->admins);
  options.items = chosen;
  some = rh_export_dup_items (&options);
  some_names = names_of (some);
  g_assert_cmpstr (some_names, ==, "Admins Ping ");
}

static void
test_place (World *world, gconstpointer data)
{
  g_autofree char *deep = rh_export_dup_place (world->list);
  g_autofree char *folder = rh_export_dup_place (world->admins);
  g_autofree char *root = rh_export_dup_place (rh_collection_get_root (world->collection));
  g_autofree char *collection = rh_export_dup_place (world->collection);

  g_assert_cmpstr (deep, ==, "Users / Admins / List");
  g_assert_cmpstr (folder, ==, "Users / Admins");
  g_assert_cmpstr (root, ==, "");
  g_assert_cmpstr (collection, ==, "");
}

static RhSecret *
secret_of (RhEnvironment *holder, const char *name, gpointer user_data)
{
  return g_str_equal (name, "api_key") ? user_data : NULL;
}

static guint
count_notes (RhExport *export, RhImportCode code)
{
  guint n = 0;

  for (guint i = 0; i < export->notes->len; i++)
    if (((RhImportNote *) g_ptr_array_index (export->notes, i))->code == code)
      n++;

  return n;
}

static void
assert_variable (RhExport *export,
                 const RhExportOptions *options,
                 RhVariable *variable,
                 const char *expected)
{
  RhEnvironment *scope = rh_collection_get_scope (options->collection);
  g_autofree char *value = rh_export_dup_variable (export, options, scope, variable, "");

  g_assert_cmpstr (value, ==, expected);
}

static void
test_variables (World *world, gconstpointer data)
{
  RhExportOptions options = { .collection = world->collection };
  g_autoptr (RhVariable) plain = rh_variable_new ("host", "a.example");
  g_autoptr (RhVariable) looking = rh_variable_new ("access_token", "0123456789");
  g_autoptr (RhVariable) secret = rh_variable_new_secret ("api_key");
  g_autoptr (RhVariable) unknown = rh_variable_new_secret ("other");
  g_autoptr (RhSecret) value = rh_secret_new ("sk-1", -1);
  g_autoptr (RhExport) without = rh_export_new ();
  g_autoptr (RhExport) with = rh_export_new ();

  assert_variable (without, &options, plain, "a.example");
  assert_variable (without, &options, looking, "");
  assert_variable (without, &options, secret, "");
  g_assert_cmpuint (count_notes (without, RH_IMPORT_OUT_SECRET), ==, 2);

  options.secret = secret_of;
  options.user_data = value;
  assert_variable (with, &options, looking, "0123456789");
  assert_variable (with, &options, secret, "sk-1");
  assert_variable (with, &options, unknown, "");
  g_assert_cmpuint (count_notes (with, RH_IMPORT_OUT_CLEAR), ==, 1);
  g_assert_cmpuint (count_notes (with, RH_IMPORT_OUT_SECRET), ==, 1);
}

static void
test_fields (World *world, gconstpointer data)
{
  RhExportOptions options = { .collection = world->collection };
  g_autoptr (RhField) token = rh_field_new ("Authorization", "Bearer 0123456789", "", TRUE);
  g_autoptr (RhField) template = rh_field_new ("Authorization", "Bearer {{token}}", "", TRUE);
  g_autoptr (RhExport) export = rh_export_new ();
  g_autofree char *hidden = rh_export_dup_field (export, &options, token, TRUE, "Get");
  g_autofree char *kept = rh_export_dup_field (export, &options, template, TRUE, "Get");
  g_autofree char *literal = rh_export_dup_secret (export, &options, "password", "pw", "Get");
  g_autofree char *variable = rh_export_dup_secret (export, &options, "token", "{{t}}", "Get");
  g_autofree char *clear = NULL;

  g_assert_cmpstr (hidden, ==, "Bearer ");
  g_assert_cmpstr (kept, ==, "Bearer {{token}}");
  g_assert_cmpstr (literal, ==, "");
  g_assert_cmpstr (variable, ==, "{{t}}");
  g_assert_cmpuint (count_notes (export, RH_IMPORT_OUT_SECRET), ==, 2);

  options.secret = secret_of;
  clear = rh_export_dup_field (export, &options, token, TRUE, "Get");
  g_assert_cmpstr (clear, ==, "Bearer 0123456789");
}

static gboolean
write_names (RhExport *self, const RhExportOptions *options, GError **error)
{
  g_autoptr (GPtrArray) requests = rh_export_dup_requests (options);
  g_autofree char *names = names_of (requests);

  g_string_append (self->text, names);
  return TRUE;
}

static void
test_write (World *world, gconstpointer data)
{
  static const RhExportFormat names = {
    "names", "Names", ".txt", "text/plain", RH_EXPORT_ENVIRONMENT_UNUSED, FALSE, write_names
  };
  static const RhExportFormat one
      = { "one", "One", ".txt", "text/plain", RH_EXPORT_ENVIRONMENT_NEEDED, FALSE, write_names };
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  RhExportOptions options = { .collection = world->collection };
  g_autoptr (GError) nothing = NULL;
  g_autoptr (GError) environment = NULL;
  g_autoptr (RhExport) export = NULL;

  /* one that cannot be read is told, and others are written */
  rh_request_item_set_problem (world->get, "line 1: …");
  export = rh_export_write (&names, &options, NULL);
  g_assert_cmpstr (export->text->str, ==, "List Ping ");
  g_assert_cmpuint (count_notes (export, RH_IMPORT_OUT_REQUEST), ==, 1);

  g_assert_null (rh_export_write (&one, &options, &environment));
  g_assert_error (environment, RH_EXPORT_ERROR, RH_EXPORT_ERROR_ENVIRONMENT);

  add_folder (rh_collection_get_root (world->collection), "Empty");
  g_ptr_array_add (chosen, add_folder (world->users, "Empty"));
  options.items = chosen;
  g_assert_null (rh_export_write (&names, &options, &nothing));
  g_assert_error (nothing, RH_EXPORT_ERROR, RH_EXPORT_ERROR_NOTHING);
}

/* Ids are what people type. */
static void
test_formats (void)
{
  const RhExportFormat *const *formats = rh_export_formats ();

  for (guint i = 0; formats[i] != NULL; i++)
    {
      g_assert_true (rh_export_find_format (formats[i]->id) == formats[i]);
      g_assert_true (g_str_has_prefix (formats[i]->suffix, "."));
      g_assert_nonnull (formats[i]->name);
      g_assert_nonnull (formats[i]->media_type);
    }
  g_assert_null (rh_export_find_format ("other"));
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

#define ADD(name, function) g_test_add ("/export/" name, World, NULL, set_up, function, tear_down)
  ADD ("chosen", test_chosen);
  ADD ("place", test_place);
  ADD ("variables", test_variables);
  ADD ("fields", test_fields);
  ADD ("write", test_write);
#undef ADD
  g_test_add_func ("/export/formats", test_formats);

  return g_test_run ();
}
