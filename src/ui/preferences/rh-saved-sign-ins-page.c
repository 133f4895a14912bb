/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saved Sign-ins: the list, or a sentence where there is none. */
#define G_LOG_DOMAIN "rh-saved-sign-ins-page"

#include "config.h"

#include "preferences/rh-saved-sign-ins-page.h"

#include "common/rh-help-context.h"
#include "common/rh-problem.h"
#include "common/rh-toast.h"
#include "preferences/rh-saved-sign-in-row.h"
#include "workspace/rh-saved-sign-ins.h"

#include <glib/gi18n.h>

struct _RhSavedSignInsPage
{
  AdwPreferencesPage parent_instance;

  /* Template */
  AdwPreferencesGroup *group;
  GtkListBox *list;
  AdwPreferencesGroup *empty_group;
  AdwStatusPage *empty_page;

  /* Owned */
  RhSavedSignIns *sign_ins;
  GCancellable *cancellable;

  gboolean loaded; /* once, with or without success */
};

G_DEFINE_FINAL_TYPE (RhSavedSignInsPage, rh_saved_sign_ins_page, ADW_TYPE_PREFERENCES_PAGE)

static void
show_status (RhSavedSignInsPage *self, const char *title, const char *description)
{
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  adw_status_page_set_title (self->empty_page, title);
  adw_status_page_set_description (self->empty_page, escaped);
  gtk_widget_set_visible (GTK_WIDGET (self->group), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->empty_group), TRUE);
}

static void
update (RhSavedSignInsPage *self)
{
  if (!self->loaded)
    return;

  if (g_list_model_get_n_items (G_LIST_MODEL (self->sign_ins)) == 0)
    {
      show_status (self, _ ("No Saved Sign-ins"),
                   _ ("What you sign in to is listed here. Sign-ins to the practice server are not "
                      "saved."));
      return;
    }

  gtk_widget_set_visible (GTK_WIDGET (self->group), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->empty_group), FALSE);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhSavedSignInsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhProblem) problem = NULL;

  rh_saved_sign_ins_load_finish (RH_SAVED_SIGN_INS (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->loaded = TRUE;
  if (error == NULL)
    {
      update (self);
      return;
    }

  problem = rh_problem_new (error);
  show_status (self, problem->title, problem->sentence);
}

static void
say (RhSavedSignInsPage *self, const char *text)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);

  if (dialog != NULL)
    adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), rh_toast_new (text));
}

/* One question about one row. */
typedef struct
{
  RhSavedSignInsPage *page;
  RhSavedSignIn *sign_in;
  gboolean revoke;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->page);
  g_object_unref (question->sign_in);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  RhSavedSignInsPage *self = question->page;
  g_autoptr (GError) error = NULL;
  gboolean revoked = FALSE;

  if (!rh_saved_sign_ins_end_finish (RH_SAVED_SIGN_INS (source), result, &revoked, &error))
    {
      g_autoptr (RhProblem) problem = rh_problem_new (error);

      say (self, problem->title);
    }
  else if (revoked)
    /* Translators: of a sign-in: it has ended at the server too. */
    say (self, _ ("Revoked"));
  else if (question->revoke)
    /* Translators: of a sign-in: it has ended here. */
    say (self, _ ("Forgotten here. The server did not confirm it: the token may stay valid."));
  else
    say (self, _ ("Forgotten"));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  RhSavedSignIns *sign_ins = question->page->sign_ins;
  RhSavedSignIn *sign_in = question->sign_in;
  gboolean revoke = question->revoke;

  if (!g_str_equal (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result), "end")
      || sign_ins == NULL)
    return;

  rh_saved_sign_ins_end_async (sign_ins, sign_in, revoke, NULL, ended_cb,
                               g_steal_pointer (&question));
}

static void
ask (RhSavedSignInsPage *self, RhSavedSignInRow *row, gboolean revoke)
{
  RhSavedSignIn *sign_in = rh_saved_sign_in_row_get_sign_in (row);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (
      revoke ? _ ("Revoke This Sign-in?") : _ ("Forget This Sign-in?"),
      revoke ? _ ("The tokens end at the server and are removed from the keyring.")
             : _ ("The tokens are removed from the keyring; at the server they stay valid until "
                  "they end.")));
  Question *question = g_new0 (Question, 1);

  question->page = g_object_ref (self);
  question->sign_in = g_object_ref (sign_in);
  question->revoke = revoke;

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "end",
                                  revoke ? _ ("_Revoke") : _ ("_Forget"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "end", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, answered_cb, question);
}

static void
revoke_cb (RhSavedSignInsPage *self, RhSavedSignInRow *row)
{
  ask (self, row, TRUE);
}

static void
forget_cb (RhSavedSignInsPage *self, RhSavedSignInRow *row)
{
  ask (self, row, FALSE);
}

static GtkWidget *
create_row (gpointer sign_in, gpointer user_data)
{
  GtkWidget *row = rh_saved_sign_in_row_new (sign_in);

  g_signal_connect_object (row, "revoke", G_CALLBACK (revoke_cb), user_data, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "forget", G_CALLBACK (forget_cb), user_data, G_CONNECT_SWAPPED);
  return row;
}

/* It may ask for the pass phrase of the keyring: only somebody who came here has asked for that. */
static void
rh_saved_sign_ins_page_map (GtkWidget *widget)
{
  RhSavedSignInsPage *self = RH_SAVED_SIGN_INS_PAGE (widget);

  GTK_WIDGET_CLASS (rh_saved_sign_ins_page_parent_class)->map (widget);

  rh_saved_sign_ins_load_async (self->sign_ins, self->cancellable, loaded_cb, g_object_ref (self));
}

static void
rh_saved_sign_ins_page_dispose (GObject *object)
{
  RhSavedSignInsPage *self = RH_SAVED_SIGN_INS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  if (self->sign_ins != NULL)
    g_signal_handlers_disconnect_by_data (self->sign_ins, self);
  g_clear_object (&self->sign_ins);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_SAVED_SIGN_INS_PAGE);

  G_OBJECT_CLASS (rh_saved_sign_ins_page_parent_class)->dispose (object);
}

static void
rh_saved_sign_ins_page_class_init (RhSavedSignInsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_saved_sign_ins_page_dispose;
  widget_class->map = rh_saved_sign_ins_page_map;

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/preferences/rh-saved-sign-ins-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RhSavedSignInsPage, group);
  gtk_widget_class_bind_template_child (widget_class, RhSavedSignInsPage, list);
  gtk_widget_class_bind_template_child (widget_class, RhSavedSignInsPage, empty_group);
  gtk_widget_class_bind_template_child (widget_class, RhSavedSignInsPage, empty_page);
}

static void
rh_saved_sign_ins_page_init (RhSavedSignInsPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  rh_help_context_set (GTK_WIDGET (self), RH_HELP_PRIVACY);
}

GtkWidget *
rh_saved_sign_ins_page_new (RhWorkspace *workspace)
{
  RhSavedSignInsPage *self;

  g_return_val_if_fail (RH_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (RH_TYPE_SAVED_SIGN_INS_PAGE, NULL);
  self->sign_ins = rh_saved_sign_ins_new (workspace);
  g_signal_connect_object (self->sign_ins, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->sign_ins), create_row, self, NULL);
  return GTK_WIDGET (self);
}
