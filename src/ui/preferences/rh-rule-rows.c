/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the user's network rules. */
#define G_LOG_DOMAIN "rh-rule-rows"

#include "config.h"

#include "preferences/rh-rule-rows.h"

#include "common/rh-problem.h"
#include "common/rh-toast.h"

#include <glib/gi18n.h>

#define RULE "rh-rule"

static void
show_empty (GListModel *model, guint position, guint removed, guint added, GtkWidget *list)
{
  gboolean any = g_list_model_get_n_items (model) > 0;
  GtkWidget *empty = g_object_get_data (G_OBJECT (list), "rh-empty");

  gtk_widget_set_visible (list, any);
  gtk_widget_set_visible (empty, !any);
}

void
rh_rule_rows_bind (GtkListBox *list,
                   GtkWidget *empty,
                   RhNetworkRules *rules,
                   GtkCustomFilterFunc keep,
                   GtkListBoxCreateWidgetFunc create,
                   gpointer user_data)
{
  GListModel *all = rh_network_rules_get_list (rules);
  g_autoptr (GtkFilterListModel) kept = gtk_filter_list_model_new (
      g_object_ref (all), GTK_FILTER (gtk_custom_filter_new (keep, NULL, NULL)));

  g_object_set_data (G_OBJECT (list), "rh-empty", empty);
  gtk_list_box_bind_model (list, G_LIST_MODEL (kept), create, user_data, NULL);
  g_signal_connect_object (kept, "items-changed", G_CALLBACK (show_empty), list, G_CONNECT_DEFAULT);
  show_empty (G_LIST_MODEL (kept), 0, 0, 0, GTK_WIDGET (list));
}

static void
set_rule (gpointer object, RhNetworkRule *rule)
{
  g_object_set_data_full (object, RULE, g_object_ref (rule), g_object_unref);
}

RhNetworkRule *
rh_rule_row_get_rule (gpointer object)
{
  return g_object_get_data (object, RULE);
}

static GtkWidget *
remove_button_new (RhNetworkRule *rule)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  /* Translators: %s is the address of a server. */
  g_autofree char *label = g_strdup_printf (_ ("Remove %s"), rh_network_rule_get_origin (rule));

  set_rule (button, rule);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return button;
}

GtkWidget *
rh_rule_row_new (RhNetworkRule *rule,
                 const char *subtitle,
                 GCallback activated,
                 GCallback removed,
                 gpointer owner)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *remove = remove_button_new (rule);
  GtkWidget *next = gtk_image_new_from_icon_name ("go-next-symbolic");

  set_rule (row, rule);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rh_network_rule_get_origin (rule));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  gtk_accessible_update_state (GTK_ACCESSIBLE (next), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), next);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (remove, "clicked", removed, owner, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "activated", activated, owner, G_CONNECT_SWAPPED);
  return row;
}

void
rh_rule_rows_say_problem (GtkWidget *from, const GError *error)
{
  g_autoptr (RhProblem) problem = rh_problem_new (error);

  rh_toast_show (from, problem->title);
}

void
rh_rule_rows_say_removed (GtkWidget *from, const char *text, RhNetworkRule *rule, GCallback undo)
{
  AdwToast *toast = rh_toast_new (text);

  set_rule (toast, rule);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_object (toast, "button-clicked", undo, from, G_CONNECT_SWAPPED);
  rh_toast_add (from, toast);
}
