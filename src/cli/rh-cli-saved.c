/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saved sign-ins: scopes and addresses change and leave live refresh tokens behind; here they are
 * found and ended (security.md 3.1). */
#define G_LOG_DOMAIN "rh-cli-saved"

#include "config.h"

#include "rh-cli-saved.h"

#include "rh-cli-facts.h"
#include "workspace/rh-saved-sign-ins.h"

#include <glib/gi18n.h>
#include <string.h>

#define VERB "token"
/* Of the slot, which is a hash: enough to tell a person's sign-ins apart. */
#define ID_LENGTH 12

static const struct
{
  const char *name;
  RhTokenFact fact;
} facts[] = {
  { "collection", RH_TOKEN_FACT_COLLECTION_NAME },
  { "environment", RH_TOKEN_FACT_ENVIRONMENT },
};

static char *
dup_id (RhSavedSignIn *sign_in)
{
  return g_strndup (rh_saved_sign_in_get_slot (sign_in), ID_LENGTH);
}

static const char *
or_dash (const char *text)
{
  return text == NULL || *text == '\0' ? "-" : text;
}

static void
print_line (RhSavedSignIn *sign_in)
{
  g_autofree char *id = dup_id (sign_in);

  if (rh_saved_sign_in_get_use (sign_in) == RH_SIGN_IN_UNREADABLE)
    {
      /* Translators: of a saved sign-in, after its number. */
      g_print ("%s  %s\n", id, _ ("cannot be read"));
      return;
    }

  g_print ("%s  %s  %s  %s  %s  %s\n", id,
           or_dash (rh_saved_sign_in_get_fact (sign_in, facts[0].fact)),
           or_dash (rh_saved_sign_in_get_fact (sign_in, facts[1].fact)),
           or_dash (rh_saved_sign_in_get_account (sign_in)),
           or_dash (rh_saved_sign_in_get_server (sign_in)),
           or_dash (rh_saved_sign_in_get_scope (sign_in, NULL)));
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
print_object (RhSavedSignIn *sign_in)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *id = dup_id (sign_in);
  gint64 left = rh_saved_sign_in_get_seconds_left (sign_in);

  json_builder_begin_object (builder);
  add_text (builder, "id", id);
  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    add_text (builder, facts[i].name, rh_saved_sign_in_get_fact (sign_in, facts[i].fact));
  add_text (builder, "account", rh_saved_sign_in_get_account (sign_in));
  add_text (builder, "server", rh_saved_sign_in_get_server (sign_in));
  add_text (builder, "scope", rh_saved_sign_in_get_scope (sign_in, NULL));
  json_builder_set_member_name (builder, "expires_in");
  if (left == RH_TOKEN_LIFETIME_UNKNOWN)
    json_builder_add_null_value (builder);
  else
    json_builder_add_int_value (builder, left);
  json_builder_set_member_name (builder, "can_refresh");
  json_builder_add_boolean_value (builder, rh_saved_sign_in_renews (sign_in));
  json_builder_end_object (builder);
  rh_cli_print_json (builder);
}

static RhCliStatus
list (GListModel *all, gboolean json)
{
  guint n = g_list_model_get_n_items (all);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhSavedSignIn) sign_in = g_list_model_get_item (all, i);

      (json ? print_object : print_line) (sign_in);
    }

  return RH_CLI_DONE;
}

/* The only one whose id begins so; NULL: none, or more than one. */
static RhSavedSignIn *
find (GListModel *all, const char *id)
{
  guint n = g_list_model_get_n_items (all);
  g_autoptr (RhSavedSignIn) found = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhSavedSignIn) sign_in = g_list_model_get_item (all, i);

      if (strlen (id) < ID_LENGTH || !g_str_has_prefix (rh_saved_sign_in_get_slot (sign_in), id))
        continue;
      if (found != NULL)
        return NULL;
      found = g_steal_pointer (&sign_in);
    }

  return g_steal_pointer (&found);
}

static RhCliStatus
end (RhCliSession *session, RhSavedSignIns *all, const char *id, gboolean revoke)
{
  g_autoptr (RhSavedSignIn) sign_in = find (G_LIST_MODEL (all), id);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean revoked = FALSE;

  if (sign_in == NULL)
    return rh_cli_fail (VERB, RH_CLI_USAGE,
                        _ ("there is no sign-in “%s”. “rehearse token --all” lists them."), id);

  rh_saved_sign_ins_end_async (all, sign_in, revoke, session->cancellable, rh_cli_take_result,
                               &result);
  rh_cli_wait (&result);
  if (!rh_saved_sign_ins_end_finish (all, result, &revoked, &error))
    return rh_cli_session_fail (session, error);
  if (revoke && !revoked)
    return rh_cli_fail (VERB, RH_CLI_CHECK_FAILED,
                        _ ("forgotten here, but the server was not told: there the token is "
                           "valid until it ends."));

  return RH_CLI_DONE;
}

RhCliStatus
rh_cli_saved (const char *action, const char *id, gboolean json)
{
  g_auto (RhCliSession) session = { 0 };
  g_autoptr (RhSavedSignIns) all = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rh_cli_session_open_none (&session, VERB);
  all = rh_saved_sign_ins_new (session.workspace);
  rh_saved_sign_ins_load_async (all, session.cancellable, rh_cli_take_result, &result);
  rh_cli_wait (&result);
  if (!rh_saved_sign_ins_load_finish (all, result, &error))
    return rh_cli_session_fail (&session, error);

  return g_str_equal (action, "list") ? list (G_LIST_MODEL (all), json)
                                      : end (&session, all, id, g_str_equal (action, "revoke"));
}
