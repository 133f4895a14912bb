/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever picks a file means it: it may be sent, and the request says it as it is right in every
 * clone of the collection. */
#define G_LOG_DOMAIN "rh-tab-files"

#include "config.h"

#include "window/rh-tab-files.h"

#include "common/rh-toast.h"
#include "window/rh-tab.h"
#include "workspace/rh-file-reference.h"

static RhCollections *
get_open (RhTab *self)
{
  return rh_workspace_get_open (rh_tab_get_workspace (self));
}

/* NULL: it cannot be sent, and that has been said. */
static char *
pick (RhTab *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  char *picked
      = rh_file_reference_pick (get_open (self), rh_tab_get_collection (self), path, &error);

  if (picked == NULL)
    rh_toast_show (GTK_WIDGET (self), error->message);
  return picked;
}

static void
pick_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhTab *self = RH_TAB (widget);
  g_autofree char *path = pick (self, g_variant_get_bytestring (parameter));

  if (path != NULL)
    g_object_set (rh_tab_get_item (self), "body-path", path, NULL);
}

static void
pick_part_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhTab *self = RH_TAB (widget);
  g_autoptr (GStrvBuilder) picked = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  g_autofree char *value = NULL;
  g_autofree const char **paths = NULL;
  g_autoptr (RhField) part = NULL;
  guint position;

  g_variant_get (parameter, "(u^a&ay)", &position, &paths);
  part = g_list_model_get_item (rh_request_item_get_parts (rh_tab_get_item (self)), position);
  if (part == NULL)
    return;

  for (guint i = 0; paths[i] != NULL; i++)
    {
      char *path = pick (self, paths[i]);

      if (path != NULL)
        g_strv_builder_take (picked, path);
    }
  all = g_strv_builder_end (picked);
  value = g_strjoinv ("\n", all);
  g_object_set (part, "file", TRUE, "value", value, NULL);
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhTab) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_file_launcher_launch_finish (GTK_FILE_LAUNCHER (source), result, &error)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    rh_toast_show (GTK_WIDGET (self), error->message);
}

static void
open_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhTab *self = RH_TAB (widget);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = rh_file_reference_find (
      get_open (self), rh_tab_get_collection (self),
      rh_request_item_get_body_path (rh_tab_get_item (self)), NULL, &error);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GtkFileLauncher) launcher = NULL;

  if (path == NULL)
    {
      rh_toast_show (widget, error->message);
      return;
    }

  file = g_file_new_for_path (path);
  launcher = gtk_file_launcher_new (file);
  gtk_file_launcher_set_always_ask (launcher, TRUE);
  gtk_file_launcher_set_writable (launcher, TRUE);
  gtk_file_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, launched_cb,
                            g_object_ref (self));
}

void
rh_tab_files_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "tab.pick-file", "ay", pick_file_action);
  gtk_widget_class_install_action (widget_class, "tab.pick-part", "(uaay)", pick_part_action);
  gtk_widget_class_install_action (widget_class, "tab.open-file", NULL, open_file_action);
}
