/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The undo stack of a request. */
#include "lib/rh-test.h"
#include "request/rh-request-undo.h"

#include <string.h>

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* One character after another, as keys give them. */
static void
type (gpointer object, const char *property, const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      g_autofree char *old = NULL;
      g_autofree char *key = g_strndup (at, (gsize) (g_utf8_next_char (at) - at));
      g_autofree char *now = NULL;

      g_object_get (object, property, &old, NULL);
      now = g_strconcat (old, key, NULL);
      g_object_set (object, property, now, NULL);
      settle ();
    }
}

static RhField *
add_header (RhRequestItem *item, const char *name, const char *value)
{
  g_autoptr (RhField) field = rh_field_new (name, value, "", TRUE);

  rh_request_item_add_header (item, field);
  return field; /* the item's */
}

static void
assert_url (RhRequestItem *item, const char *url)
{
  g_assert_cmpstr (rh_request_item_get_url (item), ==, url);
}

/* Words, not characters, and not all at once. */
static void
test_typing_is_undone_by_words (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "https://h");
  g_autoptr (RhRequestUndo) undo = rh_request_undo_new (item);

  type (item, "url", "/users/alle");
  g_assert_true (rh_request_undo_undo (undo));
  assert_url (item, "https://h/users/");
  g_assert_true (rh_request_undo_undo (undo));
  assert_url (item, "https://h/");
  g_assert_true (rh_request_undo_undo (undo));
  assert_url (item, "https://h");
  g_assert_false (rh_request_undo_undo (undo));
  g_assert_true (rh_request_undo_redo (undo));
  g_assert_true (rh_request_undo_redo (undo));
  g_assert_true (rh_request_undo_redo (undo));
  assert_url (item, "https://h/users/alle");
  g_assert_false (rh_request_undo_redo (undo));
}

/* One stack: the last change of the request, wherever it was. */
static void
test_one_stack_for_all (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "https://h/?a=1");
  g_autoptr (RhRequestUndo) undo = rh_request_undo_new (item);
  RhField *header = add_header (item, "Accept", "x");

  settle ();
  g_object_set (item, "method", "PATCH", NULL);
  settle ();
  g_object_set (header, "note", "why", NULL);
  settle ();
  g_object_set (item, "url", "https://h/?a=1&b=2", NULL);
  settle ();

  rh_request_undo_undo (undo);
  assert_url (item, "https://h/?a=1");
  rh_request_undo_undo (undo);
  g_assert_cmpstr (rh_field_get_note (header), ==, "");
  g_assert_cmpstr (rh_request_item_get_method (item), ==, "PATCH");
  rh_request_undo_undo (undo);
  g_assert_cmpstr (rh_request_item_get_method (item), ==, "GET");
  rh_request_undo_undo (undo);
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_headers (item)), ==, 0);
}

/* A row that has the cursor stays the row it is. */
static void
test_rows_stay_the_same (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "https://h/?a=1&b=2");
  g_autoptr (RhRequestUndo) undo = rh_request_undo_new (item);
  GListModel *params = rh_request_item_get_params (item);
  g_autoptr (RhField) second = g_list_model_get_item (params, 1);
  g_autoptr (RhField) after = NULL;

  type (second, "value", "34");
  assert_url (item, "https://h/?a=1&b=234");
  g_assert_true (rh_request_undo_undo (undo));
  assert_url (item, "https://h/?a=1&b=2");
  after = g_list_model_get_item (params, 1);
  g_assert_true (after == second);
  g_assert_cmpstr (rh_field_get_value (second), ==, "2");
  g_assert_false (rh_request_undo_undo (undo));
}

/* Rows that are no part of the URL, and the URL as it was typed. */
static void
test_disabled_rows_and_odd_text (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "https://h/?a=%41&&c");
  g_autoptr (RhRequestUndo) undo = rh_request_undo_new (item);
  GListModel *params = rh_request_item_get_params (item);
  g_autoptr (RhField) first = g_list_model_get_item (params, 0);

  g_object_set (first, "enabled", FALSE, "note", "n", NULL);
  settle ();
  g_object_set (item, "url", "https://other/", NULL);
  settle ();
  g_assert_cmpuint (g_list_model_get_n_items (params), ==, 1);
  rh_request_undo_undo (undo);
  assert_url (item, "https://h/?&c");
  g_assert_cmpuint (g_list_model_get_n_items (params), ==, 2);
  rh_request_undo_undo (undo);
  assert_url (item, "https://h/?a=%41&&c");
  rh_request_undo_redo (undo);
  rh_request_undo_redo (undo);
  assert_url (item, "https://other/");
  g_assert_cmpuint (g_list_model_get_n_items (params), ==, 1);
}

