/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are almost of OpenCollection: nothing crashes, an error names its line, what is read
 * can be written and read again, a glance says what the parser says, and no secret is in what is
 * written. */
#include <math.h>
#include <string.h>

#include "collection/rh-opencollection.h"
#include "lib/rh-dice.h"
#include "lib/rh-test.h"

#define SEED 8437
#define N_ROUNDS 3000

#define SECRET "53cret-53cret"

static const char *const lines[] = {
  "info:\n",
  "meta:\n",
  "  name: A\n",
  "  name: 'B''s'\n",
  "  name: \"C\n  D\"\n",
  "  type: http\n",
  "  type: graphql\n",
  "  seq: 1.5\n",
  "  seq: .nan\n",
  "  tags: smoke\n",
  "http:\n",
  "graphql:\n",
  "  method: GET\n",
  "  method:\n",
  "  url: a?b=c&d\n",
  "  url: '{{a}}?b=%41&=#f'\n",
  "  url: |\n",
  "  headers:\n",
  "  params:\n",
  "    - name: b\n",
  "      value: c\n",
  "      value: [a]\n",
  "      value:\n",
  "        type: number\n",
  "        data: 1\n",
  "        - selected: true\n",
  "      type: query\n",
  "      type: path\n",
  "      disabled: true\n",
  "      enabled: false\n",
  "      secret: true\n",
  "      description:\n",
  "        content: x\n",
  "    - ~\n",
  "    -\n",
  "  body:\n",
  "    type: json\n",
  "    type: form-urlencoded\n",
  "    type: file\n",
  "    mode: json\n",
  "    json: a\n",
  "    data: a\n",
  "    data:\n",
  "      - filePath: a\n",
  "      - name: a\n",
  "        selected: true\n",
  "  auth: inherit\n",
  "  auth:\n",
  "    type: basic\n",
  "    type: oauth2\n",
  "    flow: authorization_code\n",
  "    password: p\n",
  "    credentials:\n",
  "      clientSecret: s\n",
  "      placement: body\n",
  "    tokenConfig:\n",
  "      placement:\n",
  "        header: ''\n",
  "runtime:\n",
  "request:\n",
  "  variables:\n",
  "  actions:\n",
  "    - type: set-variable\n",
  "      selector:\n",
  "      variable:\n",
  "        scope: runtime\n",
  "  scripts: []\n",
  "variables:\n",
  "  - name: v\n",
  "  - secret: true\n",
  "    name: w\n",
  "    value: " SECRET "\n",
  "opencollection: 1.0.0\n",
  "opencollection: 2\n",
  "extensions:\n",
  "  rehearsal:\n",
  "    oauth2:\n",
  "      issuer: a\n",
  "    environments:\n",
  "      A:\n",
  "        service: x\n",
  "        protected: true\n",
  "docs: a\n",
  "docs:\n",
  "# comment\n",
  "\n",
  "  ",
  "---\n",
};

/* A fuzzer that never gets in proves nothing. */
static guint n_requests;
static guint n_peeks;
static guint n_environments;
static guint n_collections;

static void
check_error (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, "line "));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
check_same (GBytes *a, GBytes *b)
{
  g_assert_cmpmem (g_bytes_get_data (a, NULL), g_bytes_get_size (a), g_bytes_get_data (b, NULL),
                   g_bytes_get_size (b));
}

static void
check_peek (GBytes *text, RhRequestItem *item)
{
  g_auto (RhOpenCollectionPeek) peek = { 0 };

  if (!rh_opencollection_peek (g_bytes_get_data (text, NULL), g_bytes_get_size (text), &peek))
    return;

  n_peeks++;
  g_assert_cmpstr (peek.name, ==, rh_request_item_get_name (item));
  g_assert_cmpstr (peek.method, ==, rh_request_item_get_method (item));
  if (g_strstr_len (g_bytes_get_data (text, NULL), (gssize) g_bytes_get_size (text), "params")
      == NULL)
    g_assert_cmpstr (peek.url, ==, rh_request_item_get_url (item));
}

static void
check_request (GBytes *text)
{
  g_autoptr (GError) error = NULL;
  double seq;
  g_autoptr (RhRequestItem) item = rh_opencollection_read_request (text, &seq, &error);
  g_autoptr (RhRequestItem) again = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;

  if (item == NULL)
    {
      check_error (error);
      return;
    }

  n_requests++;
  check_peek (text, item);
  first = rh_opencollection_write_request (item, seq, &error);
  g_assert_no_error (error);
  again = rh_opencollection_read_request (first, &seq, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rh_request_item_get_url (again), ==, rh_request_item_get_url (item));
  g_assert_cmpint (rh_request_item_get_auth_kind (again), ==, rh_request_item_get_auth_kind (item));
  second = rh_opencollection_write_request (again, seq, &error);
  g_assert_no_error (error);
  check_same (first, second);
}

static void
check_environment (GBytes *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhEnvironment) environment = rh_opencollection_read_environment (text, &error);
  g_autoptr (RhEnvironment) again = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;

  if (environment == NULL)
    {
      check_error (error);
      return;
    }

  n_environments++;
  first = rh_opencollection_write_environment (environment, &error);
  g_assert_no_error (error);
  again = rh_opencollection_read_environment (first, &error);
  g_assert_no_error (error);
  second = rh_opencollection_write_environment (again, &error);
  check_same (first, second);
}

static void
check_folder (GBytes *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhFolder) folder = rh_folder_new ("F");
  g_autoptr (GBytes) first = NULL;
  double seq;

  if (!rh_opencollection_read_folder (text, folder, &seq, &error))
    {
      check_error (error);
      return;
    }

  first = rh_opencollection_write_folder (folder, seq, &error);
  g_assert_no_error (error);
  g_assert_true (rh_opencollection_read_folder (first, folder, NULL, &error));
}

