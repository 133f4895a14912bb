/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The offer to move secrets from files into the keyring: it names files and places, never a value,
 * and says what moving does not undo. */
#define G_LOG_DOMAIN "rh-clear-secrets-dialog"

#include "config.h"

#include "collection/rh-clear-secrets-dialog.h"

#include "common/rh-problem.h"
#include "common/rh-toast.h"
#include "common/rh-wrapped-label.h"

#include <glib/gi18n.h>

#define SHOWN_MAX 12
/* As much of a name as a person reads; it is another program's. */
#define NAME_CHARS 120

typedef struct
{
  RhClearSecrets *secrets;
  GtkWidget *from;
} Offer;

static Offer *
offer_new (RhClearSecrets *secrets, GtkWidget *from)
{
  Offer *offer = g_new0 (Offer, 1);

  offer->secrets = g_object_ref (secrets);
  offer->from = g_object_ref (from);
  return offer;
}

static void
offer_free (Offer *offer)
{
  g_object_unref (offer->secrets);
  g_object_unref (offer->from);
  g_free (offer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Offer, offer_free)

static void move (Offer *offer, gboolean replace);

char *
rh_clear_secrets_dialog_dup_title (RhClearSecrets *secrets)
{
  guint n = rh_clear_secrets_get_found (secrets)->len;

  return g_strdup_printf (
      ngettext ("%u secret is in a file as plain text", "%u secrets are in files as plain text", n),
      n);
}

static char *
dup_list (GPtrArray *found)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < found->len && i < SHOWN_MAX; i++)
    {
      const RhClearSecret *secret = g_ptr_array_index (found, i);
      g_autofree char *file = g_utf8_truncate_middle (secret->file, NAME_CHARS);
      g_autofree char *place = g_utf8_truncate_middle (secret->place, NAME_CHARS);

      g_string_append_printf (list, "%s%s: %s", i == 0 ? "" : "\n", file, place);
    }

  if (found->len > SHOWN_MAX)
    g_string_append_printf (list,
                            ngettext ("\nand %u more", "\nand %u more", found->len - SHOWN_MAX),
                            found->len - SHOWN_MAX);
  return g_string_free_and_steal (list);
}

static void
replace_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Offer) offer = user_data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_str_equal (answer, "replace"))
    move (g_steal_pointer (&offer), TRUE);
}

/* Takes @offer. */
static void
ask_which (Offer *offer, const GError *error)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (
      _ ("Replace the Kept Value?"), _ ("Your keyring has another value already for this. "
                                        "The file stays as it is unless its value "
                                        "takes that place.")));

  adw_alert_dialog_set_extra_child (dialog, rh_wrapped_label_new (error->message));
  /* Translators: a verb: the secret in the file by a reference to the keyring. */
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "replace", _ ("_Replace"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "replace", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, offer->from, NULL, replace_answered_cb, offer);
}

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Offer) offer = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhProblem) problem = NULL;
  g_autofree char *text = NULL;
  AdwDialog *dialog;

  if (rh_clear_secrets_move_finish (offer->secrets, result, &error))
    {
      rh_toast_show (offer->from, _ ("Secrets are in the keyring now"));
      return;
    }
  if (g_error_matches (error, RH_CLEAR_SECRETS_ERROR, RH_CLEAR_SECRETS_ERROR_OTHER_VALUE))
    {
      ask_which (g_steal_pointer (&offer), error);
      return;
    }

  problem = rh_problem_new (error);
  text = rh_problem_dup_text (problem);
  dialog = adw_alert_dialog_new (problem->title, NULL);
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (dialog), text);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"), NULL);
  adw_dialog_present (dialog, offer->from);
}

/* Takes @offer. */
static void
move (Offer *offer, gboolean replace)
{
  rh_clear_secrets_move_async (offer->secrets, replace, NULL, moved_cb, offer);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Offer) offer = user_data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_str_equal (answer, "move"))
    move (g_steal_pointer (&offer), FALSE);
}

void
rh_clear_secrets_dialog_run (RhClearSecrets *secrets, GtkWidget *from)
{
  g_autofree char *list = NULL;
  AdwAlertDialog *dialog;

  g_return_if_fail (RH_IS_CLEAR_SECRETS (secrets));
  g_return_if_fail (GTK_IS_WIDGET (from));

  list = dup_list (rh_clear_secrets_get_found (secrets));
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (
      _ ("Move Secrets to Keyring?"),
      _ ("Everybody who gets these files can read them. Afterwards the files say the names only; "
         "until then they cannot be changed here.\n\nThe history of a git repository keeps the "
         "values: rotate them at the service.")));
  adw_alert_dialog_set_extra_child (dialog, rh_wrapped_label_new (list));
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Not Now"), "move", _ ("_Move to Keyring"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (dialog, "move", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, from, NULL, answered_cb, offer_new (secrets, from));
}
