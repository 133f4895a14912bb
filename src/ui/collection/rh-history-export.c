/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The archive is made while the app goes on, and a toast says how it went. */
#define G_LOG_DOMAIN "rh-history-export"

#include "config.h"

#include "collection/rh-history-export.h"

#include "common/rh-toast.h"
#include "workspace/rh-history-har.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *from;
  GFile *file;
  gboolean secrets;
  RhHistoryHarCount count;
} Export;

static void
export_free (Export *export)
{
  g_object_unref (export->from);
  g_object_unref (export->file);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static void
tell_error (Export *export, const GError *error)
{
  /* Translators: %s is the system's reason. */
  g_autofree char *text = g_strdup_printf (_ ("Could not be saved: %s"), error->message);

  rh_toast_show (export->from, text);
}

static char *
dup_end (const Export *export)
{
  guint n = export->count.n_left_out;

  if (n > 0)
    return g_strdup_printf (ngettext ("Saved, but %u entry could not be read",
                                      "Saved, but %u entries could not be read", n),
                            n);

  n = export->count.n_masked;
  if (export->secrets && n > 0)
    return g_strdup_printf (
        ngettext ("Saved, with %u request masked", "Saved, with %u requests masked", n), n);

  return g_strdup (_ ("Saved"));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      tell_error (export, error);
      return;
    }

  text = dup_end (export);
  rh_toast_show (export->from, text);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rh_history_har_write_finish (result, &export->count, &error);
  GFileCreateFlags flags = G_FILE_CREATE_NONE;
  GFile *file = export->file;

  if (bytes == NULL)
    {
      tell_error (export, error);
      return;
    }

  /* one that nobody else can read, whatever was there */
  if (export->secrets)
    flags = G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION;
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, flags, NULL, saved_cb,
                                       g_steal_pointer (&export));
}

void
rh_history_export (GtkWidget *from,
                   RhHistory *history,
                   GPtrArray *entries,
                   gboolean secrets,
                   GFile *file)
{
  Export *export;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (RH_IS_HISTORY (history));
  g_return_if_fail (entries != NULL && G_IS_FILE (file));

  export = g_new0 (Export, 1);
  export->from = g_object_ref (from);
  export->file = g_object_ref (file);
  export->secrets = secrets;
  rh_history_har_write_async (history, entries, secrets, NULL, written_cb, export);
}
