/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenCollection's files of environments and folders: what is read, what is written, and what
 * nobody may lose. */
#include "collection/rh-opencollection.h"
#include "lib/rh-test.h"

#include <math.h>
#include <string.h>

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static char *
text_of (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_strndup (data, length);
}

static RhEnvironment *
read_environment (const char *text)
{
  g_autoptr (GBytes) bytes = bytes_of (text);
  g_autoptr (GError) error = NULL;
  RhEnvironment *environment = rh_opencollection_read_environment (bytes, &error);

  g_assert_no_error (error);
  return environment;
}

static void
assert_environment (RhEnvironment *environment, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rh_opencollection_write_environment (environment, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = text_of (bytes);
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_variable (RhEnvironment *scope,
                 const char *name,
                 const char *value,
                 const char *kind,
                 gboolean secret)
{
  RhVariable *variable = rh_environment_lookup (scope, name);

  g_assert_nonnull (variable);
  g_assert_cmpstr (rh_variable_get_value (variable), ==, value);
  g_assert_cmpstr (rh_variable_get_kind (variable), ==, kind);
  g_assert_cmpint (rh_variable_is_secret (variable), ==, secret);
}

static void
test_environment (void)
{
  const char *text = "name: Staging\n"
                     "color: '#ff0000'\n"
                     "description: where we try\n"
                     "extends: Base\n"
                     "dotEnvFilePath: ../.env\n"
                     "\n"
                     "variables:\n"
                     "  - name: api\n"
                     "    value: https://a\n"
                     "    x: kept\n"
                     "  - name: n\n"
                     "    value:\n"
                     "      type: number\n"
                     "      data: \"42\"\n"
                     "  - name: v\n"
                     "    value:\n"
                     "      - title: One\n"
                     "        value: \"1\"\n"
                     "      - title: Two\n"
                     "        selected: true\n"
                     "        value: \"2\"\n"
                     "  - secret: true\n"
                     "    name: s\n"
                     "    type: number\n"
                     "\n"
                     "externalSecrets:\n"
                     "  type: aws-secrets-manager\n";
  g_autoptr (RhEnvironment) environment = read_environment (text);
  g_autoptr (GString) change = g_string_new (text);

  g_assert_cmpstr (rh_environment_get_name (environment), ==, "Staging");
  g_assert_cmpstr (rh_environment_get_color (environment), ==, "#ff0000");
  g_assert_cmpstr (rh_environment_get_note (environment), ==, "where we try");
  g_assert_cmpstr (rh_environment_get_extends (environment), ==, "Base");
  g_assert_cmpstr (rh_environment_get_dotenv_path (environment), ==, "../.env");
  assert_variable (environment, "api", "https://a", "", FALSE);
  assert_variable (environment, "n", "42", "number", FALSE);
  assert_variable (environment, "v", "2", "", FALSE);
  assert_variable (environment, "s", "", "number", TRUE);
  assert_environment (environment, text);

  rh_environment_set (environment, "api", "https://b");
  rh_environment_set (environment, "n", "43");
  rh_environment_set (environment, "v", "3");
  g_object_set (environment, "color", "", NULL);
  g_string_replace (change, "https://a", "https://b", 1);
  g_string_replace (change, "data: \"42\"", "data: \"43\"", 1);
  g_string_replace (change, "value: \"2\"", "value: \"3\"", 1);
  g_string_replace (change, "color: '#ff0000'\n", "", 1);
  assert_environment (environment, change->str);
}

static void
test_fresh_environment (void)
{
  g_autoptr (RhEnvironment) environment = rh_environment_new ("Practice");

  rh_environment_set (environment, "api", "http://localhost:8437");
  rh_environment_add_secret (environment, "client_secret");
  assert_environment (environment, "name: Practice\n"
                                   "\n"
                                   "variables:\n"
                                   "  - name: api\n"
                                   "    value: http://localhost:8437\n"
                                   "  - secret: true\n"
                                   "    name: client_secret\n");
}

/* Whatever the file said: the value of a secret is not in what is written. */
static void
test_secret_has_no_value (void)
{
  const char *text = "name: A\n"
                     "\n"
                     "variables:\n"
                     "  - name: a\n"
                     "    value: hunter2\n"
                     "    description: theirs\n"
                     "  - secret: true\n"
                     "    name: b\n"
                     "    value: hunter2\n"
                     "  - secret: true\n"
                     "    name: c\n"
                     "    value:\n"
                     "      type: number\n"
                     "      data: hunter2\n";
  g_autoptr (RhEnvironment) environment = read_environment (text);

  assert_variable (environment, "b", "", "", TRUE);
  g_object_set (rh_environment_lookup (environment, "a"), "secret", TRUE, NULL);
  assert_environment (environment, "name: A\n"
                                   "\n"
                                   "variables:\n"
                                   "  - secret: true\n"
                                   "    name: a\n"
                                   "    description: theirs\n"
                                   "  - secret: true\n"
                                   "    name: b\n"
                                   "  - secret: true\n"
                                   "    name: c\n");
  g_object_set (rh_environment_lookup (environment, "a"), "secret", FALSE, "value", "1", NULL);
  g_object_set (rh_environment_lookup (environment, "b"), "secret", FALSE, NULL);
  assert_environment (environment, "name: A\n"
                                   "\n"
                                   "variables:\n"
                                   "  - name: a\n"
                                   "    value: \"1\"\n"
                                   "    description: theirs\n"
                                   "  - name: b\n"
                                   "    value: \"\"\n"
                                   "  - secret: true\n"
                                   "    name: c\n");
}

/* Folders */

static void
test_folder (void)
{
  const char *text = "info:\n"
                     "  name: Vendors\n"
                     "  type: folder\n"
                     "  seq: 3\n"
                     "\n"
                     "request:\n"
                     "  headers:\n"
                     "    - name: X\n"
                     "      value: a\n"
                     "  auth: inherit\n"
                     "  variables:\n"
                     "    - name: v\n"
                     "      value: a\n"
                     "  scripts:\n"
                     "    - type: tests\n"
                     "      code: a\n"
                     "\n"
                     "docs:\n"
                     "  content: words\n"
                     "  type: text/markdown\n";
  g_autoptr (GBytes) bytes = bytes_of (text);
  g_autoptr (RhFolder) folder = rh_folder_new ("old");
  g_autoptr (RhField) old = rh_field_new ("old", "", "", TRUE);
  g_autoptr (GBytes) same = NULL;
  g_autoptr (GBytes) changed = NULL;
  g_autofree char *same_text = NULL;
  g_autofree char *changed_text = NULL;
  g_autoptr (GError) error = NULL;
  double seq;

  rh_folder_add_header (folder, old);
  rh_environment_set (rh_folder_get_scope (folder), "old", "1");
  g_assert_true (rh_opencollection_read_folder (bytes, folder, &seq, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (seq, ==, 3);
  g_assert_cmpstr (rh_folder_get_name (folder), ==, "Vendors");
  g_assert_cmpstr (rh_folder_get_note (folder), ==, "words");
  g_assert_cmpint (rh_folder_get_auth_kind (folder), ==, RH_AUTH_KIND_INHERIT);
  g_assert_cmpuint (g_list_model_get_n_items (rh_folder_get_headers (folder)), ==, 1);
  g_assert_null (rh_environment_lookup (rh_folder_get_scope (folder), "old"));
  assert_variable (rh_folder_get_scope (folder), "v", "a", "", FALSE);

  same = rh_opencollection_write_folder (folder, 3, NULL);
  same_text = text_of (same);
  g_assert_cmpstr (same_text, ==, text);

  rh_folder_remove_header (folder, 0);
  rh_environment_clear (rh_folder_get_scope (folder));
  g_object_set (folder, "note", "", "auth-kind", RH_AUTH_KIND_NONE, NULL);
  changed = rh_opencollection_write_folder (folder, NAN, NULL);
  changed_text = text_of (changed);
  g_assert_cmpstr (changed_text, ==,
                   "info:\n  name: Vendors\n  type: folder\n\n"
                   "request:\n  scripts:\n    - type: tests\n      code: a\n");
}

static void
test_fresh_folder (void)
{
  g_autoptr (RhFolder) folder = rh_folder_new ("F");
  g_autoptr (GBytes) bytes = rh_opencollection_write_folder (folder, 1, NULL);
  g_autofree char *text = text_of (bytes);

  g_assert_cmpstr (text, ==,
                   "info:\n  name: F\n  type: folder\n  seq: 1\n\nrequest:\n  auth: inherit\n");
}

/* What is wrong changes nothing. */
static void
test_wrong_folder (void)
{
  g_autoptr (RhFolder) folder = rh_folder_new ("F");
  g_autoptr (GBytes) bytes = bytes_of ("info:\n  name: G\nrequest:\n  headers:\n    - name: []\n");
  g_autoptr (GError) error = NULL;

  g_assert_false (rh_opencollection_read_folder (bytes, folder, NULL, &error));
  g_assert_cmpstr (error->message, ==, "line 5: name must be text");
  g_assert_cmpstr (rh_folder_get_name (folder), ==, "F");
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/opencollection/environment", test_environment);
  g_test_add_func ("/opencollection/environment/fresh", test_fresh_environment);
  g_test_add_func ("/opencollection/environment/secret-has-no-value", test_secret_has_no_value);
  g_test_add_func ("/opencollection/folder", test_folder);
  g_test_add_func ("/opencollection/folder/fresh", test_fresh_folder);
  g_test_add_func ("/opencollection/folder/wrong", test_wrong_folder);

  return g_test_run ();
}
