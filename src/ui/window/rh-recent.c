/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folders that were opened last. */
#define G_LOG_DOMAIN "rh-recent"

#include "config.h"

#include "window/rh-recent.h"

#include <glib/gi18n.h>

#define MENU "collection-section"
#define MAX_SHOWN 10

struct _RhRecent
{
  GObject parent_instance;

  /* Owned */
  GtkRecentManager *manager; /* NULL: not read yet */
  GFile *file;
  GMenu *section; /* NULL: the application has no such menu */

  /* Plain */
  int place; /* of the submenu in it */
  guint idle;
};

G_DEFINE_FINAL_TYPE (RhRecent, rh_recent, G_TYPE_OBJECT)

static int
compare (gconstpointer a, gconstpointer b)
{
  return g_date_time_compare (gtk_recent_info_get_modified ((GtkRecentInfo *) b),
                              gtk_recent_info_get_modified ((GtkRecentInfo *) a));
}

/* The last one first. (transfer full) */
static GPtrArray *
list_infos (RhRecent *self)
{
  GList *items = g_list_sort (gtk_recent_manager_get_items (self->manager), compare);
  GPtrArray *infos = g_ptr_array_new_with_free_func ((GDestroyNotify) gtk_recent_info_unref);

  for (GList *item = items; item != NULL; item = item->next)
    if (infos->len < MAX_SHOWN && gtk_recent_info_exists (item->data))
      g_ptr_array_add (infos, item->data);
    else
      gtk_recent_info_unref (item->data);
  g_list_free (items);

  return infos;
}

static gboolean
has_namesake (GPtrArray *infos, GtkRecentInfo *info)
{
  for (guint i = 0; i < infos->len; i++)
    if (infos->pdata[i] != info
        && g_strcmp0 (gtk_recent_info_get_display_name (infos->pdata[i]),
                      gtk_recent_info_get_display_name (info))
               == 0)
      return TRUE;

  return FALSE;
}

/* Names of others' folders: an underline in them is no mnemonic. */
static char *
dup_label (GPtrArray *infos, GtkRecentInfo *info)
{
  GString *label = g_string_new (gtk_recent_info_get_display_name (info));
  g_autofree char *place = gtk_recent_info_get_uri_display (info);

  if (has_namesake (infos, info) && place != NULL)
    g_string_append_printf (label, " (%s)", place);
  g_string_replace (label, "_", "__", 0);

  return g_string_free_and_steal (label);
}

static GMenuModel *
new_menu (GPtrArray *infos)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) folders = g_menu_new ();
  g_autoptr (GMenu) end = g_menu_new ();

  for (guint i = 0; i < infos->len; i++)
    {
      GtkRecentInfo *info = infos->pdata[i];
      g_autofree char *label = dup_label (infos, info);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "app.open-folder", "s",
                                         gtk_recent_info_get_uri (info));
      g_menu_append_item (folders, item);
    }
  g_menu_append (end, _ ("_Clear List"), "app.clear-recent");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (folders));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));

  return G_MENU_MODEL (menu);
}

static void
update_menu (RhRecent *self)
{
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GMenuModel) menu = NULL;

  if (self->section == NULL)
    return;

  if (g_menu_model_get_n_items (G_MENU_MODEL (self->section)) > self->place)
    g_menu_remove (self->section, self->place);
  infos = list_infos (self);
  if (infos->len == 0)
    return;

  menu = new_menu (infos);
  g_menu_insert_submenu (self->section, self->place, _ ("Open _Recent"), menu);
}

static void
need_manager (RhRecent *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->manager != NULL)
    return;

  self->manager
      = g_object_new (GTK_TYPE_RECENT_MANAGER, "filename", g_file_peek_path (self->file), NULL);
  g_signal_connect_object (self->manager, "changed", G_CALLBACK (update_menu), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  update_menu (self);
}

static gboolean
idle_cb (gpointer user_data)
{
  RhRecent *self = user_data;

  self->idle = 0;
  need_manager (self);
  return G_SOURCE_REMOVE;
}

static void
note_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static char *groups[] = { NULL };
  RhRecent *self = user_data;
  g_autoptr (GFile) parent = g_file_get_parent (self->file);
  const char *uri;
  const char *name;
  GtkRecentData data = { .mime_type = (char *) "inode/directory",
                         .app_name = (char *) "rehearsal",
                         .app_exec = (char *) "rehearsal %u",
                         .groups = groups,
                         .is_private = TRUE };

  g_variant_get (parameter, "(&s&s)", &uri, &name);
  data.display_name = (char *) name;
  if (!g_file_query_exists (parent, NULL))
    return; /* nothing is kept of this user, and not this either */
  need_manager (self);
  gtk_recent_manager_add_full (self->manager, uri, &data);
}

static void
clear_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RhRecent *self = user_data;
  g_autoptr (GError) error = NULL;

  need_manager (self);
  if (gtk_recent_manager_purge_items (self->manager, &error) < 0)
    g_warning ("The list of folders is not cleared: %s", error->message);
}

static void
rh_recent_dispose (GObject *object)
{
  RhRecent *self = RH_RECENT (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->manager);
  g_clear_object (&self->file);
  g_clear_object (&self->section);

  G_OBJECT_CLASS (rh_recent_parent_class)->dispose (object);
}

static void
rh_recent_class_init (RhRecentClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_recent_dispose;
}

static void
rh_recent_init (RhRecent *self)
{
}

RhRecent *
rh_recent_new (GtkApplication *application, GFile *state_dir)
{
  static const GActionEntry entries[] = {
    { .name = "note-recent", .activate = note_cb, .parameter_type = "(ss)" },
    { .name = "clear-recent", .activate = clear_cb },
  };
  RhRecent *self;
  GMenu *section;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (G_IS_FILE (state_dir), NULL);

  self = g_object_new (RH_TYPE_RECENT, NULL);
  self->file = g_file_get_child (state_dir, "recent.xbel");
  section = gtk_application_get_menu_by_id (application, MENU);
  if (section != NULL)
    {
      self->section = g_object_ref (section);
      self->place = g_menu_model_get_n_items (G_MENU_MODEL (section));
    }
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries),
                                   self);
  self->idle = g_idle_add_full (G_PRIORITY_LOW, idle_cb, self, NULL);
  return self;
}
