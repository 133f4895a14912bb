/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenCollection's files of requests, rule by rule: what is read, what is written, and what nobody
 * may lose. */
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

static RhRequestItem *
read_request (const char *text)
{
  g_autoptr (GBytes) bytes = bytes_of (text);
  g_autoptr (GError) error = NULL;
  RhRequestItem *item = rh_opencollection_read_request (bytes, NULL, &error);

  g_assert_no_error (error);
  g_assert_false (rh_request_item_is_edited (item));
  return item;
}

static char *
write_request (RhRequestItem *item, double seq)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rh_opencollection_write_request (item, seq, &error);

  g_assert_no_error (error);
  return text_of (bytes);
}

static void
assert_written (RhRequestItem *item, double seq, const char *expected)
{
  g_autofree char *text = write_request (item, seq);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_row (GListModel *rows,
            guint index,
            const char *name,
            const char *value,
            const char *note,
            gboolean enabled)
{
  g_autoptr (RhField) row = g_list_model_get_item (rows, index);

  g_assert_nonnull (row);
  g_assert_cmpstr (rh_field_get_name (row), ==, name);
  g_assert_cmpstr (rh_field_get_value (row), ==, value);
  g_assert_cmpstr (rh_field_get_note (row), ==, note);
  g_assert_cmpint (rh_field_is_enabled (row), ==, enabled);
}

#define HEAD "info:\n  name: A\n  type: http\n  seq: 1\n\nhttp:\n  method: GET\n"

/* Requests */

static void
test_fresh (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("Search", "POST", "{{api}}/v1?limit=20");
  g_autoptr (RhField) off = rh_field_new ("companyId", "{{c}}", "only", FALSE);
  g_autoptr (RhField) header = rh_field_new ("X-A", "1", "", TRUE);
  g_autoptr (RhAction) action = rh_action_new ("res.body.id", "job", RH_ACTION_SCOPE_ENVIRONMENT);
  g_autoptr (RhVariable) variable = rh_variable_new ("limit", "20");

  rh_request_item_add_param (item, off);
  rh_request_item_add_header (item, header);
  rh_request_item_add_action (item, action);
  rh_environment_append (rh_request_item_get_scope (item), variable);
  g_object_set (item, "body-kind", RH_BODY_KIND_JSON, "body-text", "{\n  \"a\": 1\n}", "note",
                "What it is for.", NULL);
  assert_written (item, 2,
                  "info:\n"
                  "  name: Search\n"
                  "  type: http\n"
                  "  seq: 2\n"
                  "\n"
                  "http:\n"
                  "  method: POST\n"
                  "  url: '{{api}}/v1?limit=20'\n"
                  "  headers:\n"
                  "    - name: X-A\n"
                  "      value: \"1\"\n"
                  "  params:\n"
                  "    - name: limit\n"
                  "      value: \"20\"\n"
                  "      type: query\n"
                  "    - name: companyId\n"
                  "      value: '{{c}}'\n"
                  "      type: query\n"
                  "      description: only\n"
                  "      disabled: true\n"
                  "  body:\n"
                  "    type: json\n"
                  "    data: |-\n"
                  "      {\n"
                  "        \"a\": 1\n"
                  "      }\n"
                  "  auth: inherit\n"
                  "\n"
                  "runtime:\n"
                  "  variables:\n"
                  "    - name: limit\n"
                  "      value: \"20\"\n"
                  "  actions:\n"
                  "    - type: set-variable\n"
                  "      phase: after-response\n"
                  "      selector:\n"
                  "        expression: res.body.id\n"
                  "        method: jsonq\n"
                  "      variable:\n"
                  "        name: job\n"
                  "        scope: environment\n"
                  "\n"
                  "docs: What it is for.\n");
}

static void
test_smallest (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "");

  g_object_set (item, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  assert_written (item, NAN,
                  "info:\n  name: A\n  type: http\n\nhttp:\n  method: GET\n  url: \"\"\n");
}

static void
test_auth (void)
{
  g_autoptr (RhRequestItem) none = read_request (HEAD "  url: a\n");
  g_autoptr (RhRequestItem) inherit = read_request (HEAD "  url: a\n  auth: inherit\n");
  g_autoptr (RhRequestItem) old
      = read_request (HEAD "  url: a\n\nruntime:\n  auth:\n    type: bearer\n    token: x\n");

  g_assert_cmpint (rh_request_item_get_auth_kind (none), ==, RH_AUTH_KIND_NONE);
  g_assert_cmpint (rh_request_item_get_auth_kind (inherit), ==, RH_AUTH_KIND_INHERIT);
  g_assert_cmpint (rh_request_item_get_auth_kind (old), ==, RH_AUTH_KIND_BEARER);

  g_object_set (none, "auth-kind", RH_AUTH_KIND_INHERIT, NULL);
  assert_written (none, 1, HEAD "  url: a\n  auth: inherit\n");
  g_object_set (inherit, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  assert_written (inherit, 1, HEAD "  url: a\n");
  g_object_set (inherit, "auth-kind", RH_AUTH_KIND_OAUTH2, NULL);
  assert_written (inherit, 1,
                  HEAD "  url: a\n  auth:\n    type: oauth2\n    flow: authorization_code\n");
  g_object_set (old, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  assert_written (old, 1, HEAD "  url: a\n");
}

/* In the format's own words, so that other programs read it. */
static void
test_auth_of_ours (void)
{
  g_autoptr (RhRequestItem) item = read_request (HEAD "  url: a\n  auth: inherit\n");
  RhAuth *auth = rh_request_item_get_auth (item);

  rh_auth_set (auth, RH_AUTH_USERNAME, "ada");
  rh_auth_set (auth, RH_AUTH_PASSWORD, "{{pw}}");
  rh_auth_set (auth, RH_AUTH_KEY, "X-Key");
  rh_auth_set (auth, RH_AUTH_PLACEMENT, RH_AUTH_PLACEMENT_QUERY);
  g_object_set (item, "auth-kind", RH_AUTH_KIND_BASIC, NULL);
  assert_written (item, 1,
                  HEAD "  url: a\n  auth:\n    type: basic\n    username: ada\n"
                       "    password: '{{pw}}'\n");
  g_object_set (item, "auth-kind", RH_AUTH_KIND_DIGEST, NULL);
  assert_written (item, 1,
                  HEAD "  url: a\n  auth:\n    type: digest\n    username: ada\n"
                       "    password: '{{pw}}'\n");
  g_object_set (item, "auth-kind", RH_AUTH_KIND_BEARER, NULL);
  assert_written (item, 1, HEAD "  url: a\n  auth:\n    type: bearer\n");
  g_object_set (item, "auth-kind", RH_AUTH_KIND_API_KEY, NULL);
  assert_written (item, 1,
                  HEAD "  url: a\n  auth:\n    type: apikey\n    key: X-Key\n"
                       "    placement: query\n");
}

/* What is spelled or placed as nobody here knows it is kept, not guessed at. */
static void
test_auth_of_others (void)
{
  static const struct
  {
    const char *auth;
    RhAuthKind kind;
  } cases[] = {
    { "type: apikey\n    key: k\n    placement: cookie\n", RH_AUTH_KIND_KEPT },
    { "type: apikey\n    key: k\n    placement: queryparams\n", RH_AUTH_KIND_API_KEY },
    { "type: basic\n    username:\n      a: b\n", RH_AUTH_KIND_KEPT },
    { "type: basic\n    username: ~\n    x: 1\n", RH_AUTH_KIND_BASIC },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat (HEAD "  url: a\n  auth:\n    ", cases[i].auth, NULL);
      g_autoptr (RhRequestItem) item = read_request (text);

      g_assert_cmpint (rh_request_item_get_auth_kind (item), ==, cases[i].kind);
      assert_written (item, 1, text);
    }
}

static void
test_parts (void)
{
  const char *text = HEAD "  url: a\n"
                          "  body:\n"
                          "    type: multipart-form\n"
                          "    data:\n"
                          "      - name: a\n"
                          "        type: text\n"
                          "        value: b\n"
                          "        x-member: kept\n"
                          "      - name: f\n"
                          "        type: file\n"
                          "        value: one.bin\n";
  g_autoptr (RhRequestItem) item = read_request (text);
  g_autoptr (RhField) a = g_list_model_get_item (rh_request_item_get_parts (item), 0);
  g_autoptr (RhField) f = g_list_model_get_item (rh_request_item_get_parts (item), 1);

  assert_written (item, 1, text);
  g_object_set (a, "value", "c", "media-type", "text/csv", NULL);
  g_object_set (f, "value", "one.bin\ntwo.bin", NULL);
  assert_written (item, 1,
                  HEAD "  url: a\n"
                       "  body:\n"
                       "    type: multipart-form\n"
                       "    data:\n"
                       "      - name: a\n"
                       "        type: text\n"
                       "        value: c\n"
                       "        x-member: kept\n"
                       "        contentType: text/csv\n"
                       "      - name: f\n"
                       "        type: file\n"
                       "        value:\n"
                       "          - one.bin\n"
                       "          - two.bin\n");
}

/* In our extension, and gone with the last of it; what else is in there stays. */
static void
test_file_name_of_a_part (void)
{
  const char *plain = HEAD "  url: a\n"
                           "  body:\n"
                           "    type: multipart-form\n"
                           "    data:\n"
                           "      - name: f\n"
                           "        type: file\n"
                           "        value: one.bin\n";
  const char *named = HEAD "  url: a\n"
                           "  body:\n"
                           "    type: multipart-form\n"
                           "    data:\n"
                           "      - name: f\n"
                           "        type: file\n"
                           "        value: one.bin\n"
                           "        extensions:\n"
                           "          rehearsal:\n"
                           "            file_name: two.bin\n";
  g_autoptr (RhRequestItem) item = read_request (plain);
  g_autoptr (RhRequestItem) again = read_request (named);
  g_autoptr (RhField) part = g_list_model_get_item (rh_request_item_get_parts (item), 0);
  g_autoptr (RhField) part_again = g_list_model_get_item (rh_request_item_get_parts (again), 0);

  g_object_set (part, "file-name", "two.bin", NULL);
  assert_written (item, 1, named);
  g_assert_cmpstr (rh_field_get_file_name (part_again), ==, "two.bin");
  g_object_set (part_again, "file-name", "", NULL);
  assert_written (again, 1, plain);
}

static void
test_path_params (void)
{
  g_autoptr (RhRequestItem) item = read_request (HEAD "  url: h/:id/:to\n");
  g_autoptr (RhField) id = g_list_model_get_item (rh_request_item_get_path_params (item), 0);
  g_autoptr (RhRequestItem) again = NULL;
  g_autoptr (RhField) read = NULL;
  g_autofree char *text = NULL;

  assert_written (item, 1, HEAD "  url: h/:id/:to\n"); /* nothing to say yet */
  g_object_set (id, "value", "7", "note", "which", NULL);
  text = write_request (item, 1);
  g_assert_nonnull (strstr (text, "    - name: id\n      value: \"7\"\n      type: path\n"
                                  "      description: which\n"));
  again = read_request (text);
  read = g_list_model_get_item (rh_request_item_get_path_params (again), 0);
  g_assert_cmpstr (rh_field_get_value (read), ==, "7");
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_params (again)), ==, 0);
}

/* The format's own where it has a word, the rest in our extension; what nobody says is not there.
 */
static void
test_settings (void)
{
  const char *text = HEAD "  url: a\n\nsettings:\n  encodeUrl: true\n  timeout: 1500.0\n"
                          "  followRedirects: inherit\n  maxRedirects: 0\n";
  g_autoptr (RhRequestItem) item = read_request (text);
  RhRequestSettings *settings = rh_request_item_get_settings (item);
  g_autoptr (RhRequestItem) again = NULL;
  g_autofree char *changed = NULL;

  g_assert_cmpint (rh_request_settings_get (settings, RH_SETTING_TOTAL_TIMEOUT), ==, 1500);
  g_assert_cmpint (rh_request_settings_get (settings, RH_SETTING_MAX_REDIRECTS), ==, 0);
  g_assert_cmpint (rh_request_settings_get (settings, RH_SETTING_FOLLOW_REDIRECTS), ==,
                   RH_SETTING_INHERIT);
  assert_written (item, 1, text);

  rh_request_settings_set (settings, RH_SETTING_TOTAL_TIMEOUT, RH_SETTING_INHERIT);
  rh_request_settings_set (settings, RH_SETTING_COOKIES, 0);
  changed = write_request (item, 1);
  g_assert_null (strstr (changed, "timeout"));
  g_assert_nonnull (strstr (changed, "encodeUrl: true\n"));
  g_assert_nonnull (
      strstr (changed, "extensions:\n  rehearsal:\n    settings:\n      cookies: false\n"));
  again = read_request (changed);
  g_assert_true (rh_request_settings_equal (rh_request_item_get_settings (again), settings));
}

static void
test_kept_auth (void)
{
  const char *text = HEAD "  url: a\n"
                          "  auth:\n"
                          "    type: ntlm\n"
                          "    username: ada\n"
                          "    password: '{{pw}}'\n";
  g_autoptr (RhRequestItem) item = read_request (text);

  g_assert_cmpint (rh_request_item_get_auth_kind (item), ==, RH_AUTH_KIND_KEPT);
  assert_written (item, 1, text);
  g_object_set (item, "auth-kind", RH_AUTH_KIND_INHERIT, NULL);
  assert_written (item, 1, HEAD "  url: a\n  auth: inherit\n");
}

/* The file's URL wins; what only the list has is added; disabled rows stand between. */
static void
test_params (void)
{
  const char *text = HEAD "  url: h/:id?b=2&a=%41&flag&=\n"
                          "  params:\n"
                          "    - name: off\n"
                          "      value: \"0\"\n"
                          "      type: query\n"
                          "      disabled: true\n"
                          "    - name: a\n"
                          "      value: other\n"
                          "      type: query\n"
                          "      description: note of a\n"
                          "    - name: id\n"
                          "      value: \"7\"\n"
                          "      type: path\n"
                          "    - name: b\n"
                          "      value: \"2\"\n"
                          "    - name: \"\"\n"
                          "      value: \"\"\n"
                          "      type: query\n"
                          "      description: lost on no name\n"
                          "    - name: new\n"
                          "      value: x&y\n"
                          "      x-member: kept\n";
  g_autoptr (RhRequestItem) item = read_request (text);
  GListModel *rows = rh_request_item_get_params (item);
  g_autoptr (RhField) first = NULL;
  g_autoptr (RhRequestItem) again = NULL;
  g_autofree char *changed = NULL;

  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h/:id?b=2&a=%41&flag&=&new=x%26y");
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 6);
  assert_row (rows, 0, "off", "0", "", FALSE);
  assert_row (rows, 1, "b", "2", "", TRUE);
  assert_row (rows, 2, "a", "%41", "note of a", TRUE);
  assert_row (rows, 3, "flag", "", "", TRUE);
  assert_row (rows, 5, "new", "x&y", "", TRUE);
  assert_written (item, 1, text);

  first = g_list_model_get_item (rows, 1);
  g_object_set (first, "value", "3", NULL);
  changed = write_request (item, 1);
  g_assert_nonnull (strstr (changed, "url: h/:id?b=3&a=%41&flag&=&new=x%26y\n"));
  g_assert_nonnull (strstr (changed, "      type: path\n"));
  g_assert_nonnull (strstr (changed, "      x-member: kept\n"));
  again = read_request (changed);
  g_assert_cmpstr (rh_request_item_get_url (again), ==, rh_request_item_get_url (item));
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_params (again)), ==, 6);
  assert_row (rh_request_item_get_params (again), 2, "a", "%41", "note of a", TRUE);
}

