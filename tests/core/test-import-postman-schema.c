/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every property of the schema of Postman's collections 2.1 is read, kept or told. */
#include "lib/rh-import-rig.h"
#include "lib/rh-test.h"

#include <json-glib/json-glib.h>
#include <string.h>

static char *
dup_file (void)
{
  return g_test_build_filename (G_TEST_DIST, "data", "import",
                                "every-property.postman_collection.json", NULL);
}

/* A file with each property that the format's schema has, and a mark in each that is text: in what
 * is written and told there is every mark, and each member that has none is told. */
static void
test_every_property (void)
{
  static const char *const told[] = { "“_postman_id”",  "“id”",   "“responseTime”", "“timings”",
                                      "Stored cookies", "MARKED", "8443",           "299" };
  g_autofree char *path = dup_file ();
  g_autofree char *text = NULL;
  g_autoptr (RhImport) import = NULL;
  g_autofree char *files = NULL;
  const char *at;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  import = rh_import_rig_read ("every-property.json", text);
  files = rh_import_rig_write (import);
  for (at = strstr (text, "mark-"); at != NULL; at = strstr (at + 1, "mark-"), n++)
    {
      g_autofree char *mark = g_strndup (at, strspn (at, "abcdefghijklmnopqrstuvwxyz-"));

      if (strstr (files, mark) == NULL)
        g_error ("%s is lost in:\n%s", mark, files);
    }
  g_assert_cmpuint (n, ==, 71);
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    if (strstr (files, told[i]) == NULL)
      g_error ("%s is not told in:\n%s", told[i], files);
}

/* JSON with comments, each on a line of its own. */
static char *
read_part (const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GString *json = g_string_new (NULL);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (!g_str_has_prefix (g_strchug (lines[i]), "//"))
      g_string_append_printf (json, "%s\n", lines[i]);

  return g_string_free_and_steal (json);
}

static guint
check_properties (JsonNode *node, gboolean names, const char *file)
{
  g_autoptr (GList) children = NULL;
  guint n = 0;

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      children = json_array_get_elements (json_node_get_array (node));
      for (GList *child = children; child != NULL; child = child->next)
        n += check_properties (child->data, FALSE, file);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);

      children = json_object_get_members (object);
      for (GList *child = children; child != NULL; child = child->next)
        {
          g_autofree char *key = g_strdup_printf ("\"%s\": ", (char *) child->data);

          if (names && strstr (file, key) == NULL)
            g_error ("%s is in no test", key);
          n += names;
          n += check_properties (json_object_get_member (object, child->data),
                                 !names && g_str_equal (child->data, "properties"), file);
        }
    }

  return n;
}

/* The schema in its parts, where it is: the file has every property of it. */
static void
test_schema (void)
{
  const char *corpora = g_getenv ("RH_TEST_CORPORA");
  g_autofree char *path
      = g_build_filename (corpora == NULL ? "/nowhere" : corpora, "postman", "schema-v2.1.0", NULL);
  g_autofree char *data = dup_file ();
  g_autofree char *file = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  if (dir == NULL)
    {
      g_test_skip ("no corpora here");
      return;
    }

  g_assert_true (g_file_get_contents (data, &file, NULL, NULL));
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *part = g_build_filename (path, name, NULL);
      g_autofree char *json = read_part (part);
      g_autoptr (JsonNode) root = json_from_string (json, NULL);

      g_assert_nonnull (root);
      n += check_properties (root, FALSE, file);
    }
  g_test_message ("%u properties", n);
  g_assert_cmpuint (n, >, 100);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/import-postman-schema/every-property", test_every_property);
  g_test_add_func ("/import-postman-schema/schema", test_schema);

  return g_test_run ();
}
