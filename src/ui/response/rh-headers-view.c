/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The headers of a response, as they came. */
#define G_LOG_DOMAIN "rh-headers-view"

#include "config.h"

#include "response/rh-headers-view.h"

#include "common/rh-toast.h"
#include "response/rh-fact-row.h"

#include <glib/gi18n.h>

/* Nobody reads more, and each costs widgets. */
#define ROWS_MAX 200

struct _RhHeadersView
{
  AdwBin parent_instance;

  /* Owned */
  RhHeaders *headers;
};

G_DEFINE_FINAL_TYPE (RhHeadersView, rh_headers_view, ADW_TYPE_BIN)

static void
copy_cb (RhHeadersView *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *valid = NULL;

  for (guint i = 0; i < rh_headers_get_length (self->headers); i++)
    g_string_append_printf (text, "%s: %s\n", rh_headers_nth_name (self->headers, i),
                            rh_text_peek (rh_headers_nth_value (self->headers, i), NULL));
  valid = g_utf8_make_valid (text->str, -1);
  rh_toast_copy (GTK_WIDGET (self), valid);
}

static void
add_rows (RhHeadersView *self, AdwPreferencesGroup *group)
{
  guint length = rh_headers_get_length (self->headers);

  for (guint i = 0; i < MIN (length, ROWS_MAX); i++)
    adw_preferences_group_add (
        group, rh_fact_row_new (rh_headers_nth_name (self->headers, i),
                                rh_text_peek (rh_headers_nth_value (self->headers, i), NULL)));
  if (length > ROWS_MAX)
    {
      g_autofree char *more = g_strdup_printf (
          ngettext ("%u more header is not shown. Copy has all of them.",
                    "%u more headers are not shown. Copy has all of them.", length - ROWS_MAX),
          length - ROWS_MAX);

      adw_preferences_group_set_description (group, more);
    }
}

static void
rh_headers_view_finalize (GObject *object)
{
  RhHeadersView *self = RH_HEADERS_VIEW (object);

  g_clear_pointer (&self->headers, rh_headers_unref);

  G_OBJECT_CLASS (rh_headers_view_parent_class)->finalize (object);
}

static void
rh_headers_view_class_init (RhHeadersViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_headers_view_finalize;
}

static void
rh_headers_view_init (RhHeadersView *self)
{
}

GtkWidget *
rh_headers_view_new (RhExchange *exchange)
{
  RhHeadersView *self = g_object_new (RH_TYPE_HEADERS_VIEW, NULL);
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  self->headers = rh_headers_ref (rh_hop_get_headers (rh_exchange_get_last_hop (exchange)));
  gtk_widget_set_tooltip_text (button, _ ("Copy Headers"));
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (copy_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Headers"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), button);
  add_rows (self, ADW_PREFERENCES_GROUP (group));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_bin_set_child (ADW_BIN (self), page);
  return GTK_WIDGET (self);
}
