/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A step in one row. */
#define G_LOG_DOMAIN "rh-guide-row"

#include "config.h"

#include "guide/rh-guide-row.h"

#include "common/rh-css-class.h"

#include <glib/gi18n.h>

struct _RhGuideRow
{
  AdwActionRow parent_instance;

  /* Borrowed */
  GtkImage *icon;
  GtkLabel *state;

  /* Plain */
  RhStep step;
};

G_DEFINE_FINAL_TYPE (RhGuideRow, rh_guide_row, ADW_TYPE_ACTION_ROW)

static void
rh_guide_row_class_init (RhGuideRowClass *klass)
{
}

static void
rh_guide_row_init (RhGuideRow *self)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("rh-ring-symbolic");
  GtkWidget *state = gtk_label_new (NULL);

  self->icon = GTK_IMAGE (icon);
  self->state = GTK_LABEL (state);
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), state);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 3);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

GtkWidget *
rh_guide_row_new (RhStep step)
{
  RhGuideRow *self = g_object_new (RH_TYPE_GUIDE_ROW, NULL);

  self->step = step;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ (rh_guide_words (step)->title));
  return GTK_WIDGET (self);
}

void
rh_guide_row_set_fact (RhGuideRow *self, const RhStepFact *fact, gboolean is_next)
{
  g_autofree char *text = NULL;
  g_autofree char *when = NULL;
  const char *state;

  g_return_if_fail (RH_IS_GUIDE_ROW (self));
  g_return_if_fail (fact != NULL);

  text = rh_guide_words_dup_fact (self->step, fact);
  when = rh_guide_words_dup_when (fact);
  state = fact->reached ? C_ ("step", "Done") : is_next ? C_ ("step", "Next") : "";
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), when);
  gtk_label_set_text (self->state, state);
  gtk_widget_set_visible (GTK_WIDGET (self->state), *state != '\0');
  gtk_image_set_from_icon_name (self->icon,
                                fact->reached ? "object-select-symbolic" : "rh-ring-symbolic");
  rh_css_class_set (GTK_WIDGET (self->icon), "success", fact->reached);
  rh_css_class_set (GTK_WIDGET (self->state), "success", fact->reached);
  rh_css_class_set (GTK_WIDGET (self->icon), "dimmed", !fact->reached && !is_next);
}
