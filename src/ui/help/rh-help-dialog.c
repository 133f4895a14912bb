/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help: its contents, and the pages as they are wanted. */
#define G_LOG_DOMAIN "rh-help-dialog"

#include "config.h"

#include "help/rh-help-dialog.h"

#include "help/rh-help-page.h"
#include "window/rh-shortcuts-dialog.h"

#include <glib/gi18n.h>

struct _RhHelpDialog
{
  AdwDialog parent_instance;

  /* Template */
  AdwNavigationView *view;
  AdwPreferencesGroup *guides_group;
  AdwPreferencesPage *keys_page;
  AdwPreferencesPage *symptoms_page;

  /* Borrowed */
  GtkApplication *application;

  /* Plain */
  gboolean has_keys;
};

enum
{
  FOLLOW,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhHelpDialog, rh_help_dialog, ADW_TYPE_DIALOG)

static void
add_row (AdwPreferencesGroup *group, const RhHelpPageText *text)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow
      = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_image_set_from_icon_name (GTK_IMAGE (arrow), "go-next-symbolic");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (text->title));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", text->name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "help.show");
  adw_preferences_group_add (group, row);
}

static void
add_rows (RhHelpDialog *self)
{
  AdwPreferencesGroup *groups[RH_HELP_N_GROUPS] = { [RH_HELP_GROUP_GUIDES] = self->guides_group };

  for (guint i = RH_HELP_GROUP_BROWSER; i < RH_HELP_N_GROUPS; i++)
    {
      groups[i] = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      adw_preferences_group_set_title (groups[i], rh_help_text_get_group_title (i));
      adw_preferences_page_add (self->symptoms_page, groups[i]);
    }
  for (const RhHelpPageText *text = rh_help_guides; text->name != NULL; text++)
    add_row (groups[text->group], text);
  for (const RhHelpPageText *text = rh_help_symptoms; text->name != NULL; text++)
    add_row (groups[text->group], text);
}

static void
follow_cb (RhHelpDialog *self, const char *action)
{
  g_signal_emit (self, signals[FOLLOW], 0, action);
}

static AdwNavigationPage *
find_page (RhHelpDialog *self, const char *name)
{
  const RhHelpPageText *text = rh_help_text_find (name);
  AdwNavigationPage *page;

  if (text == NULL)
    return adw_navigation_view_find_page (self->view, name);

  page = rh_help_page_new (text);
  g_signal_connect_object (page, "follow", G_CALLBACK (follow_cb), self, G_CONNECT_SWAPPED);
  return page;
}

static void
show_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RhHelpDialog *self = RH_HELP_DIALOG (widget);
  AdwNavigationPage *page = find_page (self, g_variant_get_string (parameter, NULL));

  adw_navigation_view_push (self->view, page);
}

/* There are many, and they are seldom looked at. */
static void
keys_mapped_cb (RhHelpDialog *self)
{
  if (!self->has_keys)
    rh_shortcuts_dialog_fill (self->keys_page, self->application);
  self->has_keys = TRUE;
}

static void
rh_help_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_HELP_DIALOG);

  G_OBJECT_CLASS (rh_help_dialog_parent_class)->dispose (object);
}

static void
rh_help_dialog_class_init (RhHelpDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_help_dialog_dispose;

  signals[FOLLOW] = g_signal_new ("follow", RH_TYPE_HELP_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/help/rh-help-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RhHelpDialog, view);
  gtk_widget_class_bind_template_child (widget_class, RhHelpDialog, guides_group);
  gtk_widget_class_bind_template_child (widget_class, RhHelpDialog, keys_page);
  gtk_widget_class_bind_template_child (widget_class, RhHelpDialog, symptoms_page);
  gtk_widget_class_bind_template_callback (widget_class, keys_mapped_cb);
  gtk_widget_class_install_action (widget_class, "help.show", "s", show_cb);
}

static void
rh_help_dialog_init (RhHelpDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_rows (self);
}

RhHelpDialog *
rh_help_dialog_new (GtkApplication *application)
{
  RhHelpDialog *self;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);

  self = g_object_new (RH_TYPE_HELP_DIALOG, NULL);
  self->application = application;
  return self;
}

void
rh_help_dialog_show (RhHelpDialog *self, const char *page)
{
  AdwNavigationPage *pages[3];
  const RhHelpPageText *text;
  int n_pages = 0;

  g_return_if_fail (RH_IS_HELP_DIALOG (self));
  g_return_if_fail (page != NULL);

  text = rh_help_text_find (page);
  pages[n_pages++] = adw_navigation_view_find_page (self->view, RH_HELP_CONTENTS);
  if (text != NULL && text->group != RH_HELP_GROUP_GUIDES)
    pages[n_pages++] = adw_navigation_view_find_page (self->view, RH_HELP_TROUBLES);
  if (!g_str_equal (page, RH_HELP_CONTENTS))
    pages[n_pages++] = find_page (self, page);
  g_return_if_fail (pages[n_pages - 1] != NULL);

  adw_navigation_view_replace (self->view, pages, n_pages);
}
