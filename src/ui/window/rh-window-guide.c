/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Get Started and the places that it leads to: it goes away for them, and a banner goes along. */
#define G_LOG_DOMAIN "rh-window-guide"

#include "config.h"

#include "window/rh-window-guide.h"

#include "guide/rh-guide-dialog.h"
#include "window/rh-window-files.h"
#include "workspace/rh-starter.h"

static RhConnectionButton *
get_button (RhWindow *self)
{
  return rh_collection_page_get_button (rh_window_get_page (self));
}

/* The dialog goes, and what it knew goes with the window's page. */
static void
step_aside (RhWindow *self, RhGuideDialog *dialog)
{
  rh_collection_page_follow (rh_window_get_page (self), rh_guide_dialog_get_progress (dialog));
  adw_dialog_force_close (ADW_DIALOG (dialog));
}

static void
connect_cb (RhWindow *self, const char *scopes, RhGuideDialog *dialog)
{
  g_autofree char *kept = g_strdup (scopes);

  step_aside (self, dialog);
  if (*kept != '\0')
    rh_connection_button_open_connect_with (get_button (self), kept);
  else
    rh_connection_button_open_connect (get_button (self));
}

static void
call_cb (RhWindow *self, RhRequestItem *item, RhGuideDialog *dialog)
{
  step_aside (self, dialog);
  rh_collection_page_offer_call (rh_window_get_page (self), item);
}

static void
environment_cb (RhWindow *self, const char *name, RhGuideDialog *dialog)
{
  RhConnection *connection;

  rh_collection_page_set_environment (rh_window_get_page (self), name);
  connection = rh_connection_button_get_connection (get_button (self));
  if (connection != NULL)
    rh_guide_dialog_set_connection (dialog, connection);
}

static void
more_cb (RhWindow *self, RhGuideDialog *dialog)
{
  rh_collection_page_follow (rh_window_get_page (self), NULL);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  rh_collection_page_filter (rh_window_get_page (self));
}

/* The starter collection has environments of the services that it knows; any other service begins
 * with a collection of its own, and then there is to be no starter. */
static const char *
find_environment (RhWindow *self, const char *service_id)
{
  RhWorkspace *workspace = rh_window_get_workspace (self);
  GListModel *environments;

  if (!rh_starter_has_service (service_id))
    return NULL;

  environments
      = rh_collection_get_environments (rh_workspace_get_starter_of (workspace, service_id));

  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);

      if (g_str_equal (rh_environment_get_service (environment), service_id))
        return rh_environment_get_name (environment); /* the collection keeps it */
    }

  return NULL;
}

static void
chosen_cb (RhWindow *self, const char *service_id, RhGuideDialog *dialog)
{
  const char *name = find_environment (self, service_id);

  if (name == NULL)
    {
      adw_dialog_force_close (ADW_DIALOG (dialog));
      rh_window_files_create (self, service_id);
      return;
    }

  rh_window_begin (self, name);
  rh_guide_dialog_set_connection (dialog, rh_connection_button_get_connection (get_button (self)));
}

/* On the way already: it goes on with that, which knows what failed. */
static void
resume (RhWindow *self, RhGuideDialog *dialog, RhConnection *connection)
{
  RhProgress *progress
      = connection == NULL ? NULL : rh_collection_page_get_followed (rh_window_get_page (self));

  if (progress != NULL && rh_progress_get_connection (progress) == connection)
    rh_guide_dialog_set_progress (dialog, progress);
}

void
rh_window_guide_open (RhWindow *self)
{
  RhConnection *connection = NULL;
  RhGuideDialog *dialog;

  g_return_if_fail (RH_IS_WINDOW (self));

  if (rh_window_get_page (self) != NULL)
    connection = rh_connection_button_get_connection (get_button (self));
  if (connection == NULL && rh_window_get_page (self) != NULL)
    {
      /* an environment comes first */
      gtk_widget_activate_action (GTK_WIDGET (self), "win.edit-environments", NULL);
      return;
    }

  dialog = rh_guide_dialog_new (rh_window_get_workspace (self), connection);
  resume (self, dialog, connection);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "connect", G_CALLBACK (connect_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "call", G_CALLBACK (call_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "environment", G_CALLBACK (environment_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "more", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}
