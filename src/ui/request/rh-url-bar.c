/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Method, URL, Send. */
#define G_LOG_DOMAIN "rh-url-bar"

#include "config.h"

#include "request/rh-url-bar.h"

#include "common/rh-long-text.h"
#include "common/rh-variable-entry.h"
#include "format/rh-curl.h"
#include "request/rh-method-button.h"
#include "request/rh-send-button.h"

struct _RhUrlBar
{
  AdwBin parent_instance;

  /* Template */
  RhMethodButton *method_button;
  RhVariableEntry *url_entry;
  GtkWidget *send_button;

  /* Plain */
  gboolean narrow;
  gboolean running;
};

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_RUNNING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhUrlBar, rh_url_bar, ADW_TYPE_BIN)

static void
url_activated_cb (RhUrlBar *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.send", NULL);
}

/* --- Pasting ------------------------------------------------------------------------------------
 */

void
rh_url_bar_paste (RhUrlBar *self, const char *text)
{
  GtkEditable *entry;
  g_autofree char *url = NULL;
  int position;

  g_return_if_fail (RH_IS_URL_BAR (self));

  if (rh_curl_looks_like (text))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "tab.fill-from-curl", "s", text);
      return;
    }

  entry = GTK_EDITABLE (self->url_entry);
  url = g_strstrip (g_strdup (text));
  gtk_editable_delete_selection (entry);
  position = gtk_editable_get_position (entry);
  gtk_editable_insert_text (entry, url, -1, &position);
  gtk_editable_set_position (entry, position);
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhUrlBar) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text != NULL && self->url_entry != NULL)
    rh_url_bar_paste (self, text);
}

/* An entry would take one line of a command, and the line break after a URL. */
static void
paste_cb (RhUrlBar *self, GtkText *text)
{
  g_signal_stop_emission_by_name (text, "paste-clipboard");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, pasted_cb,
                                 g_object_ref (self));
}

static void
rh_url_bar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhUrlBar *self = RH_URL_BAR (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_url_bar_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhUrlBar *self = RH_URL_BAR (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      break;
    case PROP_RUNNING:
      self->running = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* All of it, from the end: the cursor is at the start then, which comes into view. */
static void
select_all (RhUrlBar *self)
{
  gtk_editable_select_region (GTK_EDITABLE (self->url_entry), -1, 0);
}

/* Where nobody types in it, its start tells more than its end. A part that is selected stays so,
 * and a window that is left keeps its focus. */
static void
left_cb (RhUrlBar *self)
{
  GtkEditable *url = GTK_EDITABLE (self->url_entry);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  int start, end;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (url)))
    return;

  if (!gtk_editable_get_selection_bounds (url, &start, &end))
    gtk_editable_set_position (url, 0);
  else if (start == 0 && end == (int) g_utf8_strlen (gtk_editable_get_text (url), -1))
    select_all (self);
}

static void
rh_url_bar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_URL_BAR);

  G_OBJECT_CLASS (rh_url_bar_parent_class)->dispose (object);
}

static void
rh_url_bar_class_init (RhUrlBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_url_bar_dispose;
  object_class->get_property = rh_url_bar_get_property;
  object_class->set_property = rh_url_bar_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (RH_TYPE_METHOD_BUTTON);
  g_type_ensure (RH_TYPE_VARIABLE_ENTRY);
  g_type_ensure (RH_TYPE_SEND_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/request/rh-url-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RhUrlBar, method_button);
  gtk_widget_class_bind_template_child (widget_class, RhUrlBar, url_entry);
  gtk_widget_class_bind_template_child (widget_class, RhUrlBar, send_button);
  gtk_widget_class_bind_template_callback (widget_class, url_activated_cb);
}

static void
rh_url_bar_init (RhUrlBar *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  /* The request has one stack for all of its texts. */
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->url_entry), FALSE);
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (self->url_entry)),
                           "paste-clipboard", G_CALLBACK (paste_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->url_entry), focus);
}

void
rh_url_bar_set_item (RhUrlBar *self, RhRequestItem *item, RhVariableScope *scope)
{
  const GBindingFlags both = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;

  g_return_if_fail (RH_IS_URL_BAR (self));

  rh_variable_entry_set_scope (self->url_entry, scope);
  g_object_bind_property (item, "method", self->method_button, "method", both);
  rh_long_text_bind (item, "url", GTK_EDITABLE (self->url_entry));
}

void
rh_url_bar_focus_url (RhUrlBar *self, gboolean select)
{
  g_return_if_fail (RH_IS_URL_BAR (self));

  gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->url_entry));
  if (select)
    select_all (self);
  else
    gtk_editable_set_position (GTK_EDITABLE (self->url_entry), 0);
}

void
rh_url_bar_focus_at (RhUrlBar *self, guint cursor)
{
  g_return_if_fail (RH_IS_URL_BAR (self));

  gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->url_entry));
  gtk_editable_set_position (GTK_EDITABLE (self->url_entry), (int) cursor);
}

void
rh_url_bar_focus_send (RhUrlBar *self)
{
  g_return_if_fail (RH_IS_URL_BAR (self));

  gtk_widget_child_focus (self->send_button, GTK_DIR_TAB_FORWARD);
}
