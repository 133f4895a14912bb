/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history as an HTTP Archive: every member that HAR 1.2 asks for, no secret, and what is read
 * back of it is what was sent. */
#include "workspace/rh-history-har.h"

#include "collection/rh-yaml-json.h"
#include "lib/rh-import-rig.h"
#include "lib/rh-test.h"

#include <string.h>

static RhHistoryFacts *
new_facts (const char *method, const char *url, guint status)
{
  RhHistoryFacts *facts = g_new0 (RhHistoryFacts, 1);

  facts->time = G_GINT64_CONSTANT (1767225600123456);
  facts->duration = 12345;
  facts->status = status;
  facts->n_hops = 1;
  facts->method = g_strdup (method);
  facts->url = g_strdup (url);
  facts->name = g_strdup ("List");
  facts->environment = g_strdup ("Staging");
  facts->account = g_strdup ("");
  facts->error = g_strdup ("");
  return facts;
}

static void
set_body (RhHistoryBody *body, const char *text)
{
  body->state = RH_HISTORY_BODY_KEPT;
  body->text = g_strdup (text);
  body->size = (goffset) strlen (text);
}

static GBytes *
export_sample (void)
{
  g_autoptr (RhHistoryHar) har = rh_history_har_new ();
  g_autoptr (RhHistoryFacts) posted
      = new_facts ("POST", "https://h/a?token=•••• (9 characters)&b=c%20d", 201);
  g_autoptr (RhHistoryFacts) failed = new_facts ("GET", "https://h/b", 0);
  g_autoptr (RhHistoryContent) content = rh_history_content_new ();
  g_autoptr (RhHistoryContent) nothing = rh_history_content_new ();

  rh_headers_append_plain (content->sent, "Content-Type", "application/json");
  rh_headers_append_plain (content->sent, "Cookie", "a=••••; b=••••");
  set_body (&content->sent_body, "{\"n\": 1}");
  content->reason = g_strdup ("Created");
  content->http_version = g_strdup ("HTTP/2");
  rh_headers_append_plain (content->received, "Content-Type", "text/plain");
  rh_headers_append_plain (content->received, "Set-Cookie", "c=••••; Path=/");
  rh_headers_append_plain (content->received, "Location", "/a/1");
  set_body (&content->body, "é\n");
  g_free (g_steal_pointer (&failed->error));
  failed->error = g_strdup ("The host is not known");
  nothing->body.state = RH_HISTORY_BODY_TOO_LARGE;

  rh_history_har_add (har, posted, content);
  rh_history_har_add (har, failed, nothing);
  return rh_history_har_finish (har);
}

static RhYaml *
parse (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  RhYaml *tree = rh_yaml_parse_json (text, length, &error);

  g_assert_no_error (error);
  return tree;
}

/* "log.entries.0.request": numbers are of lists. */
static RhYaml *
find (RhYaml *tree, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      RhYaml *next = rh_yaml_get (tree, names[i]);

      if (rh_yaml_get_kind (tree) == RH_YAML_SEQUENCE)
        next = rh_yaml_nth (tree, (guint) g_ascii_strtoull (names[i], NULL, 10));
      if (next == NULL)
        g_error ("no %s in %s", names[i], path);
      tree = next;
    }

  return tree;
}

static void
assert_text (RhYaml *tree, const char *path, const char *text)
{
  g_assert_cmpstr (rh_yaml_get_text (find (tree, path)), ==, text);
}

