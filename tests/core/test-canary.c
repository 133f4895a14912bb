/* SPDX-License-Identifier: GPL-3.0-or-later */
/* security.md 4.8: what is secret is nowhere but in the keyring and on the wire. Secrets are
 * planted in every secret field, everything is done that can be done, and every file, error, report
 * and line of the log is searched for them in all the forms that they could take. */
#define _GNU_SOURCE /* memmem */
#include "lib/rh-journey.h"
#include "lib/rh-keyring-calls.h"
#include "lib/rh-test.h"
#include "text/rh-redactor.h"
#include "workspace/rh-variable-snapshot.h"

#include <glib/gstdio.h>
#include <string.h>

#define CLIENT_SECRET "CANARY client/secret+1:%&="
#define VARIABLE "CANARY variable/secret+2:%&="
#define TYPED "CANARY typed/secret+4:%&="

static GString *log_text;

static GLogWriterOutput
keep_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      if (fields[i].length < 0)
        g_string_append (log_text, fields[i].value);
      else
        g_string_append_len (log_text, fields[i].value, fields[i].length);
      g_string_append_c (log_text, '\n');
    }

  return G_LOG_WRITER_HANDLED;
}

static void
keep_message (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
  g_string_append_printf (log_text, "%s: %s\n", domain, message);
}

static gboolean
holds (const char *text, gsize length, const char *secret)
{
  g_autofree char *base64 = g_base64_encode ((const guchar *) secret, strlen (secret));
  g_autofree char *base64url = rh_base64url_encode ((const guint8 *) secret, strlen (secret));
  g_autofree char *percent = rh_percent_encode (secret, -1, RH_PLACE_COMPONENT);
  g_autofree char *query = rh_percent_encode (secret, -1, RH_PLACE_QUERY);
  g_autofree char *form = rh_percent_encode (secret, -1, RH_PLACE_FORM);
  const char *const forms[] = { secret, base64, base64url, percent, query, form };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (memmem (text, length, forms[i], strlen (forms[i])) != NULL)
      return TRUE;

  return FALSE;
}

typedef struct
{
  GPtrArray *secrets; /* char * */
  GString *errors;
} Canary;

static void
plant (Canary *canary, const char *secret)
{
  g_assert_cmpuint (strlen (secret), >=, 8);
  g_ptr_array_add (canary->secrets, g_strdup (secret));
}

static void
keep_error (Canary *canary, GError **error)
{
  if (*error != NULL)
    g_string_append_printf (canary->errors, "%s\n", (*error)->message);
  g_clear_error (error);
}

static void
search_text (Canary *canary, const char *text, gsize length, const char *where)
{
  for (guint i = 0; i < canary->secrets->len; i++)
    if (holds (text, length, g_ptr_array_index (canary->secrets, i)))
      {
        g_test_message ("secret %u is in %s", i, where);
        g_test_fail ();
      }
}

/* A collection's files are as any others, in a folder that is nobody else's. */
static gboolean
is_private (const char *path, const GStatBuf *info)
{
  return (info->st_mode & 077) == 0 || strstr (path, "/collections/") != NULL;
}

static guint
search_folder (Canary *canary, const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n_files = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      g_autofree char *text = NULL;
      gsize length;
      GStatBuf info;

      search_text (canary, name, strlen (name), child);
      g_assert_cmpint (g_stat (child, &info), ==, 0);
      g_assert_true (is_private (child, &info)); /* nobody else's business */
      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        {
          n_files += search_folder (canary, child);
          continue;
        }
      g_assert_true (g_file_get_contents (child, &text, &length, NULL));
      search_text (canary, text, length, child);
      n_files++;
    }

  return n_files;
}

/* What any other program of this user can read of a process. */
static void
search_process (Canary *canary)
{
  static const char *const files[] = { "/proc/self/cmdline", "/proc/self/environ" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *text = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (files[i], &text, &length, NULL));
      g_assert_cmpuint (length, >, 0);
      search_text (canary, text, length, files[i]);
    }
}

