/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that somebody made to do harm, or that went wrong: each is refused with a message, or what
 * comes of it can be written and read again. */
#include <string.h>

#include "collection/rh-opencollection.h"
#include "format/rh-import-report.h"
#include "http/rh-request.h"
#include "lib/rh-import-rig.h"
#include "lib/rh-store-rig.h"
#include "lib/rh-test.h"

#define N_LEVELS 10000
#define N_MANY 2000
#define POSTMAN \
  "{\"info\": {\"name\": \"A\", \"schema\": " \
  "\"https://schema.getpostman.com/json/collection/v2.1.0/collection.json\"}, "
#define OPENAPI "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"A\", \"version\": \"1\"}, "
#define HAR "{\"log\": {\"version\": \"1.2\", \"entries\": ["
#define BRU "meta {\n  name: A\n}\n\n"
/* Of this domain or of YAML's. */
#define ANY -1
/* A body of a schema that refers on and on is cut long before this. */
#define MAX_SAMPLE (1024 * 1024)

/* Reading */

static RhImport *
try_read (const char *name, const char *text, gssize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_import_file_free);
  RhImportFile *file = rh_import_file_new (name, bytes, error);
  const RhImportWatch watch = { 0 };

  if (file == NULL)
    return NULL;

  g_ptr_array_add (files, file);
  return rh_import_read_files (files, &watch, error);
}

static guint
count_requests (RhFolder *folder)
{
  GListModel *items = rh_folder_get_items (folder);
  guint count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      if (RH_IS_FOLDER (item))
        count += count_requests (RH_FOLDER (item));
      else
        {
          g_assert_true (rh_method_is_valid (rh_request_item_get_method (RH_REQUEST_ITEM (item))));
          count++;
        }
    }

  return count;
}

/* All of it is in the folder, and there again when the folder is opened. Returns how many requests
 * there are. */
static guint
assert_kept (RhImport *import)
{
  RhCollection *collection = rh_import_get_collection (import);
  guint count = count_requests (rh_collection_get_root (collection));
  g_autoptr (GError) error = NULL;
  g_autofree char *report = rh_import_report_new (import);
  g_auto (GStrv) problems = NULL;
  RhStoreRig rig = { 0 };

  g_assert_true (g_utf8_validate (report, -1, NULL));
  rh_store_rig_set_up (&rig, NULL);
  rh_disk_hurry (rig.disk);
  rig.store = rh_collection_store_new (collection, rig.disk);
  g_assert_true (rh_collection_store_create (rig.store, &error));
  g_assert_no_error (error);
  rh_store_rig_open (&rig);
  g_object_get (rig.store, "problems", &problems, NULL);
  if (g_strv_length (problems) > 0)
    g_error ("%s", problems[0]);
  g_assert_cmpuint (count_requests (rh_collection_get_root (rig.collection)), ==, count);
  rh_store_rig_tear_down (&rig, NULL);
  return count;
}

/* Its message begins with the file's name, and is a line of text. */
static void
assert_refused (const char *name, const char *text, gssize length, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhImport) import = try_read (name, text, length, &error);

  g_assert_null (import);
  if (code == ANY)
    g_assert_nonnull (error);
  else
    g_assert_error (error, RH_IMPORT_ERROR, code);
  g_assert_true (g_str_has_prefix (error->message, name));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), <, 500);
}

static guint
read_and_write (const char *name, const char *text)
{
  g_autoptr (RhImport) import = rh_import_rig_read (name, text);

  return assert_kept (import);
}

/* "HEAD PIECE, PIECE, … TAIL" */
static char *
repeat (const char *head, const char *piece, const char *separator, guint n, const char *tail)
{
  GString *text = g_string_new (head);

  for (guint i = 0; i < n; i++)
    {
      g_string_append (text, i == 0 ? "" : separator);
      g_string_append (text, piece);
    }
  g_string_append (text, tail);
  return g_string_free_and_steal (text);
}

/* Depth */