static void
assert_body (RhRequestItem *item, const char *text)
{
  g_assert_cmpstr (rh_request_item_get_body_text (item), ==, text);
}

/* In the order in which it was done, and not the URL before the body or the other way round. */
static void
test_body_is_on_the_same_stack (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "https://h/");
  g_autoptr (RhRequestUndo) undo = rh_request_undo_new (item);

  type (item, "body-text", "{}");
  type (item, "url", "a");
  type (item, "body-text", " ok");
  g_object_set (item, "method", "POST", "body-text", "pasted", NULL);
  settle ();

  g_assert_true (rh_request_undo_undo (undo));
  assert_body (item, "{} ok");
  g_assert_cmpstr (rh_request_item_get_method (item), ==, "GET");
  g_assert_true (rh_request_undo_undo (undo));
  assert_body (item, "{} ");
  g_assert_true (rh_request_undo_undo (undo));
  assert_body (item, "{}");
  assert_url (item, "https://h/a");
  g_assert_true (rh_request_undo_undo (undo));
  assert_url (item, "https://h/");
  assert_body (item, "{}");
  g_assert_true (rh_request_undo_undo (undo));
  assert_body (item, "");
  g_assert_false (rh_request_undo_undo (undo));
  while (rh_request_undo_redo (undo))
    ;
  assert_body (item, "pasted");
  assert_url (item, "https://h/a");
  g_assert_cmpstr (rh_request_item_get_method (item), ==, "POST");
}

/* Words, with any letters, and deleting apart from typing. */
static void
test_body_is_undone_by_words (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "POST", "https://h/");
  g_autoptr (RhRequestUndo) undo = rh_request_undo_new (item);

  type (item, "body-text", "größe 名前");
  for (const char *const *text = (const char *const[]) { "größe 名", "größe ", NULL };
       *text != NULL; text++)
    {
      g_object_set (item, "body-text", *text, NULL);
      settle ();
    }
  g_assert_true (rh_request_undo_undo (undo));
  assert_body (item, "größe 名前");
  g_assert_true (rh_request_undo_undo (undo));
  assert_body (item, "größe ");
  g_assert_true (rh_request_undo_undo (undo));
  assert_body (item, "");
  g_assert_true (rh_request_undo_redo (undo));
  g_assert_true (rh_request_undo_redo (undo));
  assert_body (item, "größe 名前");
  g_assert_true (rh_request_undo_redo (undo));
  assert_body (item, "größe ");
}

/* What was typed a moment ago, before the stack heard of it, is undone and not lost. */
static void
test_body_that_was_just_typed (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "POST", "https://h/");
  g_autoptr (RhRequestUndo) undo = rh_request_undo_new (item);

  g_object_set (item, "body-text", "abc", NULL);
  settle ();
  g_object_set (item, "body-text", "xabc", NULL);
  g_assert_true (rh_request_undo_undo (undo));
  assert_body (item, "abc");
  g_object_set (item, "body-text", "abcd", NULL);
  g_assert_false (rh_request_undo_redo (undo));
  assert_body (item, "abcd");
}

/* A thousand large bodies cost no more than the last few; the newest one comes back in any case. */
static void
test_memory_has_an_end (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "POST", "https://h/");
  g_autoptr (RhRequestUndo) undo = rh_request_undo_new (item);
  const gsize third = RH_REQUEST_UNDO_MAX_BYTES / 3;
  g_autofree char *large = g_strnfill (RH_REQUEST_UNDO_MAX_BYTES + 1, 'L');
  guint n = 0;

  for (char c = 'a'; c < 'g'; c++)
    {
      g_autofree char *text = g_strnfill (third, c);

      g_object_set (item, "body-text", text, NULL);
      settle ();
      g_object_set (item, "body-text", "", NULL);
      settle ();
    }
  while (rh_request_undo_undo (undo))
    n++;
  g_assert_cmpuint (n, ==, 3);

  g_object_set (item, "body-text", large, NULL);
  settle ();
  g_assert_true (rh_request_undo_undo (undo));
  g_assert_cmpuint (strlen (rh_request_item_get_body_text (item)), !=, strlen (large));
  g_assert_false (rh_request_undo_undo (undo));
  g_assert_true (rh_request_undo_redo (undo));
  assert_body (item, large);
}

