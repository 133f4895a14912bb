/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection as Postman's: every byte of one that has something of everything, what is chosen of
 * it, and no secret that nobody asked for. */
#include "collection/rh-collection-store.h"
#include "collection/rh-folder-disk.h"
#include "format/rh-export.h"
#include "lib/rh-test.h"

#include <string.h>

typedef struct
{
  RhCollection *collection;
  RhCollectionStore *store;
  RhExportOptions options;
} World;

static void
set_up (World *world, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "export", "acme", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_auto (GStrv) problems = NULL;
  g_autoptr (RhDisk) disk = rh_folder_disk_new (folder, NULL);

  world->collection = rh_collection_new ("", "");
  world->store = rh_collection_store_new (world->collection, disk);
  g_assert_true (rh_collection_store_open (world->store, NULL));
  g_object_get (world->store, "problems", &problems, NULL);
  g_assert_cmpstrv (problems, ((const char *const[]) { NULL }));
  world->options = (RhExportOptions) { .collection = world->collection };
}

static void
tear_down (World *world, gconstpointer data)
{
  g_clear_object (&world->store);
  g_clear_object (&world->collection);
}

static RhExport *
write_as (World *world, const char *format)
{
  g_autoptr (GError) error = NULL;
  RhExport *written = rh_export_write (rh_export_find_format (format), &world->options, &error);

  g_assert_no_error (error);
  return written;
}

/* RH_TEST_UPDATE writes the file, to be looked at. */
static void
assert_file (RhExport *export, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "export", name, NULL);
  g_autofree char *expected = NULL;

  if (g_getenv ("RH_TEST_UPDATE") != NULL)
    g_assert_true (g_file_set_contents (path, export->text->str, -1, NULL));
  g_assert_true (g_file_get_contents (path, &expected, NULL, NULL));
  g_assert_cmpstr (export->text->str, ==, expected);
}

static char *
notes_of (RhExport *export)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < export->notes->len; i++)
    {
      const RhImportNote *note = g_ptr_array_index (export->notes, i);
      g_autofree char *sentence = rh_import_note_dup_sentence (note);

      g_string_append_printf (text, "%s: %s\n", note->place, sentence);
    }

  return g_string_free_and_steal (text);
}

static RhSecret *
secret_of (RhEnvironment *holder, const char *name, gpointer user_data)
{
  return g_str_equal (name, "api_key") ? user_data : NULL;
}

static void
test_collection (World *world, gconstpointer data)
{
  g_autoptr (RhExport) written = write_as (world, "postman");
  g_autofree char *notes = notes_of (written);

  assert_file (written, "acme.postman_collection.json");
  g_assert_cmpstr (
      notes, ==,
      "Users / List: timeout: the file’s format has no place for it.\n"
      ": The header X-Client of a folder or the collection stands in its requests.\n"
      ": The header Accept of a folder or the collection stands in its requests.\n"
      "Users / List: cursor: the file’s format has no place for it.\n"
      "Users / Create: “password” is secret and has no value in the file: whoever uses the file "
      "sets it.\n"
      "Users / Create: “Authorization” is secret and has no value in the file: whoever uses the "
      "file sets it.\n"
      "Signed: “secretKey” is secret and has no value in the file: whoever uses the file sets it.\n"
      "Machine: “clientSecret” is secret and has no value in the file: whoever uses the file sets "
      "it.\n"
      "Call: grpc: the file’s format has no place for it.\n"
      ": issuer: the file’s format has no place for it.\n"
      ": “client_secret” is secret and has no value in the file: whoever uses the file sets it.\n"
      ": “access_token” is secret and has no value in the file: whoever uses the file sets it.\n");
}

static void
test_environment (World *world, gconstpointer data)
{
  g_autoptr (RhSecret) secret = rh_secret_new ("sk-1", -1);
  g_autoptr (RhExport) without = NULL;
  g_autoptr (RhExport) with = NULL;

  world->options.environment = rh_collection_get_environment (world->collection, "Staging");
  without = write_as (world, "postman-environment");
  assert_file (without, "Staging.postman_environment.json");

  world->options.secret = secret_of;
  world->options.user_data = secret;
  with = write_as (world, "postman-environment");
  g_assert_nonnull (strstr (with->text->str, "\"sk-1\""));
  g_assert_null (strstr (without->text->str, "sk-1"));
}

/* What stands in a file in clear goes into none of another program's, unless it is asked for. */
static void
test_secrets (World *world, gconstpointer data)
{
  static const char *const clear[]
      = { "hunter22", "abcdefgh12345678", "0123456789abcdef", "clear-of-another-program" };
  g_autoptr (RhExport) without = write_as (world, "postman");
  g_autoptr (RhExport) with = NULL;

  world->options.secret = secret_of;
  with = write_as (world, "postman");
  for (guint i = 0; i < G_N_ELEMENTS (clear); i++)
    {
      g_assert_null (strstr (without->text->str, clear[i]));
      g_assert_nonnull (strstr (with->text->str, clear[i]));
    }
}

/* With the folder that it is in, whose auth it has. */
static void
test_chosen (World *world, gconstpointer data)
{
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  g_autoptr (RhExport) written = NULL;

  g_ptr_array_add (chosen, rh_collection_store_find (world->store, "Users/List"));
  world->options.items = chosen;
  written = write_as (world, "postman");
  g_assert_nonnull (strstr (written->text->str, "\"Users\""));
  g_assert_nonnull (strstr (written->text->str, "\"X-Api-Key\""));
  g_assert_nonnull (strstr (written->text->str, "\"List\""));
  g_assert_null (strstr (written->text->str, "\"Create\""));
  g_assert_null (strstr (written->text->str, "\"Form\""));
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

#define ADD(name, function) \
  g_test_add ("/export-postman/" name, World, NULL, set_up, function, tear_down)
  ADD ("collection", test_collection);
  ADD ("environment", test_environment);
  ADD ("secrets", test_secrets);
  ADD ("chosen", test_chosen);
#undef ADD

  return g_test_run ();
}