static void
test_deep (void)
{
  g_autofree char *json = repeat ("", "[", "", N_LEVELS, "");
  g_autofree char *objects = repeat ("", "{\"a\":", "", N_LEVELS, "");
  g_autofree char *folders
      = repeat (POSTMAN "\"item\": [", "{\"name\": \"f\", \"item\": [", "", N_LEVELS, "");
  g_autofree char *schema
      = repeat (OPENAPI "\"components\": {\"schemas\": {\"a\": ", "{\"items\": ", "", N_LEVELS, "");
  g_autofree char *yaml = repeat ("openapi: 3.1.0\na: ", "[", "", N_LEVELS, "");
  g_autofree char *bru = repeat (BRU "example {\n", "  request: {\n", "", N_LEVELS, "");

  assert_refused ("a.json", json, -1, RH_IMPORT_ERROR_TOO_DEEP);
  assert_refused ("a.json", objects, -1, RH_IMPORT_ERROR_TOO_DEEP);
  assert_refused ("a.json", folders, -1, RH_IMPORT_ERROR_TOO_DEEP);
  assert_refused ("a.json", schema, -1, RH_IMPORT_ERROR_TOO_DEEP);
  assert_refused ("a.yaml", yaml, -1, ANY);
  assert_refused ("a.bru", bru, -1, RH_IMPORT_ERROR_SYNTAX);
}

static char *
dup_folders (guint n)
{
  g_autofree char *open
      = repeat (POSTMAN "\"item\": [", "{\"name\": \"f\", \"item\": [", "", n, "");
  g_autofree char *close = repeat ("", "]}", "", n, "]}");

  return g_strconcat (open, "{\"name\": \"R\", \"request\": \"https://h/\"}", close, NULL);
}

/* JSON may be deeper than folders. */
static void
test_deep_folders (void)
{
  g_autofree char *few = dup_folders (RH_IMPORT_MAX_FOLDERS - 1);
  g_autofree char *many = dup_folders (100);

  g_assert_cmpuint (read_and_write ("a.json", few), ==, 1);
  assert_refused ("a.json", many, -1, RH_IMPORT_ERROR_TOO_DEEP);
}

/* References */