/* Its own variables and what its response sets are the request's like any other row. */
static void
test_variables_and_actions (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "https://h/");
  RhEnvironment *scope = rh_request_item_get_scope (item);
  GListModel *variables = rh_environment_get_variables (scope);
  GListModel *actions = rh_request_item_get_actions (item);
  g_autoptr (RhAction) action = rh_action_new ("res.status", "s", RH_ACTION_SCOPE_MEMORY);
  g_autoptr (RhRequestUndo) undo = NULL;
  g_autoptr (RhVariable) first = NULL;
  g_autoptr (RhVariable) again = NULL;

  rh_environment_set (scope, "a", "1");
  rh_environment_set (scope, "b", "2");
  undo = rh_request_undo_new (item);
  first = g_list_model_get_item (variables, 0);
  type (rh_environment_lookup (scope, "b"), "value", "34");
  rh_request_item_add_action (item, action);
  settle ();
  rh_environment_remove (scope, first);
  settle ();

  g_assert_true (rh_request_undo_undo (undo));
  g_assert_cmpuint (g_list_model_get_n_items (variables), ==, 2);
  again = g_list_model_get_item (variables, 0);
  g_assert_cmpstr (rh_variable_get_name (again), ==, "a");
  g_assert_true (rh_request_undo_undo (undo));
  g_assert_cmpuint (g_list_model_get_n_items (actions), ==, 0);
  g_assert_true (rh_request_undo_undo (undo));
  g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (scope, "b")), ==, "2");
  g_assert_false (rh_request_undo_undo (undo));
  while (rh_request_undo_redo (undo))
    ;
  g_assert_cmpuint (g_list_model_get_n_items (variables), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (actions), ==, 1);
  g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (scope, "b")), ==, "234");
}

static void
restored_cb (GString *told, const char *place, guint cursor)
{
  g_string_append_printf (told, "%s:%u ", place, cursor);
}

/* So that what was undone can be shown. */
static void
test_place_is_told (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "https://h/?ä=1");
  g_autoptr (RhRequestUndo) undo = rh_request_undo_new (item);
  RhField *header = add_header (item, "Accept", "x");
  g_autoptr (GString) told = g_string_new (NULL);

  g_signal_connect_swapped (undo, "restored", G_CALLBACK (restored_cb), told);
  settle ();
  g_object_set (header, "value", "xyz", NULL);
  settle ();
  g_object_set (item, "body-text", "b", NULL);
  settle ();
  g_object_set (item, "url", "https://h/?ä=1&b=2", NULL);
  settle ();
  g_object_set (item, "auth-kind", RH_AUTH_KIND_BASIC, NULL);
  settle ();
  while (rh_request_undo_undo (undo))
    ;
  g_assert_cmpstr (told->str, ==,
                   "auth-kind:0 url:14 body-text:0 headers/0/value:1 headers/0/name:0 ");
  g_string_truncate (told, 0);
  rh_request_undo_redo (undo);
  rh_request_undo_redo (undo);
  g_assert_cmpstr (told->str, ==, "headers/0/name:6 headers/0/value:3 ");
}

/* Whatever the pages change. */
static void
test_auth_settings_and_parts (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "https://h/:id");
  g_autoptr (RhRequestUndo) undo = rh_request_undo_new (item);
  g_autoptr (RhField) id = g_list_model_get_item (rh_request_item_get_path_params (item), 0);
  g_autoptr (RhField) part = rh_field_new ("f", "/a", "", TRUE);
  RhAuth *auth = rh_request_item_get_auth (item);
  RhRequestSettings *settings = rh_request_item_get_settings (item);

  g_object_set (item, "auth-kind", RH_AUTH_KIND_BASIC, NULL);
  rh_auth_set (auth, RH_AUTH_USERNAME, "ada");
  settle ();
  rh_request_settings_set (settings, RH_SETTING_HTTP1, TRUE);
  settle ();
  g_object_set (id, "value", "7", NULL);
  settle ();
  g_object_set (part, "file", TRUE, "media-type", "text/plain", NULL);
  rh_request_item_add_part (item, part);
  settle ();

  rh_request_undo_undo (undo);
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_parts (item)), ==, 0);
  rh_request_undo_undo (undo);
  g_assert_cmpstr (rh_field_get_value (id), ==, "");
  rh_request_undo_undo (undo);
  g_assert_cmpint (rh_request_settings_get (settings, RH_SETTING_HTTP1), ==, RH_SETTING_INHERIT);
  rh_request_undo_undo (undo);
  g_assert_cmpint (rh_request_item_get_auth_kind (item), ==, RH_AUTH_KIND_INHERIT);
  g_assert_cmpstr (rh_auth_get (auth, RH_AUTH_USERNAME), ==, "");
  while (rh_request_undo_redo (undo))
    ;
  g_assert_cmpstr (rh_auth_get (auth, RH_AUTH_USERNAME), ==, "ada");
  g_assert_cmpint (rh_request_settings_get (settings, RH_SETTING_HTTP1), ==, TRUE);
  g_assert_cmpstr (rh_field_get_value (id), ==, "7");
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_parts (item)), ==, 1);
}

