/* SPDX-License-Identifier: GPL-3.0-or-later */
/* URL and params as two faces of one thing, and the rest of a request item. */
#include "collection/rh-request-item.h"
#include "lib/rh-test.h"

#define N_MANY 20000
#define LAST_OF_MANY 19999

static void
count_cb (guint *count)
{
  (*count)++;
}

static RhRequestItem *
new_item (const char *url)
{
  return rh_request_item_new ("A", "GET", url);
}

static RhField *
row (RhRequestItem *item, guint position)
{
  g_autoptr (RhField) field = g_list_model_get_item (rh_request_item_get_params (item), position);

  g_assert_nonnull (field);
  return field; /* the item keeps it */
}

/* "name|value|note|+" a row: "+" on, "-" off, "!" bare. */
static void
assert_rows (RhRequestItem *item, const char *expected)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  guint n = g_list_model_get_n_items (rh_request_item_get_params (item));

  for (guint i = 0; i < n; i++)
    g_string_append_printf (seen, "%s%s|%s|%s|%s%s", i == 0 ? "" : " ",
                            rh_field_get_name (row (item, i)), rh_field_get_value (row (item, i)),
                            rh_field_get_note (row (item, i)),
                            rh_field_is_enabled (row (item, i)) ? "+" : "-",
                            rh_field_is_bare (row (item, i)) ? "!" : "");

  g_assert_cmpstr (seen->str, ==, expected);
}

static void
set (RhRequestItem *item, guint position, const char *property, const char *value)
{
  g_object_set (row (item, position), property, value, NULL);
}

static void
enable (RhRequestItem *item, guint position, gboolean enabled)
{
  g_object_set (row (item, position), "enabled", enabled, NULL);
}

static void
test_url_makes_rows (void)
{
  g_autoptr (RhRequestItem) item = new_item ("{{api}}/v2?limit=20&email=a%20b&flag&empty=#x?y=1");

  assert_rows (item, "limit|20||+ email|a%20b||+ flag|||+! empty|||+");
}

/* No byte of a param that was not touched changes. */
static void
test_untouched_bytes (void)
{
  g_autoptr (RhRequestItem) item = new_item ("h/?a=%zz&b=1+2&&c&d=%41&=x&e=ü#f");

  set (item, 4, "value", "new");
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h/?a=%zz&b=1+2&&c&d=%41&=new&e=ü#f");
  set (item, 0, "note", "a note");
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h/?a=%zz&b=1+2&&c&d=%41&=new&e=ü#f");
  assert_rows (item, "a|%zz|a note|+ b|1+2||+ c|||+! d|%41||+ |new||+ e|ü||+");
}

static void
test_delimiters_are_encoded (void)
{
  g_autoptr (RhRequestItem) item = new_item ("h/?a=1");

  set (item, 0, "value", "x&y#z=1");
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h/?a=x%26y%23z=1");
  assert_rows (item, "a|x&y#z=1||+"); /* as it was typed there */
  set (item, 0, "name", "a=b");
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h/?a%3Db=x%26y%23z=1");
}

static void
test_references_are_whole (void)
{
  g_autoptr (RhRequestItem) item = new_item ("{{a?b}}/x?q={{c&d}}&{{n=m}}=1#{{e}}");

  /* such names are plain text to a template, or one reference: never half of one */
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_params (item)), >=, 2);
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "{{a?b}}/x?q={{c&d}}&{{n=m}}=1#{{e}}");

  g_object_set (item, "url", "h?id={{company_id}}", NULL);
  set (item, 0, "value", "{{other}}&");
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h?id={{other}}%26");
}

