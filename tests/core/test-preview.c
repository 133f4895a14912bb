/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request as it would be sent: what is added and why, and secrets by name until they are asked
 * for. */
#include "workspace/rh-preview.h"

#include "collection/rh-resolver.h"
#include "lib/rh-journey.h"
#include "lib/rh-test.h"

#include <string.h>

typedef struct
{
  RhJourney journey;
} Fixture;

static void
setup (Fixture *fixture, gconstpointer connected)
{
  g_autoptr (GError) error = NULL;

  rh_journey_start (&fixture->journey, NULL);
  if (connected != NULL)
    rh_journey_connect (&fixture->journey, &error);
  g_assert_no_error (error);
}

static void
teardown (Fixture *fixture, gconstpointer connected)
{
  rh_journey_stop (&fixture->journey);
}

static RhPreview *
preview (Fixture *fixture, RhRequestItem *item)
{
  g_autoptr (GError) error = NULL;
  RhPreview *made
      = rh_preview_new (fixture->journey.workspace, fixture->journey.connection, item, &error);

  g_assert_no_error (error);
  return made;
}

static char *
dup_added (RhPreview *made)
{
  GPtrArray *added = rh_preview_get_added_headers (made);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < added->len; i++)
    {
      const RhAutoHeader *header = added->pdata[i];

      g_string_append_printf (names, "%s%s", i > 0 ? " " : "", header->name);
    }

  return g_string_free_and_steal (names);
}

static RhRequestItem *
new_item (RhAuthKind kind, const char *field, const char *value)
{
  RhRequestItem *item = rh_request_item_new ("A", "GET", "https://a.example/x?y=z#f");

  g_object_set (item, "auth-kind", kind, NULL);
  if (field != NULL)
    rh_auth_set (rh_request_item_get_auth (item), field, value);
  return item;
}

static char *
to_curl (RhPreview *made, RhSecretsInText secrets)
{
  g_autoptr (GError) error = NULL;
  RhRequestText *text = rh_preview_get_text (made, &error);

  g_assert_no_error (error);
  return rh_request_text_to_curl (text, secrets);
}

/* Nobody is connected, and nothing asks. */
static void
test_token_by_name (Fixture *fixture, gconstpointer data)
{
  RhRequestItem *item = rh_journey_find (&fixture->journey, "Search Employees");
  g_autoptr (RhPreview) made = preview (fixture, item);
  g_autofree char *added = dup_added (made);
  g_autofree char *curl = to_curl (made, RH_SECRETS_BY_NAME);

  g_assert_cmpstr (added, ==, "Host Accept-Encoding Connection Authorization");
  g_assert_nonnull (strstr (curl, "-H \"Authorization: Bearer $REHEARSAL_ACCESS_TOKEN\""));
  g_assert_null (rh_preview_get_unknown (made)[0]);
}

static void
test_typed_fields_win (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) item = new_item (RH_AUTH_KIND_OAUTH2, NULL, NULL);
  g_autoptr (RhField) typed = rh_field_new ("authorization", "Mine", NULL, TRUE);
  g_autoptr (RhPreview) made = NULL;
  g_autofree char *added = NULL;

  rh_request_item_add_header (item, typed);
  made = preview (fixture, item);
  added = dup_added (made);
  g_assert_null (strstr (added, "uthorization"));
}