static void
test_url_alone (void)
{
  g_autoptr (RhRequestItem) item = read_request (HEAD "  url: h?a=1\n");

  assert_written (item, 1, HEAD "  url: h?a=1\n");
  g_object_set (item, "url", "g?a=1", NULL);
  assert_written (item, 1, HEAD "  url: g?a=1\n");
  g_object_set (item, "url", "g?a=2", NULL);
  assert_written (item, 1,
                  HEAD "  url: g?a=2\n"
                       "  params:\n"
                       "    - name: a\n"
                       "      value: \"2\"\n"
                       "      type: query\n");
  g_object_set (item, "url", "g", NULL);
  assert_written (item, 1, HEAD "  url: g\n");
}

static void
test_headers (void)
{
  const char *text = HEAD "  url: a\n"
                          "  headers:\n"
                          "    - name: X\n"
                          "      value: 20\n"
                          "      enabled: true\n"
                          "    - name: X\n"
                          "      value: second\n"
                          "      note: theirs\n"
                          "      description:\n"
                          "        type: text/markdown\n"
                          "        content: why\n"
                          "    - name: \"Y\"\n"
                          "      enabled: false\n";
  g_autoptr (RhRequestItem) item = read_request (text);
  GListModel *rows = rh_request_item_get_headers (item);
  g_autoptr (RhField) second = g_list_model_get_item (rows, 1);
  g_autoptr (RhField) third = g_list_model_get_item (rows, 2);

  assert_row (rows, 0, "X", "20", "", TRUE);
  assert_row (rows, 1, "X", "second", "why", TRUE);
  assert_row (rows, 2, "Y", "", "", FALSE);
  assert_written (item, 1, text);

  g_object_set (second, "note", "because", "enabled", FALSE, NULL);
  g_object_set (third, "enabled", TRUE, NULL);
  assert_written (item, 1,
                  HEAD "  url: a\n"
                       "  headers:\n"
                       "    - name: X\n"
                       "      value: 20\n"
                       "      enabled: true\n"
                       "    - name: X\n"
                       "      value: second\n"
                       "      note: theirs\n"
                       "      description:\n"
                       "        type: text/markdown\n"
                       "        content: because\n"
                       "      disabled: true\n"
                       "    - name: \"Y\"\n");
  rh_request_item_remove_header (item, 0);
  rh_request_item_remove_header (item, 0);
  rh_request_item_remove_header (item, 0);
  assert_written (item, 1, HEAD "  url: a\n");
}

