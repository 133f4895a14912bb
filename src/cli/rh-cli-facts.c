/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts of a sign-in: environment, account, scopes, how long. */
#define G_LOG_DOMAIN "rh-cli-facts"

#include "config.h"

#include "rh-cli-facts.h"

#include "secret/rh-keyring.h"

#include <glib/gi18n.h>
#include <stdio.h>

void
rh_cli_print_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  /* not by g_print(), which leaves out what the locale has no letter for */
  puts (text);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value == NULL)
    json_builder_add_null_value (builder);
  else
    json_builder_add_string_value (builder, value);
}

static void
add_flag (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_scopes (JsonBuilder *builder, const char *scope)
{
  g_auto (GStrv) scopes = g_strsplit (scope == NULL ? "" : scope, " ", -1);

  json_builder_set_member_name (builder, "scopes");
  json_builder_begin_array (builder);
  for (guint i = 0; scopes[i] != NULL; i++)
    if (*scopes[i] != '\0')
      json_builder_add_string_value (builder, scopes[i]);
  json_builder_end_array (builder);
}

static void
print_facts_json (RhCliSession *session)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gint64 left = rh_connection_get_seconds_left (session->connection);
  gboolean as_asked = FALSE;
  const char *scope = rh_connection_get_scope (session->connection, &as_asked);

  json_builder_begin_object (builder);
  add_text (builder, "environment", rh_environment_get_name (session->environment));
  add_text (builder, "account", rh_connection_get_account (session->connection));
  add_scopes (builder, scope);
  add_flag (builder, "scopes_as_asked", as_asked);
  json_builder_set_member_name (builder, "expires_in");
  if (left == RH_TOKEN_LIFETIME_UNKNOWN)
    json_builder_add_null_value (builder);
  else
    json_builder_add_int_value (builder, left);
  add_flag (builder, "can_refresh", rh_connection_can_refresh (session->connection));
  json_builder_end_object (builder);
  rh_cli_print_json (builder);
}

static void
print_life (gint64 seconds)
{
  if (seconds == RH_TOKEN_LIFETIME_UNKNOWN)
    g_print (_ ("Access token: the server does not say how long it lasts\n"));
  else if (seconds <= 0)
    g_print (_ ("Access token: expired\n"));
  else if (seconds < 120)
    g_print (_ ("Access token: expires in %d s\n"), (int) seconds);
  else
    g_print (_ ("Access token: expires in %d min\n"), (int) MIN (seconds / 60, G_MAXINT));
}

static void
print_facts (RhCliSession *session)
{
  const char *name = rh_environment_get_name (session->environment);
  const char *account = rh_connection_get_account (session->connection);
  gboolean as_asked = FALSE;
  const char *scope = rh_connection_get_scope (session->connection, &as_asked);

  if (*name != '\0')
    g_print (_ ("Environment: %s\n"), name);
  if (account != NULL)
    g_print (_ ("Account: %s\n"), account);
  if (scope != NULL && as_asked)
    g_print (_ ("Scopes: %s (as asked)\n"), scope);
  else if (scope != NULL)
    g_print (_ ("Scopes: %s\n"), scope);
  print_life (rh_connection_get_seconds_left (session->connection));
  if (rh_connection_can_refresh (session->connection))
    g_print (_ ("Renewed by itself: yes\n"));
  else
    g_print (_ ("Renewed by itself: no\n"));
}

void
rh_cli_print_facts (RhCliSession *session, gboolean json)
{
  (json ? print_facts_json : print_facts) (session);
}

gboolean
rh_cli_is_kept (RhCliSession *session)
{
  RhKeyringState state = rh_keyring_get_state (rh_workspace_get_keyring (session->workspace));

  if (state == RH_KEYRING_STATE_READY || state == RH_KEYRING_STATE_UNKNOWN)
    return TRUE;

  rh_cli_fail (session->verb, RH_CLI_CHECK_FAILED,
               _ ("the keyring is locked or missing, so nothing was kept. Unlock it and try "
                  "again."));
  return FALSE;
}