static void
test_other_kinds (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) basic = new_item (RH_AUTH_KIND_BASIC, RH_AUTH_USERNAME, "ada");
  g_autoptr (RhRequestItem) bearer = new_item (RH_AUTH_KIND_BEARER, RH_AUTH_TOKEN, "t0ken");
  g_autoptr (RhRequestItem) header = new_item (RH_AUTH_KIND_API_KEY, RH_AUTH_KEY, "X-Key");
  g_autoptr (RhRequestItem) query = new_item (RH_AUTH_KIND_API_KEY, RH_AUTH_KEY, "k y");
  RhRequestItem *items[] = { basic, bearer, header, query };
  static const char *const expected[][2] = {
    { "-u \"ada:$REHEARSAL_PASSWORD\"", "'ada:p&w'" },
    { "\"Authorization: Bearer $REHEARSAL_TOKEN\"", "'Authorization: Bearer t0ken'" },
    { "\"X-Key: $REHEARSAL_VALUE\"", "'X-Key: p&w'" },
    { "\"https://a.example/x?y=z&k%20y=$REHEARSAL_VALUE#f\"",
      "'https://a.example/x?y=z&k%20y=p%26w#f'" },
  };

  rh_auth_set (rh_request_item_get_auth (basic), RH_AUTH_PASSWORD, "p&w");
  rh_auth_set (rh_request_item_get_auth (header), RH_AUTH_VALUE, "p&w");
  rh_auth_set (rh_request_item_get_auth (query), RH_AUTH_VALUE, "p&w");
  rh_auth_set (rh_request_item_get_auth (query), RH_AUTH_PLACEMENT, RH_AUTH_PLACEMENT_QUERY);
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (RhPreview) made = preview (fixture, items[i]);
      g_autofree char *by_name = to_curl (made, RH_SECRETS_BY_NAME);
      g_autofree char *in_clear = to_curl (made, RH_SECRETS_IN_CLEAR);

      g_assert_nonnull (strstr (by_name, expected[i][0]));
      g_assert_nonnull (strstr (in_clear, expected[i][1]));
    }
}

/* As the sender has it: what is typed wins, and all of a field is called by a variable only if all
 * of it is that. */
static void
test_as_it_is_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) typed = new_item (RH_AUTH_KIND_API_KEY, RH_AUTH_KEY, "y");
  g_autoptr (RhRequestItem) part = new_item (RH_AUTH_KIND_BEARER, RH_AUTH_TOKEN, "pre-{{key}}");
  g_autoptr (RhRequestItem) whole = new_item (RH_AUTH_KIND_BEARER, RH_AUTH_TOKEN, "{{key}}");
  RhRequestItem *items[] = { typed, part, whole };
  static const char *const expected[] = {
    "'https://a.example/x?y=z#f'",
    "\"Authorization: Bearer $REHEARSAL_TOKEN\"",
    "\"Authorization: Bearer $REHEARSAL_KEY\"",
  };

  rh_environment_add_secret (fixture->journey.environment, "key");
  rh_auth_set (rh_request_item_get_auth (typed), RH_AUTH_VALUE, "never");
  rh_auth_set (rh_request_item_get_auth (typed), RH_AUTH_PLACEMENT, RH_AUTH_PLACEMENT_QUERY);
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (RhPreview) made = preview (fixture, items[i]);
      g_autofree char *curl = to_curl (made, RH_SECRETS_BY_NAME);

      g_assert_nonnull (strstr (curl, expected[i]));
      g_assert_null (strstr (curl, "never"));
    }
}

/* Somebody is typing: what is added is listed, but there is nothing yet to be copied. */
static void
test_incomplete_auth (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) item = new_item (RH_AUTH_KIND_BEARER, NULL, NULL);
  g_autoptr (RhPreview) made = preview (fixture, item);
  g_autofree char *added = dup_added (made);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (added, ==, "Host Accept-Encoding Connection");
  g_assert_null (rh_preview_get_text (made, &error));
  g_assert_error (error, RH_RESOLVER_ERROR, RH_RESOLVER_ERROR_AUTH_EMPTY);
}

static void
test_incomplete_path (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) item
      = rh_request_item_new ("A", "GET", "https://a.example/users/:id/:other?x=1");
  g_autoptr (RhPreview) made = preview (fixture, item);
  const RhAutoHeader *host = g_ptr_array_index (rh_preview_get_added_headers (made), 0);
  g_autoptr (RhField) part = g_list_model_get_item (rh_request_item_get_path_params (item), 0);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (host->name, ==, "Host");
  g_assert_cmpstr (host->value, ==, "a.example");
  g_assert_null (rh_preview_get_text (made, &error));
  g_assert_error (error, RH_RESOLVER_ERROR, RH_RESOLVER_ERROR_PATH_PARAM);
  /* what is typed is not touched */
  g_assert_cmpstr (rh_field_get_value (part), ==, "");
}

/* What could not be sent is no text for elsewhere either: there a line break would begin a field.
 */
