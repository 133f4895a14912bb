/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of an import: all of it, in order, and never a secret. */
#include "format/rh-import-report.h"
#include "lib/rh-test.h"

#include <string.h>

static RhImport *
import_new (void)
{
  RhImport *import = rh_import_new ();
  RhCollection *collection = rh_import_get_collection (import);
  g_autoptr (RhEnvironment) staging = rh_environment_new ("Staging");
  g_autoptr (RhFolder) folder = rh_folder_new ("Users");
  g_autoptr (RhRequestItem) one = rh_request_item_new ("One", "GET", "{{api}}/1");
  g_autoptr (RhRequestItem) two = rh_request_item_new ("<b>*Two*", "GET", "{{api}}/2");

  g_object_set (collection, "name", "Acme [API]", NULL);
  rh_import_set_origin (import, "Postman 2.1");
  rh_folder_append (rh_collection_get_root (collection), G_OBJECT (folder));
  rh_folder_append (folder, G_OBJECT (one));
  rh_folder_append (folder, G_OBJECT (two));
  rh_collection_add_environment (collection, staging);
  rh_import_keep_secret (import, staging, "token", "canary-9", "Environment Staging");
  rh_import_note (import, RH_IMPORT_STAMPS, "", "_postman_id");
  rh_import_note (import, RH_IMPORT_STAMPS, "", "_postman_id");
  rh_import_note (import, RH_IMPORT_SCRIPT, "Users / <b>*Two*", "after-response");
  rh_import_note (import, RH_IMPORT_PKCE_ADDED, "", NULL);
  rh_import_note (import, RH_IMPORT_SCRIPT, "Users / One", "before-request");
  rh_import_note (import, RH_IMPORT_VALUE_MISSING, "Users\n\u202ehere\u200c\302\233", "key");
  g_assert_true (rh_import_finish (import, NULL, NULL));
  return import;
}

static void
test_text (void)
{
  g_autoptr (RhImport) import = import_new ();
  g_autofree char *text = rh_import_report_new (import);

  g_assert_cmpstr (
      text, ==,
      "# Acme \\[API\\]\n\n"
      "2 requests from Postman 2.1\n\n"
      "- 2 requests\n- 1 folder\n- 1 environment\n- 1 variable\n- 1 secret\n\n"
      "## For You to Do\n\n"
      "- Users  here\u200c   \n  The value of the variable “key” was not in the file: set it.\n\n"
      "## Kept in the Keyring, in No File\n\n"
      "- Environment Staging → token\n\n"
      "## Changed\n\n"
      "- In the collection  \n  PKCE was off and is on: each sign-in is protected by it.\n\n"
      "## Kept and Not Used\n\n"
      "- Users / \\<b\\>\\*Two\\*  \n  A script (after-response) is kept and never run.\n"
      "- Users / One  \n  A script (before-request) is kept and never run.\n\n"
      "## Left Out\n\n"
      "- In the collection (2 times)  \n  “\\_postman\\_id”: the other program’s own ids and "
      "times.\n");
  g_assert_null (strstr (text, "canary"));
}

static void
test_environments (void)
{
  g_autoptr (RhImport) import = rh_import_new ();
  g_autoptr (RhEnvironment) staging = rh_environment_new ("Staging");
  g_autofree char *title = NULL;
  g_auto (GStrv) counts = NULL;

  rh_collection_add_environment (rh_import_get_collection (import), staging);
  g_assert_true (rh_import_finish (import, NULL, NULL));
  title = rh_import_report_dup_title (import);
  g_assert_cmpstr (title, ==, "1 environment");
  counts = rh_import_report_dup_counts (import);
  g_assert_cmpuint (g_strv_length (counts), ==, 1);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/import-report/text", test_text);
  g_test_add_func ("/import-report/environments", test_environments);

  return g_test_run ();
}