static void
test_bodies (void)
{
  static const struct
  {
    const char *body;
    RhBodyKind kind;
    const char *text;
  } cases[] = {
    { "type: json\n    data: '{}'\n", RH_BODY_KIND_JSON, "{}" },
    { "type: text\n    data: a\n", RH_BODY_KIND_TEXT, "a" },
    { "type: xml\n    data: <a/>\n", RH_BODY_KIND_XML, "<a/>" },
    { "type: xml\n", RH_BODY_KIND_XML, "" },
    { "mode: json\n    json: |\n      {}\n", RH_BODY_KIND_JSON, "{}\n" },
    { "mode: none\n", RH_BODY_KIND_NONE, "" },
    { "mode: text\n    text: a\n", RH_BODY_KIND_TEXT, "a" },
    { "type: sparql\n    data: a\n", RH_BODY_KIND_KEPT, "" },
    { "type: multipart-form\n    data:\n      - name: a\n        type: text\n        value: b\n",
      RH_BODY_KIND_MULTIPART, "" },
    { "- title: One\n      body:\n        type: json\n        data: a\n", RH_BODY_KIND_KEPT, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat (HEAD "  url: a\n  body:\n    ", cases[i].body, NULL);
      g_autoptr (RhRequestItem) item = read_request (text);

      g_assert_cmpint (rh_request_item_get_body_kind (item), ==, cases[i].kind);
      g_assert_cmpstr (rh_request_item_get_body_text (item), ==, cases[i].text);
      assert_written (item, 1, text);
      g_object_set (item, "body-kind", RH_BODY_KIND_FORM, NULL);
      assert_written (item, 1, HEAD "  url: a\n  body:\n    type: form-urlencoded\n");
    }
}

/* Old spelling stays when the text changes. */
static void
test_old_body (void)
{
  g_autoptr (RhRequestItem) item
      = read_request (HEAD "  url: a\n  body:\n    mode: json\n    json: a\n");

  g_object_set (item, "body-text", "b", NULL);
  assert_written (item, 1, HEAD "  url: a\n  body:\n    mode: json\n    json: b\n");
  g_object_set (item, "body-kind", RH_BODY_KIND_TEXT, NULL);
  assert_written (item, 1, HEAD "  url: a\n  body:\n    type: text\n    data: b\n");
  g_object_set (item, "body-kind", RH_BODY_KIND_NONE, NULL);
  assert_written (item, 1, HEAD "  url: a\n");
}

static void
test_form (void)
{
  const char *text = HEAD "  url: a\n"
                          "  body:\n"
                          "    type: form-urlencoded\n"
                          "    data:\n"
                          "      - name: a\n"
                          "        value: b\n"
                          "        contentType: text/plain\n";
  g_autoptr (RhRequestItem) item = read_request (text);
  g_autoptr (RhField) row = g_list_model_get_item (rh_request_item_get_form (item), 0);
  g_autofree char *changed = NULL;

  assert_row (rh_request_item_get_form (item), 0, "a", "b", "", TRUE);
  assert_written (item, 1, text);
  g_object_set (row, "value", "c", NULL);
  changed = write_request (item, 1);
  g_assert_nonnull (strstr (changed, "        value: c\n        contentType: text/plain\n"));
}

static void
test_file (void)
{
  const char *text = HEAD "  url: a\n"
                          "  body:\n"
                          "    type: file\n"
                          "    data:\n"
                          "      - filePath: one\n"
                          "        contentType: \"\"\n"
                          "        selected: false\n"
                          "      - filePath: two\n"
                          "        contentType: text/plain\n"
                          "        selected: true\n";
  g_autoptr (RhRequestItem) item = read_request (text);
  g_autoptr (RhRequestItem) fresh = read_request (HEAD "  url: a\n");
  g_autofree char *changed = NULL;

  g_assert_cmpstr (rh_request_item_get_body_path (item), ==, "two");
  assert_written (item, 1, text);
  g_object_set (item, "body-path", "three", NULL);
  changed = write_request (item, 1);
  g_assert_nonnull (strstr (changed, "filePath: one\n"));
  g_assert_nonnull (strstr (changed, "filePath: three\n        contentType: text/plain\n"));

  g_object_set (fresh, "body-kind", RH_BODY_KIND_FILE, "body-path", "x", NULL);
  assert_written (fresh, 1,
                  HEAD "  url: a\n"
                       "  body:\n"
                       "    type: file\n"
                       "    data:\n"
                       "      - filePath: x\n"
                       "        contentType: \"\"\n"
                       "        selected: true\n");
}

static void
test_actions (void)
{
  const char *text = HEAD "  url: a\n"
                          "\n"
                          "runtime:\n"
                          "  actions:\n"
                          "    - type: set-variable\n"
                          "      phase: before-request\n"
                          "      selector:\n"
                          "        expression: one\n"
                          "        method: jsonq\n"
                          "      variable:\n"
                          "        name: v\n"
                          "        scope: runtime\n"
                          "    - type: set-variable\n"
                          "      phase: after-response\n"
                          "      selector:\n"
                          "        expression: two\n"
                          "        method: jsonq\n"
                          "        x: kept\n"
                          "      variable:\n"
                          "        name: v\n"
                          "        scope: runtime\n"
                          "    - type: set-variable\n"
                          "      phase: after-response\n"
                          "      selector:\n"
                          "        expression: three\n"
                          "        method: jsonq\n"
                          "      variable:\n"
                          "        name: v\n"
                          "        scope: collection\n";
  g_autoptr (RhRequestItem) item = read_request (text);
  GListModel *actions = rh_request_item_get_actions (item);
  g_autoptr (RhAction) action = g_list_model_get_item (actions, 0);
  g_autofree char *changed = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (actions), ==, 1);
  g_assert_cmpstr (rh_action_get_expression (action), ==, "two");
  g_assert_cmpint (rh_action_get_scope (action), ==, RH_ACTION_SCOPE_MEMORY);
  assert_written (item, 1, text);

  g_object_set (action, "scope", RH_ACTION_SCOPE_ENVIRONMENT, "enabled", FALSE, NULL);
  changed = write_request (item, 1);
  g_assert_nonnull (strstr (changed, "        x: kept\n"
                                     "      variable:\n"
                                     "        name: v\n"
                                     "        scope: environment\n"
                                     "      disabled: true\n"
                                     "    - type: set-variable\n"));
  g_assert_nonnull (strstr (changed, "expression: one\n"));
  g_assert_nonnull (strstr (changed, "expression: three\n"));
}

