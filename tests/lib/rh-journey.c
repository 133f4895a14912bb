/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workspace and all it needs. */
#include "lib/rh-journey.h"

#include "http/rh-loopback-server.h"
#include "lib/rh-test.h"
#include "secret/rh-memory-keyring.h"

#include <string.h>

#define STANDARD "http://localhost:8436"

GListModel *
rh_journey_load_services (void)
{
  static const char *const names[] = { "practice.json", "pleo.json", "other.json" };
  GListStore *services = g_list_store_new (RH_TYPE_SERVICE);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path
          = g_test_build_filename (G_TEST_DIST, "..", "data", "services", names[i], NULL);
      g_autofree char *json = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (RhService) service = NULL;

      g_file_get_contents (path, &json, NULL, &error);
      g_assert_no_error (error);
      service = rh_service_parse (json, -1, &error);
      g_assert_no_error (error);
      g_list_store_append (services, service);
    }

  return G_LIST_MODEL (services);
}

static void
handler_cb (RhLoopbackServer *server, SoupServerMessage *message, gpointer user_data)
{
}

/* A port that nobody has at this moment. */
static guint16
find_port (void)
{
  static const RhLoopbackLimits limits = { .max_connections = 1 };
  g_autoptr (RhLoopbackServer) server = rh_loopback_server_new (&limits, NULL, handler_cb, NULL);
  g_autoptr (GError) error = NULL;

  rh_loopback_server_listen (server, "localhost", 0, &error);
  g_assert_no_error (error);
  return rh_loopback_server_get_port (server);
}

static void
point_at_practice (RhJourney *self, const char *redirect_uri)
{
  const char *base = rh_practice_server_get_base_url (self->practice.server);
  GListModel *variables = rh_environment_get_variables (self->environment);
  guint n = g_list_model_get_n_items (variables);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (variables, i);
      const char *value = rh_variable_get_value (variable);
      g_autofree char *moved = NULL;

      if (!g_str_has_prefix (value, STANDARD))
        continue;
      moved = g_strconcat (base, value + strlen (STANDARD), NULL);
      rh_variable_set_value (variable, moved);
    }

  rh_environment_set (self->environment, "redirect_uri", redirect_uri);
}

RhWorkspace *
rh_journey_new_workspace (RhJourney *self)
{
  g_autoptr (GFile) data = g_file_new_build_filename (g_get_user_data_dir (), "rehearsal", NULL);
  g_autoptr (GFile) state = g_file_new_build_filename (g_get_user_state_dir (), "rehearsal", NULL);
  g_autoptr (GListModel) services = rh_journey_load_services ();
  RhWorkspace *workspace
      = rh_workspace_new (self->keyring, RH_URI_OPENER (self->browser), data, state, services);

  rh_workspace_set_clock (workspace, &self->clock.clock);
  rh_workspace_set_practice (workspace, self->practice.server);
  return workspace;
}

void
rh_journey_start (RhJourney *self, const RhPracticeOptions *options)
{
  RhPracticeOptions used = { 0 };
  g_autofree char *redirect_uri = g_strdup_printf ("http://localhost:%u/practice", find_port ());
  const char *const redirect_uris[] = { redirect_uri, NULL };

  if (options != NULL)
    used = *options;
  used.redirect_uris = redirect_uris;

  rh_practice_driver_start (&self->practice, &used);
  rh_fake_clock_init (&self->clock);
  self->keyring = rh_memory_keyring_new ();
  self->browser = rh_fake_browser_new (&self->practice);
  self->workspace = rh_journey_new_workspace (self);
  self->starter = rh_workspace_get_starter (self->workspace);
  self->environment = rh_collection_get_environment (self->starter, "Practice");
  point_at_practice (self, redirect_uri);
  self->connection
      = rh_workspace_get_connection (self->workspace, self->starter, self->environment);
}

void
rh_journey_use (RhJourney *self, RhCollection *collection)
{
  RhVariable *redirect_uri = rh_environment_lookup (self->environment, "redirect_uri");

  g_clear_object (&self->connection);
  self->starter = collection;
  self->environment = rh_collection_get_environment (collection, "Practice");
  point_at_practice (self, rh_variable_get_value (redirect_uri));
  self->connection = rh_workspace_get_connection (self->workspace, collection, self->environment);
}

