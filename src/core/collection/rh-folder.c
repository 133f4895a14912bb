/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of requests and folders, in the order that the user gave them. Whatever changes below it
 * is told upwards by "changed". */
#define G_LOG_DOMAIN "rh-folder"

#include "config.h"

#include "collection/rh-folder.h"

struct _RhFolder
{
  GObject parent_instance;

  /* owned */
  char *name;
  GListStore *items; /* of RhFolder and RhRequestItem */
};

enum
{
  PROP_NAME = 1,
  N_PROPS,
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhFolder, rh_folder, G_TYPE_OBJECT)

static void
emit_changed (RhFolder *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
rh_folder_finalize (GObject *object)
{
  RhFolder *self = RH_FOLDER (object);

  g_clear_object (&self->items);
  g_free (self->name);

  G_OBJECT_CLASS (rh_folder_parent_class)->finalize (object);
}

static void
rh_folder_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhFolder *self = RH_FOLDER (object);

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_folder_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhFolder *self = RH_FOLDER (object);
  const char *name;

  switch (prop_id)
    {
    case PROP_NAME:
      name = g_value_get_string (value);
      if (!g_set_str (&self->name, name == NULL ? "" : name))
        break;
      g_object_notify_by_pspec (object, pspec);
      emit_changed (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_folder_class_init (RhFolderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rh_folder_finalize;
  object_class->get_property = rh_folder_get_property;
  object_class->set_property = rh_folder_set_property;

  properties[PROP_NAME] = g_param_spec_string (
      "name", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
rh_folder_init (RhFolder *self)
{
  self->name = g_strdup ("");
  self->items = g_list_store_new (G_TYPE_OBJECT);
}

RhFolder *
rh_folder_new (const char *name)
{
  return g_object_new (RH_TYPE_FOLDER, "name", name, NULL);
}

const char *
rh_folder_get_name (RhFolder *self)
{
  g_return_val_if_fail (RH_IS_FOLDER (self), NULL);

  return self->name;
}

GListModel *
rh_folder_get_items (RhFolder *self)
{
  g_return_val_if_fail (RH_IS_FOLDER (self), NULL);

  return G_LIST_MODEL (self->items);
}

void
rh_folder_insert (RhFolder *self, guint position, GObject *item)
{
  g_return_if_fail (RH_IS_FOLDER (self));
  g_return_if_fail (RH_IS_FOLDER (item) || RH_IS_REQUEST_ITEM (item));

  g_signal_connect_object (item, "changed", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
  g_list_store_insert (self->items,
                       MIN (position, g_list_model_get_n_items (G_LIST_MODEL (self->items))), item);
  emit_changed (self);
}

void
rh_folder_append (RhFolder *self, GObject *item)
{
  rh_folder_insert (self, G_MAXUINT, item);
}

gboolean
rh_folder_remove (RhFolder *self, GObject *item)
{
  guint position;

  g_return_val_if_fail (RH_IS_FOLDER (self), FALSE);

  if (!g_list_store_find (self->items, item, &position))
    return FALSE;

  g_signal_handlers_disconnect_by_func (item, emit_changed, self);
  g_list_store_remove (self->items, position);
  emit_changed (self);
  return TRUE;
}
