/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The headers of a response, in the order that the transport gives them. */
#define G_LOG_DOMAIN "rh-headers-view"

#include "config.h"

#include "response/rh-headers-view.h"

#include "common/rh-announce.h"
#include "common/rh-toast.h"
#include "response/rh-fact-row.h"
#include "response/rh-jwt-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

/* Nobody reads more, and each costs widgets. A search looks through all of them. */
#define ROWS_MAX 200

struct _RhHeadersView
{
  AdwBin parent_instance;

  /* Template */
  GtkSearchBar *search_bar;
  GtkWidget *search_button;
  GtkEditable *search_entry;
  GtkStack *stack;
  AdwPreferencesGroup *group;

  /* Owned */
  RhHeaders *headers;
  GPtrArray *rows; /* borrowed GtkWidget: the group has them */
};

G_DEFINE_FINAL_TYPE (RhHeadersView, rh_headers_view, ADW_TYPE_BIN)

static const char *
get_value (RhHeadersView *self, guint index)
{
  return rh_text_peek (rh_headers_nth_value (self->headers, index), NULL);
}

static void
copy (RhHeadersView *self, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  rh_toast_copy (GTK_WIDGET (self), valid);
}

static void
copy_all_cb (RhHeadersView *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < rh_headers_get_length (self->headers); i++)
    g_string_append_printf (text, "%s: %s\n", rh_headers_nth_name (self->headers, i),
                            get_value (self, i));
  copy (self, text->str);
}

static void
copy_one_cb (RhHeadersView *self, GtkWidget *button)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));

  copy (self, get_value (self, index));
}

static char *
fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  return g_utf8_casefold (valid, -1);
}

static gboolean
matches (RhHeadersView *self, guint index, const char *needle)
{
  g_autofree char *line = g_strconcat (rh_headers_nth_name (self->headers, index), ": ",
                                       get_value (self, index), NULL);
  g_autofree char *folded = fold (line);

  return strstr (folded, needle) != NULL;
}

static void
decode_cb (RhHeadersView *self, GtkWidget *button)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));

  rh_jwt_dialog_present (get_value (self, index), GTK_WIDGET (self));
}

/* @name: for assistive tools, which meet one such button after the other. */
static void
add_button (RhHeadersView *self,
            AdwActionRow *row,
            guint index,
            const char *icon,
            const char *tooltip,
            const char *name,
            GCallback clicked_cb)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_signal_connect_object (button, "clicked", clicked_cb, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (row, button);
}

static void
add_row (RhHeadersView *self, guint index)
{
  const char *name = rh_headers_nth_name (self->headers, index);
  GtkWidget *row = rh_fact_row_new (name, get_value (self, index));
  /* Translators: %s is the name of a header. */
  g_autofree char *copy_name = g_strdup_printf (_ ("Copy %s"), name);
  /* Translators: %s is the name of a header. */
  g_autofree char *decode_name = g_strdup_printf (_ ("Decode the Token in %s"), name);

  if (rh_jwt_dialog_suits (get_value (self, index)))
    add_button (self, ADW_ACTION_ROW (row), index, "dialog-information-symbolic",
                _ ("Decode Token"), decode_name, G_CALLBACK (decode_cb));
  add_button (self, ADW_ACTION_ROW (row), index, "edit-copy-symbolic", _ ("Copy Value"), copy_name,
              G_CALLBACK (copy_one_cb));
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (RhHeadersView *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

static void
describe (RhHeadersView *self, guint n_matches)
{
  guint n_hidden = n_matches - self->rows->len;
  g_autofree char *text = NULL;

  if (n_hidden > 0)
    text = g_strdup_printf (ngettext ("%u more header is not shown. Copy has all of them.",
                                      "%u more headers are not shown. Copy has all of them.",
                                      n_hidden),
                            n_hidden);
  adw_preferences_group_set_description (self->group, text);
}

static void
show_matches (RhHeadersView *self, const char *words)
{
  guint length = rh_headers_get_length (self->headers);
  g_autofree char *needle = fold (words);
  guint n_matches = 0;

  clear_rows (self);
  for (guint i = 0; i < length; i++)
    {
      if (!matches (self, i, needle))
        continue;
      if (n_matches++ < ROWS_MAX)
        add_row (self, i);
    }
  describe (self, n_matches);
  gtk_stack_set_visible_child_name (self->stack, n_matches > 0 ? "rows"
                                                 : length == 0 ? "none"
                                                               : "no-match");
}

static void
search_changed_cb (RhHeadersView *self)
{
  g_autofree char *text = NULL;

  show_matches (self, gtk_editable_get_text (self->search_entry));
  text = g_strdup_printf (ngettext ("%u header found", "%u headers found", self->rows->len),
                          self->rows->len);
  rh_announce_aside (self, text);
}

static void
search_mode_cb (RhHeadersView *self)
{
  gboolean has_focus
      = (gtk_widget_get_state_flags (GTK_WIDGET (self->search_bar)) & GTK_STATE_FLAG_FOCUS_WITHIN)
        != 0;

  if (gtk_search_bar_get_search_mode (self->search_bar))
    return;

  gtk_editable_set_text (self->search_entry, "");
  /* Else the focus goes to whatever has no name. */
  if (has_focus)
    gtk_widget_grab_focus (self->search_button);
}

/* Wherever the focus is, as long as this page is the one that is shown. */
static gboolean
find_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  if (!gtk_widget_get_mapped (widget))
    return GDK_EVENT_PROPAGATE;

  rh_headers_view_find (RH_HEADERS_VIEW (widget));
  return GDK_EVENT_STOP;
}

static void
rh_headers_view_dispose (GObject *object)
{
  RhHeadersView *self = RH_HEADERS_VIEW (object);

  /* A bound child of ours is the very child of AdwBin: it goes by that door. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_HEADERS_VIEW);

  G_OBJECT_CLASS (rh_headers_view_parent_class)->dispose (object);
}

static void
rh_headers_view_finalize (GObject *object)
{
  RhHeadersView *self = RH_HEADERS_VIEW (object);

  g_clear_pointer (&self->headers, rh_headers_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (rh_headers_view_parent_class)->finalize (object);
}

static void
add_find_key (GtkWidget *widget)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  /* Before the body's: its key is known to the whole tab. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_f, GDK_CONTROL_MASK),
                        gtk_callback_action_new (find_key_cb, NULL, NULL)));
  gtk_widget_add_controller (widget, controller);
}

static void
rh_headers_view_class_init (RhHeadersViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_headers_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = rh_headers_view_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/response/rh-headers-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RhHeadersView, search_bar);
  gtk_widget_class_bind_template_child (widget_class, RhHeadersView, search_button);
  gtk_widget_class_bind_template_child (widget_class, RhHeadersView, search_entry);
  gtk_widget_class_bind_template_child (widget_class, RhHeadersView, stack);
  gtk_widget_class_bind_template_child (widget_class, RhHeadersView, group);
  gtk_widget_class_bind_template_callback (widget_class, copy_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_mode_cb);
}

static void
rh_headers_view_init (RhHeadersView *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
  add_find_key (GTK_WIDGET (self));
}

GtkWidget *
rh_headers_view_new (RhExchange *exchange)
{
  RhHeadersView *self = g_object_new (RH_TYPE_HEADERS_VIEW, NULL);

  self->headers = rh_headers_ref (rh_hop_get_headers (rh_exchange_get_last_hop (exchange)));
  show_matches (self, "");
  return GTK_WIDGET (self);
}

void
rh_headers_view_find (RhHeadersView *self)
{
  g_return_if_fail (RH_IS_HEADERS_VIEW (self));

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}