static void
test_disabled_rows_stay_beside (void)
{
  g_autoptr (RhRequestItem) item = new_item ("h/?a=1&b=2&c=3#f");

  set (item, 1, "note", "second");
  enable (item, 1, FALSE);
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h/?a=1&c=3#f");
  assert_rows (item, "a|1||+ b|2|second|- c|3||+");

  g_object_set (item, "url", "h/?a=9&c=3&d=4#f", NULL);
  assert_rows (item, "a|9||+ b|2|second|- c|3||+ d|4||+");

  enable (item, 1, TRUE);
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h/?a=9&b=2&c=3&d=4#f");
}

static void
test_last_one_takes_the_question_mark (void)
{
  g_autoptr (RhRequestItem) item = new_item ("h/p?a=1#f");

  enable (item, 0, FALSE);
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h/p#f");
  enable (item, 0, TRUE);
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h/p?a=1#f");
  rh_request_item_remove_param (item, 0);
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h/p#f");
  assert_rows (item, "");
}

static void
test_bare_names (void)
{
  g_autoptr (RhRequestItem) item = new_item ("h?flag&a=");

  enable (item, 0, FALSE);
  enable (item, 0, TRUE);
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h?flag&a=");
  set (item, 0, "value", "1");
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h?flag=1&a=");
  g_object_set (item, "url", "h?flag&a", NULL);
  assert_rows (item, "flag|||+! a|||+!");
}

static void
test_add_and_remove (void)
{
  g_autoptr (RhRequestItem) item = new_item ("h?");
  g_autoptr (RhField) off = rh_field_new ("off", "1", "", FALSE);
  g_autoptr (RhField) fresh = rh_field_new ("", "", "", TRUE);
  g_autoptr (RhField) last = rh_field_new ("z", "26", "", TRUE);

  rh_request_item_add_param (item, off);
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h?");
  rh_request_item_add_param (item, fresh);
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h?");
  rh_request_item_add_param (item, last);
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h?z=26");

  g_object_set (fresh, "name", "m", NULL);
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h?m=&z=26");
  rh_request_item_remove_param (item, 0);
  rh_request_item_remove_param (item, 1);
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h?m=");

  /* a row that is gone writes nothing any more */
  g_object_set (last, "value", "27", NULL);
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h?m=");
}

/* Typing in the URL letter by letter keeps each note where it belongs. */
static void
test_notes_follow_their_param (void)
{
  g_autoptr (RhRequestItem) item = new_item ("h?limit=20&page=2&sort=a");

  set (item, 0, "note", "L");
  set (item, 1, "note", "P");
  set (item, 2, "note", "S");
  g_object_set (item, "url", "h?limi=20&page=2&sort=a", NULL);
  g_object_set (item, "url", "h?limits=20&page=2&sort=a", NULL);
  assert_rows (item, "limits|20|L|+ page|2|P|+ sort|a|S|+");

  g_object_set (item, "url", "h?limits=20&sort=b", NULL);
  assert_rows (item, "limits|20|L|+ sort|b|S|+");
  g_object_set (item, "url", "h?x=1&limits=30&y=2&sort=c", NULL);
  assert_rows (item, "x|1||+ limits|30|L|+ y|2||+ sort|c|S|+");
  g_object_set (item, "url", "h", NULL);
  assert_rows (item, "");
}

static void
test_no_loops (void)
{
  g_autoptr (RhRequestItem) item = new_item ("h?a=1&b=2");
  guint n_url = 0;
  guint n_changed = 0;

  g_signal_connect_swapped (item, "notify::url", G_CALLBACK (count_cb), &n_url);
  g_signal_connect_swapped (item, "changed", G_CALLBACK (count_cb), &n_changed);

  set (item, 0, "value", "2");
  g_assert_cmpuint (n_url, ==, 1);
  g_assert_cmpuint (n_changed, ==, 1);
  g_object_set (item, "url", "h?a=3&b=4", NULL);
  g_assert_cmpuint (n_url, ==, 2);
  g_assert_cmpuint (n_changed, ==, 2);
  g_object_set (item, "url", "h?a=3&b=4", NULL);
  set (item, 0, "value", "3");
  g_assert_cmpuint (n_url, ==, 2);
  g_assert_cmpuint (n_changed, ==, 2);
  set (item, 0, "note", "n");
  g_assert_cmpuint (n_url, ==, 2);
  g_assert_cmpuint (n_changed, ==, 3);
}

