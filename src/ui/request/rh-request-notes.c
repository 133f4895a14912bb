/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A banner for what asks for a decision, a quiet line for what is only good to know. */
#define G_LOG_DOMAIN "rh-request-notes"

#include "config.h"

#include "request/rh-request-notes.h"

#include "collection/rh-compare-dialog.h"
#include "collection/rh-opencollection.h"
#include "common/rh-announce.h"

#include <glib/gi18n.h>

struct _RhRequestNotes
{
  AdwBin parent_instance;

  /* Owned */
  RhCollectionStore *store; /* NULL: the collection is in memory only */
  RhRequestItem *item;

  /* Borrowed */
  AdwBanner *banner;
  GtkLabel *kept;
};

G_DEFINE_FINAL_TYPE (RhRequestNotes, rh_request_notes, ADW_TYPE_BIN)

/* Takes @text. */
static void
add_count (GPtrArray *parts, guint n, char *text)
{
  if (n > 0)
    g_ptr_array_add (parts, text);
  else
    g_free (text);
}

/* "a", "a and b", "a, b and c" */
static char *
join (GPtrArray *parts)
{
  char *text = g_strdup (g_ptr_array_index (parts, 0));

  for (guint i = 1; i < parts->len; i++)
    {
      g_autofree char *before = g_steal_pointer (&text);
      const char *part = g_ptr_array_index (parts, i);

      if (i + 1 == parts->len)
        /* Translators: a list, then the last of it. */
        text = g_strdup_printf (C_ ("list", "%s and %s"), before, part);
      else
        /* Translators: a list, then one more of it, which is not the last. */
        text = g_strdup_printf (C_ ("list", "%s, %s"), before, part);
    }

  return text;
}

/* NULL: nothing is kept. */
static char *
dup_kept (GBytes *source)
{
  RhOpenCollectionKept kept = { 0 };
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;

  if (source == NULL || !rh_opencollection_count_kept (source, &kept))
    return NULL;

  add_count (parts, kept.checks,
             g_strdup_printf (ngettext ("%u check", "%u checks", kept.checks), kept.checks));
  add_count (parts, kept.scripts,
             g_strdup_printf (ngettext ("%u script", "%u scripts", kept.scripts), kept.scripts));
  add_count (parts, kept.actions,
             g_strdup_printf (ngettext ("%u action", "%u actions", kept.actions), kept.actions));
  add_count (
      parts, kept.settings,
      g_strdup_printf (ngettext ("%u setting", "%u settings", kept.settings), kept.settings));
  add_count (
      parts, kept.other,
      g_strdup_printf (ngettext ("%u other part", "%u other parts", kept.other), kept.other));
  if (parts->len == 0)
    return NULL;

  list = join (parts);
  /* Translators: %s is a list such as “2 checks and 1 script”. */
  return g_strdup_printf (_ ("In the file: %s, kept and not run"), list);
}

static void
update_kept (RhRequestNotes *self)
{
  g_autofree char *text = NULL;

  if (rh_request_item_get_problem (self->item) == NULL)
    text = dup_kept (rh_request_item_get_source (self->item));
  gtk_label_set_label (self->kept, text == NULL ? "" : text);
  gtk_widget_set_visible (GTK_WIDGET (self->kept), text != NULL);
}

static void
update_banner (RhRequestNotes *self)
{
  const char *problem = rh_request_item_get_problem (self->item);
  gboolean conflict = rh_request_item_has_conflict (self->item);
  g_autofree char *title = NULL;

  if (conflict)
    title = g_strdup (_ ("Another program changed this request on disk"));
  else if (problem != NULL)
    /* Translators: %s says where and why, such as “line 3: not YAML”. */
    title = g_strdup_printf (_ ("The file cannot be read: %s"), problem);

  if (title != NULL)
    adw_banner_set_title (self->banner, title);
  adw_banner_set_button_label (self->banner, conflict ? _ ("_Compare…") : NULL);
  adw_banner_set_revealed (self->banner, title != NULL);
}

static void
conflict_cb (RhRequestNotes *self)
{
  update_banner (self);
  if (rh_request_item_has_conflict (self->item))
    rh_announce (self->banner, adw_banner_get_title (self->banner));
}

static void
update (RhRequestNotes *self)
{
  update_banner (self);
  update_kept (self);
}

static void
compare_cb (RhRequestNotes *self)
{
  if (self->store != NULL)
    adw_dialog_present (rh_compare_dialog_new (self->store, self->item), GTK_WIDGET (self));
}

static void
rh_request_notes_dispose (GObject *object)
{
  RhRequestNotes *self = RH_REQUEST_NOTES (object);

  g_clear_object (&self->store);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (rh_request_notes_parent_class)->dispose (object);
}

static void
rh_request_notes_class_init (RhRequestNotesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_request_notes_dispose;
}

static void
rh_request_notes_init (RhRequestNotes *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->banner = ADW_BANNER (adw_banner_new (""));
  adw_banner_set_use_markup (self->banner, FALSE);
  self->kept = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->kept, TRUE);
  gtk_label_set_xalign (self->kept, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->kept), "dimmed");
  gtk_widget_add_css_class (GTK_WIDGET (self->kept), "caption");
  gtk_widget_set_margin_start (GTK_WIDGET (self->kept), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->kept), 12);
  gtk_widget_set_margin_top (GTK_WIDGET (self->kept), 6);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->banner));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->kept));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (self->banner, "button-clicked", G_CALLBACK (compare_cb), self,
                           G_CONNECT_SWAPPED);
}

void
rh_request_notes_set_item (RhRequestNotes *self, RhCollectionStore *store, RhRequestItem *item)
{
  g_return_if_fail (RH_IS_REQUEST_NOTES (self));
  g_return_if_fail (self->item == NULL);

  g_set_object (&self->store, store);
  self->item = g_object_ref (item);
  g_signal_connect_object (item, "notify::conflict", G_CALLBACK (conflict_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::problem", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  /* saved or taken from disk: there is another text */
  g_signal_connect_object (item, "notify::edited", G_CALLBACK (update_kept), self,
                           G_CONNECT_SWAPPED);
  update (self);
}
