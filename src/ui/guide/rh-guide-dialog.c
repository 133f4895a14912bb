/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Get Started. It looks at facts and leads to the places where they come about; those are the real
 * ones, and not its own. */
#define G_LOG_DOMAIN "rh-guide-dialog"

#include "config.h"

#include "guide/rh-guide-dialog.h"

#include "common/rh-announce.h"
#include "common/rh-help-context.h"
#include "guide/rh-guide-register-page.h"
#include "guide/rh-guide-row.h"
#include "guide/rh-guide-step-page.h"

#include <glib/gi18n.h>

struct _RhGuideDialog
{
  AdwDialog parent_instance;

  /* Template */
  AdwNavigationView *view;
  AdwPreferencesGroup *choices_group;
  GtkWidget *start_button;
  AdwComboRow *environment_row;
  AdwPreferencesGroup *steps_group;
  GtkButton *next_button;

  /* Owned */
  RhWorkspace *workspace;
  RhProgress *progress;
  GCancellable *cancellable;

  /* Borrowed */
  RhGuideRow *rows[RH_N_STEPS];
  RhService *choice;

  /* Plain */
  gboolean starting; /* goes on with the next step by itself */
  gboolean loading;
  gboolean reached[RH_N_STEPS];
};

enum
{
  CHOSEN,
  CONNECT,
  CALL,
  ENVIRONMENT,
  MORE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhGuideDialog, rh_guide_dialog, ADW_TYPE_DIALOG)

/* Where to begin */

static char *
describe_service (RhService *service)
{
  const char *id = rh_service_get_id (service);
  g_autofree char *environments = NULL;

  if (g_str_equal (id, RH_SERVICE_PRACTICE))
    return g_strdup (_ ("A made-up company on this computer: needs no credentials and no network"));
  if (*rh_service_get_environments (service) == NULL)
    return g_strdup (_ ("Any OAuth 2.0 server, in a new collection"));

  environments = g_strjoinv (", ", (GStrv) rh_service_get_environments (service));
  /* Translators: %s are names of environments. */
  return g_strdup_printf (_ ("With credentials that you get from it: %s"), environments);
}

static void
choice_toggled_cb (RhGuideDialog *self, GtkCheckButton *button)
{
  if (gtk_check_button_get_active (button))
    self->choice = g_object_get_data (G_OBJECT (button), "service");
}

static GtkCheckButton *
add_choice (RhGuideDialog *self, RhService *service, GtkCheckButton *group)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_check_button_new ();
  gboolean is_other = *rh_service_get_environments (service) == NULL;
  g_autofree char *text = describe_service (service);

  g_object_set_data_full (G_OBJECT (button), "service", g_object_ref (service), g_object_unref);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), group);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 is_other ? _ ("Another Service") : rh_service_get_name (service));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (self->choices_group, row);
  g_signal_connect_object (button, "toggled", G_CALLBACK (choice_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_CHECK_BUTTON (button);
}

/* The practice server is chosen, wherever the services that a user added come. */
static void
add_choices (RhGuideDialog *self)
{
  GListModel *services = rh_workspace_get_services (self->workspace);
  GtkCheckButton *group = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (RhService) service = g_list_model_get_item (services, i);
      GtkCheckButton *button = add_choice (self, service, group);

      if (group == NULL || g_str_equal (rh_service_get_id (service), RH_SERVICE_PRACTICE))
        gtk_check_button_set_active (button, TRUE);
      group = button;
    }
}

static void
start_cb (RhGuideDialog *self)
{
  self->starting = TRUE;
  g_signal_emit (self, signals[CHOSEN], 0, rh_service_get_id (self->choice));
}

/* The steps */

static void
go_cb (RhGuideDialog *self, RhGuideStepPage *page)
{
  if (adw_navigation_page_get_tag (ADW_NAVIGATION_PAGE (page)) != NULL
      && g_str_equal (adw_navigation_page_get_tag (ADW_NAVIGATION_PAGE (page)), "call"))
    g_signal_emit (self, signals[CALL], 0, rh_progress_find_request (self->progress));
  else
    g_signal_emit (self, signals[CONNECT], 0, "");
}

static void push_step (RhGuideDialog *self, RhStep step);

static void
remedy_cb (RhGuideDialog *self, int remedy, const char *detail)
{
  switch ((RhCauseRemedy) remedy)
    {
    case RH_CAUSE_REMEDY_CONNECT:
      g_signal_emit (self, signals[CONNECT], 0, "");
      break;
    case RH_CAUSE_REMEDY_SCOPE:
      g_signal_emit (self, signals[CONNECT], 0, detail != NULL ? detail : "");
      break;
    case RH_CAUSE_REMEDY_REGISTER:
      push_step (self, RH_STEP_REGISTER);
      break;
    case RH_CAUSE_REMEDY_SEND:
      g_signal_emit (self, signals[CALL], 0, rh_progress_find_request (self->progress));
      break;
    case RH_CAUSE_REMEDY_NONE:
    default:
      break;
    }
}