static void
test_what_cannot_be_sent (Fixture *fixture, gconstpointer data)
{
  static const char *const cases[][3] = {
    { "https://a.example/", "X-A", "b\nX-B: c" },
    { "https://{{nowhere}}/", "X-A", "b\nX-B: c" },
    { "https://a.example/", "@/etc/passwd", "" },
    { "file:///etc/passwd", "X-A", "b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", cases[i][0]);
      g_autoptr (RhField) field = rh_field_new (cases[i][1], cases[i][2], NULL, TRUE);
      g_autoptr (RhPreview) made = NULL;
      g_autoptr (GError) error = NULL;

      rh_request_item_add_header (item, field);
      made = preview (fixture, item);
      g_assert_null (rh_preview_get_text (made, &error));
      g_assert_cmpint (error->domain, ==, RH_HTTP_ERROR);
    }
}

static void
test_unknown_variables_are_named (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) item
      = rh_request_item_new ("A", "GET", "https://{{nowhere}}/{{nobody}}{{nowhere}}");
  g_autoptr (RhPreview) made = preview (fixture, item);
  const char *const *unknown = rh_preview_get_unknown (made);

  g_assert_cmpstr (unknown[0], ==, "nowhere");
  g_assert_cmpstr (unknown[1], ==, "nobody");
  g_assert_null (unknown[2]);
}

/* Whoever gets the text can still put a value there. */
static void
test_unknown_variables_are_not_encoded (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) item
      = rh_request_item_new ("A", "POST", "https://h/{{a}}?b={{nobody}}");
  g_autoptr (RhField) field = rh_field_new ("x", "{ {{nobody}}", NULL, TRUE);
  g_autoptr (RhPreview) made = NULL;
  g_autofree char *curl = NULL;

  rh_request_item_add_form_field (item, field);
  g_object_set (item, "body-kind", RH_BODY_KIND_FORM, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  made = preview (fixture, item);
  curl = to_curl (made, RH_SECRETS_BY_NAME);
  g_assert_nonnull (strstr (curl, "'https://h/{{a}}?b={{nobody}}'"));
  g_assert_nonnull (strstr (curl, "'x=%7B+{{nobody}}'"));
}

/* As when it is sent: what a part says of itself has variables like all else. */
static void
test_media_type_of_a_part_is_filled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "POST", "https://a.example/");
  g_autoptr (RhField) typed = rh_field_new ("a", "1", "", TRUE);
  g_autoptr (RhField) none = rh_field_new ("b", "2", "", TRUE);
  g_autoptr (RhPreview) made = NULL;
  g_autofree char *curl = NULL;

  rh_environment_set (fixture->journey.environment, "kind", "text/csv");
  rh_environment_set (fixture->journey.environment, "nothing", "");
  g_object_set (typed, "media-type", " {{kind}} ", NULL);
  g_object_set (none, "media-type", "{{nothing}}", NULL);
  g_object_set (item, "body-kind", RH_BODY_KIND_MULTIPART, NULL);
  rh_request_item_add_part (item, typed);
  rh_request_item_add_part (item, none);
  made = preview (fixture, item);
  curl = to_curl (made, RH_SECRETS_BY_NAME);
  g_assert_nonnull (strstr (curl, ";type=text/csv'"));
  g_assert_nonnull (strstr (curl, "--form-string 'b=2'"));
}

static void
test_fetched (Fixture *fixture, gconstpointer data)
{
  RhRequestItem *item = rh_journey_find (&fixture->journey, "Search Employees");
  g_autofree char *token = rh_journey_access_token (&fixture->journey);
  g_autofree char *expected = g_strconcat ("'Authorization: Bearer ", token, "'", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhPreview) made = NULL;
  g_autofree char *by_name = NULL;
  g_autofree char *in_clear = NULL;

  rh_preview_fetch_async (fixture->journey.workspace, fixture->journey.connection, item, NULL,
                          rh_test_take_result, &result);
  rh_test_wait (&result);
  made = rh_preview_fetch_finish (result, &error);
  g_assert_no_error (error);
  by_name = to_curl (made, RH_SECRETS_BY_NAME);
  in_clear = to_curl (made, RH_SECRETS_IN_CLEAR);
  g_assert_null (strstr (by_name, token));
  g_assert_nonnull (strstr (in_clear, expected));
}

