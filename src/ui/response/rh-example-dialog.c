/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps a response as an example with its request. */
#define G_LOG_DOMAIN "rh-example-dialog"

#include "config.h"

#include "response/rh-example-dialog.h"

#include "common/rh-first-focus.h"
#include "response/rh-fact-row.h"
#include "response/rh-format.h"
#include "workspace/rh-example-keep.h"

#include <glib/gi18n.h>

struct _RhExampleDialog
{
  AdwDialog parent_instance;

  /* Template */
  GtkEditable *name_row;
  AdwSwitchRow *confirm_row;
  AdwPreferencesGroup *protected_group;
  AdwPreferencesGroup *shown_group;
  GtkWidget *keep_button;

  /* Owned */
  RhRequestItem *item;
  RhExample *example;
};

G_DEFINE_FINAL_TYPE (RhExampleDialog, rh_example_dialog, ADW_TYPE_DIALOG)

static char *
dup_name (RhExampleDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
}

static void
update_cb (RhExampleDialog *self)
{
  g_autofree char *name = dup_name (self);
  gboolean allowed = !gtk_widget_get_visible (GTK_WIDGET (self->protected_group))
                     || adw_switch_row_get_active (self->confirm_row);

  gtk_widget_set_sensitive (self->keep_button, allowed && *name != '\0');
}

static void
keep_cb (RhExampleDialog *self)
{
  g_autofree char *name = dup_name (self);

  g_object_set (self->example, "name", name, NULL);
  rh_example_settle (self->example);
  rh_request_item_add_example (self->item, self->example);
  adw_dialog_close (ADW_DIALOG (self));
}

/* Why a body is left out; NULL: it is not. */
static const char *
get_reason (RhHistoryBodyState state)
{
  switch (state)
    {
    case RH_HISTORY_BODY_SECRET:
      return _ ("Without its body: that holds a secret which could not be masked for sure.");
    case RH_HISTORY_BODY_TOO_LARGE:
      return _ ("Without its body: that is too large.");
    case RH_HISTORY_BODY_NO_TEXT:
      return _ ("Without its body: that is no text.");
    case RH_HISTORY_BODY_PROTECTED:
    case RH_HISTORY_BODY_NONE:
    case RH_HISTORY_BODY_KEPT:
    default:
      return NULL;
    }
}

static void
show_example (RhExampleDialog *self, RhHistoryBodyState state)
{
  g_autofree char *text = rh_example_keep_dup_text (self->example);
  const char *reason = get_reason (state);
  GtkWidget *row = rh_fact_row_new ("", text);

  gtk_widget_add_css_class (row, "message");
  /* Its own label is empty. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_group_get_title (self->shown_group), -1);
  adw_preferences_group_set_description (
      self->shown_group,
      reason != NULL ? reason : _ ("Credentials are masked. Look for what else nobody may see."));
  adw_preferences_group_add (self->shown_group, row);
}

static void
show_protection (RhExampleDialog *self, const char *environment)
{
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->protected_group), environment != NULL);
  if (environment == NULL)
    return;

  /* Translators: %s is the name of an environment. */
  text = g_strdup_printf (_ ("%s is protected: this may be data of real people, and whoever has "
                             "the files sees it."),
                          environment);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->confirm_row), text);
}

static void
rh_example_dialog_dispose (GObject *object)
{
  RhExampleDialog *self = RH_EXAMPLE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_EXAMPLE_DIALOG);
  g_clear_object (&self->item);
  g_clear_object (&self->example);

  G_OBJECT_CLASS (rh_example_dialog_parent_class)->dispose (object);
}

static void
rh_example_dialog_class_init (RhExampleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_example_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/response/rh-example-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RhExampleDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, RhExampleDialog, confirm_row);
  gtk_widget_class_bind_template_child (widget_class, RhExampleDialog, protected_group);
  gtk_widget_class_bind_template_child (widget_class, RhExampleDialog, shown_group);
  gtk_widget_class_bind_template_child (widget_class, RhExampleDialog, keep_button);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
}

static void
rh_example_dialog_init (RhExampleDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rh_first_focus_set (self, self->name_row);
}

AdwDialog *
rh_example_dialog_new (RhRequestItem *item, RhExchange *exchange, const char *protected_environment)
{
  RhExampleDialog *self = g_object_new (RH_TYPE_EXAMPLE_DIALOG, NULL);
  RhHop *hop = rh_exchange_get_last_hop (exchange);
  g_autofree char *name = rh_format_status (rh_hop_get_status (hop), rh_hop_get_reason (hop));
  RhHistoryBodyState state;

  self->item = g_object_ref (item);
  self->example = rh_example_keep (item, exchange, name, &state);
  gtk_editable_set_text (self->name_row, name);
  show_protection (self, protected_environment);
  show_example (self, state);
  update_cb (self);
  return ADW_DIALOG (self);
}