static void
plant_tokens (Canary *canary, RhJourney *journey)
{
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (RhToken) token = NULL;

  rh_connection_get_token_async (journey->connection, NULL, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  done = result;
  token = rh_connection_get_token_finish (journey->connection, done, NULL, NULL);
  g_assert_nonnull (token);
  plant (canary, rh_secret_peek (rh_token_get_access_token (token), NULL));
  plant (canary, rh_secret_peek (rh_token_get_refresh_token (token), NULL));
}

static void
plant_code (Canary *canary, RhJourney *journey)
{
  const char *location = rh_fake_browser_get_location (journey->browser);
  g_autoptr (RhParams) params = rh_params_parse (strchr (location, '?') + 1, -1);

  plant (canary, rh_params_get (params, "code"));
}

static void
plant_variable (RhJourney *journey)
{
  g_autofree char *slot
      = rh_secret_variable_slot_new (rh_collection_get_id (journey->starter), "Practice", "key");

  rh_environment_add_secret (journey->environment, "key");
  g_assert_true (
      rh_keyring_store_now (journey->keyring, RH_KEYRING_KIND_VARIABLE, slot, VARIABLE, NULL));
}

static RhRequestItem *
new_request_with_secrets (void)
{
  RhRequestItem *item = rh_request_item_new ("Leaky", "POST", "{{api}}/v1/vendors?key={{key}}");
  g_autoptr (RhField) header = rh_field_new ("X-Key", "{{key}}", "", TRUE);

  rh_request_item_add_header (item, header);
  g_object_set (item, "body-kind", RH_BODY_KIND_TEXT, "body-text", "{{key}}{{client_secret}}",
                NULL);
  return item;
}

/* Until every secret in it may go. */
static void
send_allowed (Canary *canary, RhJourney *journey, RhRequestItem *item)
{
  RhBindings *bindings = rh_workspace_get_bindings (journey->workspace);

  for (guint i = 0; i < 5; i++)
    {
      GError *error = NULL;
      g_autoptr (RhSender) sender = rh_journey_send (journey, item, &error);
      const RhOriginQuestion *question = rh_sender_get_question (sender);

      keep_error (canary, &error);
      if (question == NULL)
        {
          g_assert_nonnull (rh_sender_get_exchange (sender));
          return;
        }
      g_assert_true (rh_bindings_allow (bindings, question->secret, question->origin, NULL));
    }

  g_assert_not_reached ();
}

/* Each kind with what was typed, and with what the keyring has; a bearer token has no spaces. */
static void
send_with_auth (Canary *canary, RhJourney *journey)
{
  static const RhAuthKind kinds[]
      = { RH_AUTH_KIND_BASIC, RH_AUTH_KIND_DIGEST, RH_AUTH_KIND_API_KEY };
  static const char *const values[] = { TYPED, "{{key}}" };

  plant (canary, TYPED);
  plant (canary, "ada:" TYPED);
  plant (canary, "ada:" VARIABLE);
  for (guint i = 0; i < G_N_ELEMENTS (kinds) * G_N_ELEMENTS (values) * 2; i++)
    {
      g_autoptr (RhRequestItem) item
          = rh_request_item_new ("Signed", "GET", "{{api}}/v2/employees");
      RhAuth *auth = rh_request_item_get_auth (item);
      const char *value = values[i / 2 % G_N_ELEMENTS (values)];

      g_object_set (item, "auth-kind", kinds[i / 2 / G_N_ELEMENTS (values)], NULL);
      rh_auth_set (auth, RH_AUTH_USERNAME, "ada");
      rh_auth_set (auth, RH_AUTH_PASSWORD, value);
      rh_auth_set (auth, RH_AUTH_KEY, "Mine");
      rh_auth_set (auth, RH_AUTH_VALUE, value);
      rh_auth_set (auth, RH_AUTH_PLACEMENT,
                   i % 2 == 0 ? RH_AUTH_PLACEMENT_HEADER : RH_AUTH_PLACEMENT_QUERY);
      send_allowed (canary, journey, item);
    }
}

static void
fail_in_all_ways (Canary *canary, RhJourney *journey)
{
  static const RhPracticeFault faults[] = {
    RH_PRACTICE_FAULT_SERVER_ERROR,  RH_PRACTICE_FAULT_HTML,
    RH_PRACTICE_FAULT_CUT,           RH_PRACTICE_FAULT_RATE_LIMIT,
    RH_PRACTICE_FAULT_EXPIRED_TOKEN, RH_PRACTICE_FAULT_REVOKED_GRANT,
  };
  GError *error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      rh_practice_server_set_faults (journey->practice.server, faults[i]);
      g_object_unref (
          rh_journey_send (journey, rh_journey_find (journey, "Search Employees"), &error));
      keep_error (canary, &error);
      rh_journey_refresh (journey, &error);
      keep_error (canary, &error);
    }

  rh_practice_server_set_faults (journey->practice.server, RH_PRACTICE_FAULT_NONE);
}