static void
test_cycles (void)
{
  static const char *const schemas[] = {
    "\"a\": {\"$ref\": \"#/components/schemas/a\"}",
    "\"a\": {\"$ref\": \"#/components/schemas/b\"}, \"b\": {\"$ref\": \"#/components/schemas/c\"},"
    " \"c\": {\"$ref\": \"#/components/schemas/a\"}",
    "\"a\": {\"allOf\": [{\"$ref\": \"#/components/schemas/a\"}, {\"type\": \"object\"}]}",
    "\"a\": {\"anyOf\": [{\"$ref\": \"#/components/schemas/a\"}]}",
    "\"a\": {\"oneOf\": [{\"$ref\": \"#/components/schemas/a\"}]}",
    "\"a\": {\"type\": \"object\", \"properties\": {\"self\": {\"$ref\": "
    "\"#/components/schemas/a\"}}}",
    "\"a\": {\"type\": \"array\", \"items\": {\"$ref\": \"#/components/schemas/a\"}}",
    "\"a\": {\"type\": \"object\", \"additionalProperties\": {\"$ref\": "
    "\"#/components/schemas/a\"}}",
    "\"a\": {\"$ref\": \"#\"}",
    "\"a\": {\"$ref\": \"#/paths/~1p/post/requestBody/content/application~1json/schema\"}",
    "\"a\": {\"$ref\": \"file:///etc/passwd\"}",
    "\"a\": {\"$ref\": \"https://h.example/a.json#/b\"}",
    "\"a\": {\"$ref\": \"#/components/schemas/a/../a/~0~1~2\"}",
    "\"a\": {\"$ref\": [\"#\"]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (schemas); i++)
    {
      g_autofree char *text = g_strconcat (
          OPENAPI "\"paths\": {\"/p\": {\"post\": {\"requestBody\": {\"content\": "
                  "{\"application/json\": {\"schema\": {\"$ref\": \"#/components/schemas/a\"}}}}, "
                  "\"responses\": {}}}}, \"components\": {\"schemas\": {",
          schemas[i], "}}}", NULL);

      g_assert_cmpuint (read_and_write ("a.json", text), ==, 1);
    }
}

/* Of everything else that can be referred to. */
static void
test_cycles_elsewhere (void)
{
  static const char text[] = OPENAPI
      "\"paths\": {\"/p\": {\"$ref\": \"#/paths/~1p\"}, \"/q\": {\"$ref\": \"#/paths/~1p\"},"
      "\"/r\": {\"get\": {\"parameters\": [{\"$ref\": \"#/components/parameters/a\"}],"
      "  \"requestBody\": {\"$ref\": \"#/components/requestBodies/a\"},"
      "  \"responses\": {\"200\": {\"$ref\": \"#/components/responses/a\"}},"
      "  \"security\": [{\"a\": []}]}}},"
      "\"components\": {\"parameters\": {\"a\": {\"$ref\": \"#/components/parameters/a\"}},"
      "  \"requestBodies\": {\"a\": {\"$ref\": \"#/components/requestBodies/b\"},"
      "    \"b\": {\"$ref\": \"#/components/requestBodies/a\"}},"
      "  \"responses\": {\"a\": {\"$ref\": \"#/components/responses/a\"}},"
      "  \"examples\": {\"a\": {\"$ref\": \"#/components/examples/a\"}},"
      "  \"securitySchemes\": {\"a\": {\"$ref\": \"#/components/securitySchemes/a\"}}}}";

  g_assert_cmpuint (read_and_write ("a.json", text), ==, 1);
}

/* Ten times ten times ten …: each is small, and all of them together never end. */
static void
test_laughs (void)
{
  g_autoptr (GString) text = g_string_new (
      OPENAPI "\"paths\": {\"/p\": {\"post\": {\"requestBody\": {\"content\": "
              "{\"application/json\": {\"schema\": {\"$ref\": \"#/components/schemas/s0\"}}}}, "
              "\"responses\": {}}}}, \"components\": {\"schemas\": {");
  g_autoptr (RhImport) import = NULL;
  RhRequestItem *item;

  for (guint i = 0; i < 30; i++)
    {
      g_string_append_printf (text, "\"s%u\": {\"type\": \"object\", \"properties\": {", i);
      for (guint j = 0; j < 10; j++)
        g_string_append_printf (
            text, "%s\"p%u\": {\"allOf\": [{\"$ref\": \"#/components/schemas/s%u\"}]}",
            j == 0 ? "" : ", ", j, i + 1);
      g_string_append (text, "}}, ");
    }
  g_string_append (text, "\"s30\": {\"type\": \"string\"}}}}");

  import = rh_import_rig_read ("a.json", text->str);
  item = rh_import_rig_find (import, "POST /p");
  g_assert_cmpuint (strlen (rh_request_item_get_body_text (item)), <, MAX_SAMPLE);
  g_assert_cmpuint (assert_kept (import), ==, 1);
}

/* YAML's own way to say a thing again and again. */
static void
test_aliases (void)
{
  g_autoptr (GString) text = g_string_new ("openapi: 3.1.0\na0: &a0 [x, x]\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (RhImport) import = NULL;

  for (guint i = 1; i < 40; i++)
    g_string_append_printf (text, "a%u: &a%u [*a%u, *a%u, *a%u]\n", i, i, i - 1, i - 1, i - 1);

  import = try_read ("a.yaml", text->str, -1, &error);
  g_assert_null (import);
  g_assert_true (g_str_has_prefix (error->message, "a.yaml"));
}

/* Encodings */

#define REQUEST_ITEM \
  "\"item\": [{\"name\": \"é\", \"request\": {\"method\": \"GET\", \"url\": \"https://h/\"}}]}"

static void
test_encodings (void)
{
  static const char *const texts[]
      = { POSTMAN REQUEST_ITEM, BRU "get {\n  url: https://h/é\n}\n", "curl https://h/é\n",
          "openapi: 3.1.0\ninfo:\n  title: é\npaths:\n  /p:\n    get:\n      responses: {}\n" };
  static const char *const encodings[] = { "UTF-16LE", "UTF-16BE" };
  static const char *const marks[] = { "\377\376", "\376\377" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *marked = g_strconcat ("\357\273\277", texts[i], NULL);
      g_autofree char *latin = g_convert (texts[i], -1, "ISO-8859-1", "UTF-8", NULL, NULL, NULL);

      g_assert_cmpuint (read_and_write ("a", marked), ==, 1);
      assert_refused ("a", latin, -1, RH_IMPORT_ERROR_ENCODING);
      for (guint j = 0; j < G_N_ELEMENTS (encodings); j++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (GByteArray) bytes = g_byte_array_new ();
          gsize length;
          g_autofree char *wide
              = g_convert (texts[i], -1, encodings[j], "UTF-8", NULL, &length, NULL);
          g_autoptr (RhImport) import = NULL;

          g_byte_array_append (bytes, (const guint8 *) marks[j], 2);
          g_byte_array_append (bytes, (const guint8 *) wide, (guint) length);
          import = try_read ("a", (const char *) bytes->data, (gssize) bytes->len, &error);
          g_assert_no_error (error);
          g_assert_cmpuint (assert_kept (import), ==, 1);
          /* half a character */
          assert_refused ("a", (const char *) bytes->data, (gssize) bytes->len - 1,
                          RH_IMPORT_ERROR_ENCODING);
        }
    }
}

/* A NUL is the end of nothing. */
static void
test_nul (void)
{
  static const char *const texts[] = { POSTMAN REQUEST_ITEM, BRU "get {\n  url: https://h/\n}\n",
                                       "curl https://h/\n", "openapi: 3.1.0\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint at = 0; at < strlen (texts[i]); at++)
      {
        g_autoptr (GError) error = NULL;
        g_autofree char *text = g_strdup (texts[i]);
        g_autoptr (RhImport) import = NULL;

        text[at] = '\0';
        import = try_read ("a", text, (gssize) strlen (texts[i]), &error);
        g_assert_true ((import == NULL) == (error != NULL));
      }
}

static void
test_documents (void)
{
  assert_refused ("a.json", POSTMAN REQUEST_ITEM POSTMAN REQUEST_ITEM, -1, RH_IMPORT_ERROR_SYNTAX);
  assert_refused ("a.yaml", "openapi: 3.1.0\n---\nopenapi: 3.1.0\n", -1, ANY);
  assert_refused ("a.json", POSTMAN "\"item\": 7}", -1, RH_IMPORT_ERROR_CONTENT);
  assert_refused ("a.json", "{\"info\": 1, \"info\": {}}", -1, RH_IMPORT_ERROR_UNKNOWN);
  assert_refused ("a", "", 0, RH_IMPORT_ERROR_UNKNOWN);
}

/* Names */

static const char *const names[] = {
  "../../../../tmp/out",
  "/etc/passwd",
  "..",
  ".",
  ".git/hooks/post-checkout",
  ".env",
  "a/../../b",
  "a\\\\b",
  "CON",
  "nul.txt",
  "opencollection",
  "folder",
  "environments",
  "\u202egnp.exe",
  "\u200b",
  "",
  " ",
  "a\\nb",
  "a\\u0000b",
  "-rf",
  "~",
  "$(reboot)",
  "a:b",
  "x.yml",
};

static char *
dup_names_file (void)
{
  GString *text = g_string_new (POSTMAN "\"item\": [");
  g_autofree char *long_name = repeat ("", "é", "", 300, "");

  for (guint i = 0; i <= G_N_ELEMENTS (names); i++)
    {
      const char *name = i < G_N_ELEMENTS (names) ? names[i] : long_name;

      g_string_append_printf (
          text,
          "%s{\"name\": \"%s\", \"request\": {\"method\": \"GET\", \"url\": \"https://h/\"}},"
          "{\"name\": \"%s\", \"item\": [{\"name\": \"%s\", \"request\": \"https://h/\"}]}",
          i == 0 ? "" : ", ", name, name, name);
    }
  g_string_append (text, "]}");
  return g_string_free_and_steal (text);
}

/* The store is asked here; that nothing is outside is what the disk's own tests hold. */
static void
test_names (void)
{
  g_autofree char *text = dup_names_file ();

  g_assert_cmpuint (read_and_write ("a.json", text), ==, 2 * (G_N_ELEMENTS (names) + 1));
}

static void
test_equal_names (void)
{
  g_autofree char *text = repeat (
      POSTMAN "\"item\": [", "{\"name\": \"same\", \"request\": \"https://h/\"}", ", ", 2000, "]}");

  g_assert_cmpuint (read_and_write ("a.json", text), ==, 2000);
}

/* What cannot be sent does not become another request on the wire: see rh_request's own checks. */
static void
test_control_characters (void)
{
  static const char *const texts[] = {
    POSTMAN "\"item\": [{\"name\": \"A\", \"request\": {\"method\": \"GET\\r\\nX: y\", \"url\": "
            "\"https://h/\\r\\nX: y\", \"header\": [{\"key\": \"A\\r\\nB\", \"value\": "
            "\"c\\r\\nD: e\"}]}}]}",
    HAR "{\"request\": {\"method\": \"GET / HTTP/1.1\\r\\nX: y\", \"url\": "
        "\"https://h/\\u0001\\n\", \"headers\": [{\"name\": \"A\\n\", \"value\": \"b\\nc\"}]},"
        " \"response\": {\"status\": 200, \"statusText\": \"a\\nb\", \"headers\": [{\"name\": "
        "\"A\\n\", \"value\": \"b\\nc\"}]}}]}}",
    "curl -X $'GET\\r\\nX: y' -H $'A: b\\r\\nC: d' $'https://h/\\r\\n'\n",
    BRU "http {\n  method: GET\tX\n  url: https://h/\t\n}\n\nheaders {\n  A: '''\n    a\n    b\n"
        "  '''\n}\n",
    OPENAPI "\"paths\": {\"/p\\r\\nX: y\": {\"get\": {\"parameters\": [{\"in\": \"header\", "
            "\"name\": \"A\\r\\nB\", \"required\": true, \"example\": \"c\\r\\nD\"}], "
            "\"responses\": {}}}}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpuint (read_and_write ("a", texts[i]), ==, 1);
}

/* Of what there can be many */

/* In the import at once: two files of the same name. */
static void
test_equal_environments (void)
{
  static const char environment[]
      = "{\"id\": \"1\", \"name\": \"Same\", \"_postman_variable_scope\": \"environment\", "
        "\"values\": [{\"key\": \"a\", \"value\": \"b\"}]}";
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_import_file_free);
  g_autoptr (GBytes) bytes = g_bytes_new_static (environment, strlen (environment));
  const RhImportWatch watch = { 0 };
  g_autoptr (RhImport) import = NULL;
  g_autoptr (GError) error = NULL;
  RhImportCounts counts;

  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (files, rh_import_file_new ("a.json", bytes, NULL));
  import = rh_import_read_files (files, &watch, &error);
  g_assert_no_error (error);
  rh_import_count (import, &counts);
  g_assert_cmpuint (counts.environments, ==, 3);
  g_assert_cmpuint (counts.variables, ==, 3);
  g_assert_cmpuint (
      rh_import_rig_count (import, RH_IMPORT_NAME_CHANGED, "Environment Same 3", "Same"), ==, 1);
}

/* Each of these took time by the square of what there is, or still longer. */
static void
test_many (void)
{
  g_autofree char *environments = repeat (
      "{\"_type\": \"export\", \"__export_format\": 4, \"resources\": [{\"_id\": \"w\", \"_type\": "
      "\"workspace\", \"name\": \"A\"}, {\"_id\": \"r\", \"_type\": \"request\", \"parentId\": "
      "\"w\", \"name\": \"R\", \"url\": \"https://h/\"}, {\"_id\": \"e\", \"_type\": "
      "\"environment\", \"parentId\": \"w\", \"name\": \"B\", \"data\": {}}, ",
      "{\"_type\": \"environment\", \"parentId\": \"e\", \"name\": \"B\", \"data\": {}}", ", ",
      N_MANY, "]}");
  g_autofree char *query
      = repeat (POSTMAN "\"item\": [{\"name\": \"A\", \"request\": \"https://h/?",
                "access_token=canary-0123456789", "&", N_MANY, "\"}]}");
  g_autofree char *rows = repeat (BRU "get {\n  url: https://h/\n}\n\nheaders {\n",
                                  "  X-Api-Key: canary-0123456789\n", "", N_MANY, "}\n");
  g_autofree char *variables = repeat (
      POSTMAN "\"item\": [{\"name\": \"A\", \"request\": \"https://h/\"}], \"variable\": [",
      "{\"key\": \"a\", \"value\": \"b\", \"type\": \"secret\"}", ", ", N_MANY, "]}");
  g_autofree char *curl = repeat ("curl https://h/ ", "--url-query a=b", " ", N_MANY, "\n");
  g_autofree char *next = repeat ("curl ", "https://h/", " --next ", N_MANY / 4, "\n");

  g_assert_cmpuint (read_and_write ("a.json", environments), ==, 1);
  g_assert_cmpuint (read_and_write ("a.json", query), ==, 1);
  g_assert_cmpuint (read_and_write ("a.bru", rows), ==, 1);
  g_assert_cmpuint (read_and_write ("a.json", variables), ==, 1);
  g_assert_cmpuint (read_and_write ("a.sh", curl), ==, 1);
  g_assert_cmpuint (read_and_write ("a.sh", next), ==, N_MANY / 4);
}

/* The keyring is no place for millions of them, and a file is none for one. */
static void
test_many_secrets (void)
{
  const guint n = 20100;
  g_autoptr (GString) text = g_string_new (BRU "get {\n  url: https://h/\n}\n\nheaders {\n");
  g_autoptr (RhImport) import = NULL;
  g_autofree char *rows = NULL;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "  X-Api-Key: canary%08u\n", i);
  g_string_append (text, "}\n");
  import = rh_import_rig_read ("a.bru", text->str);
  rows = rh_import_rig_rows (rh_request_item_get_headers (rh_import_rig_find (import, "A")));
  g_assert_cmpuint (rh_import_get_secrets (import)->len, ==, 20000);
  g_assert_null (strstr (rows, "canary"));
  g_assert_nonnull (strstr (rows, "X-Api-Key: •••• (14 characters)\n"));
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_TOO_MUCH, "", "X-Api-Key"), ==, 100);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/import-hostile/deep", test_deep);
  g_test_add_func ("/import-hostile/deep-folders", test_deep_folders);
  g_test_add_func ("/import-hostile/cycles", test_cycles);
  g_test_add_func ("/import-hostile/cycles-elsewhere", test_cycles_elsewhere);
  g_test_add_func ("/import-hostile/laughs", test_laughs);
  g_test_add_func ("/import-hostile/aliases", test_aliases);
  g_test_add_func ("/import-hostile/encodings", test_encodings);
  g_test_add_func ("/import-hostile/nul", test_nul);
  g_test_add_func ("/import-hostile/documents", test_documents);
  g_test_add_func ("/import-hostile/names", test_names);
  g_test_add_func ("/import-hostile/equal-names", test_equal_names);
  g_test_add_func ("/import-hostile/control-characters", test_control_characters);
  g_test_add_func ("/import-hostile/equal-environments", test_equal_environments);
  g_test_add_func ("/import-hostile/many", test_many);
  g_test_add_func ("/import-hostile/many-secrets", test_many_secrets);

  return g_test_run ();
}