/* The same numbers in every run, below @limit. */
static guint
next_number (guint32 *number, guint limit)
{
  *number = *number * 1664525 + 1013904223;
  return (*number >> 16) % limit;
}

/* Any URL and any edit: rows, as they stand, always say what the URL says. */
static void
test_rows_say_what_the_url_says (void)
{
  static const char *const parts[] = { "a=1", "b", "", "c=%zz", "d={{x}}", "=", "e=f=g", "a=2" };
  g_autoptr (RhRequestItem) item = new_item ("");
  guint32 number = 20261124;

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GString) url = g_string_new ("h?");
      g_autoptr (RhRequestItem) again = NULL;
      guint n;

      for (guint i = next_number (&number, 6); i > 0; i--)
        g_string_append_printf (url, "%s&", parts[next_number (&number, 8)]);
      g_object_set (item, "url", url->str, NULL);
      g_assert_cmpstr (rh_request_item_get_url (item), ==, url->str);

      n = g_list_model_get_n_items (rh_request_item_get_params (item));
      if (n > 0)
        enable (item, next_number (&number, n), next_number (&number, 2) == 1);

      again = new_item (rh_request_item_get_url (item));
      for (guint i = 0, k = 0; i < n; i++)
        {
          if (!rh_field_is_enabled (row (item, i))
              || (*rh_field_get_name (row (item, i)) == '\0'
                  && *rh_field_get_value (row (item, i)) == '\0'))
            continue;
          while (*rh_field_get_name (row (again, k)) == '\0')
            k++;
          g_assert_cmpstr (rh_field_get_name (row (item, i)), ==,
                           rh_field_get_name (row (again, k)));
          g_assert_cmpstr (rh_field_get_value (row (item, i)), ==,
                           rh_field_get_value (row (again, k)));
          k++;
        }
    }
}

static void
test_copy (void)
{
  g_autoptr (RhRequestItem) item = new_item ("h?a=1&b=2");
  g_autoptr (RhField) header = rh_field_new ("X-A", "1", "why", FALSE);
  g_autoptr (RhField) part = rh_field_new ("f", "g", "", TRUE);
  g_autoptr (RhRequestItem) copy = NULL;
  g_autoptr (RhField) other = NULL;

  set (item, 1, "note", "second");
  enable (item, 0, FALSE);
  rh_request_item_add_header (item, header);
  rh_request_item_add_form_field (item, part);
  g_object_set (item, "body-kind", RH_BODY_KIND_FORM, "body-text", "t", "body-path", "/p",
                "auth-kind", RH_AUTH_KIND_NONE, "note", "n", NULL);

  copy = rh_request_item_copy (item);
  assert_rows (copy, "a|1||- b|2|second|+");
  g_assert_cmpstr (rh_request_item_get_url (copy), ==, "h?b=2");
  g_assert_cmpint (rh_request_item_get_body_kind (copy), ==, RH_BODY_KIND_FORM);
  g_assert_cmpstr (rh_request_item_get_body_text (copy), ==, "t");
  g_assert_cmpstr (rh_request_item_get_body_path (copy), ==, "/p");
  g_assert_cmpint (rh_request_item_get_auth_kind (copy), ==, RH_AUTH_KIND_NONE);
  g_assert_cmpstr (rh_request_item_get_note (copy), ==, "n");

  other = g_list_model_get_item (rh_request_item_get_headers (copy), 0);
  g_assert_true (other != header);
  g_assert_cmpstr (rh_field_get_note (other), ==, "why");
  g_assert_false (rh_field_is_enabled (other));
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_form (copy)), ==, 1);
}

