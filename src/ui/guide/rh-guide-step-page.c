/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A step that is taken elsewhere. */
#define G_LOG_DOMAIN "rh-guide-step-page"

#include "config.h"

#include "guide/rh-guide-step-page.h"

#include "common/rh-css-class.h"
#include "common/rh-problem-card.h"
#include "guide/rh-guide-intro.h"
#include "guide/rh-guide-row.h"

#include <glib/gi18n.h>

struct _RhGuideStepPage
{
  AdwNavigationPage parent_instance;

  /* Template */
  AdwPreferencesGroup *intro_group;
  AdwPreferencesGroup *fact_group;
  RhProblemCard *problem_card;
  GtkWidget *onward_group;
  GtkWidget *production_row;
  GtkButton *go_button;

  /* Owned */
  RhProgress *progress;

  /* Borrowed */
  RhGuideRow *row;

  /* Plain */
  RhStep step;
};

enum
{
  GO,
  REMEDY,
  ONWARD,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhGuideStepPage, rh_guide_step_page, ADW_TYPE_NAVIGATION_PAGE)

/* Only what stopped this step is told here, and only while it is the next one. */
static RhCause *
find_cause (RhGuideStepPage *self)
{
  g_autoptr (RhCause) cause = NULL;

  if (rh_progress_get_next (self->progress) != self->step)
    return NULL;

  cause = rh_progress_explain (self->progress);
  return cause->kind == RH_CAUSE_NONE ? NULL : g_steal_pointer (&cause);
}

static void
update_problem (RhGuideStepPage *self)
{
  g_autoptr (RhCause) cause = find_cause (self);
  g_autoptr (RhGuideProblem) problem = cause == NULL ? NULL : rh_guide_problem_new (cause);

  if (problem == NULL)
    rh_problem_card_hide (self->problem_card);
  else
    {
      rh_problem_card_show (self->problem_card, problem->title, problem->text, problem->button);
      rh_problem_card_set_help (self->problem_card, problem->help);
    }
}

static const char *
go_label (RhGuideStepPage *self, gboolean reached)
{
  if (self->step == RH_STEP_CONNECT)
    return reached ? _ ("_Connect Again…") : _ ("_Connect…");

  return _ ("_Open the Request");
}

static void
update (RhGuideStepPage *self)
{
  const RhStepFact *fact = rh_progress_get_fact (self->progress, self->step);
  gboolean is_next = rh_progress_get_next (self->progress) == self->step;
  g_autofree char *proof = rh_guide_words_dup_proof (self->step, fact);
  RhEnvironment *environment
      = rh_connection_get_environment (rh_progress_get_connection (self->progress));

  rh_guide_row_set_fact (self->row, fact, is_next);
  adw_preferences_group_set_description (self->fact_group, proof);
  update_problem (self);
  gtk_button_set_label (self->go_button, go_label (self, fact->reached));
  rh_css_class_set (GTK_WIDGET (self->go_button), "suggested-action", is_next);
  gtk_widget_set_visible (self->onward_group, self->step == RH_STEP_CALL && fact->reached);
  gtk_widget_set_visible (self->production_row,
                          !g_str_equal (rh_environment_get_name (environment), "Production"));
}

static void
go_cb (RhGuideStepPage *self)
{
  g_signal_emit (self, signals[GO], 0);
}

static void
problem_clicked_cb (RhGuideStepPage *self)
{
  g_autoptr (RhCause) cause = find_cause (self);

  if (cause != NULL)
    g_signal_emit (self, signals[REMEDY], 0, (int) cause->remedy, cause->detail);
}

static void
more_cb (RhGuideStepPage *self)
{
  g_signal_emit (self, signals[ONWARD], 0, "more");
}

static void
scopes_cb (RhGuideStepPage *self)
{
  g_signal_emit (self, signals[ONWARD], 0, "scopes");
}

static void
production_cb (RhGuideStepPage *self)
{
  g_signal_emit (self, signals[ONWARD], 0, "production");
}

static void
rh_guide_step_page_dispose (GObject *object)
{
  RhGuideStepPage *self = RH_GUIDE_STEP_PAGE (object);

  g_clear_object (&self->progress);
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_GUIDE_STEP_PAGE);

  G_OBJECT_CLASS (rh_guide_step_page_parent_class)->dispose (object);
}

static void
rh_guide_step_page_class_init (RhGuideStepPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_guide_step_page_dispose;

  signals[GO] = g_signal_new ("go", RH_TYPE_GUIDE_STEP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 0);
  signals[REMEDY] = g_signal_new ("remedy", RH_TYPE_GUIDE_STEP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
  signals[ONWARD] = g_signal_new ("onward", RH_TYPE_GUIDE_STEP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (RH_TYPE_PROBLEM_CARD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/guide/rh-guide-step-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RhGuideStepPage, intro_group);
  gtk_widget_class_bind_template_child (widget_class, RhGuideStepPage, fact_group);
  gtk_widget_class_bind_template_child (widget_class, RhGuideStepPage, problem_card);
  gtk_widget_class_bind_template_child (widget_class, RhGuideStepPage, onward_group);
  gtk_widget_class_bind_template_child (widget_class, RhGuideStepPage, production_row);
  gtk_widget_class_bind_template_child (widget_class, RhGuideStepPage, go_button);
  gtk_widget_class_bind_template_callback (widget_class, go_cb);
  gtk_widget_class_bind_template_callback (widget_class, problem_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, scopes_cb);
  gtk_widget_class_bind_template_callback (widget_class, production_cb);
}

static void
rh_guide_step_page_init (RhGuideStepPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwNavigationPage *
rh_guide_step_page_new (RhStep step, RhProgress *progress)
{
  RhGuideStepPage *self;

  g_return_val_if_fail (step == RH_STEP_CONNECT || step == RH_STEP_CALL, NULL);
  g_return_val_if_fail (RH_IS_PROGRESS (progress), NULL);

  self = g_object_new (RH_TYPE_GUIDE_STEP_PAGE, NULL);
  self->step = step;
  self->progress = g_object_ref (progress);
  self->row = RH_GUIDE_ROW (rh_guide_row_new (step));
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), _ (rh_guide_words (step)->title));
  rh_guide_intro_fill (self->intro_group, step);
  adw_preferences_group_add (self->fact_group, GTK_WIDGET (self->row));
  g_signal_connect_object (progress, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return ADW_NAVIGATION_PAGE (self);
}