/* The specification's lists of what has to be there, and of what kind. */
static void
test_members (void)
{
  static const char *const required[] = {
    "version",
    "creator.name",
    "creator.version",
    "entries.0.startedDateTime",
    "entries.0.time",
    "entries.0.cache",
    "entries.0.timings.send",
    "entries.0.timings.wait",
    "entries.0.timings.receive",
    "entries.0.request.method",
    "entries.0.request.url",
    "entries.0.request.httpVersion",
    "entries.0.request.cookies",
    "entries.0.request.headers",
    "entries.0.request.queryString",
    "entries.0.request.headersSize",
    "entries.0.request.bodySize",
    "entries.0.response.status",
    "entries.0.response.statusText",
    "entries.0.response.httpVersion",
    "entries.0.response.cookies",
    "entries.0.response.headers",
    "entries.0.response.content.size",
    "entries.0.response.content.mimeType",
    "entries.0.response.redirectURL",
    "entries.0.response.headersSize",
    "entries.0.response.bodySize",
    /* one that failed has all of them as well */
    "entries.1.startedDateTime",
    "entries.1.time",
    "entries.1.cache",
    "entries.1.timings.wait",
    "entries.1.response.status",
    "entries.1.response.statusText",
    "entries.1.response.httpVersion",
    "entries.1.response.content.size",
    "entries.1.response.content.mimeType",
  };
  g_autoptr (GBytes) bytes = export_sample ();
  g_autoptr (RhYaml) tree = parse (bytes);

  for (guint i = 0; i < G_N_ELEMENTS (required); i++)
    g_assert_nonnull (find (rh_yaml_get (tree, "log"), required[i]));
  g_assert_true (rh_yaml_is_plain (find (tree, "log.entries.0.time")));
  g_assert_true (rh_yaml_is_plain (find (tree, "log.entries.0.response.status")));
}

static void
test_values (void)
{
  g_autoptr (GBytes) bytes = export_sample ();
  g_autoptr (RhYaml) tree = parse (bytes);

  assert_text (tree, "log.version", "1.2");
  assert_text (tree, "log.entries.0.startedDateTime", "2026-01-01T00:00:00.123456Z");
  assert_text (tree, "log.entries.0.time", "12.345");
  assert_text (tree, "log.entries.0.comment", "List");
  assert_text (tree, "log.entries.0.request.url",
               "https://h/a?token=%E2%80%A2%E2%80%A2%E2%80%A2%E2%80%A2%20(9%20characters)&b=c%20d");
  assert_text (tree, "log.entries.0.request.queryString.1.value", "c d");
  assert_text (tree, "log.entries.0.request.cookies.1.name", "b");
  assert_text (tree, "log.entries.0.request.postData.text", "{\"n\": 1}");
  assert_text (tree, "log.entries.0.request.bodySize", "8");
  assert_text (tree, "log.entries.0.response.httpVersion", "HTTP/2");
  assert_text (tree, "log.entries.0.response.cookies.0.name", "c");
  assert_text (tree, "log.entries.0.response.redirectURL", "/a/1");
  assert_text (tree, "log.entries.0.response.content.text", "é\n");
  assert_text (tree, "log.entries.1.response.status", "0");
  assert_text (tree, "log.entries.1.response.comment", "The host is not known");
  assert_text (tree, "log.entries.1.response.content.comment", "not kept: too large");
}

static void
test_read_back (void)
{
  g_autoptr (GBytes) bytes = export_sample ();
  g_autoptr (RhImport) import = NULL;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autofree char *copy = g_strndup (text, length);
  RhRequestItem *item;

  import = rh_import_rig_read ("history.har", copy);
  item = rh_import_rig_find (import, "POST /a");
  g_assert_cmpint (rh_request_item_get_body_kind (item), ==, RH_BODY_KIND_JSON);
  g_assert_cmpstr (rh_request_item_get_body_text (item), ==, "{\"n\": 1}");
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_examples (item)), ==, 1);
  item = rh_import_rig_find (import, "GET /b");
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_examples (item)), ==, 0);
}

static void
test_nothing (void)
{
  g_autoptr (RhHistoryHar) har = rh_history_har_new ();
  g_autoptr (GBytes) bytes = rh_history_har_finish (har);
  g_autoptr (RhYaml) tree = parse (bytes);

  g_assert_cmpuint (rh_yaml_get_length (find (tree, "log.entries")), ==, 0);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);
  g_test_add_func ("/export-har/members", test_members);
  g_test_add_func ("/export-har/values", test_values);
  g_test_add_func ("/export-har/read-back", test_read_back);
  g_test_add_func ("/export-har/nothing", test_nothing);
  return g_test_run ();
}
