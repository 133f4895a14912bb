/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to find in a body, and how many there are of it. */
#define G_LOG_DOMAIN "rh-body-find-bar"

#include "config.h"

#include "response/rh-body-find-bar.h"

#include "common/rh-validity.h"
#include "response/rh-format.h"

#include <glib/gi18n.h>

struct _RhBodyFindBar
{
  AdwBin parent_instance;

  /* Template */
  GtkEntry *entry;
  GtkLabel *count_label;

  /* Owned */
  GSimpleActionGroup *options;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_NEXT,
  SIGNAL_PREVIOUS,
  SIGNAL_CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhBodyFindBar, rh_body_find_bar, ADW_TYPE_BIN)

static void
changed_cb (RhBodyFindBar *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
next_cb (RhBodyFindBar *self)
{
  g_signal_emit (self, signals[SIGNAL_NEXT], 0);
}

static void
close_cb (RhBodyFindBar *self)
{
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

static void
option_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  g_simple_action_set_state (action, state);
  changed_cb (user_data);
}

static gboolean
key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  const char *name;

  g_variant_get (arguments, "(&s)", &name);
  g_signal_emit_by_name (widget, name);
  return GDK_EVENT_STOP;
}

static gboolean
get_option (RhBodyFindBar *self, const char *name)
{
  g_autoptr (GVariant) state
      = g_action_group_get_action_state (G_ACTION_GROUP (self->options), name);

  return g_variant_get_boolean (state);
}

static void
rh_body_find_bar_dispose (GObject *object)
{
  RhBodyFindBar *self = RH_BODY_FIND_BAR (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_BODY_FIND_BAR);
  g_clear_object (&self->options);

  G_OBJECT_CLASS (rh_body_find_bar_parent_class)->dispose (object);
}

static guint
signal_new (const char *name)
{
  return g_signal_new (name, RH_TYPE_BODY_FIND_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 0);
}

static void
rh_body_find_bar_class_init (RhBodyFindBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_body_find_bar_dispose;

  signals[SIGNAL_CHANGED] = signal_new ("changed");
  signals[SIGNAL_NEXT] = signal_new ("next");
  signals[SIGNAL_PREVIOUS] = signal_new ("previous");
  signals[SIGNAL_CLOSED] = signal_new ("closed");

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/response/rh-body-find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RhBodyFindBar, entry);
  gtk_widget_class_bind_template_child (widget_class, RhBodyFindBar, count_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, key_cb, "(s)", "closed");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_SHIFT_MASK, key_cb, "(s)",
                                "previous");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_SHIFT_MASK, key_cb, "(s)",
                                "previous");
}

static void
rh_body_find_bar_init (RhBodyFindBar *self)
{
  static const GActionEntry options[] = {
    { .name = "regex", .state = "false", .change_state = option_cb },
    { .name = "case-sensitive", .state = "false", .change_state = option_cb },
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->options = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->options), options, G_N_ELEMENTS (options),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "find", G_ACTION_GROUP (self->options));
}

const char *
rh_body_find_bar_get_text (RhBodyFindBar *self)
{
  g_return_val_if_fail (RH_IS_BODY_FIND_BAR (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

gboolean
rh_body_find_bar_is_regex (RhBodyFindBar *self)
{
  g_return_val_if_fail (RH_IS_BODY_FIND_BAR (self), FALSE);

  return get_option (self, "regex");
}

gboolean
rh_body_find_bar_is_case_sensitive (RhBodyFindBar *self)
{
  g_return_val_if_fail (RH_IS_BODY_FIND_BAR (self), FALSE);

  return get_option (self, "case-sensitive");
}

void
rh_body_find_bar_open (RhBodyFindBar *self)
{
  g_return_if_fail (RH_IS_BODY_FIND_BAR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

void
rh_body_find_bar_set_count (RhBodyFindBar *self, guint64 current, guint64 total, gboolean more)
{
  g_autofree char *number = rh_format_count (current);
  g_autofree char *all = rh_format_count (total);
  g_autofree char *text = NULL;

  g_return_if_fail (RH_IS_BODY_FIND_BAR (self));

  rh_validity_set (GTK_WIDGET (self->entry), TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->entry), NULL);
  if (*rh_body_find_bar_get_text (self) == '\0')
    text = g_strdup ("");
  else if (total == 0 && !more)
    /* Translators: no match. */
    text = g_strdup (C_ ("matches", "None"));
  else if (current == 0)
    /* How many were found; + if there may be more. */
    text = g_strconcat (all, more ? "+" : "", NULL);
  else
    /* Translators: the number of the one that is shown, how many there are, + if there may be
     * more. */
    text = g_strdup_printf (_ ("%s of %s%s"), number, all, more ? "+" : "");
  gtk_label_set_label (self->count_label, text);
}

void
rh_body_find_bar_set_error (RhBodyFindBar *self, const char *sentence)
{
  g_return_if_fail (RH_IS_BODY_FIND_BAR (self));

  rh_validity_set (GTK_WIDGET (self->entry), FALSE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->entry), sentence);
  /* Translators: a regular expression. */
  gtk_label_set_label (self->count_label, _ ("Not Valid"));
}