void
rh_journey_stop (RhJourney *self)
{
  RhWorkspace *workspace = self->workspace;

  g_clear_object (&self->connection);
  rh_practice_driver_stop (&self->practice);
  rh_test_drain ();
  g_object_add_weak_pointer (G_OBJECT (workspace), (gpointer *) &workspace);
  g_clear_object (&self->workspace);
  g_assert_null (workspace); /* nobody kept it */
  g_clear_object (&self->browser);
  g_clear_object (&self->keyring);
}

static gboolean
finish (RhJourney *self, GAsyncResult **result, GError **error)
{
  g_autoptr (GAsyncResult) done = NULL;

  rh_test_wait (result);
  done = g_steal_pointer (result);
  return rh_connection_finish (self->connection, done, error);
}

gboolean
rh_journey_connect (RhJourney *self, GError **error)
{
  GAsyncResult *result = NULL;

  rh_connection_connect_async (self->connection, NULL, rh_test_take_result, &result);
  return finish (self, &result, error);
}

gboolean
rh_journey_refresh (RhJourney *self, GError **error)
{
  GAsyncResult *result = NULL;

  rh_connection_refresh_async (self->connection, NULL, rh_test_take_result, &result);
  return finish (self, &result, error);
}

gboolean
rh_journey_sign_out (RhJourney *self, GError **error)
{
  GAsyncResult *result = NULL;

  rh_connection_sign_out_async (self->connection, TRUE, NULL, rh_test_take_result, &result);
  return finish (self, &result, error);
}

gboolean
rh_journey_load (RhJourney *self, GError **error)
{
  GAsyncResult *result = NULL;

  rh_connection_load_async (self->connection, NULL, rh_test_take_result, &result);
  return finish (self, &result, error);
}

gboolean
rh_journey_set_client_secret (RhJourney *self, const char *text)
{
  g_autoptr (RhSecret) secret = rh_secret_new (text, -1);
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  gboolean kept;

  rh_connection_set_client_secret_async (self->connection, secret, NULL, rh_test_take_result,
                                         &result);
  rh_test_wait (&result);
  done = result;
  kept = rh_connection_set_client_secret_finish (self->connection, done, &error);
  g_assert_no_error (error);
  return kept;
}

RhSender *
rh_journey_send (RhJourney *self, RhRequestItem *item, GError **error)
{
  RhSender *sender = rh_sender_new (self->workspace, self->connection, item);
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;

  rh_sender_run_async (sender, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  done = result;
  rh_sender_run_finish (sender, done, error);
  return sender;
}

static RhRequestItem *
find_in (RhFolder *folder, const char *name)
{
  guint n = g_list_model_get_n_items (rh_folder_get_items (folder));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (rh_folder_get_items (folder), i);
      RhRequestItem *found = NULL;

      if (RH_IS_FOLDER (item))
        found = find_in (RH_FOLDER (item), name);
      else if (g_str_equal (rh_request_item_get_name (RH_REQUEST_ITEM (item)), name))
        found = RH_REQUEST_ITEM (item);
      if (found != NULL)
        return found;
    }

  return NULL;
}

RhRequestItem *
rh_journey_find (RhJourney *self, const char *name)
{
  RhRequestItem *item = find_in (rh_collection_get_root (self->starter), name);

  g_assert_nonnull (item);
  return item;
}

guint
rh_journey_status (RhSender *sender)
{
  RhExchange *exchange = rh_sender_get_exchange (sender);

  g_assert_nonnull (exchange);
  return rh_hop_get_status (rh_exchange_get_last_hop (exchange));
}

char *
rh_journey_body (RhSender *sender)
{
  RhExchange *exchange = rh_sender_get_exchange (sender);
  g_autoptr (GBytes) bytes = rh_spool_dup_bytes (rh_exchange_get_spool (exchange), 1024 * 1024);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return g_strndup (text, length);
}

void
rh_journey_advance (RhJourney *self, gint64 seconds)
{
  self->practice.now += seconds * G_USEC_PER_SEC;
  rh_fake_clock_advance (&self->clock, seconds);
}

char *
rh_journey_access_token (RhJourney *self)
{
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (RhToken) token = NULL;
  g_autoptr (GError) error = NULL;

  rh_connection_get_token_async (self->connection, NULL, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  done = result;
  token = rh_connection_get_token_finish (self->connection, done, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (rh_secret_peek (rh_token_get_access_token (token), NULL));
}