/* One field changed: every other byte is what it was. */
static void
test_kept (void)
{
  const char *before = "# ours\n"
                       "\n"
                       "info:\n"
                       "  name: A\n"
                       "  type: http\n"
                       "  seq: 1.5\n"
                       "  tags: smoke\n"
                       "\n"
                       "http:\n"
                       "  method: GET\n"
                       "  url: a\n"
                       "  x-http: 1\n"
                       "\n"
                       "# checked by hand\n"
                       "runtime:\n"
                       "  scripts:\n"
                       "    - type: tests\n"
                       "      code: |-\n"
                       "        test ();\n"
                       "        more ();\n"
                       "\n"
                       "settings:\n"
                       "  timeout: 0\n"
                       "\n"
                       "examples:\n"
                       "  - name: one\n"
                       "\n"
                       "x-root:\n"
                       "  - 1\n";
  g_autoptr (RhRequestItem) item = read_request (before);
  g_autofree char *expected = NULL;
  g_autoptr (GString) change = g_string_new (before);

  assert_written (item, 1.5, before);
  g_object_set (item, "method", "PUT", "name", "B", NULL);
  g_string_replace (change, "method: GET", "method: PUT", 1);
  g_string_replace (change, "name: A", "name: B", 1);
  assert_written (item, 1.5, change->str);
}

