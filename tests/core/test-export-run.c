/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An export through a workspace: what is secret is fetched when somebody asks for it, and only
 * then.
 */
#include "lib/rh-journey.h"
#include "lib/rh-test.h"
#include "workspace/rh-export-run.h"
#include "workspace/rh-variable-secrets.h"

#include <string.h>

static void
set_up (RhJourney *journey, gconstpointer data)
{
  rh_journey_start (journey, NULL);
}

static void
tear_down (RhJourney *journey, gconstpointer data)
{
  rh_journey_stop (journey);
}

/* A secret variable of @holder with that value. */
static void
keep (RhJourney *journey, RhEnvironment *holder, const char *name, const char *value)
{
  g_autoptr (RhSecret) secret = rh_secret_new (value, -1);
  g_autoptr (RhVariableSecrets) secrets = rh_variable_secrets_new (
      journey->keyring, rh_workspace_get_bindings (journey->workspace), journey->starter, holder,
      holder == journey->environment ? NULL : journey->environment);
  g_autoptr (GAsyncResult) result = NULL;

  rh_environment_add_secret (holder, name);
  rh_variable_secrets_store_async (secrets, name, secret, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  g_assert_true (rh_variable_secrets_store_finish (secrets, result, NULL));
}

static RhExport *
run (RhJourney *journey,
     const RhExportFormat *format,
     RhRequestItem *item,
     gboolean secrets,
     GError **error)
{
  g_autoptr (GPtrArray) items = item == NULL ? NULL : g_ptr_array_new ();
  g_autoptr (GAsyncResult) result = NULL;

  if (item != NULL)
    g_ptr_array_add (items, item);
  rh_export_run_async (journey->workspace, journey->connection, format, items, secrets, NULL,
                       rh_test_take_result, &result);
  rh_test_wait (&result);
  return rh_export_run_finish (result, error);
}

static void
test_secrets (RhJourney *journey, gconstpointer data)
{
  const RhExportFormat *postman = rh_export_find_format ("postman");
  const RhExportFormat *environment = rh_export_find_format ("postman-environment");
  g_autoptr (RhExport) without = NULL;
  g_autoptr (RhExport) with = NULL;
  g_autoptr (RhExport) values = NULL;

  keep (journey, rh_collection_get_scope (journey->starter), "api_key", "of-the-collection");
  keep (journey, journey->environment, "other_key", "of-the-environment");

  without = run (journey, postman, NULL, FALSE, NULL);
  g_assert_nonnull (strstr (without->text->str, "api_key"));
  g_assert_null (strstr (without->text->str, "of-the-collection"));

  with = run (journey, postman, NULL, TRUE, NULL);
  g_assert_nonnull (strstr (with->text->str, "of-the-collection"));
  g_assert_null (strstr (with->text->str, "of-the-environment"));

  values = run (journey, environment, NULL, TRUE, NULL);
  g_assert_nonnull (strstr (values->text->str, "of-the-environment"));
}

/* A folder that is new to this user has no use of what is kept. */
static void
test_not_accepted (RhJourney *journey, gconstpointer data)
{
  const RhExportFormat *postman = rh_export_find_format ("postman");
  g_autoptr (GError) error = NULL;
  g_autoptr (RhExport) without = NULL;

  rh_collection_set_accepted (journey->starter, FALSE);
  g_assert_null (run (journey, postman, NULL, TRUE, &error));
  g_assert_error (error, RH_SENDER_ERROR, RH_SENDER_ERROR_NOT_ACCEPTED);

  without = run (journey, postman, NULL, FALSE, NULL);
  g_assert_nonnull (without);
}

/* A format whose requests are filled in. */

static gboolean
write_curl (RhExport *self, const RhExportOptions *options, GError **error)
{
  g_autoptr (GPtrArray) requests = rh_export_dup_requests (options);

  for (guint i = 0; i < requests->len; i++)
    {
      RhRequestText *text
          = options->text (g_ptr_array_index (requests, i), options->user_data, NULL);
      g_autofree char *curl = NULL;

      if (text == NULL)
        continue;
      curl = rh_request_text_to_curl (text, options->secret == NULL ? RH_SECRETS_BY_NAME
                                                                    : RH_SECRETS_IN_CLEAR);
      g_string_append_printf (self->text, "%s\n", curl);
    }

  return TRUE;
}

static const RhExportFormat filled = { .id = "filled",
                                       .name = "Filled",
                                       .suffix = ".sh",
                                       .media_type = "text/plain",
                                       .environment = RH_EXPORT_ENVIRONMENT_USED,
                                       .needs_text = TRUE,
                                       .write = write_curl };

static void
test_filled_in (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "https://a.example/{{key}}");
  g_autoptr (RhRequestItem) other = rh_request_item_new ("B", "GET", "https://a.example/{{cycle}}");
  RhFolder *root = rh_collection_get_root (journey->starter);
  g_autoptr (RhExport) without = NULL;
  g_autoptr (RhExport) with = NULL;
  g_autoptr (RhExport) failed = NULL;

  g_object_set (item, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  g_object_set (other, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  rh_folder_append (root, G_OBJECT (item));
  rh_folder_append (root, G_OBJECT (other));
  rh_environment_set (journey->environment, "cycle", "{{cycle}}");
  keep (journey, journey->environment, "key", "k-1");

  without = run (journey, &filled, item, FALSE, NULL);
  g_assert_nonnull (strstr (without->text->str, "a.example/"));
  g_assert_null (strstr (without->text->str, "k-1"));

  with = run (journey, &filled, item, TRUE, NULL);
  g_assert_nonnull (strstr (with->text->str, "https://a.example/k-1"));

  /* one that cannot be filled in is left out, and takes nothing else along */
  failed = run (journey, &filled, other, TRUE, NULL);
  g_assert_cmpstr (failed->text->str, ==, "");
}

/* What was typed where it should not stand is a secret as well. */
static void
test_typed (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new (
      "A", "GET", "https://a.example/?api_key=of-the-query&n=1&v={{access_token}}");
  g_autoptr (RhField) field = rh_field_new ("Authorization", "Bearer of-the-header", "", TRUE);
  g_autoptr (RhExport) without = NULL;
  g_autoptr (RhExport) with = NULL;

  g_object_set (item, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  rh_request_item_add_header (item, field);
  rh_environment_set (journey->environment, "access_token", "of-the-environment");
  rh_folder_append (rh_collection_get_root (journey->starter), G_OBJECT (item));

  without = run (journey, &filled, item, FALSE, NULL);
  g_assert_null (strstr (without->text->str, "of-the-"));
  g_assert_nonnull (strstr (without->text->str, "Authorization: Bearer $REHEARSAL_AUTHORIZATION"));
  g_assert_nonnull (strstr (without->text->str, "$REHEARSAL_API_KEY"));

  with = run (journey, &filled, item, TRUE, NULL);
  g_assert_nonnull (strstr (with->text->str, "Bearer of-the-header"));
  g_assert_nonnull (strstr (with->text->str, "api_key=of-the-query&n=1&v=of-the-environment"));
}

static RhRequestItem *
new_careless (void)
{
  RhRequestItem *item
      = rh_request_item_new ("Careless", "POST", "https://ada:of-the-userinfo@a.example/:token/x");
  g_autoptr (RhField) param = g_list_model_get_item (rh_request_item_get_path_params (item), 0);
  g_autoptr (RhField) header
      = rh_field_new ("Referer", "https://b.example/?access_token=of-the-referer", "", TRUE);
  g_autoptr (RhExample) example = rh_example_new ("ok");
  g_autoptr (RhHeaders) headers = rh_headers_new ();

  g_object_set (param, "value", "of-the-path", NULL);
  rh_request_item_add_header (item, header);
  g_object_set (item, "auth-kind", RH_AUTH_KIND_NONE, "body-kind", RH_BODY_KIND_JSON, "body-text",
                "{\"password\": \"of-the-body\", \"n\": 1}", NULL);
  rh_headers_append_plain (headers, "Set-Cookie", "sid=of-the-cookie");
  rh_example_set_request (example, "GET", "https://a.example/?access_token=of-the-example");
  rh_example_set_response (example, 200, "OK", headers, "<token>of-the-answer</token>");
  rh_request_item_add_example (item, example);
  return item;
}

static void
test_typed_anywhere (RhJourney *journey, gconstpointer data)
{
  const RhExportFormat *const *formats = rh_export_formats ();
  g_autoptr (RhRequestItem) item = new_careless ();

  rh_folder_append (rh_collection_get_root (journey->starter), G_OBJECT (item));
  for (guint i = 0; formats[i] != NULL; i++)
    {
      g_autoptr (RhExport) export = run (journey, formats[i], item, FALSE, NULL);

      g_test_message ("%s", formats[i]->id);
      g_assert_null (strstr (export->text->str, "of-the-"));
    }
}

static void
test_cancelled (RhJourney *journey, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  rh_export_run_async (journey->workspace, journey->connection, rh_export_find_format ("postman"),
                       NULL, FALSE, cancellable, rh_test_take_result, &result);
  rh_test_wait (&result);
  g_assert_null (rh_export_run_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

#define ADD(name, function) \
  g_test_add ("/export-run/" name, RhJourney, NULL, set_up, function, tear_down)
  ADD ("secrets", test_secrets);
  ADD ("not-accepted", test_not_accepted);
  ADD ("filled-in", test_filled_in);
  ADD ("typed", test_typed);
  ADD ("typed-anywhere", test_typed_anywhere);
  ADD ("cancelled", test_cancelled);
#undef ADD

  return g_test_run ();
}