/* What can be large is not copied just to be thrown away. */
static void
test_outline_has_neither_body_nor_examples (void)
{
  g_autoptr (RhRequestItem) item = new_item ("h?a=1&b=2");
  g_autoptr (RhExample) example = rh_example_new ("E");
  g_autoptr (RhField) header = rh_field_new ("X-A", "1", "why", FALSE);
  g_autoptr (RhRequestItem) outline = NULL;

  rh_request_item_add_header (item, header);
  rh_request_item_add_example (item, example);
  g_object_set (item, "body-kind", RH_BODY_KIND_JSON, "body-text", "{}", "body-path", "/p", "note",
                "n", NULL);

  outline = rh_request_item_copy_outline (item);
  assert_rows (outline, "a|1||+ b|2||+");
  g_assert_cmpstr (rh_request_item_get_body_text (outline), ==, "");
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_examples (outline)), ==, 0);
  g_assert_cmpint (rh_request_item_get_body_kind (outline), ==, RH_BODY_KIND_JSON);
  g_assert_cmpstr (rh_request_item_get_body_path (outline), ==, "/p");
  g_assert_cmpstr (rh_request_item_get_note (outline), ==, "n");
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_headers (outline)), ==, 1);
  g_assert_false (rh_request_item_is_edited (outline));
}

/* Whatever is not a row is copied, put back and watched like one. */
static void
test_auth_settings_and_parts (void)
{
  g_autoptr (RhRequestItem) item = new_item ("h/:id");
  g_autoptr (RhField) part = rh_field_new ("f", "/a\n\n/b", "", TRUE);
  g_autoptr (RhRequestItem) empty = new_item ("h");
  g_autoptr (RhRequestItem) copy = NULL;
  g_autoptr (RhField) twin = NULL;
  g_auto (GStrv) paths = NULL;
  guint n = 0;

  g_object_set (part, "file", TRUE, "media-type", "text/csv", "file-name", "c.csv", NULL);
  rh_request_item_add_part (item, part);
  g_object_set (item, "body-type", "image/png", NULL);
  g_signal_connect_swapped (item, "changed", G_CALLBACK (count_cb), &n);
  rh_auth_set (rh_request_item_get_auth (item), RH_AUTH_USERNAME, "ada");
  rh_request_settings_set (rh_request_item_get_settings (item), RH_SETTING_HTTP1, TRUE);
  g_object_set (part, "media-type", "text/plain", NULL);
  g_assert_cmpuint (n, ==, 3);

  copy = rh_request_item_copy (item);
  twin = g_list_model_get_item (rh_request_item_get_parts (copy), 0);
  paths = rh_field_dup_paths (twin);
  g_assert_true (rh_field_is_file (twin) && twin != part);
  g_assert_cmpstr (rh_field_get_media_type (twin), ==, "text/plain");
  g_assert_cmpstr (rh_field_get_file_name (twin), ==, "c.csv");
  g_assert_cmpuint (g_strv_length (paths), ==, 2);
  g_assert_cmpstr (paths[1], ==, "/b");
  g_assert_cmpstr (rh_request_item_get_body_type (copy), ==, "image/png");
  g_assert_cmpstr (rh_auth_get (rh_request_item_get_auth (copy), RH_AUTH_USERNAME), ==, "ada");
  g_assert_cmpint (rh_request_settings_get (rh_request_item_get_settings (copy), RH_SETTING_HTTP1),
                   ==, 1);

  rh_request_item_replace (copy, empty);
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_parts (copy)), ==, 0);
  g_assert_cmpstr (rh_request_item_get_body_type (copy), ==, "");
  g_assert_cmpstr (rh_auth_get (rh_request_item_get_auth (copy), RH_AUTH_USERNAME), ==, "");
  g_assert_cmpint (rh_request_settings_get (rh_request_item_get_settings (copy), RH_SETTING_HTTP1),
                   ==, RH_SETTING_INHERIT);
}

