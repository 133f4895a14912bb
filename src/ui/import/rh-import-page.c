/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A group shows its first lines; what there is more of has a page of its own, whose list makes only
 * the rows that are seen. */
#define G_LOG_DOMAIN "rh-import-page"

#include "config.h"

#include "import/rh-import-page.h"

#include "common/rh-no-hyphens.h"
#include "import/rh-import-list.h"
#include "import/rh-import-row.h"

#include <glib/gi18n.h>

#define N_ROWS 5

struct _RhImportPage
{
  AdwBin parent_instance;

  /* Template */
  AdwPreferencesPage *page;
  AdwPreferencesGroup *summary_group;
  GtkWidget *name_row;
};

enum
{
  PROP_HAS_NAME = 1,
  N_PROPS,
};

enum
{
  PUSH,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhImportPage, rh_import_page, ADW_TYPE_BIN)

/* At full length */

typedef struct
{
  char *title;
  GListModel *rows;
} Group;

static void
group_free (gpointer data, GClosure *closure)
{
  Group *group = data;

  g_free (group->title);
  g_object_unref (group->rows);
  g_free (group);
}

static void
show_all_cb (GtkWidget *row, gpointer user_data)
{
  const Group *group = user_data;
  GtkWidget *page = gtk_widget_get_ancestor (row, RH_TYPE_IMPORT_PAGE);

  g_signal_emit (page, signals[PUSH], 0, rh_import_list_new (group->title, group->rows));
}

/* Groups */

static void
add_row (AdwPreferencesGroup *group, RhImportRow *found)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rh_import_row_get_title (found));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), rh_import_row_get_subtitle (found));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  rh_no_hyphens (row);
  adw_preferences_group_add (group, row);
}

static void
add_show_all (AdwPreferencesGroup *group, const char *title, GListModel *all)
{
  GtkWidget *row = adw_button_row_new ();
  guint n = g_list_model_get_n_items (all);
  g_autofree char *label
      /* Translators: the last row of a list that is too long to be shown. */
      = g_strdup_printf (ngettext ("Show All %u", "Show All %u", n), n);
  Group *shown = g_new0 (Group, 1);

  shown->title = g_strdup (title);
  shown->rows = g_object_ref (all);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_button_row_set_end_icon_name (ADW_BUTTON_ROW (row), "go-next-symbolic");
  g_signal_connect_data (row, "activated", G_CALLBACK (show_all_cb), shown, group_free, 0);
  adw_preferences_group_add (group, row);
}

/* The first of @rows; @all, if they are not @whole. */
static void
add_group (RhImportPage *self,
           const char *title,
           const char *description,
           GListModel *rows,
           gboolean whole,
           GListModel *all)
{
  AdwPreferencesGroup *group;
  guint n = g_list_model_get_n_items (rows);

  if (n == 0)
    return;

  group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, description);
  adw_preferences_page_add (self->page, group);
  for (guint i = 0; i < MIN (n, N_ROWS); i++)
    {
      g_autoptr (RhImportRow) row = g_list_model_get_item (rows, i);

      add_row (group, row);
    }
  if (!whole || n > N_ROWS)
    add_show_all (group, title, all);
}

static void
add_kind (RhImportPage *self, RhImport *import, RhImportKind kind)
{
  gboolean whole;
  g_autoptr (GListModel) rows = rh_import_rows_in_short (import, kind, &whole);
  g_autoptr (GListModel) all = rh_import_rows_of_kind (import, kind);

  add_group (self, rh_import_kind_title (kind), NULL, rows, whole, all);
}

static void
add_secrets (RhImportPage *self, RhImport *import)
{
  g_autoptr (GListModel) rows = rh_import_rows_of_secrets (import);

  add_group (self, _ ("Into the Keyring"), _ ("These secrets will not be in any file."), rows, TRUE,
             rows);
}

static void
set_summary (RhImportPage *self, RhImport *import)
{
  g_autofree char *title = rh_import_report_dup_title (import);
  g_autofree char *safe = g_markup_escape_text (title, -1);
  g_auto (GStrv) counts = rh_import_report_dup_counts (import);
  g_autofree char *text = g_strjoinv (" · ", counts + 1); /* the title has the first */

  adw_preferences_group_set_title (self->summary_group, safe);
  adw_preferences_group_set_description (self->summary_group, text);
}

void
rh_import_page_set_import (RhImportPage *self, RhImport *import, const char *into)
{
  g_return_if_fail (RH_IS_IMPORT_PAGE (self));
  g_return_if_fail (RH_IS_IMPORT (import));

  set_summary (self, import);
  gtk_widget_set_visible (self->name_row, into == NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->name_row),
                         into != NULL ? into
                                      : rh_collection_get_name (rh_import_get_collection (import)));
  for (RhImportKind kind = 0; kind < RH_IMPORT_N_KINDS; kind++)
    {
      add_kind (self, import, kind);
      if (kind == RH_IMPORT_KIND_TO_DO)
        add_secrets (self, import);
    }
}

/* Name */

static void
name_changed_cb (RhImportPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_NAME]);
}

char *
rh_import_page_dup_name (RhImportPage *self)
{
  g_return_val_if_fail (RH_IS_IMPORT_PAGE (self), NULL);

  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));
}

gboolean
rh_import_page_has_name (RhImportPage *self)
{
  g_autofree char *name = rh_import_page_dup_name (self);

  return *name != '\0';
}

/* Object */

static void
rh_import_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_HAS_NAME:
      g_value_set_boolean (value, rh_import_page_has_name (RH_IMPORT_PAGE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_import_page_dispose (GObject *object)
{
  /* A bound child of ours is the very child of AdwBin: it goes by that door. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_IMPORT_PAGE);

  G_OBJECT_CLASS (rh_import_page_parent_class)->dispose (object);
}

static void
rh_import_page_class_init (RhImportPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_import_page_dispose;
  object_class->get_property = rh_import_page_get_property;

  properties[PROP_HAS_NAME] = g_param_spec_boolean ("has-name", NULL, NULL, FALSE,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[PUSH] = g_signal_new ("push", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, ADW_TYPE_NAVIGATION_PAGE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/import/rh-import-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RhImportPage, page);
  gtk_widget_class_bind_template_child (widget_class, RhImportPage, summary_group);
  gtk_widget_class_bind_template_child (widget_class, RhImportPage, name_row);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
}

static void
rh_import_page_init (RhImportPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
