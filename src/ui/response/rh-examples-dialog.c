/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The examples of a request. A name is changed where it stands. */
#define G_LOG_DOMAIN "rh-examples-dialog"

#include "config.h"

#include "response/rh-examples-dialog.h"

#include "common/rh-toast.h"
#include "response/rh-format.h"

#include <glib/gi18n.h>

struct _RhExamplesDialog
{
  AdwDialog parent_instance;

  /* Template */
  GtkStack *stack;
  GtkListBox *list;

  /* Owned */
  RhRequestItem *item;
  RhExample *deleted; /* the last one; NULL: none yet */

  /* Plain */
  guint place; /* of @deleted */
};

enum
{
  SIGNAL_SHOW,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhExamplesDialog, rh_examples_dialog, ADW_TYPE_DIALOG)

static RhExample *
example_of (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, ADW_TYPE_ENTRY_ROW);

  return g_object_get_data (G_OBJECT (row), "example");
}

static void
renamed_cb (AdwEntryRow *row)
{
  RhExample *example = example_of (GTK_WIDGET (row));
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (*name != '\0')
    g_object_set (example, "name", name, NULL);
  gtk_editable_set_text (GTK_EDITABLE (row), rh_example_get_name (example));
}

static void
show_cb (RhExamplesDialog *self, GtkWidget *button)
{
  g_autoptr (RhExample) example = g_object_ref (example_of (button));

  adw_dialog_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[SIGNAL_SHOW], 0, example);
}

static void
undo_cb (RhExamplesDialog *self)
{
  if (self->deleted != NULL)
    rh_request_item_insert_example (self->item, self->place, self->deleted);
  g_clear_object (&self->deleted);
}

static void
delete_cb (RhExamplesDialog *self, GtkWidget *button)
{
  RhExample *example = example_of (button);
  GListModel *examples = rh_request_item_get_examples (self->item);
  /* Translators: %s is the name of an example. */
  g_autofree char *text = g_strdup_printf (_ ("“%s” deleted"), rh_example_get_name (example));
  AdwToast *toast = rh_toast_new (text);

  g_set_object (&self->deleted, example);
  if (g_list_store_find (G_LIST_STORE (examples), example, &self->place))
    rh_request_item_remove_example (self->item, self->place);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, G_CONNECT_SWAPPED);
  rh_toast_add (GTK_WIDGET (self->list), toast);
}

static void
add_button (RhExamplesDialog *self,
            AdwEntryRow *row,
            const char *icon,
            const char *tooltip,
            const char *format,
            GCallback clicked_cb)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  RhExample *example = g_object_get_data (G_OBJECT (row), "example");
  g_autoptr (GString) name = g_string_new (format);

  g_string_replace (name, "%s", rh_example_get_name (example), 1);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str,
                                  -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", clicked_cb, self, G_CONNECT_SWAPPED);
  adw_entry_row_add_suffix (row, button);
}

static GtkWidget *
row_new (gpointer item, gpointer user_data)
{
  RhExamplesDialog *self = user_data;
  RhExample *example = item;
  g_autofree char *status
      = rh_format_status (rh_example_get_status (example), rh_example_get_reason (example));
  GtkWidget *row = adw_entry_row_new ();

  g_object_set_data_full (G_OBJECT (row), "example", g_object_ref (example), g_object_unref);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  /* The same word twice says nothing. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 g_str_equal (status, rh_example_get_name (example)) ? _ ("Name")
                                                                                     : status);
  gtk_editable_set_text (GTK_EDITABLE (row), rh_example_get_name (example));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect (row, "apply", G_CALLBACK (renamed_cb), NULL);
  /* Enter in a name that was not changed. */
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (show_cb), self, G_CONNECT_SWAPPED);
  add_button (self, ADW_ENTRY_ROW (row), "user-trash-symbolic", _ ("Delete"),
              /* Translators: %s is the name of an example. */
              _ ("Delete %s"), G_CALLBACK (delete_cb));
  add_button (self, ADW_ENTRY_ROW (row), "go-next-symbolic", _ ("Show"),
              /* Translators: %s is the name of an example. */
              _ ("Show %s"), G_CALLBACK (show_cb));
  return row;
}

static void
update (RhExamplesDialog *self)
{
  guint n = g_list_model_get_n_items (rh_request_item_get_examples (self->item));

  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "rows" : "empty");
}

static void
rh_examples_dialog_dispose (GObject *object)
{
  RhExamplesDialog *self = RH_EXAMPLES_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_EXAMPLES_DIALOG);
  g_clear_object (&self->deleted);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (rh_examples_dialog_parent_class)->dispose (object);
}

static void
rh_examples_dialog_class_init (RhExamplesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_examples_dialog_dispose;

  signals[SIGNAL_SHOW]
      = g_signal_new ("show-example", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, RH_TYPE_EXAMPLE);

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/response/rh-examples-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RhExamplesDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, RhExamplesDialog, list);
}

static void
rh_examples_dialog_init (RhExamplesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
rh_examples_dialog_new (RhRequestItem *item)
{
  RhExamplesDialog *self = g_object_new (RH_TYPE_EXAMPLES_DIALOG, NULL);
  GListModel *examples = rh_request_item_get_examples (item);

  self->item = g_object_ref (item);
  gtk_list_box_bind_model (self->list, examples, row_new, self, NULL);
  g_signal_connect_object (examples, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return ADW_DIALOG (self);
}