static void
test_rows_are_watched (void)
{
  g_autoptr (RhRequestItem) item = new_item ("h");
  g_autoptr (RhField) header = rh_field_new ("X-A", "1", "", TRUE);
  guint n = 0;

  rh_request_item_add_header (item, header);
  g_signal_connect_swapped (item, "changed", G_CALLBACK (count_cb), &n);
  g_object_set (header, "value", "2", NULL);
  g_assert_cmpuint (n, ==, 1);
  rh_request_item_remove_header (item, 0);
  g_assert_cmpuint (n, ==, 2);
  g_object_set (header, "value", "3", NULL);
  g_assert_cmpuint (n, ==, 2);
}

static void
test_edited (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "h?a=1");
  g_autoptr (RhRequestItem) other = rh_request_item_new ("B", "POST", "h?b=2");
  g_autoptr (RhField) off = rh_field_new ("off", "1", "", FALSE);
  g_autoptr (RhAction) action = rh_action_new ("res.body.id", "id", RH_ACTION_SCOPE_MEMORY);
  guint n = 0;

  g_assert_false (rh_request_item_is_edited (item));
  g_object_set (item, "name", "A2", NULL);
  g_assert_false (rh_request_item_is_edited (item));
  rh_request_item_add_param (item, off);
  g_assert_true (rh_request_item_is_edited (item));

  rh_request_item_add_action (other, action);
  rh_environment_set (rh_request_item_get_scope (other), "v", "1");
  g_signal_connect_swapped (item, "notify::edited", G_CALLBACK (count_cb), &n);
  rh_request_item_replace (item, other);
  g_assert_false (rh_request_item_is_edited (item));
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h?b=2");
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_params (item)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_actions (item)), ==, 1);
  g_assert_nonnull (rh_environment_lookup (rh_request_item_get_scope (item), "v"));

  g_object_set (action, "variable", "other", NULL); /* of the other one */
  g_assert_false (rh_request_item_is_edited (item));
}

static RhRequestItem *
load_cb (RhRequestItem *item, gpointer user_data, GError **error)
{
  guint *n = user_data;
  RhRequestItem *found;

  if ((*n)++ > 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "line 3: no");
      return NULL;
    }

  found = rh_request_item_new ("A", "PUT", "h?a=1");
  g_object_set (found, "body-kind", RH_BODY_KIND_TEXT, "body-text", "x", NULL);
  return found;
}

static void
test_read_on_demand (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "h?a=1");
  guint n = 0;

  rh_request_item_set_loader (item, load_cb, &n, NULL);
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h?a=1");
  g_assert_cmpstr (rh_request_item_get_method (item), ==, "GET");
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpstr (rh_request_item_get_body_text (item), ==, "x");
  g_assert_cmpstr (rh_request_item_get_method (item), ==, "PUT");
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_params (item)), ==, 1);
  g_assert_cmpuint (n, ==, 1);
  g_assert_false (rh_request_item_is_edited (item));
  g_assert_null (rh_request_item_get_problem (item));

  /* what is written before it is read stays written */
  rh_request_item_set_loader (item, load_cb, &n, NULL);
  g_object_set (item, "body-text", "mine", NULL);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (rh_request_item_get_body_text (item), ==, "mine");
  g_assert_cmpstr (rh_request_item_get_problem (item), ==, "line 3: no");
  g_assert_false (rh_request_item_load (item));
}