static void
assert_fetched (Fixture *fixture, RhRequestItem *item, gboolean may_go)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhPreview) made = NULL;

  rh_preview_fetch_async (fixture->journey.workspace, fixture->journey.connection, item, NULL,
                          rh_test_take_result, &result);
  rh_test_wait (&result);
  made = rh_preview_fetch_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (rh_preview_check_origin (made, &error), ==, may_go);
  if (!may_go)
    g_assert_error (error, RH_SENDER_ERROR, RH_SENDER_ERROR_ORIGIN);
}

/* security.md 4.2: an address that was changed gets no secret by way of the clipboard. */
static void
test_secrets_stay_where_they_were (Fixture *fixture, gconstpointer data)
{
  RhRequestItem *item = rh_journey_find (&fixture->journey, "Search Employees");
  g_autoptr (RhRequestItem) plain = rh_request_item_new ("A", "GET", "https://evil.example/");
  g_autoptr (RhSender) sender = NULL;

  g_object_set (plain, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  sender = rh_journey_send (&fixture->journey, item, NULL);
  g_assert_nonnull (sender);
  assert_fetched (fixture, item, TRUE);
  g_object_set (item, "url", "https://evil.example/", NULL);
  assert_fetched (fixture, item, FALSE);
  assert_fetched (fixture, plain, TRUE);
}

/* Cookies that are in memory are told of; a keyring is not asked just to look at a request. */
static void
test_cookies_in_memory_only (Fixture *fixture, gconstpointer data)
{
  RhConnection *connection = fixture->journey.connection;
  RhCollection *collection = rh_connection_get_collection (connection);
  RhEnvironment *environment = rh_connection_get_environment (connection);
  const char *who = rh_connection_get_label (connection);
  RhWorkspace *workspace = fixture->journey.workspace;
  g_autoptr (RhRequestItem) item = new_item (RH_AUTH_KIND_NONE, NULL, NULL);
  g_autoptr (RhUrl) url = rh_url_parse_http ("https://a.example/", NULL);
  g_autoptr (RhPreview) before = NULL;
  g_autoptr (RhPreview) after = NULL;
  g_autofree char *added_before = NULL;
  g_autofree char *added_after = NULL;

  before = preview (fixture, item);
  added_before = dup_added (before);
  g_assert_null (strstr (added_before, "Cookie"));
  g_assert_null (rh_workspace_peek_cookie_jar (workspace, collection, environment, who));

  rh_cookie_jar_take (
      rh_workspace_get_cookie_jar (workspace, collection, environment, who), "a=1; Max-Age=60", url,
      rh_workspace_get_clock (workspace)->real (&fixture->journey.clock) / G_USEC_PER_SEC);
  after = preview (fixture, item);
  added_after = dup_added (after);
  g_assert_nonnull (strstr (added_after, "Cookie"));
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add ("/preview/token-by-name", Fixture, NULL, setup, test_token_by_name, teardown);
  g_test_add ("/preview/typed-fields-win", Fixture, NULL, setup, test_typed_fields_win, teardown);
  g_test_add ("/preview/other-kinds", Fixture, NULL, setup, test_other_kinds, teardown);
  g_test_add ("/preview/as-it-is-sent", Fixture, NULL, setup, test_as_it_is_sent, teardown);
  g_test_add ("/preview/incomplete-auth", Fixture, NULL, setup, test_incomplete_auth, teardown);
  g_test_add ("/preview/incomplete-path", Fixture, NULL, setup, test_incomplete_path, teardown);
  g_test_add ("/preview/what-cannot-be-sent", Fixture, NULL, setup, test_what_cannot_be_sent,
              teardown);
  g_test_add ("/preview/unknown-variables-are-named", Fixture, NULL, setup,
              test_unknown_variables_are_named, teardown);
  g_test_add ("/preview/unknown-variables-are-not-encoded", Fixture, NULL, setup,
              test_unknown_variables_are_not_encoded, teardown);
  g_test_add ("/preview/media-type-of-a-part-is-filled", Fixture, NULL, setup,
              test_media_type_of_a_part_is_filled, teardown);
  g_test_add ("/preview/4.2/secrets-stay-where-they-were", Fixture, "connected", setup,
              test_secrets_stay_where_they_were, teardown);
  g_test_add ("/preview/fetched", Fixture, "connected", setup, test_fetched, teardown);

  g_test_add ("/preview/cookies-in-memory-only", Fixture, NULL, setup, test_cookies_in_memory_only,
              teardown);

  return g_test_run ();
}
