/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page with a list, whose rows are made when they are seen. */
#define G_LOG_DOMAIN "rh-import-list"

#include "config.h"

#include "import/rh-import-list.h"

#include "common/rh-no-hyphens.h"
#include "import/rh-import-row.h"

struct _RhImportList
{
  AdwNavigationPage parent_instance;

  /* Template */
  GtkListView *list;
};

G_DEFINE_FINAL_TYPE (RhImportList, rh_import_list, ADW_TYPE_NAVIGATION_PAGE)

static GtkWidget *
add_label (GtkWidget *box)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

/* Names go on in the next line as they are, which no Blueprint says. */
static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *below;

  add_label (box);
  below = add_label (box);
  gtk_widget_add_css_class (below, "caption");
  gtk_widget_add_css_class (below, "dimmed");

  rh_no_hyphens (box);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  RhImportRow *row = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_list_item_get_child (item);
  const char *title = rh_import_row_get_title (row);
  const char *subtitle = rh_import_row_get_subtitle (row);

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (box)), title);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (box)), subtitle);
  gtk_list_item_set_accessible_label (item, title);
  gtk_list_item_set_accessible_description (item, subtitle);
}

static void
rh_import_list_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_IMPORT_LIST);

  G_OBJECT_CLASS (rh_import_list_parent_class)->dispose (object);
}

static void
rh_import_list_class_init (RhImportListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_import_list_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/import/rh-import-list.ui");
  gtk_widget_class_bind_template_child (widget_class, RhImportList, list);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
}

static void
rh_import_list_init (RhImportList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwNavigationPage *
rh_import_list_new (const char *title, GListModel *rows)
{
  RhImportList *self;
  g_autoptr (GtkSelectionModel) selection = NULL;

  g_return_val_if_fail (title != NULL, NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (rows), NULL);

  self = g_object_new (RH_TYPE_IMPORT_LIST, "title", title, NULL);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (rows)));
  gtk_list_view_set_model (self->list, selection);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  return ADW_NAVIGATION_PAGE (self);
}