static void
test_other_types (void)
{
  const char *graphql = "info:\n"
                        "  name: G\n"
                        "  type: graphql\n"
                        "\n"
                        "graphql:\n"
                        "  method: POST\n"
                        "  url: '{{api}}/g'\n"
                        "  body:\n"
                        "    query: '{ a }'\n"
                        "  auth: inherit\n";
  const char *script = "type: script\n\nscript: |\n  a ();\n";
  const char *socket = "info:\n  name: W\n  type: websocket\n\nwebsocket:\n  url: wss://a\n";
  g_autoptr (RhRequestItem) g = read_request (graphql);
  g_autoptr (RhRequestItem) s = read_request (script);
  g_autoptr (RhRequestItem) w = read_request (socket);
  g_autoptr (GString) change = g_string_new (graphql);

  g_assert_cmpstr (rh_request_item_get_method (g), ==, "GRAPHQL");
  g_assert_cmpint (rh_request_item_get_body_kind (g), ==, RH_BODY_KIND_KEPT);
  g_assert_cmpint (rh_request_item_get_auth_kind (g), ==, RH_AUTH_KIND_INHERIT);
  g_assert_cmpstr (rh_request_item_get_method (s), ==, "SCRIPT");
  g_assert_cmpstr (rh_request_item_get_name (s), ==, "");
  g_assert_cmpstr (rh_request_item_get_method (w), ==, "WEBSOCKET");
  assert_written (g, NAN, graphql);
  assert_written (s, NAN, script);
  assert_written (w, NAN, socket);

  g_object_set (g, "url", "{{api}}/h", NULL);
  g_string_replace (change, "/g'", "/h'", 1);
  assert_written (g, NAN, change->str);
  g_object_set (s, "name", "its file's", NULL);
  assert_written (s, 4, script);
}