static void
test_canary (void)
{
  static const RhPracticeOptions options = { .client_secret = CLIENT_SECRET };
  Canary canary = { g_ptr_array_new_with_free_func (g_free), g_string_new (NULL) };
  RhJourney journey = { 0 };
  g_autoptr (RhRequestItem) item = new_request_with_secrets ();
  g_autofree char *report = NULL;
  GError *error = NULL;

  rh_journey_start (&journey, &options);
  rh_environment_set_service (journey.environment, "other"); /* no printed secret */
  plant (&canary, CLIENT_SECRET);
  plant (&canary, VARIABLE);
  plant_variable (&journey);

  rh_journey_set_client_secret (&journey, "CANARY wrong secret 3");
  plant (&canary, "CANARY wrong secret 3");
  rh_journey_connect (&journey, &error);
  g_assert_nonnull (error);
  keep_error (&canary, &error);

  g_assert_true (rh_journey_set_client_secret (&journey, CLIENT_SECRET));
  g_assert_true (rh_journey_connect (&journey, &error));
  plant_code (&canary, &journey);
  plant_tokens (&canary, &journey);
  send_allowed (&canary, &journey, item);
  rh_folder_append (rh_collection_get_root (journey.starter), G_OBJECT (item));
  journey.practice.now += (gint64) 3601 * G_USEC_PER_SEC;
  send_allowed (&canary, &journey, rh_journey_find (&journey, "Search Employees"));
  plant_tokens (&canary, &journey);
  g_assert_cmpuint (canary.secrets->len, ==, 8);
  send_with_auth (&canary, &journey);

  fail_in_all_ways (&canary, &journey);
  g_assert_true (rh_journey_connect (&journey, &error));
  plant_tokens (&canary, &journey);
  report = rh_flow_record_dup_report (rh_connection_get_record (journey.connection));
  rh_journey_sign_out (&journey, &error);
  keep_error (&canary, &error);
  g_assert_true (rh_workspace_flush (journey.workspace, NULL));

  g_assert_cmpuint (strlen (report), >, 1000);
  g_assert_cmpuint (canary.errors->len, >, 100);
  g_assert_cmpuint (log_text->len, >, 1000);
  search_text (&canary, report, strlen (report), "the report");
  search_text (&canary, canary.errors->str, canary.errors->len, "an error");
  search_text (&canary, log_text->str, log_text->len, "the log");
  /* the collection, the bindings, and locks */
  g_assert_cmpuint (search_folder (&canary, g_get_user_data_dir ()), >=, 1);
  g_assert_cmpuint (search_folder (&canary, g_get_user_state_dir ()), >=, 2);
  search_process (&canary);

  rh_journey_stop (&journey);
  g_ptr_array_unref (canary.secrets);
  g_string_free (canary.errors, TRUE);
}

/* A search that finds nothing has to be able to find something. */
static void
test_search_finds (void)
{
  static const char *const texts[] = {
    "x" CLIENT_SECRET "y",
    "xQ0FOQVJZIGNsaWVudC9zZWNyZXQrMTolJj0=y",
    "xCANARY+client%2Fsecret%2B1%3A%25%26%3Dy",
    "xCANARY%20client%2Fsecret%2B1%3A%25%26%3Dy",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_true (holds (texts[i], strlen (texts[i]), CLIENT_SECRET));
  g_assert_false (holds ("CANARY client/secret", 20, CLIENT_SECRET));
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  log_text = g_string_new (NULL);
  g_test_add_func ("/canary/4.8/nowhere", test_canary);
  g_test_add_func ("/canary/search-finds", test_search_finds);
  /* everything that anybody logs, whatever the level, by either way */
  g_log_set_writer_func (keep_log, NULL, NULL);
  g_log_set_default_handler (keep_message, NULL);
  return g_test_run ();
}
