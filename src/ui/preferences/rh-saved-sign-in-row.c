/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One sign-in that the keyring has, in words. */
#define G_LOG_DOMAIN "rh-saved-sign-in-row"

#include "config.h"

#include "preferences/rh-saved-sign-in-row.h"

#include "common/rh-problem.h"
#include "connection/rh-connection-words.h"

#include <glib/gi18n.h>

struct _RhSavedSignInRow
{
  AdwActionRow parent_instance;

  /* Template */
  GtkMenuButton *menu_button;

  /* Owned */
  RhSavedSignIn *sign_in;
};

enum
{
  SIGNAL_REVOKE,
  SIGNAL_FORGET,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhSavedSignInRow, rh_saved_sign_in_row, ADW_TYPE_ACTION_ROW)

static void
add_line (GPtrArray *lines, char *line)
{
  if (line != NULL && *line != '\0')
    g_ptr_array_add (lines, line);
  else
    g_free (line);
}

static char *
dup_title (RhSavedSignIn *sign_in)
{
  const char *collection = rh_saved_sign_in_get_fact (sign_in, RH_TOKEN_FACT_COLLECTION_NAME);
  const char *environment = rh_saved_sign_in_get_fact (sign_in, RH_TOKEN_FACT_ENVIRONMENT);

  if (rh_saved_sign_in_get_use (sign_in) == RH_SIGN_IN_UNREADABLE)
    return g_strdup (_ ("Cannot Be Read"));
  if (collection == NULL || environment == NULL)
    return g_strdup (_ ("Unknown Collection"));

  /* Translators: a collection and an environment, such as "Acme for Pleo, Staging" */
  return g_strdup_printf (_ ("%s, %s"), collection, environment);
}

static char *
dup_use (RhSavedSignIn *sign_in)
{
  switch (rh_saved_sign_in_get_use (sign_in))
    {
    case RH_SIGN_IN_ORPHAN:
      return g_strdup (_ ("Not used any more: the settings lead elsewhere now"));
    case RH_SIGN_IN_ELSEWHERE:
      return g_strdup (_ ("Its collection is not open"));
    case RH_SIGN_IN_UNREADABLE:
    case RH_SIGN_IN_USED:
    default:
      return NULL;
    }
}

static char *
dup_who (RhSavedSignIn *sign_in)
{
  const char *label = rh_saved_sign_in_get_fact (sign_in, RH_TOKEN_FACT_LABEL);
  const char *name = rh_saved_sign_in_get_account (sign_in);
  const char *server = rh_saved_sign_in_get_server (sign_in);
  g_autofree char *words = NULL;

  if (name != NULL || (label != NULL && *label != '\0'))
    words = rh_account_words (label == NULL ? "" : label, name);
  if (words == NULL || server == NULL)
    return g_strdup (words != NULL ? words : server);

  /* Translators: an account and the server that it signed in to */
  return g_strdup_printf (_ ("%s at %s"), words, server);
}

static char *
dup_client (RhSavedSignIn *sign_in)
{
  const char *client_id = rh_saved_sign_in_get_fact (sign_in, RH_TOKEN_FACT_CLIENT_ID);

  /* Translators: %s is the name of a client at a server. */
  return client_id == NULL ? NULL : g_strdup_printf (_ ("Client ID: %s"), client_id);
}

static char *
dup_scope (RhSavedSignIn *sign_in)
{
  gboolean as_asked = FALSE;
  const char *scope = rh_saved_sign_in_get_scope (sign_in, &as_asked);

  if (scope == NULL || *scope == '\0')
    return NULL;

  /* Translators: %s are scopes that were asked for; the server did not name those that it
   * granted. */
  return as_asked ? g_strdup_printf (_ ("Scopes: %s (as asked)"), scope)
                  /* Translators: %s are scopes of OAuth 2.0. */
                  : g_strdup_printf (_ ("Scopes: %s"), scope);
}

static char *
dup_lifetime (RhSavedSignIn *sign_in)
{
  g_autofree char *words = rh_connection_lifetime_text (rh_saved_sign_in_get_seconds_left (sign_in),
                                                        rh_saved_sign_in_renews (sign_in));

  /* Translators: how long it is still good for, such as "42 min, renews" */
  return g_strdup_printf (_ ("Access token: %s"), words);
}

static char *
dup_error (RhSavedSignIn *sign_in)
{
  const GError *error = rh_saved_sign_in_get_error (sign_in);
  g_autoptr (RhProblem) problem = error == NULL ? NULL : rh_problem_new (error);

  return problem == NULL ? NULL : g_strdup (problem->title);
}

static char *
dup_subtitle (RhSavedSignIn *sign_in)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_null_terminated (6, g_free, TRUE);

  if (rh_saved_sign_in_get_use (sign_in) == RH_SIGN_IN_UNREADABLE)
    return dup_error (sign_in);

  add_line (lines, dup_who (sign_in));
  add_line (lines, dup_client (sign_in));
  add_line (lines, dup_scope (sign_in));
  add_line (lines, dup_lifetime (sign_in));
  add_line (lines, dup_use (sign_in));
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static void
revoke_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_REVOKE], 0);
}

static void
forget_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_FORGET], 0);
}

static void
rh_saved_sign_in_row_dispose (GObject *object)
{
  RhSavedSignInRow *self = RH_SAVED_SIGN_IN_ROW (object);

  g_clear_object (&self->sign_in);
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_SAVED_SIGN_IN_ROW);

  G_OBJECT_CLASS (rh_saved_sign_in_row_parent_class)->dispose (object);
}

static void
rh_saved_sign_in_row_class_init (RhSavedSignInRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_saved_sign_in_row_dispose;

  signals[SIGNAL_REVOKE] = g_signal_new ("revoke", RH_TYPE_SAVED_SIGN_IN_ROW, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FORGET] = g_signal_new ("forget", RH_TYPE_SAVED_SIGN_IN_ROW, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/preferences/rh-saved-sign-in-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RhSavedSignInRow, menu_button);
}

static void
rh_saved_sign_in_row_init (RhSavedSignInRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rh_saved_sign_in_row_new (RhSavedSignIn *sign_in)
{
  static const GActionEntry entries[] = {
    { "revoke", revoke_cb, NULL, NULL, NULL },
    { "forget", forget_cb, NULL, NULL, NULL },
  };
  RhSavedSignInRow *self = g_object_new (RH_TYPE_SAVED_SIGN_IN_ROW, NULL);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autofree char *title = dup_title (sign_in);
  g_autofree char *subtitle = dup_subtitle (sign_in);
  GAction *revoke;

  self->sign_in = g_object_ref (sign_in);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle == NULL ? "" : subtitle);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  revoke = g_action_map_lookup_action (G_ACTION_MAP (group), "revoke");
  g_simple_action_set_enabled (G_SIMPLE_ACTION (revoke), rh_saved_sign_in_can_revoke (sign_in));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "sign-in", G_ACTION_GROUP (group));
  return GTK_WIDGET (self);
}

RhSavedSignIn *
rh_saved_sign_in_row_get_sign_in (RhSavedSignInRow *self)
{
  g_return_val_if_fail (RH_IS_SAVED_SIGN_IN_ROW (self), NULL);

  return self->sign_in;
}
