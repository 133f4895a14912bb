/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that another program has among its tests: the request that becomes of each goes out as
 * the bytes that curl sends, where those are beside it. Differences are listed here, with why. */
#include "format/rh-curl.h"
#include "lib/rh-journey.h"
#include "lib/rh-test.h"
#include "workspace/rh-preview.h"

#include <string.h>

#define N_COMMANDS 53
#define N_PAIRS 31

/* What differs beyond the fields that each program adds by itself. */
static const struct
{
  const char *name;
  const char *ours; /* of the head or the body */
  const char *theirs;
  const char *why;
} differences[] = {
  { "repeated_query_key", "/?key=one&key=two", "?key=one&key=two",
    "a path that is not there goes out as / (RFC 9112 3.2.1)" },
  { "url_query", "/?foo=bar&baz=qux", "?foo=bar&baz=qux", "likewise" },
  { "get_with_env_var", "Bearer {{DO_API_TOKEN}}", "Bearer $DO_API_TOKEN",
    "a variable of the shell is one of ours" },
  { "post_escaped_double_quotes_in_single_quotes", "foo=%5C%22bar%5C%22", "foo=\\\"bar\\\"",
    "a form is fully encoded; told by RH_CURL_NOTE_ENCODED" },
  { "post_with_escaped_double_quotes", "foo=%22bar%22", "foo=\"bar\"", "likewise" },
  { "post_with_quotes_anywhere", "a=b&c=%22&d=%27", "a=b&c=\"&d='", "likewise" },
  { "redirect_command_data", "foo", "foo&@`echo myfile.jg`",
    "a file whose name only a shell can tell; told by RH_CURL_NOTE_STANDARD_INPUT" },
};

/* What each program adds, and the other does not or not so: curl's name and what it accepts, our
 * codings, the connection. Content-Length follows from the body. */
static gboolean
is_added (const char *name, const char *value)
{
  return g_str_equal (name, "host") || g_str_equal (name, "content-length")
         || (g_str_equal (name, "user-agent") && g_str_has_prefix (value, "curl/"))
         || (g_str_equal (name, "accept") && g_str_equal (value, "*/*"))
         || (g_str_equal (name, "accept-encoding") && g_str_equal (value, "gzip, deflate"))
         || (g_str_equal (name, "connection") && g_ascii_strcasecmp (value, "keep-alive") == 0);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* First line, fields sorted by name, body. */
static char *
normalize (const char *name, const char *text)
{
  g_auto (GStrv) unix_lines = g_strsplit (text, "\r\n", -1);
  g_autofree char *unix_text = g_strjoinv ("\n", unix_lines);
  const char *end = strstr (unix_text, "\n\n");
  g_autofree char *head = g_strndup (unix_text, (gsize) (end - unix_text));
  g_auto (GStrv) lines = g_strsplit (head, "\n", -1);
  g_autoptr (GPtrArray) fields = g_ptr_array_new_null_terminated (1, g_free, TRUE);
  g_autofree char *joined = NULL;
  GString *result;

  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], ": ", 2);
      g_autofree char *lower = g_ascii_strdown (parts[0], -1);

      if (!is_added (lower, parts[1]))
        g_ptr_array_add (fields, g_strdup_printf ("%s: %s", lower, parts[1]));
    }
  g_ptr_array_sort (fields, compare_lines);
  joined = g_strjoinv ("\n", (char **) fields->pdata);
  result = g_string_new (NULL);
  g_string_append_printf (result, "%s\n%s\n\n%s", lines[0], joined, end + 2);
  for (guint i = 0; i < G_N_ELEMENTS (differences); i++)
    if (g_str_equal (differences[i].name, name))
      g_string_replace (result, differences[i].theirs, differences[i].ours, 0);

  return g_strchomp (g_string_free_and_steal (result));
}

static void
check (RhJourney *journey, const char *name, RhRequestItem *item, const char *http)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhPreview) preview
      = rh_preview_new (journey->workspace, journey->connection, item, &error);
  RhRequestText *text;
  g_autofree char *raw = NULL;
  g_autofree char *ours = NULL;
  g_autofree char *theirs = NULL;

  g_assert_no_error (error);
  text = rh_preview_get_text (preview, &error);
  g_assert_no_error (error);
  raw = rh_request_text_to_raw (text, RH_SECRETS_IN_CLEAR);
  ours = normalize ("", raw);
  theirs = normalize (name, http);
  g_test_message ("%s", name);
  g_assert_cmpstr (ours, ==, theirs);
}

static char *
read_file (const char *folder, const char *stem, const char *suffix)
{
  g_autofree char *file = g_strconcat (stem, suffix, NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static void
check_folder (RhJourney *journey, const char *folder, GDir *dir)
{
  const char *name;
  guint n_commands = 0;
  guint n_pairs = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *stem = NULL;
      g_autofree char *command = NULL;
      g_autofree char *http = NULL;
      g_autoptr (RhCurlScript) script = NULL;

      if (!g_str_has_suffix (name, ".sh"))
        continue;
      stem = g_strndup (name, strlen (name) - strlen (".sh"));
      command = read_file (folder, stem, ".sh");
      http = read_file (folder, stem, ".http");
      script = rh_curl_import_all (command);
      g_assert_cmpuint (script->requests->len, >, 0);
      n_commands++;
      if (http == NULL)
        continue;
      check (journey, stem, ((RhCurlImport *) g_ptr_array_index (script->requests, 0))->item, http);
      n_pairs++;
    }

  g_assert_cmpuint (n_commands, ==, N_COMMANDS);
  g_assert_cmpuint (n_pairs, ==, N_PAIRS);
}

static void
test_corpora (void)
{
  const char *corpora = g_getenv ("RH_TEST_CORPORA");
  g_autofree char *folder = corpora == NULL ? NULL : g_build_filename (corpora, "curl", NULL);
  g_autoptr (GDir) dir = folder == NULL ? NULL : g_dir_open (folder, 0, NULL);
  RhJourney journey = { 0 };

  if (dir == NULL)
    {
      g_test_skip ("not there");
      return;
    }

  rh_journey_start (&journey, NULL);
  check_folder (&journey, folder, dir);
  rh_journey_stop (&journey);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);
  g_test_add_func ("/import-curl/corpora-on-the-wire", test_corpora);
  return g_test_run ();
}
