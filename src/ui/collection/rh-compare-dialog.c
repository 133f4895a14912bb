/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two texts beside each other; lines that the other one has not are marked. What is chosen is what
 * stands there: a file that has changed once more is shown before it is taken or written over. */
#define G_LOG_DOMAIN "rh-compare-dialog"

#include "config.h"

#include "collection/rh-compare-dialog.h"

#include "common/rh-problem.h"
#include "common/rh-toast.h"

#include <glib/gi18n.h>

struct _RhCompareDialog
{
  AdwDialog parent_instance;

  /* Template */
  GtkLabel *intro;
  GtkBox *columns;
  GtkWidget *mine_label;
  GtkWidget *theirs_label;
  GtkTextView *mine_view;
  GtkTextView *theirs_view;

  /* Owned */
  RhCollectionStore *store;
  GObject *object; /* what is compared */
  GBytes *theirs;  /* what is shown of the file; NULL: it is gone */
};

G_DEFINE_FINAL_TYPE (RhCompareDialog, rh_compare_dialog, ADW_TYPE_DIALOG)

static GHashTable *
lines_of (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    g_hash_table_add (set, g_strdup (lines[i]));

  return set;
}

/* Bold besides the colour: colour alone says nothing to some. */
static void
fill (GtkTextView *view, const char *text, GHashTable *other)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextTag *tag = gtk_text_buffer_create_tag (buffer, NULL, "weight", PANGO_WEIGHT_BOLD,
                                                "underline", PANGO_UNDERLINE_LOW, NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  gtk_text_buffer_set_text (buffer, "", 0);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      GtkTextIter end;

      gtk_text_buffer_get_end_iter (buffer, &end);
      if (g_hash_table_contains (other, lines[i]))
        gtk_text_buffer_insert (buffer, &end, lines[i], -1);
      else
        gtk_text_buffer_insert_with_tags (buffer, &end, lines[i], -1, tag, NULL);
      if (lines[i + 1] != NULL)
        gtk_text_buffer_insert (buffer, &end, "\n", 1);
    }
}

static char *
dup_text (GBytes *bytes, const char *none)
{
  return bytes == NULL ? g_strdup (none)
                       : g_utf8_make_valid (g_bytes_get_data (bytes, NULL),
                                            (gssize) g_bytes_get_size (bytes));
}

static void
show_both (RhCompareDialog *self)
{
  g_autoptr (GBytes) mine = rh_collection_store_dup_mine (self->store, self->object, NULL);
  g_autofree char *mine_text = dup_text (mine, "");
  g_autofree char *theirs_text = NULL;
  g_autoptr (GHashTable) mine_lines = lines_of (mine_text);
  g_autoptr (GHashTable) theirs_lines = NULL;

  g_clear_pointer (&self->theirs, g_bytes_unref);
  self->theirs = rh_collection_store_dup_theirs (self->store, self->object);
  theirs_text = dup_text (self->theirs, _ ("The file is gone."));
  theirs_lines = lines_of (theirs_text);
  fill (self->mine_view, mine_text, theirs_lines);
  fill (self->theirs_view, theirs_text, mine_lines);
}

static gboolean
is_shown (RhCompareDialog *self)
{
  g_autoptr (GBytes) theirs = rh_collection_store_dup_theirs (self->store, self->object);

  if (theirs == NULL || self->theirs == NULL)
    return theirs == self->theirs;
  return g_bytes_equal (theirs, self->theirs);
}

static void
choose (RhCompareDialog *self, gboolean mine)
{
  g_autoptr (GError) error = NULL;

  if (!is_shown (self))
    {
      show_both (self);
      rh_toast_show (GTK_WIDGET (self->columns), _ ("The file changed once more"));
      return;
    }

  if (!rh_collection_store_resolve (self->store, self->object, mine, &error))
    {
      g_autoptr (RhProblem) problem = rh_problem_new (error);

      rh_toast_show (GTK_WIDGET (self->columns), problem->title);
      return;
    }

  adw_dialog_close (ADW_DIALOG (self));
}

static void
mine_cb (RhCompareDialog *self)
{
  choose (self, TRUE);
}

static void
theirs_cb (RhCompareDialog *self)
{
  choose (self, FALSE);
}

static void
rh_compare_dialog_dispose (GObject *object)
{
  RhCompareDialog *self = RH_COMPARE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_COMPARE_DIALOG);
  g_clear_pointer (&self->theirs, g_bytes_unref);
  g_clear_object (&self->object);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (rh_compare_dialog_parent_class)->dispose (object);
}

static void
rh_compare_dialog_class_init (RhCompareDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_compare_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/collection/rh-compare-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RhCompareDialog, intro);
  gtk_widget_class_bind_template_child (widget_class, RhCompareDialog, columns);
  gtk_widget_class_bind_template_child (widget_class, RhCompareDialog, mine_label);
  gtk_widget_class_bind_template_child (widget_class, RhCompareDialog, theirs_label);
  gtk_widget_class_bind_template_child (widget_class, RhCompareDialog, mine_view);
  gtk_widget_class_bind_template_child (widget_class, RhCompareDialog, theirs_view);
  gtk_widget_class_bind_template_callback (widget_class, mine_cb);
  gtk_widget_class_bind_template_callback (widget_class, theirs_cb);
}

static void
rh_compare_dialog_init (RhCompareDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
get_name (RhCompareDialog *self)
{
  RhCollection *collection = rh_collection_store_get_collection (self->store);

  if (RH_IS_ENVIRONMENT (self->object))
    return rh_environment_get_name (RH_ENVIRONMENT (self->object));
  if (self->object == G_OBJECT (rh_collection_get_root (collection)))
    return rh_collection_get_name (collection);

  return rh_folder_get_name (RH_FOLDER (self->object));
}

static void
introduce (RhCompareDialog *self)
{
  g_autofree char *text = NULL;

  if (RH_IS_REQUEST_ITEM (self->object))
    return;

  text = g_strdup_printf (
      /* Translators: %s is the name of a file, an environment, a folder or a collection. */
      _ ("Another program changed “%s” since you began to edit it. Compare the two and choose."),
      get_name (self));
  gtk_label_set_label (self->intro, text);
}

AdwDialog *
rh_compare_dialog_new (RhCollectionStore *store, gpointer object)
{
  RhCompareDialog *self;

  g_return_val_if_fail (RH_IS_COLLECTION_STORE (store), NULL);
  g_return_val_if_fail (G_IS_OBJECT (object), NULL);

  self = g_object_new (RH_TYPE_COMPARE_DIALOG, NULL);
  self->store = g_object_ref (store);
  self->object = g_object_ref (object);
  introduce (self);
  show_both (self);
  return ADW_DIALOG (self);
}
