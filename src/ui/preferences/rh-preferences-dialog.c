/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences: every row is bound to its key and takes effect at once. */
#define G_LOG_DOMAIN "rh-preferences-dialog"

#include "config.h"

#include "preferences/rh-preferences-dialog.h"

#include "common/rh-settings.h"
#include "preferences/rh-network-page.h"
#include "preferences/rh-saved-sign-ins-page.h"

struct _RhPreferencesDialog
{
  AdwPreferencesDialog parent_instance;

  /* Template */
  AdwComboRow *theme_row;
  AdwComboRow *layout_row;
  AdwSwitchRow *history_row;
  AdwSpinRow *history_days_row;
  AdwSwitchRow *wrap_row;
  AdwSwitchRow *system_font_row;
  AdwActionRow *font_row;
  GtkFontDialogButton *font_button;
};

G_DEFINE_FINAL_TYPE (RhPreferencesDialog, rh_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

/* In the order of the rows' lists. */
static const char *const themes[] = { "system", "light", "dark", NULL };
static const char *const layouts[] = { "auto", "below", "beside", NULL };

static gboolean
index_from_choice (GValue *value, GVariant *variant, gpointer choices)
{
  const char *const *choice = choices;
  guint index = 0;

  for (; choice[index] != NULL; index++)
    if (g_strcmp0 (choice[index], g_variant_get_string (variant, NULL)) == 0)
      break;

  g_value_set_uint (value, index);
  return choice[index] != NULL;
}

static GVariant *
choice_from_index (const GValue *value, const GVariantType *type, gpointer choices)
{
  const char *const *choice = choices;

  if (g_value_get_uint (value) == GTK_INVALID_LIST_POSITION)
    return NULL;
  return g_variant_new_string (choice[g_value_get_uint (value)]);
}

static gboolean
font_from_string (GValue *value, GVariant *variant, gpointer user_data)
{
  g_value_take_boxed (value,
                      pango_font_description_from_string (g_variant_get_string (variant, NULL)));
  return TRUE;
}

static GVariant *
string_from_font (const GValue *value, const GVariantType *type, gpointer user_data)
{
  if (g_value_get_boxed (value) == NULL)
    return NULL;
  return g_variant_new_take_string (pango_font_description_to_string (g_value_get_boxed (value)));
}

static void
bind_choice (AdwComboRow *row, const char *key, const char *const *choices)
{
  g_settings_bind_with_mapping (rh_settings_get (), key, row, "selected", G_SETTINGS_BIND_DEFAULT,
                                index_from_choice, choice_from_index, (gpointer) choices, NULL);
}

static void
rh_preferences_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_PREFERENCES_DIALOG);

  G_OBJECT_CLASS (rh_preferences_dialog_parent_class)->dispose (object);
}

static void
rh_preferences_dialog_class_init (RhPreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_preferences_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/preferences/rh-preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RhPreferencesDialog, theme_row);
  gtk_widget_class_bind_template_child (widget_class, RhPreferencesDialog, layout_row);
  gtk_widget_class_bind_template_child (widget_class, RhPreferencesDialog, history_row);
  gtk_widget_class_bind_template_child (widget_class, RhPreferencesDialog, history_days_row);
  gtk_widget_class_bind_template_child (widget_class, RhPreferencesDialog, wrap_row);
  gtk_widget_class_bind_template_child (widget_class, RhPreferencesDialog, system_font_row);
  gtk_widget_class_bind_template_child (widget_class, RhPreferencesDialog, font_row);
  gtk_widget_class_bind_template_child (widget_class, RhPreferencesDialog, font_button);
}

static void
rh_preferences_dialog_init (RhPreferencesDialog *self)
{
  GSettings *settings = rh_settings_get ();

  gtk_widget_init_template (GTK_WIDGET (self));

  bind_choice (self->theme_row, RH_SETTINGS_THEME, themes);
  bind_choice (self->layout_row, RH_SETTINGS_LAYOUT, layouts);
  g_settings_bind (settings, RH_SETTINGS_HISTORY, self->history_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, RH_SETTINGS_HISTORY_DAYS, self->history_days_row, "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, RH_SETTINGS_WRAP_LINES, self->wrap_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, RH_SETTINGS_USE_SYSTEM_FONT, self->system_font_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind_with_mapping (settings, RH_SETTINGS_EDITOR_FONT, self->font_button, "font-desc",
                                G_SETTINGS_BIND_DEFAULT, font_from_string, string_from_font, NULL,
                                NULL);
}

AdwDialog *
rh_preferences_dialog_new (RhWorkspace *workspace)
{
  AdwPreferencesDialog *self = g_object_new (RH_TYPE_PREFERENCES_DIALOG, NULL);

  adw_preferences_dialog_add (self, ADW_PREFERENCES_PAGE (rh_network_page_new (
                                        rh_workspace_get_network_rules (workspace))));
  adw_preferences_dialog_add (self, ADW_PREFERENCES_PAGE (rh_saved_sign_ins_page_new (workspace)));
  return ADW_DIALOG (self);
}

void
rh_preferences_dialog_show_network (RhPreferencesDialog *self)
{
  g_return_if_fail (RH_IS_PREFERENCES_DIALOG (self));

  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (self), "network");
}
