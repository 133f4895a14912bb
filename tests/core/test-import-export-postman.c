/* SPDX-License-Identifier: GPL-3.0-or-later */
/* There and back: a Postman collection that is imported, exported and imported again gives the same
 * collection, byte for byte of what the store would write, and the same secrets. All collections of
 * others that there are here, and one of ours that has something of everything. */
#include "collection/rh-opencollection.h"
#include "format/rh-export.h"
#include "format/rh-import-reader.h"
#include "lib/rh-import-rig.h"
#include "lib/rh-test.h"

#include <math.h>
#include <string.h>

#define N_CORPORA 100

/* What the store would write */

static void
append (GString *text, const char *what, GBytes *bytes, const GError *error)
{
  gsize length = 0;
  const char *data = bytes == NULL ? "" : g_bytes_get_data (bytes, &length);

  g_string_append_printf (text, "=== %s %s\n", what, error == NULL ? "" : error->message);
  g_string_append_len (text, data, (gssize) length);
}

static void
append_folder (GString *text, RhFolder *folder)
{
  GListModel *items = rh_folder_get_items (folder);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;

      if (RH_IS_FOLDER (item))
        bytes = rh_opencollection_write_folder (RH_FOLDER (item), NAN, &error);
      else
        bytes = rh_opencollection_write_request (RH_REQUEST_ITEM (item), NAN, &error);
      append (text, RH_IS_FOLDER (item) ? "folder" : "request", bytes, error);
      if (RH_IS_FOLDER (item))
        append_folder (text, RH_FOLDER (item));
    }
}

static char *
dup_files (RhImport *import)
{
  RhCollection *collection = rh_import_get_collection (import);
  GListModel *environments = rh_collection_get_environments (collection);
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) root = rh_opencollection_write_collection (collection, &error);

  append (text, "collection", root, error);
  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);
      g_autoptr (GBytes) bytes = rh_opencollection_write_environment (environment, NULL);

      append (text, "environment", bytes, NULL);
    }
  append_folder (text, rh_collection_get_root (collection));
  return g_string_free_and_steal (text);
}

/* The first line that differs, with what is around it. */
static void
assert_same (const char *name, const char *before, const char *after)
{
  g_auto (GStrv) a = g_strsplit (before, "\n", -1);
  g_auto (GStrv) b = g_strsplit (after, "\n", -1);
  guint at = 0;

  if (g_str_equal (before, after))
    return;

  while (a[at] != NULL && g_strcmp0 (a[at], b[at]) == 0)
    at++;
  for (guint i = at < 12 ? 0 : at - 12; a[i] != NULL && i < at + 6; i++)
    g_printerr ("# - %s\n", a[i]);
  for (guint i = at; b[i] != NULL && i < at + 6; i++)
    g_printerr ("# + %s\n", b[i]);
  g_error ("%s: line %u differs", name, at);
}

/* Secrets */

/* What an export asks for is what an import kept. */
static RhSecret *
secret_of (RhEnvironment *holder, const char *name, gpointer user_data)
{
  GPtrArray *secrets = rh_import_get_secrets (user_data);

  for (guint i = 0; i < secrets->len; i++)
    {
      RhImportSecret *secret = g_ptr_array_index (secrets, i);

      if (secret->holder == holder && g_str_equal (secret->variable, name))
        return secret->value;
    }

  return NULL;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
dup_secrets (RhImport *import)
{
  GPtrArray *secrets = rh_import_get_secrets (import);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < secrets->len; i++)
    {
      RhImportSecret *secret = g_ptr_array_index (secrets, i);

      g_ptr_array_add (lines, g_strdup_printf ("%s = %s", secret->variable,
                                               rh_secret_peek (secret->value, NULL)));
    }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* There and back */

static char *
write_as (RhImport *import, const char *format, RhEnvironment *environment, gboolean secrets)
{
  RhExportOptions options = {
    .collection = rh_import_get_collection (import),
    .environment = environment,
    .secret = secrets ? secret_of : NULL,
    .user_data = import,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (RhExport) written = rh_export_write (rh_export_find_format (format), &options, &error);

  g_assert_no_error (error);
  return g_strdup (written->text->str);
}

static void
check (const char *name, const char *text)
{
  g_autoptr (RhImport) first = rh_import_rig_read (name, text);
  g_autofree char *files = dup_files (first);
  g_autofree char *secrets = dup_secrets (first);
  g_autofree char *masked = write_as (first, "postman", NULL, FALSE);
  g_autofree char *clear = write_as (first, "postman", NULL, TRUE);
  g_autoptr (RhImport) without = rh_import_rig_read (name, masked);
  g_autoptr (RhImport) with = rh_import_rig_read (name, clear);
  g_autofree char *files_without = dup_files (without);
  g_autofree char *files_with = dup_files (with);
  g_autofree char *secrets_with = dup_secrets (with);
  g_autofree char *again = write_as (without, "postman", NULL, FALSE);

  assert_same (name, files, files_without);
  assert_same (name, files, files_with);
  g_assert_cmpstr (secrets_with, ==, secrets);
  g_assert_cmpuint (rh_import_get_secrets (without)->len, ==, 0);
  assert_same (name, masked, again);
}

/* Those of others */

/* Not an environment, nor a collection that is empty. */
static gboolean
has_requests (const char *text)
{
  return strstr (text, "\"request\"") != NULL;
}

static guint
check_below (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      g_autofree char *text = NULL;

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        n += check_below (child);
      if (!g_str_has_suffix (name, ".json") || !g_file_get_contents (child, &text, NULL, NULL)
          || !has_requests (text))
        continue;
      g_test_message ("%s", child);
      check (name, text);
      n++;
    }

  return n;
}

static void
test_corpora (void)
{
  const char *corpora = g_getenv ("RH_TEST_CORPORA");
  const char *const folders[] = { "adyen", "examples" };
  guint n = 0;

  for (guint i = 0; corpora != NULL && i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (corpora, "postman", folders[i], NULL);

      n += check_below (path);
    }

  if (n == 0)
    g_test_skip ("no collections of others here");
  else
    g_assert_cmpuint (n, >=, N_CORPORA);
}

/* Ours */

static char *
read_data (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "export", name, NULL);
  char *text;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
test_ours (void)
{
  g_autofree char *text = read_data ("acme.postman_collection.json");

  check ("acme.postman_collection.json", text);
}

static void
test_environment (void)
{
  g_autofree char *text = read_data ("Staging.postman_environment.json");
  g_autoptr (RhImport) first = rh_import_rig_read ("Staging", text);
  RhCollection *collection = rh_import_get_collection (first);
  RhEnvironment *environment = rh_collection_get_environment (collection, "Staging");
  g_autofree char *again = write_as (first, "postman-environment", environment, FALSE);

  g_assert_cmpstr (again, ==, text);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/import-export-postman/ours", test_ours);
  g_test_add_func ("/import-export-postman/environment", test_environment);
  g_test_add_func ("/import-export-postman/corpora", test_corpora);

  return g_test_run ();
}
