/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the history: what was sent, when and where, and what came of it. */
#define G_LOG_DOMAIN "rh-history-row"

#include "config.h"

#include "collection/rh-history-row.h"

#include "collection/rh-history-words.h"
#include "response/rh-format.h"

#include <string.h>

struct _RhHistoryRow
{
  AdwBin parent_instance;

  /* Template */
  GtkLabel *method_label;
  GtkLabel *title_label;
  GtkLabel *detail_label;
  GtkWidget *pill;

  /* Owned */
  RhHistoryEntry *entry; /* NULL: not bound */
};

enum
{
  MENU,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhHistoryRow, rh_history_row, ADW_TYPE_BIN)

/* Not on the press: the row would never hear of the release and look pressed for good. */
static void
released_cb (RhHistoryRow *self, int n_press, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[MENU], 0, x, y);
}

static void
long_pressed_cb (RhHistoryRow *self, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[MENU], 0, x, y);
}

static char *
dup_detail (const RhHistoryFacts *facts)
{
  g_autofree char *time = rh_history_words_dup_time (facts->time);

  return g_strdup_printf ("%s · %s", time, facts->environment);
}

static const char *
pill_class (const RhHistoryFacts *facts)
{
  if (facts->status != 0)
    return rh_format_status_class (facts->status);
  return facts->outcome == RH_HISTORY_OUTCOME_FAILED ? "error" : "dimmed";
}

static gboolean
rh_history_row_query_tooltip (GtkWidget *widget,
                              int x,
                              int y,
                              gboolean keyboard,
                              GtkTooltip *tooltip)
{
  RhHistoryRow *self = RH_HISTORY_ROW (widget);

  if (self->entry == NULL)
    return FALSE;

  gtk_tooltip_set_text (tooltip, rh_history_entry_get_facts (self->entry)->url);
  return TRUE;
}

static void
rh_history_row_dispose (GObject *object)
{
  RhHistoryRow *self = RH_HISTORY_ROW (object);

  g_clear_object (&self->entry);
  /* A bound child of ours is the very child of AdwBin: it goes by that door. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_HISTORY_ROW);

  G_OBJECT_CLASS (rh_history_row_parent_class)->dispose (object);
}

static void
rh_history_row_class_init (RhHistoryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_history_row_dispose;
  widget_class->query_tooltip = rh_history_row_query_tooltip;

  signals[MENU] = g_signal_new ("menu", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/collection/rh-history-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RhHistoryRow, method_label);
  gtk_widget_class_bind_template_child (widget_class, RhHistoryRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, RhHistoryRow, detail_label);
  gtk_widget_class_bind_template_child (widget_class, RhHistoryRow, pill);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_pressed_cb);
}

static void
rh_history_row_init (RhHistoryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rh_history_row_new (void)
{
  return g_object_new (RH_TYPE_HISTORY_ROW, NULL);
}

void
rh_history_row_bind (RhHistoryRow *self, RhHistoryEntry *entry)
{
  const RhHistoryFacts *facts;
  g_autofree char *title = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *status = NULL;

  g_return_if_fail (RH_IS_HISTORY_ROW (self));

  if (!g_set_object (&self->entry, entry) || entry == NULL)
    return;

  facts = rh_history_entry_get_facts (entry);
  title = rh_history_words_dup_title (facts);
  detail = dup_detail (facts);
  status = rh_history_words_dup_status (facts);
  gtk_label_set_label (self->method_label, facts->method);
  /* The usual ones are never cut; a made-up one leaves the title its room. */
  gtk_label_set_ellipsize (self->method_label, strlen (facts->method) > strlen ("PROPPATCH")
                                                   ? PANGO_ELLIPSIZE_END
                                                   : PANGO_ELLIPSIZE_NONE);
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->detail_label, detail);
  gtk_label_set_label (GTK_LABEL (self->pill), status);
  gtk_widget_set_css_classes (self->pill, (const char *[]) { "status-pill", "caption", "numeric",
                                                             pill_class (facts), NULL });
}

RhHistoryEntry *
rh_history_row_get_entry (RhHistoryRow *self)
{
  g_return_val_if_fail (RH_IS_HISTORY_ROW (self), NULL);

  return self->entry;
}

char *
rh_history_row_dup_name (RhHistoryEntry *entry)
{
  const RhHistoryFacts *facts = rh_history_entry_get_facts (entry);
  g_autofree char *title = rh_history_words_dup_title (facts);
  g_autofree char *status = rh_history_words_dup_status (facts);
  g_autofree char *time = rh_history_words_dup_time (facts->time);

  return g_strdup_printf ("%s %s, %s, %s, %s", facts->method, title, status, facts->environment,
                          time);
}
