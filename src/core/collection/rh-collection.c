/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection: a tree of requests, the environments, and how it signs in. What belongs to all of
 * its requests belongs to the root of the tree. */
#define G_LOG_DOMAIN "rh-collection"

#include "config.h"

#include "collection/rh-collection.h"

#include "collection/rh-folder-disk.h"

struct _RhCollection
{
  GObject parent_instance;

  /* owned */
  char *id;
  char *name;
  RhFolder *root;
  RhOAuthBlock *oauth;
  RhRegistration *registration;
  GListStore *environments; /* of RhEnvironment */
  GFile *folder;
  RhGivenValues *given;

  /* plain */
  gboolean starter;
  gboolean accepted;
};

enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_STARTER,
  PROP_FOLDER,
  PROP_ACCEPTED,
  N_PROPS,
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhCollection, rh_collection, G_TYPE_OBJECT)

static void
emit_changed (RhCollection *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
follow (RhCollection *self, gpointer part)
{
  g_signal_connect_object (part, "changed", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
}

static void
rh_collection_finalize (GObject *object)
{
  RhCollection *self = RH_COLLECTION (object);

  g_clear_object (&self->root);
  g_clear_object (&self->oauth);
  g_clear_object (&self->registration);
  g_clear_object (&self->environments);
  g_clear_object (&self->folder);
  g_clear_object (&self->given);
  g_free (self->id);
  g_free (self->name);

  G_OBJECT_CLASS (rh_collection_parent_class)->finalize (object);
}

static void
rh_collection_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhCollection *self = RH_COLLECTION (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_STARTER:
      g_value_set_boolean (value, self->starter);
      break;
    case PROP_FOLDER:
      g_value_set_object (value, self->folder);
      break;
    case PROP_ACCEPTED:
      g_value_set_boolean (value, self->accepted);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_collection_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhCollection *self = RH_COLLECTION (object);
  const char *name;

  switch (prop_id)
    {
    case PROP_ID:
      self->id = g_value_dup_string (value);
      break;
    case PROP_NAME:
      name = g_value_get_string (value);
      if (!g_set_str (&self->name, name == NULL ? "" : name))
        break;
      g_object_notify_by_pspec (object, pspec);
      emit_changed (self);
      break;
    case PROP_STARTER:
      self->starter = g_value_get_boolean (value);
      break;
    case PROP_FOLDER:
      rh_collection_set_folder (self, g_value_get_object (value));
      break;
    case PROP_ACCEPTED:
      rh_collection_set_accepted (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_collection_class_init (RhCollectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rh_collection_finalize;
  object_class->get_property = rh_collection_get_property;
  object_class->set_property = rh_collection_set_property;

  properties[PROP_ID] = g_param_spec_string (
      "id", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME] = g_param_spec_string (
      "name", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  properties[PROP_STARTER]
      = g_param_spec_boolean ("starter", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  properties[PROP_FOLDER]
      = g_param_spec_object ("folder", NULL, NULL, G_TYPE_FILE,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ACCEPTED]
      = g_param_spec_boolean ("accepted", NULL, NULL, TRUE,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
rh_collection_init (RhCollection *self)
{
  self->name = g_strdup ("");
  self->root = rh_folder_new ("");
  self->oauth = rh_oauth_block_new ();
  self->registration = rh_registration_new ();
  self->environments = g_list_store_new (RH_TYPE_ENVIRONMENT);
  self->accepted = TRUE;

  g_object_set (self->root, "auth-kind", RH_AUTH_KIND_OAUTH2, NULL);
  follow (self, self->root);
  follow (self, self->oauth);
  follow (self, self->registration);
}

RhCollection *
rh_collection_new (const char *id, const char *name)
{
  g_return_val_if_fail (id != NULL, NULL);

  return g_object_new (RH_TYPE_COLLECTION, "id", id, "name", name, NULL);
}

const char *
rh_collection_get_id (RhCollection *self)
{
  g_return_val_if_fail (RH_IS_COLLECTION (self), NULL);

  return self->id;
}

const char *
rh_collection_get_name (RhCollection *self)
{
  g_return_val_if_fail (RH_IS_COLLECTION (self), NULL);

  return self->name;
}

gboolean
rh_collection_is_starter (RhCollection *self)
{
  g_return_val_if_fail (RH_IS_COLLECTION (self), FALSE);

  return self->starter;
}

GFile *
rh_collection_get_folder (RhCollection *self)
{
  g_return_val_if_fail (RH_IS_COLLECTION (self), NULL);

  return self->folder;
}

void
rh_collection_set_folder (RhCollection *self, GFile *folder)
{
  g_return_if_fail (RH_IS_COLLECTION (self));

  if (g_set_object (&self->folder, folder))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDER]);
}

GBytes *
rh_collection_read_file (RhCollection *self, const char *path, gsize max, GError **error)
{
  g_autoptr (RhDisk) disk = NULL;
  gsize length;
  char *bytes;

  g_return_val_if_fail (RH_IS_COLLECTION (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  if (g_str_has_prefix (path, "./"))
    path += 2;
  if (self->folder == NULL)
    {
      rh_disk_set_error_literal (error, RH_DISK_ERROR_NOT_FOUND, path, "no folder");
      return NULL;
    }

  disk = rh_folder_disk_new (self->folder, error);
  bytes = disk == NULL ? NULL : rh_disk_read (disk, path, max, &length, NULL, error);
  return bytes == NULL ? NULL : g_bytes_new_take (bytes, length);
}

RhGivenValues *
rh_collection_get_given (RhCollection *self)
{
  g_return_val_if_fail (RH_IS_COLLECTION (self), NULL);

  return self->given;
}

void
rh_collection_set_given (RhCollection *self, RhGivenValues *given)
{
  g_return_if_fail (RH_IS_COLLECTION (self));

  g_set_object (&self->given, given);
}

gboolean
rh_collection_is_accepted (RhCollection *self)
{
  g_return_val_if_fail (RH_IS_COLLECTION (self), FALSE);

  return self->accepted;
}

void
rh_collection_set_accepted (RhCollection *self, gboolean accepted)
{
  g_return_if_fail (RH_IS_COLLECTION (self));

  if (self->accepted == accepted)
    return;

  self->accepted = accepted;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCEPTED]);
}

RhFolder *
rh_collection_get_root (RhCollection *self)
{
  g_return_val_if_fail (RH_IS_COLLECTION (self), NULL);

  return self->root;
}

RhOAuthBlock *
rh_collection_get_oauth (RhCollection *self)
{
  g_return_val_if_fail (RH_IS_COLLECTION (self), NULL);

  return self->oauth;
}

RhRegistration *
rh_collection_get_registration (RhCollection *self)
{
  g_return_val_if_fail (RH_IS_COLLECTION (self), NULL);

  return self->registration;
}

GListModel *
rh_collection_get_environments (RhCollection *self)
{
  g_return_val_if_fail (RH_IS_COLLECTION (self), NULL);

  return G_LIST_MODEL (self->environments);
}

void
rh_collection_add_environment (RhCollection *self, RhEnvironment *environment)
{
  rh_collection_insert_environment (self, G_MAXUINT, environment);
}

void
rh_collection_insert_environment (RhCollection *self, guint position, RhEnvironment *environment)
{
  g_return_if_fail (RH_IS_COLLECTION (self));
  g_return_if_fail (RH_IS_ENVIRONMENT (environment));
  g_return_if_fail (rh_collection_get_environment (self, rh_environment_get_name (environment))
                    == NULL);

  follow (self, environment);
  g_list_store_insert (self->environments,
                       MIN (position, g_list_model_get_n_items (G_LIST_MODEL (self->environments))),
                       environment);
  emit_changed (self);
}

gboolean
rh_collection_remove_environment (RhCollection *self, RhEnvironment *environment)
{
  guint position;

  g_return_val_if_fail (RH_IS_COLLECTION (self), FALSE);

  if (!g_list_store_find (self->environments, environment, &position))
    return FALSE;

  g_signal_handlers_disconnect_by_func (environment, emit_changed, self);
  g_list_store_remove (self->environments, position);
  emit_changed (self);
  return TRUE;
}

RhEnvironment *
rh_collection_get_environment (RhCollection *self, const char *name)
{
  guint n;

  g_return_val_if_fail (RH_IS_COLLECTION (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->environments));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhEnvironment) environment
          = g_list_model_get_item (G_LIST_MODEL (self->environments), i);

      if (g_str_equal (rh_environment_get_name (environment), name))
        return environment; /* the collection keeps it */
    }

  return NULL;
}

RhEnvironment *
rh_collection_get_scope (RhCollection *self)
{
  g_return_val_if_fail (RH_IS_COLLECTION (self), NULL);

  return rh_folder_get_scope (self->root);
}
