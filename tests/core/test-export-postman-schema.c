/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written for Postman holds to the schema of its format, which Postman publishes: a small
 * validator of those keywords of JSON Schema that it uses. Skipped where the schema is not. */
#include "collection/rh-yaml-json.h"
#include "format/rh-export.h"
#include "format/rh-import-reader.h"
#include "lib/rh-import-rig.h"
#include "lib/rh-test.h"

#include <string.h>

#define DEFINITIONS "#/definitions/"

typedef struct
{
  GHashTable *definitions; /* name → RhYaml */
  RhYaml *root;            /* borrowed */
} Schema;

/* The schema */

/* Its files have lines of comments. */
static RhYaml *
read_part (const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;
  RhYaml *part;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (g_strchug (lines[i]), "//"))
      *lines[i] = '\0';
  json = g_strjoinv ("\n", lines);
  part = rh_yaml_parse_json (json, strlen (json), &error);
  g_assert_no_error (error);
  return part;
}

static gboolean
read_schema (Schema *schema)
{
  const char *corpora = g_getenv ("RH_TEST_CORPORA");
  g_autofree char *path
      = g_build_filename (corpora == NULL ? "/nowhere" : corpora, "postman", "schema-v2.1.0", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  if (dir == NULL)
    return FALSE;

  schema->definitions
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) rh_yaml_unref);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_hash_table_insert (schema->definitions, g_strndup (name, strlen (name) - strlen (".json")),
                           read_part (file));
    }
  schema->root = g_hash_table_lookup (schema->definitions, "collection");
  return schema->root != NULL;
}

/* The validator */

static gboolean
validate (const Schema *schema, const RhYaml *rule, const RhYaml *value, GPtrArray *path);

static const char *
type_of (const RhYaml *value)
{
  const char *text = rh_yaml_get_text (value);

  if (rh_yaml_get_kind (value) == RH_YAML_MAPPING)
    return "object";
  if (rh_yaml_get_kind (value) == RH_YAML_SEQUENCE)
    return "array";
  if (!rh_yaml_is_plain (value))
    return "string";
  if (rh_yaml_is_null (value))
    return "null";

  return g_str_equal (text, "true") || g_str_equal (text, "false") ? "boolean" : "number";
}

static gboolean
is_type (const RhYaml *value, const char *wanted)
{
  const char *type = type_of (value);

  return g_str_equal (type, wanted)
         || (g_str_equal (wanted, "integer") && g_str_equal (type, "number")
             && strpbrk (rh_yaml_get_text (value), ".eE") == NULL);
}

static gboolean
has_type (const RhYaml *rule, const RhYaml *value)
{
  const RhYaml *types = rh_yaml_get (rule, "type");

  if (types == NULL)
    return TRUE;
  if (rh_yaml_get_kind (types) == RH_YAML_SCALAR)
    return is_type (value, rh_yaml_get_text (types));

  for (guint i = 0; i < rh_yaml_get_length (types); i++)
    if (is_type (value, rh_yaml_get_text (rh_yaml_nth (types, i))))
      return TRUE;

  return FALSE;
}

/* Postman itself writes variables of the type "secret", which the schema is older than. */
static gboolean
is_listed (const RhYaml *rule, const RhYaml *value)
{
  const RhYaml *list = rh_yaml_get (rule, "enum");
  const RhYaml *only = rh_yaml_get (rule, "const");

  if (only != NULL && !rh_yaml_equal (only, value))
    return FALSE;
  if (list == NULL || g_strcmp0 (rh_yaml_get_text (value), "secret") == 0)
    return TRUE;

  for (guint i = 0; i < rh_yaml_get_length (list); i++)
    if (rh_yaml_equal (rh_yaml_nth (list, i), value))
      return TRUE;

  return FALSE;
}

static gboolean
has_required (const RhYaml *rule, const RhYaml *value)
{
  const RhYaml *required = rh_yaml_get (rule, "required");

  for (guint i = 0; required != NULL && i < rh_yaml_get_length (required); i++)
    if (rh_yaml_get_kind (value) == RH_YAML_MAPPING
        && rh_yaml_get (value, rh_yaml_get_text (rh_yaml_nth (required, i))) == NULL)
      return FALSE;

  return TRUE;
}

static gboolean
check_properties (const Schema *schema, const RhYaml *rule, const RhYaml *value, GPtrArray *path)
{
  const RhYaml *properties = rh_yaml_get (rule, "properties");
  gboolean is_map = rh_yaml_get_kind (value) == RH_YAML_MAPPING;

  for (guint i = 0; is_map && properties != NULL && i < rh_yaml_get_length (properties); i++)
    {
      const char *key = rh_yaml_nth_key (properties, i);
      const RhYaml *member = rh_yaml_get (value, key);

      if (member == NULL)
        continue;
      g_ptr_array_add (path, g_strdup (key));
      if (!validate (schema, rh_yaml_nth (properties, i), member, path))
        return FALSE;
      g_ptr_array_set_size (path, (int) path->len - 1);
    }

  return TRUE;
}

