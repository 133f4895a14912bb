/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Client certificates. A pass phrase stays in the keyring as long as an undo may need it. */
#define G_LOG_DOMAIN "rh-client-group"

#include "config.h"

#include "preferences/rh-client-group.h"

#include "preferences/rh-client-page.h"
#include "preferences/rh-rule-rows.h"

#include <glib/gi18n.h>

struct _RhClientGroup
{
  AdwPreferencesGroup parent_instance;

  /* Template */
  GtkListBox *list;
  GtkWidget *empty;

  /* Owned */
  RhNetworkRules *rules;
  GPtrArray *taken; /* origins whose certificate was removed here */
};

G_DEFINE_FINAL_TYPE (RhClientGroup, rh_client_group, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
has_certificate (gpointer rule, gpointer user_data)
{
  return rh_network_rule_get_certificate (rule) != NULL;
}

/* --- Removing -----------------------------------------------------------------------------------
 */

static void
undo_cb (RhClientGroup *self, AdwToast *toast)
{
  RhNetworkRule *rule = rh_rule_row_get_rule (toast);
  g_autoptr (GError) error = NULL;

  if (!rh_network_rules_set_client_certificate (self->rules, rh_network_rule_get_origin (rule),
                                                rh_network_rule_get_certificate (rule),
                                                rh_network_rule_get_key (rule), &error))
    rh_rule_rows_say_problem (GTK_WIDGET (self), error);
}

static void
remove_cb (RhClientGroup *self, GtkWidget *button)
{
  g_autoptr (RhNetworkRule) rule = g_object_ref (rh_rule_row_get_rule (button));
  const char *origin = rh_network_rule_get_origin (rule);
  g_autoptr (GError) error = NULL;

  if (!rh_network_rules_take_client_certificate (self->rules, origin, &error))
    {
      rh_rule_rows_say_problem (GTK_WIDGET (self), error);
      return;
    }

  g_ptr_array_add (self->taken, g_strdup (origin));
  rh_rule_rows_say_removed (GTK_WIDGET (self), _ ("Client certificate removed"), rule,
                            G_CALLBACK (undo_cb));
}

/* With the dialog its toasts go, and with them the undo. */
static void
forget_taken (RhClientGroup *self)
{
  for (guint i = 0; i < self->taken->len; i++)
    rh_network_rules_forget_pass_phrase (self->rules, self->taken->pdata[i]);
  g_ptr_array_set_size (self->taken, 0);
}

/* --- Adding and changing ------------------------------------------------------------------------
 */

static void
push (RhClientGroup *self, RhNetworkRule *rule)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);

  if (dialog != NULL)
    adw_preferences_dialog_push_subpage (ADW_PREFERENCES_DIALOG (dialog),
                                         rh_client_page_new (self->rules, rule));
}

static void
add_cb (RhClientGroup *self)
{
  push (self, NULL);
}

static void
activated_cb (RhClientGroup *self, GtkWidget *row)
{
  push (self, rh_rule_row_get_rule (row));
}

static char *
dup_subtitle (RhNetworkRule *rule)
{
  g_autofree char *file = g_path_get_basename (rh_network_rule_get_certificate (rule));
  g_autofree char *shown = g_filename_display_name (file);
  g_autofree char *key = NULL;
  g_autofree char *shown_key = NULL;

  if (rh_network_rule_get_key (rule) == NULL)
    return g_steal_pointer (&shown);

  key = g_path_get_basename (rh_network_rule_get_key (rule));
  shown_key = g_filename_display_name (key);
  /* Translators: names of two files, a certificate's and its key's. */
  return g_strdup_printf (_ ("%s with key %s"), shown, shown_key);
}

static GtkWidget *
create_row (gpointer rule, gpointer user_data)
{
  g_autofree char *subtitle = dup_subtitle (rule);

  return rh_rule_row_new (rule, subtitle, G_CALLBACK (activated_cb), G_CALLBACK (remove_cb),
                          user_data);
}

/* --- Object -------------------------------------------------------------------------------------
 */

static void
rh_client_group_dispose (GObject *object)
{
  RhClientGroup *self = RH_CLIENT_GROUP (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  if (self->rules != NULL)
    forget_taken (self);
  g_clear_object (&self->rules);
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_CLIENT_GROUP);

  G_OBJECT_CLASS (rh_client_group_parent_class)->dispose (object);
}

static void
rh_client_group_finalize (GObject *object)
{
  g_ptr_array_unref (RH_CLIENT_GROUP (object)->taken);

  G_OBJECT_CLASS (rh_client_group_parent_class)->finalize (object);
}

static void
rh_client_group_class_init (RhClientGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_client_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = rh_client_group_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/preferences/rh-client-group.ui");
  gtk_widget_class_bind_template_child (widget_class, RhClientGroup, list);
  gtk_widget_class_bind_template_child (widget_class, RhClientGroup, empty);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
rh_client_group_init (RhClientGroup *self)
{
  self->taken = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
rh_client_group_set_rules (RhClientGroup *self, RhNetworkRules *rules)
{
  g_return_if_fail (RH_IS_CLIENT_GROUP (self));
  g_return_if_fail (RH_IS_NETWORK_RULES (rules));

  g_set_object (&self->rules, rules);
  rh_rule_rows_bind (self->list, self->empty, rules, has_certificate, create_row, self);
}