static void
onward_cb (RhGuideDialog *self, const char *where)
{
  if (g_str_equal (where, "scopes"))
    g_signal_emit (self, signals[CONNECT], 0, "");
  else if (g_str_equal (where, "production"))
    g_signal_emit (self, signals[ENVIRONMENT], 0, "Production");
  else
    g_signal_emit (self, signals[MORE], 0);
}

static AdwNavigationPage *
new_step_page (RhGuideDialog *self, RhStep step)
{
  AdwNavigationPage *page;

  if (step == RH_STEP_REGISTER)
    return rh_guide_register_page_new (self->workspace, self->progress);

  page = rh_guide_step_page_new (step, self->progress);
  adw_navigation_page_set_tag (page, step == RH_STEP_CALL ? "call" : "connect");
  g_signal_connect_object (page, "go", G_CALLBACK (go_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "remedy", G_CALLBACK (remedy_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "onward", G_CALLBACK (onward_cb), self, G_CONNECT_SWAPPED);
  return page;
}

static void
push_step (RhGuideDialog *self, RhStep step)
{
  adw_navigation_view_push (self->view, new_step_page (self, step));
}

static void
row_activated_cb (RhGuideDialog *self, RhGuideRow *row)
{
  for (guint i = 0; i < RH_N_STEPS; i++)
    if (self->rows[i] == row && self->progress != NULL)
      push_step (self, i);
}

/* Straight to where the step is taken; a page in between would be one click more. */
static void
take_step (RhGuideDialog *self, RhStep step)
{
  switch (step)
    {
    case RH_STEP_CONNECT:
      g_signal_emit (self, signals[CONNECT], 0, "");
      break;
    case RH_STEP_CALL:
      g_signal_emit (self, signals[CALL], 0, rh_progress_find_request (self->progress));
      break;
    case RH_STEP_REGISTER:
      push_step (self, RH_STEP_REGISTER);
      break;
    case RH_N_STEPS:
    default:
      push_step (self, RH_STEP_CALL);
    }
}

static void
next_cb (RhGuideDialog *self)
{
  if (self->progress != NULL)
    take_step (self, rh_progress_get_next (self->progress));
}

static const char *
next_label (RhStep next)
{
  switch (next)
    {
    case RH_STEP_REGISTER:
      return _ ("_Register…");
    case RH_STEP_CONNECT:
      return _ ("_Connect…");
    case RH_STEP_CALL:
      return _ ("_Make the First Call");
    case RH_N_STEPS:
    default:
      return _ ("_What Comes Next");
    }
}

/* A step that was just seen is said, too. */
static void
announce (RhGuideDialog *self, RhStep step, const RhStepFact *fact)
{
  g_autofree char *words = rh_guide_words_dup_fact (step, fact);
  g_autofree char *text
      /* Translators: a step of Get Started, and the fact it was seen by */
      = g_strdup_printf (_ ("%s done: %s"), _ (rh_guide_words (step)->title), words);

  rh_announce (self, text);
}

static void
update (RhGuideDialog *self)
{
  RhStep next = rh_progress_get_next (self->progress);

  for (guint i = 0; i < RH_N_STEPS; i++)
    {
      const RhStepFact *fact = rh_progress_get_fact (self->progress, i);

      rh_guide_row_set_fact (self->rows[i], fact, i == next);
      if (fact->reached && !self->reached[i] && !self->loading)
        announce (self, i, fact);
      self->reached[i] = fact->reached;
    }
  gtk_button_set_label (self->next_button, next_label (next));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhGuideDialog) self = user_data;

  if (!rh_progress_load_finish (RH_PROGRESS (source), result, NULL)
      || self->progress != RH_PROGRESS (source))
    return;

  self->loading = FALSE;
  update (self);
  if (self->starting)
    {
      self->starting = FALSE;
      next_cb (self);
    }
}

/* The environment */

static void
environment_selected_cb (RhGuideDialog *self)
{
  RhEnvironment *environment = adw_combo_row_get_selected_item (self->environment_row);

  if (self->progress == NULL || environment == NULL
      || environment == rh_connection_get_environment (rh_progress_get_connection (self->progress)))
    return;

  g_signal_emit (self, signals[ENVIRONMENT], 0, rh_environment_get_name (environment));
}

static void
show_environment (RhGuideDialog *self, RhConnection *connection)
{
  GListModel *environments
      = rh_collection_get_environments (rh_connection_get_collection (connection));

  if (adw_combo_row_get_model (self->environment_row) != environments)
    adw_combo_row_set_model (self->environment_row, environments);
  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);

      if (environment == rh_connection_get_environment (connection))
        adw_combo_row_set_selected (self->environment_row, i);
    }
}

