/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of params, headers, a form or parts: name, value, note, on or off. Nothing in it is
 * checked; that is the resolver's and the request's work. */
#define G_LOG_DOMAIN "rh-field"

#include "config.h"

#include "collection/rh-field.h"

struct _RhField
{
  GObject parent_instance;

  /* owned */
  char *name;
  char *value;
  char *note;
  char *media_type;
  char *file_name;

  /* plain */
  gboolean enabled;
  gboolean bare;
  gboolean file;
};

enum
{
  PROP_NAME = 1,
  PROP_VALUE,
  PROP_NOTE,
  PROP_MEDIA_TYPE,
  PROP_FILE_NAME,
  PROP_ENABLED,
  PROP_BARE,
  PROP_FILE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhField, rh_field, G_TYPE_OBJECT)

static char **
string_of (RhField *self, guint prop_id)
{
  switch (prop_id)
    {
    case PROP_NAME:
      return &self->name;
    case PROP_VALUE:
      return &self->value;
    case PROP_NOTE:
      return &self->note;
    case PROP_FILE_NAME:
      return &self->file_name;
    default:
      return &self->media_type;
    }
}

static void
set_flag (RhField *self, gboolean *flag, gboolean value, guint prop_id)
{
  if (*flag == value)
    return;

  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static void
rh_field_finalize (GObject *object)
{
  RhField *self = RH_FIELD (object);

  g_free (self->name);
  g_free (self->value);
  g_free (self->note);
  g_free (self->media_type);
  g_free (self->file_name);

  G_OBJECT_CLASS (rh_field_parent_class)->finalize (object);
}

static void
rh_field_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhField *self = RH_FIELD (object);

  switch (prop_id)
    {
    case PROP_NAME:
    case PROP_VALUE:
    case PROP_NOTE:
    case PROP_MEDIA_TYPE:
    case PROP_FILE_NAME:
      g_value_set_string (value, *string_of (self, prop_id));
      break;
    case PROP_ENABLED:
      g_value_set_boolean (value, self->enabled);
      break;
    case PROP_BARE:
      g_value_set_boolean (value, self->bare);
      break;
    case PROP_FILE:
      g_value_set_boolean (value, self->file);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_field_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhField *self = RH_FIELD (object);
  const char *text;

  switch (prop_id)
    {
    case PROP_NAME:
    case PROP_VALUE:
    case PROP_NOTE:
    case PROP_MEDIA_TYPE:
    case PROP_FILE_NAME:
      text = g_value_get_string (value);
      if (!g_set_str (string_of (self, prop_id), text == NULL ? "" : text))
        break;
      g_object_notify_by_pspec (object, pspec);
      if (prop_id == PROP_VALUE && *self->value != '\0')
        set_flag (self, &self->bare, FALSE, PROP_BARE);
      break;
    case PROP_ENABLED:
      set_flag (self, &self->enabled, g_value_get_boolean (value), PROP_ENABLED);
      break;
    case PROP_BARE:
      set_flag (self, &self->bare, g_value_get_boolean (value) && *self->value == '\0', PROP_BARE);
      break;
    case PROP_FILE:
      set_flag (self, &self->file, g_value_get_boolean (value), PROP_FILE);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_field_class_init (RhFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = rh_field_finalize;
  object_class->get_property = rh_field_get_property;
  object_class->set_property = rh_field_set_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, "", flags);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, "", flags);
  properties[PROP_MEDIA_TYPE] = g_param_spec_string ("media-type", NULL, NULL, "", flags);
  properties[PROP_FILE_NAME] = g_param_spec_string ("file-name", NULL, NULL, "", flags);
  properties[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, TRUE, flags);
  properties[PROP_BARE] = g_param_spec_boolean ("bare", NULL, NULL, FALSE, flags);
  properties[PROP_FILE] = g_param_spec_boolean ("file", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rh_field_init (RhField *self)
{
  self->name = g_strdup ("");
  self->value = g_strdup ("");
  self->note = g_strdup ("");
  self->media_type = g_strdup ("");
  self->file_name = g_strdup ("");
  self->enabled = TRUE;
}

RhField *
rh_field_new (const char *name, const char *value, const char *note, gboolean enabled)
{
  return g_object_new (RH_TYPE_FIELD, "name", name, "value", value, "note", note, "enabled",
                       enabled, NULL);
}

const char *
rh_field_get_name (RhField *self)
{
  g_return_val_if_fail (RH_IS_FIELD (self), NULL);

  return self->name;
}

const char *
rh_field_get_value (RhField *self)
{
  g_return_val_if_fail (RH_IS_FIELD (self), NULL);

  return self->value;
}

const char *
rh_field_get_note (RhField *self)
{
  g_return_val_if_fail (RH_IS_FIELD (self), NULL);

  return self->note;
}

gboolean
rh_field_is_enabled (RhField *self)
{
  g_return_val_if_fail (RH_IS_FIELD (self), FALSE);

  return self->enabled;
}

gboolean
rh_field_is_bare (RhField *self)
{
  g_return_val_if_fail (RH_IS_FIELD (self), FALSE);

  return self->bare;
}

gboolean
rh_field_is_file (RhField *self)
{
  g_return_val_if_fail (RH_IS_FIELD (self), FALSE);

  return self->file;
}

const char *
rh_field_get_media_type (RhField *self)
{
  g_return_val_if_fail (RH_IS_FIELD (self), NULL);

  return self->media_type;
}

const char *
rh_field_get_file_name (RhField *self)
{
  g_return_val_if_fail (RH_IS_FIELD (self), NULL);

  return self->file_name;
}

GStrv
rh_field_dup_paths (RhField *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (RH_IS_FIELD (self), NULL);

  lines = g_strsplit (self->value, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_strv_builder_add (builder, lines[i]);

  return g_strv_builder_end (builder);
}

RhField *
rh_field_copy (RhField *self)
{
  RhField *copy;

  g_return_val_if_fail (RH_IS_FIELD (self), NULL);

  copy = rh_field_new (self->name, self->value, self->note, self->enabled);
  copy->bare = self->bare;
  copy->file = self->file;
  g_set_str (&copy->media_type, self->media_type);
  g_set_str (&copy->file_name, self->file_name);
  return copy;
}

void
rh_field_splice (GListStore *rows,
                 guint position,
                 guint n_removed,
                 GPtrArray *fields,
                 GCallback changed,
                 gpointer owner)
{
  g_return_if_fail (G_IS_LIST_STORE (rows));
  g_return_if_fail (fields != NULL);
  g_return_if_fail (position + n_removed <= g_list_model_get_n_items (G_LIST_MODEL (rows)));

  for (guint i = position; i < position + n_removed; i++)
    {
      g_autoptr (GObject) row = g_list_model_get_item (G_LIST_MODEL (rows), i);

      g_signal_handlers_disconnect_by_func (row, changed, owner);
    }
  for (guint i = 0; i < fields->len; i++)
    g_signal_connect_object (fields->pdata[i], "notify", changed, owner, G_CONNECT_SWAPPED);
  g_list_store_splice (rows, position, n_removed, fields->pdata, fields->len);
}
