/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is copied is the request as it would be sent, its secrets by their names. One way only has
 * them in it, and says so. */
#define G_LOG_DOMAIN "rh-tab-copy"

#include "config.h"

#include "window/rh-tab-copy.h"

#include "common/rh-problem.h"
#include "common/rh-toast.h"
#include "format/rh-curl.h"
#include "request/rh-curl-notes.h"
#include "request/rh-request-edit.h"
#include "window/rh-tab.h"
#include "workspace/rh-preview.h"

#include <glib/gi18n.h>

static void
show_error (RhTab *self, const GError *error)
{
  g_autoptr (RhProblem) problem = rh_problem_new (error);

  rh_toast_show (GTK_WIDGET (self), problem->title);
}

static void
copy (RhTab *self, const char *text, const char *said)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  rh_toast_show (GTK_WIDGET (self), said);
}

/* --- Out ----------------------------------------------------------------------------------------
 */

/* NULL: it cannot be, and that has been said. */
static RhRequestText *
get_text (RhTab *self, RhPreview *preview, GError *why_not)
{
  g_autoptr (GError) error = why_not;
  RhRequestText *text = preview == NULL ? NULL : rh_preview_get_text (preview, &error);

  if (text == NULL)
    show_error (self, error);
  return text;
}

static char *
to_curl (RhRequestText *request, RhTab *self)
{
  return rh_request_text_to_curl (request, RH_SECRETS_BY_NAME);
}

static char *
to_http_file (RhRequestText *request, RhTab *self)
{
  return rh_request_text_to_http_file (request, rh_request_item_get_name (rh_tab_get_item (self)),
                                       RH_SECRETS_BY_NAME);
}

static char *
to_raw (RhRequestText *request, RhTab *self)
{
  return rh_request_text_to_raw (request, RH_SECRETS_BY_NAME);
}

static char *
to_url (RhRequestText *request, RhTab *self)
{
  return rh_request_text_dup_url (request);
}

/* Ways whose secrets are not looked at. */
static const struct
{
  const char *action;
  char *(*write) (RhRequestText *request, RhTab *self);
  const char *said;
  const char *said_bound; /* where curl cannot follow redirects; NULL: that says nothing here */
} ways[] = {
  { "tab.copy-curl", to_curl, N_ ("Copied as curl, secrets by their names"),
    /* Translators: -L is curl's option to follow redirects. */
    N_ ("Copied without -L: curl would take secrets along") },
  { "tab.copy-http", to_http_file, N_ ("Copied as .http, secrets by their names"), NULL },
  { "tab.copy-raw", to_raw, N_ ("Copied as it would be sent, secrets masked"), NULL },
  { "tab.copy-url", to_url, N_ ("URL copied"), NULL },
};

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhTab *self = RH_TAB (widget);
  RhConnection *connection = rh_tab_get_connection (self);
  g_autoptr (RhPreview) preview = NULL;
  RhRequestText *request;
  GError *error = NULL;

  if (connection == NULL)
    return;

  preview
      = rh_preview_new (rh_tab_get_workspace (self), connection, rh_tab_get_item (self), &error);
  request = get_text (self, preview, error);
  for (gsize i = 0; request != NULL && i < G_N_ELEMENTS (ways); i++)
    if (g_str_equal (ways[i].action, name))
      {
        gboolean bound = ways[i].said_bound != NULL && rh_request_text_curl_cannot_follow (request);
        g_autofree char *text = ways[i].write (request, self);

        copy (self, text, _ (bound ? ways[i].said_bound : ways[i].said));
      }
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhTab) self = user_data;
  GError *error = NULL;
  g_autoptr (RhPreview) preview = rh_preview_fetch_finish (result, &error);
  RhRequestText *request = get_text (self, preview, error);
  g_autofree char *text = NULL;

  if (request == NULL)
    return;
  if (!rh_preview_check_origin (preview, NULL))
    {
      /* Translators: a secret of the request has not been sent to its address yet. Sending asks. */
      rh_toast_show (GTK_WIDGET (self), _ ("Not copied. Send it first."));
      return;
    }

  text = rh_request_text_to_curl (request, RH_SECRETS_IN_CLEAR);
  copy (self, text,
        rh_request_text_curl_cannot_follow (request)
            /* Translators: -L is curl's option to follow redirects. */
            ? _ ("Copied with its secrets, without -L: curl would take them along")
            : _ ("Copied with its secrets: whoever gets the text can use them"));
  rh_wipe_string (&text);
}

static void
copy_curl_token_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhTab *self = RH_TAB (widget);

  if (rh_tab_get_connection (self) != NULL)
    rh_preview_fetch_async (rh_tab_get_workspace (self), rh_tab_get_connection (self),
                            rh_tab_get_item (self), NULL, fetched_cb, g_object_ref (self));
}

/* --- In -----------------------------------------------------------------------------------------
 */

static void
undo_cb (RhTab *self)
{
  rh_request_undo_undo (rh_tab_get_undo (self));
}

static void
details_cb (AdwToast *toast, gpointer user_data)
{
  adw_dialog_present (rh_curl_notes_dialog_new (g_object_get_data (G_OBJECT (toast), "notes")),
                      user_data);
}

static void
say_filled (RhTab *self, GPtrArray *notes)
{
  AdwToast *toast;
  g_autofree char *text = NULL;

  if (notes->len == 0)
    {
      toast = rh_toast_new (_ ("Filled from curl"));
      adw_toast_set_button_label (toast, _ ("_Undo"));
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self,
                               G_CONNECT_SWAPPED);
    }
  else
    {
      text = g_strdup_printf (ngettext ("Filled from curl, but for %u option",
                                        "Filled from curl, but for %u options", notes->len),
                              notes->len);
      toast = rh_toast_new (text);
      /* What is in it stands nowhere else: it stays until it was read. */
      adw_toast_set_timeout (toast, 0);
      adw_toast_set_button_label (toast, _ ("_Details"));
      g_object_set_data_full (G_OBJECT (toast), "notes", g_ptr_array_ref (notes),
                              (GDestroyNotify) g_ptr_array_unref);
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (details_cb), self, 0);
    }
  rh_toast_add (GTK_WIDGET (self), toast);
}

/* Name, note, variables and actions are the request's own and no command's. */
static void
fill (RhRequestItem *item, RhRequestItem *imported)
{
  g_autoptr (RhRequestItem) before = rh_request_item_copy (item);

  g_object_set (imported, "note", rh_request_item_get_note (item), NULL);
  rh_request_edit_restore (item, imported, before);
  g_object_set (item, "body-text", rh_request_item_get_body_text (imported), NULL);
}

static void
fill_from_curl_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhTab *self = RH_TAB (widget);
  g_autoptr (RhCurlImport) import = rh_curl_import (g_variant_get_string (parameter, NULL));

  if (import == NULL)
    {
      rh_toast_show (widget, _ ("This is no curl command"));
      return;
    }

  fill (rh_tab_get_item (self), import->item);
  say_filled (self, import->notes);
}

void
rh_tab_copy_install (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    gtk_widget_class_install_action (widget_class, ways[i].action, NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "tab.copy-curl-token", NULL,
                                   copy_curl_token_action);
  gtk_widget_class_install_action (widget_class, "tab.fill-from-curl", "s", fill_from_curl_action);
}