/* Object */

static void
drop_progress (RhGuideDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->progress != NULL)
    g_signal_handlers_disconnect_by_func (self->progress, update, self);
  g_clear_object (&self->progress);
}

static void
rh_guide_dialog_dispose (GObject *object)
{
  RhGuideDialog *self = RH_GUIDE_DIALOG (object);

  drop_progress (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_GUIDE_DIALOG);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (rh_guide_dialog_parent_class)->dispose (object);
}

static guint
add_signal (const char *name, guint n_params, GType type)
{
  return g_signal_new (name, RH_TYPE_GUIDE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, n_params, type);
}

static void
rh_guide_dialog_class_init (RhGuideDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_guide_dialog_dispose;

  signals[CHOSEN] = add_signal ("chosen", 1, G_TYPE_STRING);
  signals[CONNECT] = add_signal ("connect", 1, G_TYPE_STRING);
  signals[CALL] = add_signal ("call", 1, RH_TYPE_REQUEST_ITEM);
  signals[ENVIRONMENT] = add_signal ("environment", 1, G_TYPE_STRING);
  signals[MORE] = add_signal ("more", 0, G_TYPE_NONE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/guide/rh-guide-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RhGuideDialog, view);
  gtk_widget_class_bind_template_child (widget_class, RhGuideDialog, choices_group);
  gtk_widget_class_bind_template_child (widget_class, RhGuideDialog, start_button);
  gtk_widget_class_bind_template_child (widget_class, RhGuideDialog, environment_row);
  gtk_widget_class_bind_template_child (widget_class, RhGuideDialog, steps_group);
  gtk_widget_class_bind_template_child (widget_class, RhGuideDialog, next_button);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, environment_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
}

static void
add_rows (RhGuideDialog *self)
{
  for (guint i = 0; i < RH_N_STEPS; i++)
    {
      GtkWidget *row = rh_guide_row_new (i);
      GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

      self->rows[i] = RH_GUIDE_ROW (row);
      gtk_accessible_update_state (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self,
                               G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->steps_group, row);
    }
}

static void
rh_guide_dialog_init (RhGuideDialog *self)
{
  g_autoptr (GtkExpression) name = gtk_property_expression_new (RH_TYPE_ENVIRONMENT, NULL, "name");

  gtk_widget_init_template (GTK_WIDGET (self));
  rh_help_context_set (GTK_WIDGET (self), RH_HELP_JOURNEY);
  adw_combo_row_set_expression (self->environment_row, name);
  add_rows (self);
}

/* What Return presses. */
static void
offer (RhGuideDialog *self, gpointer button)
{
  adw_dialog_set_default_widget (ADW_DIALOG (self), button);
  adw_dialog_set_focus (ADW_DIALOG (self), button);
}

RhGuideDialog *
rh_guide_dialog_new (RhWorkspace *workspace, RhConnection *connection)
{
  RhGuideDialog *self;
  const char *first = "choose";

  g_return_val_if_fail (RH_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (RH_TYPE_GUIDE_DIALOG, NULL);
  self->workspace = g_object_ref (workspace);
  add_choices (self);
  if (connection != NULL)
    {
      rh_guide_dialog_set_connection (self, connection);
      return self;
    }

  adw_navigation_view_replace_with_tags (self->view, &first, 1);
  offer (self, self->start_button);
  return self;
}

/* Takes @progress. */
static void
take_progress (RhGuideDialog *self, RhProgress *progress)
{
  const char *overview = "overview";

  drop_progress (self);
  /* before there is a progress: what the row selects by itself is nobody's choice */
  show_environment (self, rh_progress_get_connection (progress));
  self->cancellable = g_cancellable_new ();
  self->progress = progress;
  self->loading = TRUE;
  adw_navigation_view_replace_with_tags (self->view, &overview, 1);
  offer (self, self->next_button);
  g_signal_connect_object (self->progress, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  rh_progress_load_async (self->progress, self->cancellable, loaded_cb, g_object_ref (self));
}

void
rh_guide_dialog_set_connection (RhGuideDialog *self, RhConnection *connection)
{
  g_return_if_fail (RH_IS_GUIDE_DIALOG (self));
  g_return_if_fail (RH_IS_CONNECTION (connection));

  take_progress (self, rh_progress_new (self->workspace, connection));
}

void
rh_guide_dialog_set_progress (RhGuideDialog *self, RhProgress *progress)
{
  g_return_if_fail (RH_IS_GUIDE_DIALOG (self));
  g_return_if_fail (RH_IS_PROGRESS (progress));

  take_progress (self, g_object_ref (progress));
}

RhProgress *
rh_guide_dialog_get_progress (RhGuideDialog *self)
{
  g_return_val_if_fail (RH_IS_GUIDE_DIALOG (self), NULL);

  return self->progress;
}