static void
check_collection (GBytes *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhCollection) collection = rh_collection_new ("1", "C");
  g_autoptr (RhEnvironment) environment = rh_environment_new ("A");
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) renamed = NULL;

  rh_collection_add_environment (collection, environment);
  if (!rh_opencollection_read_collection (text, collection, &error))
    {
      check_error (error);
      return;
    }

  n_collections++;
  rh_oauth_block_set (rh_collection_get_oauth (collection), RH_OAUTH_ISSUER, "changed");
  first = rh_opencollection_write_collection (collection, &error);
  g_assert_no_error (error);
  g_assert_true (rh_opencollection_read_collection (first, collection, &error));
  renamed = rh_opencollection_rename_environment (first, "A", "B", &error);
  g_assert_no_error (error);
}

/* Whatever is found can be taken out, and then is not found. */
static void
check_secrets (GBytes *text)
{
  g_autoptr (GBytes) rest = g_bytes_ref (text);
  g_auto (GStrv) places = rh_opencollection_find_clear_secrets (text);
  g_auto (GStrv) none = NULL;

  for (guint n = g_strv_length (places); n > 0; n--)
    {
      g_autoptr (RhSecret) value = NULL;
      g_autoptr (GError) error = NULL;
      GBytes *without = rh_opencollection_take_secret (rest, places[n - 1], NULL, &value, &error);

      g_assert_no_error (error);
      g_assert_nonnull (value);
      g_bytes_unref (rest);
      rest = without;
    }

  none = rh_opencollection_find_clear_secrets (rest);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

static void
check_rest (GBytes *text)
{
  RhOpenCollectionKept kept;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) placed = rh_opencollection_place (text, "P", 2, &error);

  if (placed == NULL)
    check_error (error);
  rh_opencollection_count_kept (text, &kept);
  rh_opencollection_is_foreign (text);
}

static void
check (const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);

  check_request (bytes);
  check_environment (bytes);
  check_folder (bytes);
  check_collection (bytes);
  check_secrets (bytes);
  check_rest (bytes);
}

static void
fuzz_lines (void)
{
  RhDice dice = { SEED };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text = rh_dice_text (&dice, lines, G_N_ELEMENTS (lines), 20, TRUE);

      check (text->str, text->len);
    }
}

/* A file that is right, with a line put in, taken out or doubled. */
static void
fuzz_right (void)
{
  static const char *const right
      = "info:\n  name: A\n  type: http\n  seq: 1\n\n"
        "http:\n  method: GET\n  url: a?b=c\n  headers:\n    - name: x\n      value: y\n"
        "  params:\n    - name: b\n      value: c\n      type: query\n"
        "  body:\n    type: json\n    data: |-\n      {}\n  auth: inherit\n\n"
        "runtime:\n  variables:\n    - name: v\n      value: w\n"
        "  actions:\n    - type: set-variable\n      phase: after-response\n"
        "      selector:\n        expression: a\n        method: jsonq\n"
        "      variable:\n        name: v\n        scope: runtime\n\n"
        "request:\n  auth:\n    type: oauth2\n    flow: authorization_code\n"
        "    credentials:\n      clientSecret: s\n\nopencollection: 1.0.0\n"
        "variables:\n  - secret: true\n    name: w\n    value: " SECRET "\n";
  RhDice dice = { SEED };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_auto (GStrv) all = g_strsplit (right, "\n", -1);
      guint n = g_strv_length (all);
      g_autoptr (GString) text = g_string_new (NULL);
      guint skipped = rh_dice_roll (&dice, n);
      guint added = rh_dice_roll (&dice, n);

      for (guint i = 0; i < n; i++)
        {
          if (i != skipped || round % 3 == 0)
            g_string_append_printf (text, "%s\n", all[i]);
          if (i == added)
            g_string_append (text, round % 3 == 1
                                       ? all[rh_dice_roll (&dice, n)]
                                       : lines[rh_dice_roll (&dice, G_N_ELEMENTS (lines))]);
        }
      check (text->str, text->len);
    }

  g_assert_cmpuint (n_requests, >, N_ROUNDS / 10);
  g_assert_cmpuint (n_peeks, >, N_ROUNDS / 10);
  g_assert_cmpuint (n_environments, >, N_ROUNDS / 10);
  g_assert_cmpuint (n_collections, >, N_ROUNDS / 10);
}

/* No bytes of a secret variable are in a list that is written. */
static void
fuzz_secret (void)
{
  RhDice dice = { SEED };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) middle = rh_dice_text (&dice, lines, G_N_ELEMENTS (lines), 4, FALSE);
      g_autofree char *text = g_strconcat ("name: A\nvariables:\n  - secret: true\n    name: w\n"
                                           "    value: " SECRET "\n",
                                           middle->str, NULL);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autoptr (RhEnvironment) environment = rh_opencollection_read_environment (bytes, NULL);
      g_autoptr (GBytes) written = NULL;
      RhVariable *variable = environment == NULL ? NULL : rh_environment_lookup (environment, "w");

      if (variable == NULL || !rh_variable_is_secret (variable)
          || strstr (middle->str, SECRET) != NULL)
        continue;

      written = rh_opencollection_write_environment (environment, NULL);
      g_assert_null (g_strstr_len (g_bytes_get_data (written, NULL),
                                   (gssize) g_bytes_get_size (written), SECRET));
    }
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/fuzz/opencollection/lines", fuzz_lines);
  g_test_add_func ("/fuzz/opencollection/right", fuzz_right);
  g_test_add_func ("/fuzz/opencollection/secret", fuzz_secret);

  return g_test_run ();
}
