/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Path parameters: which segments are some, and rows that follow the URL and write to it. */
#include "collection/rh-path-template.h"
#include "collection/rh-request-item.h"
#include "lib/rh-test.h"

/* "name=value(note)" a row. */
static void
assert_rows (RhRequestItem *item, const char *expected)
{
  GListModel *rows = rh_request_item_get_path_params (item);
  g_autoptr (GString) seen = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) row = g_list_model_get_item (rows, i);

      g_string_append_printf (seen, "%s%s=%s(%s)", i == 0 ? "" : " ", rh_field_get_name (row),
                              rh_field_get_value (row), rh_field_get_note (row));
    }

  g_assert_cmpstr (seen->str, ==, expected);
}

static void
set (RhRequestItem *item, guint position, const char *property, const char *value)
{
  g_autoptr (RhField) row
      = g_list_model_get_item (rh_request_item_get_path_params (item), position);

  g_object_set (row, property, value, NULL);
}

static void
test_which_segments (void)
{
  static const struct
  {
    const char *url;
    const char *names;
  } cases[] = {
    { "https://h:8080/:id", "id" },
    { "h:8080/a", "" },
    { "localhost:8080", "" },
    { ":8080/:a", "a" },
    { "{{api}}/v1/:a/:b-c/x", "a b-c" },
    { "{{a/:no}}/:yes", "yes" },
    { "h/::/:", "" },
    { "h/::x", "" },
    { "h/things:cancel", "" },
    { "h/:a{{b}}", "" },
    { "h/:a.json/:ä", "a.json ä" },
    { "h/x?q=/:no#/:no", "" },
    { "h/x?u=http://i/:no", "" },
    { "h?/:no", "" },
    { "h#/:no", "" },
    { "h/:a/:a/:b", "a a b" },
    { "http://u:p@h/:a:b/", "" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) found = rh_path_template_find (cases[i].url);
      g_autoptr (GString) names = g_string_new (NULL);

      for (guint j = 0; j < found->len; j++)
        g_string_append_printf (names, "%s%s", j == 0 ? "" : " ",
                                g_array_index (found, RhPathParam, j).name);
      g_assert_cmpstr (names->str, ==, cases[i].names);
    }
}

static void
test_rows_follow_the_url (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "h/:id/x/:id/:to?q=1");

  assert_rows (item, "id=() to=()");
  set (item, 0, "value", "7");
  set (item, 1, "note", "where");
  g_object_set (item, "url", "h/:key/x/:to?q=1", NULL);
  assert_rows (item, "key=7() to=(where)");
  g_object_set (item, "url", "h/:to/:new/:key", NULL);
  assert_rows (item, "to=(where) new=() key=7()");
  g_object_set (item, "url", "h/:to", NULL);
  assert_rows (item, "to=(where)");
}

static void
test_names_go_to_the_url (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "h/:id/:id/:to?id=:id");

  set (item, 0, "name", "key");
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h/:key/:key/:to?id=:id");
  g_assert_true (rh_request_item_is_edited (item));

  /* while it is typed it may be what no segment can be called, or what another one is called */
  set (item, 0, "name", "");
  set (item, 0, "name", "a/b");
  set (item, 0, "name", "to");
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h/:key/:key/:to?id=:id");
  set (item, 0, "name", "too");
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h/:too/:too/:to?id=:id");
  assert_rows (item, "too=() to=()");
}

static void
test_values_are_copied (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "h/:id");
  g_autoptr (RhRequestItem) copy = NULL;

  assert_rows (item, "id=()");
  rh_request_item_set_edited (item, FALSE);
  set (item, 0, "value", "{{id}}");
  g_assert_true (rh_request_item_is_edited (item));
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h/:id");
  copy = rh_request_item_copy (item);
  set (item, 0, "value", "other");
  assert_rows (copy, "id={{id}}()");
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/path-params/which-segments", test_which_segments);
  g_test_add_func ("/path-params/rows-follow-the-url", test_rows_follow_the_url);
  g_test_add_func ("/path-params/names-go-to-the-url", test_names_go_to_the_url);
  g_test_add_func ("/path-params/values-are-copied", test_values_are_copied);

  return g_test_run ();
}