static void
test_errors (void)
{
  static const struct
  {
    const char *text;
    const char *message;
  } cases[] = {
    { "", "line 1: http is missing" },
    { "info:\n  type: http\n", "line 1: http is missing" },
    { "version: 3\nservices: {}\n", "line 1: http is missing" },
    { "info:\n  type: folder\n", "line 1: this is not the type of a request" },
    { "info: a\n", "line 1: info must be a mapping" },
    { HEAD "  url:\n    - a\n", "line 8: url must be text" },
    { HEAD "  url: a\n  headers: x\n", "line 9: headers must be a list" },
    { HEAD "  url: a\n  headers:\n    - x\n", "line 10: an element of headers must be a mapping" },
    { HEAD "  url: a\n  headers:\n    - name: x\n      disabled: perhaps\n",
      "line 11: disabled must be true or false" },
    { HEAD "  url: a\n  body:\n    type: json\n    data:\n      a: 1\n",
      "line 11: data must be text" },
    { HEAD "  url: a\n\nruntime: []\n", "line 10: runtime must be a mapping" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = bytes_of (cases[i].text);
      g_autoptr (GError) error = NULL;

      g_assert_null (rh_opencollection_read_request (bytes, NULL, &error));
      g_assert_error (error, RH_OPENCOLLECTION_ERROR, RH_OPENCOLLECTION_ERROR_CONTENT);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

/* No writer writes over what it cannot read. */
static void
test_unreadable_source (void)
{
  g_autoptr (RhRequestItem) item = read_request (HEAD "  url: a\n");
  g_autoptr (GBytes) list = bytes_of ("- a\n");
  g_autoptr (GBytes) wrong = bytes_of ("http: []\n");
  g_autoptr (GError) error = NULL;

  rh_request_item_set_source (item, list);
  g_assert_null (rh_opencollection_write_request (item, 1, &error));
  g_assert_true (g_str_has_prefix (error->message, "line 1: "));
  g_clear_error (&error);
  rh_request_item_set_source (item, wrong);
  g_assert_null (rh_opencollection_write_request (item, 1, &error));
  g_assert_error (error, RH_OPENCOLLECTION_ERROR, RH_OPENCOLLECTION_ERROR_CONTENT);
}

static RhYamlDocument *
keep_document (RhRequestItem *item, RhYaml *value)
{
  static const char text[] = HEAD "  url: a\n\nx: what it says\n";
  g_autoptr (GBytes) source = bytes_of (text);
  g_autoptr (GError) error = NULL;
  RhYamlDocument *document = rh_yaml_document_parse (text, -1, &error);

  g_assert_no_error (error);
  rh_yaml_set (rh_yaml_document_get_root (document), "x", value);
  rh_request_item_set_source (item, source);
  rh_opencollection_keep_document (item, document);
  return document;
}

/* A document that stands for the source is used once, and only while it is that source's. */
static void
test_kept_document (void)
{
  g_autoptr (RhRequestItem) item = read_request (HEAD "  url: a\n");
  g_autoptr (GBytes) other = bytes_of (HEAD "  url: a\n\nx: another\n");
  g_autoptr (RhYamlDocument) first = keep_document (item, rh_yaml_new_string ("kept"));
  g_autofree char *once = write_request (item, 1);
  g_autofree char *twice = write_request (item, 1);
  g_autoptr (RhYamlDocument) second = keep_document (item, rh_yaml_new_string ("kept"));
  g_autofree char *changed = NULL;

  g_assert_nonnull (strstr (once, "\nx: kept\n"));
  g_assert_nonnull (strstr (twice, "\nx: what it says\n"));
  rh_request_item_set_source (item, other);
  changed = write_request (item, 1);
  g_assert_nonnull (strstr (changed, "\nx: another\n"));
}

/* A file that could not be read again is not written, however short it is. */
static void
test_kept_document_too_deep (void)
{
  g_autoptr (RhRequestItem) item = read_request (HEAD "  url: a\n");
  g_autoptr (RhYamlDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  RhYaml *value = rh_yaml_new_string ("x");

  for (guint i = 0; i < RH_YAML_MAX_DEPTH; i++)
    {
      RhYaml *around = rh_yaml_new_sequence ();

      rh_yaml_append (around, value);
      value = around;
    }
  document = keep_document (item, value);

  g_assert_null (rh_opencollection_write_request (item, 1, &error));
  g_assert_error (error, RH_OPENCOLLECTION_ERROR, RH_OPENCOLLECTION_ERROR_LIMIT);
}

static void
test_hostile_params (void)
{
  g_autoptr (GString) list = g_string_new (HEAD "  url: a\n  params:\n");
  g_autoptr (GString) url = g_string_new (HEAD "  url: a?");
  g_autoptr (GBytes) many = NULL;
  g_autoptr (GBytes) longest = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append (list, "    - name: a\n");
  for (guint i = 0; i < 20000; i++)
    g_string_append (url, "a&");
  g_string_append_c (url, '\n');
  many = bytes_of (list->str);
  longest = bytes_of (url->str);

  g_assert_null (rh_opencollection_read_request (many, NULL, &error));
  g_assert_error (error, RH_OPENCOLLECTION_ERROR, RH_OPENCOLLECTION_ERROR_CONTENT);
  g_clear_error (&error);
  g_assert_null (rh_opencollection_read_request (longest, NULL, &error));
  g_assert_cmpstr (error->message, ==, "line 8: url is too long");
}

/* What would be written and never opened again is refused while it can still be shortened. */
static void
test_no_more_than_is_read (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "https://h/");
  g_autofree char *tail = g_strnfill (RH_OPENCOLLECTION_MAX_URL, 'a');
  g_autofree char *url = g_strconcat ("https://h/", tail, NULL);
  g_autoptr (GString) params = g_string_new ("https://h/?");
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GError) error = NULL;

  g_object_set (item, "url", url, NULL);
  g_assert_null (rh_opencollection_write_request (item, NAN, &error));
  g_assert_error (error, RH_OPENCOLLECTION_ERROR, RH_OPENCOLLECTION_ERROR_LIMIT);
  g_clear_error (&error);

  for (guint i = 0; i <= RH_OPENCOLLECTION_MAX_PARAMS; i++)
    g_string_append (params, "a&");
  g_object_set (item, "url", params->str, NULL);
  g_assert_null (rh_opencollection_write_request (item, NAN, &error));
  g_assert_error (error, RH_OPENCOLLECTION_ERROR, RH_OPENCOLLECTION_ERROR_LIMIT);
  g_clear_error (&error);

  g_string_truncate (params, params->len - strlen ("a&"));
  g_object_set (item, "url", params->str, NULL);
  text = rh_opencollection_write_request (item, NAN, &error);
  g_assert_no_error (error);
}

static void
test_place (void)
{
  const char *text = "info:\n  name: A\n  type: http\n  seq: 1\n\nhttp: {}\n";
  g_autoptr (GBytes) bytes = bytes_of (text);
  g_autoptr (GBytes) folder = bytes_of ("info:\n  name: F\n");
  g_autoptr (GBytes) script = bytes_of ("type: script\nscript: a\n");
  g_autoptr (GBytes) same = rh_opencollection_place (bytes, "A", 1, NULL);
  g_autoptr (GBytes) kept = rh_opencollection_place (script, "S", 1, NULL);
  g_autoptr (GBytes) other = rh_opencollection_place (bytes, "B", 2.5, NULL);
  g_autoptr (GBytes) without = rh_opencollection_place (bytes, NULL, NAN, NULL);
  g_autoptr (GBytes) placed = rh_opencollection_place (folder, NULL, 3, NULL);
  g_autofree char *other_text = text_of (other);
  g_autofree char *without_text = text_of (without);
  g_autofree char *placed_text = text_of (placed);

  g_assert_true (same == bytes);
  g_assert_true (kept == script);
  g_assert_cmpstr (other_text, ==, "info:\n  name: B\n  type: http\n  seq: 2.5\n\nhttp: {}\n");
  g_assert_cmpstr (without_text, ==, "info:\n  name: A\n  type: http\n\nhttp: {}\n");
  g_assert_cmpstr (placed_text, ==, "info:\n  name: F\n  seq: 3\n");
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/opencollection/request/fresh", test_fresh);
  g_test_add_func ("/opencollection/request/smallest", test_smallest);
  g_test_add_func ("/opencollection/request/auth", test_auth);
  g_test_add_func ("/opencollection/request/auth-of-ours", test_auth_of_ours);
  g_test_add_func ("/opencollection/request/auth-of-others", test_auth_of_others);
  g_test_add_func ("/opencollection/request/parts", test_parts);
  g_test_add_func ("/opencollection/file-name-of-a-part", test_file_name_of_a_part);
  g_test_add_func ("/opencollection/request/path-params", test_path_params);
  g_test_add_func ("/opencollection/request/settings", test_settings);
  g_test_add_func ("/opencollection/request/kept-auth", test_kept_auth);
  g_test_add_func ("/opencollection/request/params", test_params);
  g_test_add_func ("/opencollection/request/url-alone", test_url_alone);
  g_test_add_func ("/opencollection/request/headers", test_headers);
  g_test_add_func ("/opencollection/request/bodies", test_bodies);
  g_test_add_func ("/opencollection/request/old-body", test_old_body);
  g_test_add_func ("/opencollection/request/form", test_form);
  g_test_add_func ("/opencollection/request/file", test_file);
  g_test_add_func ("/opencollection/request/actions", test_actions);
  g_test_add_func ("/opencollection/request/kept", test_kept);
  g_test_add_func ("/opencollection/request/other-types", test_other_types);
  g_test_add_func ("/opencollection/request/errors", test_errors);
  g_test_add_func ("/opencollection/request/unreadable-source", test_unreadable_source);
  g_test_add_func ("/opencollection/request/kept-document", test_kept_document);
  g_test_add_func ("/opencollection/request/kept-document-too-deep", test_kept_document_too_deep);
  g_test_add_func ("/opencollection/request/hostile-params", test_hostile_params);
  g_test_add_func ("/opencollection/request/no-more-than-is-read", test_no_more_than_is_read);
  g_test_add_func ("/opencollection/place", test_place);

  return g_test_run ();
}
