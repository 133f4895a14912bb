/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A problem on a card. */
#define G_LOG_DOMAIN "rh-problem-card"

#include "config.h"

#include "common/rh-problem-card.h"

#include "common/rh-announce.h"
#include "common/rh-help-context.h"
#include "common/rh-no-hyphens.h"

struct _RhProblemCard
{
  AdwBin parent_instance;

  /* Template */
  GtkLabel *title;
  GtkLabel *text;
  GtkWidget *buttons;
  GtkButton *button;
  GtkWidget *why_button;
};

enum
{
  SIGNAL_CLICKED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (RhProblemCard, rh_problem_card, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static void
clicked_cb (RhProblemCard *self)
{
  g_signal_emit (self, signals[SIGNAL_CLICKED], 0);
}

static void
rh_problem_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_PROBLEM_CARD);

  G_OBJECT_CLASS (rh_problem_card_parent_class)->dispose (object);
}

static void
rh_problem_card_class_init (RhProblemCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_problem_card_dispose;

  signals[SIGNAL_CLICKED] = g_signal_new ("clicked", RH_TYPE_PROBLEM_CARD, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/common/rh-problem-card.ui");
  gtk_widget_class_bind_template_child (widget_class, RhProblemCard, title);
  gtk_widget_class_bind_template_child (widget_class, RhProblemCard, text);
  gtk_widget_class_bind_template_child (widget_class, RhProblemCard, buttons);
  gtk_widget_class_bind_template_child (widget_class, RhProblemCard, button);
  gtk_widget_class_bind_template_child (widget_class, RhProblemCard, why_button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
rh_problem_card_init (RhProblemCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rh_no_hyphens (GTK_WIDGET (self));
}

void
rh_problem_card_show (RhProblemCard *self,
                      const char *title,
                      const char *text,
                      const char *button_label)
{
  g_return_if_fail (RH_IS_PROBLEM_CARD (self));

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->text, text);
  if (button_label != NULL)
    gtk_button_set_label (self->button, button_label);
  gtk_widget_set_visible (GTK_WIDGET (self->button), button_label != NULL);
  rh_problem_card_set_help (self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);

  rh_announce_alert (self, title);
  rh_announce (self, text);
}

void
rh_problem_card_show_problem (RhProblemCard *self, const RhProblem *problem)
{
  g_autofree char *text = rh_problem_dup_text (problem);

  rh_problem_card_show (self, problem->title, text, NULL);
  rh_problem_card_set_help (self, problem->help);
}

void
rh_problem_card_set_help (RhProblemCard *self, const char *page)
{
  g_return_if_fail (RH_IS_PROBLEM_CARD (self));

  rh_help_context_set (GTK_WIDGET (self), page);
  if (page != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->why_button), "s", page);
  gtk_widget_set_visible (self->why_button, page != NULL);
  gtk_widget_set_visible (self->buttons,
                          page != NULL || gtk_widget_get_visible (GTK_WIDGET (self->button)));
}

void
rh_problem_card_hide (RhProblemCard *self)
{
  g_return_if_fail (RH_IS_PROBLEM_CARD (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

const char *
rh_problem_card_get_title (RhProblemCard *self)
{
  g_return_val_if_fail (RH_IS_PROBLEM_CARD (self), NULL);

  return gtk_label_get_text (self->title);
}

const char *
rh_problem_card_get_text (RhProblemCard *self)
{
  g_return_val_if_fail (RH_IS_PROBLEM_CARD (self), NULL);

  return gtk_label_get_text (self->text);
}
