/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Certificates that are trusted although they do not verify. */
#define G_LOG_DOMAIN "rh-trusted-group"

#include "config.h"

#include "preferences/rh-trusted-group.h"

#include "common/rh-copy-button.h"
#include "http/rh-certificate.h"
#include "preferences/rh-rule-rows.h"
#include "response/rh-fact-row.h"

#include <glib/gi18n.h>

/* As much of "AB:CD:…" as tells two certificates apart at a glance. */
#define SHORT_LENGTH (8 * 3 - 1)

struct _RhTrustedGroup
{
  AdwPreferencesGroup parent_instance;

  /* Template */
  GtkListBox *list;
  GtkWidget *empty;

  /* Owned */
  RhNetworkRules *rules;
};

G_DEFINE_FINAL_TYPE (RhTrustedGroup, rh_trusted_group, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
is_trusted (gpointer rule, gpointer user_data)
{
  return rh_network_rule_get_trusted (rule) != NULL;
}

/* --- Removing -----------------------------------------------------------------------------------
 */

static void
undo_cb (RhTrustedGroup *self, AdwToast *toast)
{
  RhNetworkRule *rule = rh_rule_row_get_rule (toast);
  g_autoptr (GError) error = NULL;

  if (!rh_network_rules_trust_again (self->rules, rh_network_rule_get_origin (rule),
                                     rh_network_rule_get_trusted (rule), &error))
    rh_rule_rows_say_problem (GTK_WIDGET (self), error);
}

static void
remove_cb (RhTrustedGroup *self, GtkWidget *button)
{
  g_autoptr (RhNetworkRule) rule = g_object_ref (rh_rule_row_get_rule (button));
  g_autoptr (GError) error = NULL;

  if (!rh_network_rules_distrust (self->rules, rh_network_rule_get_origin (rule), &error))
    {
      rh_rule_rows_say_problem (GTK_WIDGET (self), error);
      return;
    }

  rh_rule_rows_say_removed (GTK_WIDGET (self), _ ("Certificate no longer trusted"), rule,
                            G_CALLBACK (undo_cb));
}

/* --- One certificate ----------------------------------------------------------------------------
 */

static AdwNavigationPage *
page_new (RhNetworkRule *rule)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *content = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *sha256 = rh_certificate_format_sha256 (rh_network_rule_get_trusted (rule));
  GtkWidget *row = rh_fact_row_new (_ ("SHA-256"), sha256);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), rh_copy_button_new (sha256, _ ("Copy SHA-256")));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             /* Translators: the address at which a certificate is trusted. */
                             rh_fact_row_new (_ ("Trusted At"), rh_network_rule_get_origin (rule)));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("This one certificate is accepted at this address and nowhere else. Another one is asked "
         "about again."));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (content), ADW_PREFERENCES_GROUP (group));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), content);
  return adw_navigation_page_new (view, _ ("Trusted Certificate"));
}

static void
activated_cb (RhTrustedGroup *self, GtkWidget *row)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);

  if (dialog != NULL)
    adw_preferences_dialog_push_subpage (ADW_PREFERENCES_DIALOG (dialog),
                                         page_new (rh_rule_row_get_rule (row)));
}

static GtkWidget *
create_row (gpointer rule, gpointer user_data)
{
  g_autofree char *sha256 = rh_certificate_format_sha256 (rh_network_rule_get_trusted (rule));
  g_autofree char *subtitle = g_strdup_printf ("SHA-256 %.*s…", SHORT_LENGTH, sha256);

  return rh_rule_row_new (rule, subtitle, G_CALLBACK (activated_cb), G_CALLBACK (remove_cb),
                          user_data);
}

/* --- Object -------------------------------------------------------------------------------------
 */

static void
rh_trusted_group_dispose (GObject *object)
{
  RhTrustedGroup *self = RH_TRUSTED_GROUP (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->rules);
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_TRUSTED_GROUP);

  G_OBJECT_CLASS (rh_trusted_group_parent_class)->dispose (object);
}

static void
rh_trusted_group_class_init (RhTrustedGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_trusted_group_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/preferences/rh-trusted-group.ui");
  gtk_widget_class_bind_template_child (widget_class, RhTrustedGroup, list);
  gtk_widget_class_bind_template_child (widget_class, RhTrustedGroup, empty);
}

static void
rh_trusted_group_init (RhTrustedGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
rh_trusted_group_set_rules (RhTrustedGroup *self, RhNetworkRules *rules)
{
  g_return_if_fail (RH_IS_TRUSTED_GROUP (self));
  g_return_if_fail (RH_IS_NETWORK_RULES (rules));

  g_set_object (&self->rules, rules);
  rh_rule_rows_bind (self->list, self->empty, rules, is_trusted, create_row, self);
}