static gboolean
check_items (const Schema *schema, const RhYaml *rule, const RhYaml *value, GPtrArray *path)
{
  const RhYaml *items = rh_yaml_get (rule, "items");
  gboolean is_list = rh_yaml_get_kind (value) == RH_YAML_SEQUENCE;

  for (guint i = 0; is_list && items != NULL && i < rh_yaml_get_length (value); i++)
    {
      g_ptr_array_add (path, g_strdup_printf ("%u", i));
      if (!validate (schema, items, rh_yaml_nth (value, i), path))
        return FALSE;
      g_ptr_array_set_size (path, (int) path->len - 1);
    }

  return TRUE;
}

/* How many of the rules there it holds to; the path of the last that it does not. */
static guint
count_held (const Schema *schema, const RhYaml *rules, const RhYaml *value, GPtrArray *path)
{
  guint n = 0;

  for (guint i = 0; i < rh_yaml_get_length (rules); i++)
    {
      guint depth = path->len;

      if (!validate (schema, rh_yaml_nth (rules, i), value, path))
        continue;
      g_ptr_array_set_size (path, (int) depth);
      n++;
    }

  return n;
}

static gboolean
check_choices (const Schema *schema, const RhYaml *rule, const RhYaml *value, GPtrArray *path)
{
  const RhYaml *any = rh_yaml_get (rule, "anyOf");
  const RhYaml *one = rh_yaml_get (rule, "oneOf");

  return (any == NULL || count_held (schema, any, value, path) >= 1)
         && (one == NULL || count_held (schema, one, value, path) == 1);
}

static gboolean
validate (const Schema *schema, const RhYaml *rule, const RhYaml *value, GPtrArray *path)
{
  const RhYaml *ref = rh_yaml_get (rule, "$ref");

  if (ref != NULL)
    {
      const char *text = rh_yaml_get_text (ref);

      g_assert_true (g_str_has_prefix (text, DEFINITIONS));
      rule = g_hash_table_lookup (schema->definitions, text + strlen (DEFINITIONS));
      g_assert_nonnull (rule);
      return validate (schema, rule, value, path);
    }

  return has_type (rule, value) && is_listed (rule, value) && has_required (rule, value)
         && check_properties (schema, rule, value, path) && check_items (schema, rule, value, path)
         && check_choices (schema, rule, value, path);
}

static char *
validate_text (const Schema *schema, const char *text)
{
  g_autoptr (RhYaml) value = rh_yaml_parse_json (text, strlen (text), NULL);
  g_autoptr (GPtrArray) path = g_ptr_array_new_with_free_func (g_free);

  g_assert_nonnull (value);
  if (validate (schema, schema->root, value, path))
    return NULL;

  g_ptr_array_add (path, NULL);
  return g_strjoinv ("/", (char **) path->pdata);
}

static void
assert_valid (const Schema *schema, const char *name, const char *text)
{
  g_autofree char *problem = validate_text (schema, text);

  if (problem != NULL)
    g_error ("%s: %s", name, problem);
}

/* What is written */

static void
test_validator (void)
{
  Schema schema = { 0 };
  g_autofree char *item = NULL;
  g_autofree char *header = NULL;

  if (!read_schema (&schema))
    {
      g_test_skip ("no schema here");
      return;
    }

  item = validate_text (&schema, "{\"info\":{\"name\":\"a\",\"schema\":\"b\"},\"item\":[{}]}");
  g_assert_nonnull (item);
  header = validate_text (&schema,
                          "{\"info\":{\"name\":\"a\",\"schema\":\"b\"},\"item\":[{\"request\":"
                          "{\"header\":[{\"key\":1,\"value\":\"\"}]}}]}");
  g_assert_nonnull (header);
  assert_valid (&schema, "empty", "{\"info\":{\"name\":\"a\",\"schema\":\"b\"},\"item\":[]}");
  g_hash_table_unref (schema.definitions);
}

static void
test_ours (void)
{
  Schema schema = { 0 };
  g_autofree char *path
      = g_test_build_filename (G_TEST_DIST, "data", "export", "acme.postman_collection.json", NULL);
  g_autofree char *text = NULL;

  if (!read_schema (&schema))
    {
      g_test_skip ("no schema here");
      return;
    }

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  assert_valid (&schema, path, text);
  g_hash_table_unref (schema.definitions);
}

static char *
write_postman (RhImport *import)
{
  RhExportOptions options = { .collection = rh_import_get_collection (import) };
  g_autoptr (RhExport) written
      = rh_export_write (rh_export_find_format ("postman"), &options, NULL);

  return g_strdup (written->text->str);
}

/* Those of version 2.0 are written as 2.1. */
static void
test_others (void)
{
  static const char *const folders[] = { "v2.0.0", "v2.1.0" };
  Schema schema = { 0 };
  guint n = 0;

  if (!read_schema (&schema))
    {
      g_test_skip ("no schema here");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (g_getenv ("RH_TEST_CORPORA"), "postman", "examples",
                                                folders[i], NULL);
      g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *file = g_build_filename (path, name, NULL);
          g_autofree char *text = NULL;
          g_autoptr (RhImport) import = NULL;
          g_autofree char *written = NULL;

          g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
          import = rh_import_rig_read (name, text);
          written = write_postman (import);
          assert_valid (&schema, file, written);
          n++;
        }
    }

  g_assert_cmpuint (n, >, 40);
  g_hash_table_unref (schema.definitions);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/export-postman-schema/validator", test_validator);
  g_test_add_func ("/export-postman-schema/ours", test_ours);
  g_test_add_func ("/export-postman-schema/others", test_others);

  return g_test_run ();
}