/* What was typed for a path parameter comes back with it. */
static void
test_path_params (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "https://h/:id");
  g_autoptr (RhField) id = g_list_model_get_item (rh_request_item_get_path_params (item), 0);
  g_autoptr (RhRequestUndo) undo = NULL;
  g_autoptr (RhField) back = NULL;

  g_object_set (id, "value", "7", "note", "who", NULL);
  undo = rh_request_undo_new (item);
  g_object_set (item, "url", "https://h/", NULL);
  settle ();
  rh_request_undo_undo (undo);
  assert_url (item, "https://h/:id");
  back = g_list_model_get_item (rh_request_item_get_path_params (item), 0);
  g_assert_cmpstr (rh_field_get_value (back), ==, "7");
  g_assert_cmpstr (rh_field_get_note (back), ==, "who");
}

/* What is done anew after an undo is where redo ends; what happens at once is one step. */
static void
test_steps (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "https://h/");
  g_autoptr (RhRequestUndo) undo = rh_request_undo_new (item);

  g_object_set (item, "method", "POST", NULL);
  add_header (item, "A", "1");
  add_header (item, "B", "2");
  g_assert_true (rh_request_undo_undo (undo));
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_headers (item)), ==, 0);
  g_assert_cmpstr (rh_request_item_get_method (item), ==, "GET");

  g_object_set (item, "method", "PUT", NULL);
  g_assert_false (rh_request_undo_redo (undo));
  g_assert_cmpstr (rh_request_item_get_method (item), ==, "PUT");
}

static void
test_stack_ends (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "https://h/");
  g_autoptr (RhRequestUndo) undo = rh_request_undo_new (item);
  guint n = 0;

  for (guint i = 0; i < RH_REQUEST_UNDO_MAX_STEPS + 5; i++)
    {
      g_autofree char *method = g_strdup_printf ("M%u", i);

      g_object_set (item, "method", method, NULL);
      settle ();
    }
  while (rh_request_undo_undo (undo))
    n++;
  g_assert_cmpuint (n, ==, RH_REQUEST_UNDO_MAX_STEPS);
  g_assert_cmpstr (rh_request_item_get_method (item), ==, "M4");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/request-undo/typing-is-undone-by-words", test_typing_is_undone_by_words);
  g_test_add_func ("/request-undo/one-stack-for-all", test_one_stack_for_all);
  g_test_add_func ("/request-undo/rows-stay-the-same", test_rows_stay_the_same);
  g_test_add_func ("/request-undo/disabled-rows-and-odd-text", test_disabled_rows_and_odd_text);
  g_test_add_func ("/request-undo/body-is-on-the-same-stack", test_body_is_on_the_same_stack);
  g_test_add_func ("/request-undo/body-is-undone-by-words", test_body_is_undone_by_words);
  g_test_add_func ("/request-undo/body-that-was-just-typed", test_body_that_was_just_typed);
  g_test_add_func ("/request-undo/memory-has-an-end", test_memory_has_an_end);
  g_test_add_func ("/request-undo/variables-and-actions", test_variables_and_actions);
  g_test_add_func ("/request-undo/place-is-told", test_place_is_told);
  g_test_add_func ("/request-undo/auth-settings-and-parts", test_auth_settings_and_parts);
  g_test_add_func ("/request-undo/path-params", test_path_params);
  g_test_add_func ("/request-undo/steps", test_steps);
  g_test_add_func ("/request-undo/stack-ends", test_stack_ends);

  return g_test_run ();
}
