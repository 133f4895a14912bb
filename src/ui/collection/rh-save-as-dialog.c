/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a request is to be saved, and by which name. */
#define G_LOG_DOMAIN "rh-save-as-dialog"

#include "config.h"

#include "collection/rh-save-as-dialog.h"

#include "common/rh-first-focus.h"

#include <glib/gi18n.h>

struct _RhSaveAsDialog
{
  AdwDialog parent_instance;

  /* Template */
  AdwEntryRow *name_row;
  AdwComboRow *folder_row;
  GtkWidget *save_button;

  /* Owned */
  GPtrArray *folders; /* of RhFolder, as the row shows them */
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhSaveAsDialog, rh_save_as_dialog, ADW_TYPE_DIALOG)

static char *
dup_name (RhSaveAsDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));
}

static void
name_changed_cb (RhSaveAsDialog *self)
{
  g_autofree char *name = dup_name (self);

  gtk_widget_set_sensitive (self->save_button, *name != '\0');
}

static void
cancel_cb (RhSaveAsDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
save_cb (RhSaveAsDialog *self)
{
  g_autofree char *name = dup_name (self);
  guint selected = adw_combo_row_get_selected (self->folder_row);

  g_signal_emit (self, signals[CHOSEN], 0, name, g_ptr_array_index (self->folders, selected));
  adw_dialog_close (ADW_DIALOG (self));
}

/* Depth first, as "Folder / Inner". */
static void
add_folders (RhSaveAsDialog *self, GtkStringList *names, RhFolder *folder, const char *prefix)
{
  GListModel *items = rh_folder_get_items (folder);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);
      g_autofree char *name = NULL;

      if (!RH_IS_FOLDER (item))
        break; /* folders come first */

      name = *prefix == '\0'
                 ? g_strdup (rh_folder_get_name (RH_FOLDER (item)))
                 : g_strdup_printf ("%s / %s", prefix, rh_folder_get_name (RH_FOLDER (item)));
      g_ptr_array_add (self->folders, g_object_ref (item));
      gtk_string_list_append (names, name);
      add_folders (self, names, RH_FOLDER (item), name);
    }
}

static void
rh_save_as_dialog_dispose (GObject *object)
{
  RhSaveAsDialog *self = RH_SAVE_AS_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_SAVE_AS_DIALOG);
  g_clear_pointer (&self->folders, g_ptr_array_unref);

  G_OBJECT_CLASS (rh_save_as_dialog_parent_class)->dispose (object);
}

static void
rh_save_as_dialog_class_init (RhSaveAsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_save_as_dialog_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, RH_TYPE_FOLDER);

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/collection/rh-save-as-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RhSaveAsDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, RhSaveAsDialog, folder_row);
  gtk_widget_class_bind_template_child (widget_class, RhSaveAsDialog, save_button);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
rh_save_as_dialog_init (RhSaveAsDialog *self)
{
  self->folders = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  rh_first_focus_set (self, self->name_row);
}

AdwDialog *
rh_save_as_dialog_new (RhCollection *collection, RhRequestItem *item)
{
  RhSaveAsDialog *self;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  RhFolder *root;
  guint position;

  g_return_val_if_fail (RH_IS_COLLECTION (collection), NULL);
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (item), NULL);

  self = g_object_new (RH_TYPE_SAVE_AS_DIALOG, NULL);
  root = rh_collection_get_root (collection);
  g_ptr_array_add (self->folders, g_object_ref (root));
  gtk_string_list_append (names, rh_collection_get_name (collection));
  add_folders (self, names, root, "");
  adw_combo_row_set_model (self->folder_row, G_LIST_MODEL (names));
  if (g_ptr_array_find (self->folders, rh_request_item_get_parent (item), &position))
    adw_combo_row_set_selected (self->folder_row, position);
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), rh_request_item_get_name (item));
  name_changed_cb (self);
  return ADW_DIALOG (self);
}