/* No row of many is looked for among all others; a row that is off is one more, wherever it is. */
static void
test_many_params (void)
{
  g_autoptr (GString) url = g_string_new ("https://h/?");
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "");
  g_autoptr (RhField) off = rh_field_new ("off", "1", "", FALSE);
  g_autoptr (RhField) last = NULL;
  GListModel *rows = rh_request_item_get_params (item);

  for (guint i = 0; i < N_MANY; i++)
    g_string_append_printf (url, "%sa%u=b", i == 0 ? "" : "&", i);
  g_object_set (item, "url", url->str, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, N_MANY);

  rh_request_item_insert_param (item, 0, off);
  last = g_list_model_get_item (rows, N_MANY);
  g_object_set (last, "value", "c", NULL);
  g_assert_true (
      g_str_has_suffix (rh_request_item_get_url (item), "&a" G_STRINGIFY (LAST_OF_MANY) "=c"));
  g_object_set (off, "enabled", TRUE, NULL);
  g_assert_true (g_str_has_prefix (rh_request_item_get_url (item), "https://h/?off=1&a0=b&"));
  rh_request_item_remove_param (item, 0);
  g_assert_true (g_str_has_prefix (rh_request_item_get_url (item), "https://h/?a0=b&"));
}

/* What is only looked for is not made: it would be, ten thousand times over. */
static void
test_has (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "https://h/a");
  g_autoptr (RhField) field = rh_field_new ("X-Y", "z", "", TRUE);

  for (RhRequestPart part = RH_REQUEST_PART_PARAMS; part <= RH_REQUEST_PART_SCOPE; part++)
    {
      g_assert_false (rh_request_item_has (item, part));
      g_assert_null (rh_request_item_peek_rows (item, part));
    }

  g_object_set (item, "url", "https://h/:id?a=b", NULL);
  g_assert_true (rh_request_item_has (item, RH_REQUEST_PART_PARAMS));
  g_assert_true (rh_request_item_has (item, RH_REQUEST_PART_PATH_PARAMS));
  rh_request_item_add_header (item, field);
  g_assert_true (rh_request_item_peek_rows (item, RH_REQUEST_PART_HEADERS)
                 == rh_request_item_get_headers (item));
  rh_request_item_remove_header (item, 0);
  g_assert_false (rh_request_item_has (item, RH_REQUEST_PART_HEADERS));
  rh_environment_set (rh_request_item_get_scope (item), "v", "1");
  g_assert_cmpuint (
      g_list_model_get_n_items (rh_request_item_peek_rows (item, RH_REQUEST_PART_SCOPE)), ==, 1);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  g_test_add_func ("/request-item/url-makes-rows", test_url_makes_rows);
  g_test_add_func ("/request-item/K2/untouched-bytes", test_untouched_bytes);
  g_test_add_func ("/request-item/delimiters-are-encoded", test_delimiters_are_encoded);
  g_test_add_func ("/request-item/references-are-whole", test_references_are_whole);
  g_test_add_func ("/request-item/disabled-rows-stay-beside", test_disabled_rows_stay_beside);
  g_test_add_func ("/request-item/last-takes-question-mark", test_last_one_takes_the_question_mark);
  g_test_add_func ("/request-item/K6/bare-names", test_bare_names);
  g_test_add_func ("/request-item/add-and-remove", test_add_and_remove);
  g_test_add_func ("/request-item/notes-follow-their-param", test_notes_follow_their_param);
  g_test_add_func ("/request-item/no-loops", test_no_loops);
  g_test_add_func ("/request-item/rows-say-what-the-url-says", test_rows_say_what_the_url_says);
  g_test_add_func ("/request-item/copy", test_copy);
  g_test_add_func ("/request-item/outline-has-neither-body-nor-examples",
                   test_outline_has_neither_body_nor_examples);
  g_test_add_func ("/request-item/auth-settings-and-parts", test_auth_settings_and_parts);
  g_test_add_func ("/request-item/rows-are-watched", test_rows_are_watched);
  g_test_add_func ("/request-item/edited", test_edited);
  g_test_add_func ("/request-item/read-on-demand", test_read_on_demand);
  g_test_add_func ("/request-item/many-params", test_many_params);

  g_test_add_func ("/request-item/has", test_has);
  return g_test_run ();
}
