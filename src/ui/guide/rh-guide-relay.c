/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saves the relay page. */
#define G_LOG_DOMAIN "rh-guide-relay"

#include "config.h"

#include "guide/rh-guide-relay.h"

#include "common/rh-problem.h"
#include "common/rh-toast.h"
#include "oauth/rh-relay-page.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  GtkWidget *from;
  RhConnection *connection;
  char *listen_uri;
  char *html;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->from);
  g_object_unref (saving->connection);
  g_free (saving->listen_uri);
  g_free (saving->html);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
say_problem (GtkWidget *from, const GError *error)
{
  g_autoptr (RhProblem) problem = rh_problem_new (error);

  rh_toast_show (from, problem->title);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      say_problem (saving->from, error);
      return;
    }

  rh_connection_set_setting (saving->connection, RH_OAUTH_LISTEN_URI, saving->listen_uri);
  rh_toast_show (saving->from, _ ("Saved. Put it on your site; its address is the redirect URI."));
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autoptr (GBytes) bytes = NULL;

  /* No file: dismissed. */
  if (file == NULL)
    return;

  bytes = g_bytes_new (saving->html, strlen (saving->html));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                       written_cb, g_steal_pointer (&saving));
}

void
rh_guide_relay_save (GtkWidget *from, RhConnection *connection, const char *listen_uri)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *html = NULL;
  Saving *saving;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (RH_IS_CONNECTION (connection));

  html = rh_relay_page_new (listen_uri, &error);
  if (html == NULL)
    {
      say_problem (from, error);
      return;
    }

  saving = g_new0 (Saving, 1);
  saving->from = g_object_ref (from);
  saving->connection = g_object_ref (connection);
  saving->listen_uri = g_strdup (listen_uri);
  saving->html = g_steal_pointer (&html);
  gtk_file_dialog_set_title (dialog, _ ("Save the Relay Page"));
  gtk_file_dialog_set_initial_name (dialog, RH_RELAY_PAGE_FILE_NAME);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (from)), NULL, chosen_cb, saving);
}
