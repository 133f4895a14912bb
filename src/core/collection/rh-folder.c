/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of requests and folders, in the order that the user gave them, and what its requests
 * have in common. Whatever changes below it is told upwards by "changed". */
#define G_LOG_DOMAIN "rh-folder"

#include "config.h"

#include "collection/rh-item-private.h"

struct _RhFolder
{
  GObject parent_instance;

  /* owned */
  char *name;
  char *note;
  GListStore *items;    /* of RhFolder and RhRequestItem */
  GListStore *headers;  /* of RhField; NULL until asked for */
  RhEnvironment *scope; /* NULL until asked for, as the next two are */
  RhAuth *auth;
  RhRequestSettings *settings;
  GBytes *source;

  /* borrowed */
  RhFolder *parent;

  /* plain */
  RhAuthKind auth_kind;
};

enum
{
  PROP_NAME = 1,
  PROP_NOTE,
  PROP_AUTH_KIND,
  N_PROPS,
};

enum
{
  CHANGED,
  OWN_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhFolder, rh_folder, G_TYPE_OBJECT)

/* The outermost first, as if each listened to what is in it. */
static void
emit_changed (RhFolder *self)
{
  g_autoptr (RhFolder) held = g_object_ref (self);

  if (self->parent != NULL)
    emit_changed (self->parent);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
emit_own_changed (RhFolder *self)
{
  g_signal_emit (self, signals[OWN_CHANGED], 0);
  emit_changed (self);
}

static void
set_parent (gpointer item, RhFolder *parent)
{
  if (RH_IS_FOLDER (item))
    RH_FOLDER (item)->parent = parent;
  else
    rh_request_item_set_parent (item, parent);
}

static void
rh_folder_dispose (GObject *object)
{
  RhFolder *self = RH_FOLDER (object);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      set_parent (item, NULL);
    }

  G_OBJECT_CLASS (rh_folder_parent_class)->dispose (object);
}

static void
rh_folder_finalize (GObject *object)
{
  RhFolder *self = RH_FOLDER (object);

  g_clear_object (&self->items);
  g_clear_object (&self->headers);
  g_clear_object (&self->scope);
  g_clear_object (&self->auth);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->source, g_bytes_unref);
  g_free (self->name);
  g_free (self->note);

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
    case PROP_NOTE:
      g_value_set_string (value, self->note);
      break;
    case PROP_AUTH_KIND:
      g_value_set_enum (value, (int) self->auth_kind);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static gboolean
set_auth_kind (RhFolder *self, RhAuthKind kind)
{
  if (self->auth_kind == kind)
    return FALSE;

  self->auth_kind = kind;
  return TRUE;
}

static gboolean
set_string (char **place, const char *text)
{
  return g_set_str (place, text == NULL ? "" : text);
}

static void
rh_folder_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhFolder *self = RH_FOLDER (object);
  gboolean changed = FALSE;

  switch (prop_id)
    {
    case PROP_NAME:
      changed = set_string (&self->name, g_value_get_string (value));
      break;
    case PROP_NOTE:
      changed = set_string (&self->note, g_value_get_string (value));
      break;
    case PROP_AUTH_KIND:
      changed = set_auth_kind (self, (RhAuthKind) g_value_get_enum (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }

  if (changed)
    {
      g_object_notify_by_pspec (object, pspec);
      emit_own_changed (self);
    }
}

static void
rh_folder_class_init (RhFolderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = rh_folder_dispose;
  object_class->finalize = rh_folder_finalize;
  object_class->get_property = rh_folder_get_property;
  object_class->set_property = rh_folder_set_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, "", flags);
  properties[PROP_AUTH_KIND]
      = g_param_spec_enum ("auth-kind", NULL, NULL, RH_TYPE_AUTH_KIND, RH_AUTH_KIND_INHERIT, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[OWN_CHANGED] = g_signal_new ("own-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rh_folder_init (RhFolder *self)
{
  self->name = g_strdup ("");
  self->note = g_strdup ("");
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

const char *
rh_folder_get_note (RhFolder *self)
{
  g_return_val_if_fail (RH_IS_FOLDER (self), NULL);

  return self->note;
}

RhAuthKind
rh_folder_get_auth_kind (RhFolder *self)
{
  g_return_val_if_fail (RH_IS_FOLDER (self), RH_AUTH_KIND_NONE);

  return self->auth_kind;
}

RhFolder *
rh_folder_get_parent (RhFolder *self)
{
  g_return_val_if_fail (RH_IS_FOLDER (self), NULL);

  return self->parent;
}

gboolean
rh_folder_is_within (RhFolder *self, RhFolder *folder)
{
  g_return_val_if_fail (RH_IS_FOLDER (self), FALSE);

  while (self != NULL && self != folder)
    self = self->parent;

  return self != NULL;
}

/* @part: just made. */
static gpointer
watch_part (RhFolder *self, gpointer part)
{
  g_signal_connect_object (part, "changed", G_CALLBACK (emit_own_changed), self, G_CONNECT_SWAPPED);
  return part;
}

RhEnvironment *
rh_folder_get_scope (RhFolder *self)
{
  g_return_val_if_fail (RH_IS_FOLDER (self), NULL);

  if (self->scope == NULL)
    self->scope = watch_part (self, rh_environment_new (""));

  return self->scope;
}

RhAuth *
rh_folder_get_auth (RhFolder *self)
{
  g_return_val_if_fail (RH_IS_FOLDER (self), NULL);

  if (self->auth == NULL)
    self->auth = watch_part (self, rh_auth_new ());

  return self->auth;
}

RhRequestSettings *
rh_folder_get_settings (RhFolder *self)
{
  g_return_val_if_fail (RH_IS_FOLDER (self), NULL);

  if (self->settings == NULL)
    self->settings = watch_part (self, rh_request_settings_new ());

  return self->settings;
}

static GListStore *
need_headers (RhFolder *self)
{
  if (self->headers == NULL)
    self->headers = g_list_store_new (RH_TYPE_FIELD);

  return self->headers;
}

GListModel *
rh_folder_get_headers (RhFolder *self)
{
  g_return_val_if_fail (RH_IS_FOLDER (self), NULL);

  return G_LIST_MODEL (need_headers (self));
}

void
rh_folder_insert_header (RhFolder *self, guint position, RhField *field)
{
  guint n;

  g_return_if_fail (RH_IS_FOLDER (self));
  g_return_if_fail (RH_IS_FIELD (field));

  n = g_list_model_get_n_items (rh_folder_get_headers (self));
  g_signal_connect_object (field, "notify", G_CALLBACK (emit_own_changed), self, G_CONNECT_SWAPPED);
  g_list_store_insert (need_headers (self), MIN (position, n), field);
  emit_own_changed (self);
}

void
rh_folder_add_header (RhFolder *self, RhField *field)
{
  rh_folder_insert_header (self, G_MAXUINT, field);
}

void
rh_folder_remove_header (RhFolder *self, guint position)
{
  g_autoptr (RhField) field = NULL;

  g_return_if_fail (RH_IS_FOLDER (self));

  field = g_list_model_get_item (rh_folder_get_headers (self), position);
  g_return_if_fail (field != NULL);

  g_signal_handlers_disconnect_by_func (field, emit_own_changed, self);
  g_list_store_remove (self->headers, position);
  emit_own_changed (self);
}

void
rh_folder_splice_headers (RhFolder *self, guint position, guint n_removed, GPtrArray *fields)
{
  g_return_if_fail (RH_IS_FOLDER (self));

  rh_field_splice (need_headers (self), position, n_removed, fields, G_CALLBACK (emit_own_changed),
                   self);
  emit_own_changed (self);
}

GBytes *
rh_folder_get_source (RhFolder *self)
{
  g_return_val_if_fail (RH_IS_FOLDER (self), NULL);

  return self->source;
}

void
rh_folder_set_source (RhFolder *self, GBytes *source)
{
  g_return_if_fail (RH_IS_FOLDER (self));

  if (source != NULL)
    g_bytes_ref (source);
  g_clear_pointer (&self->source, g_bytes_unref);
  self->source = source;
}

static guint
count_folders (RhFolder *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  guint low = 0;

  /* folders come first, so their end is found by halving */
  while (low < n)
    {
      guint middle = low + (n - low) / 2;
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->items), middle);

      if (RH_IS_FOLDER (item))
        low = middle + 1;
      else
        n = middle;
    }

  return low;
}

void
rh_folder_insert (RhFolder *self, guint position, GObject *item)
{
  guint folders;

  g_return_if_fail (RH_IS_FOLDER (self));
  g_return_if_fail (RH_IS_FOLDER (item) || RH_IS_REQUEST_ITEM (item));
  g_return_if_fail (!RH_IS_FOLDER (item) || !rh_folder_is_within (self, RH_FOLDER (item)));

  folders = count_folders (self);
  if (RH_IS_FOLDER (item))
    position = MIN (position, folders);
  else
    position = CLAMP (position, folders, g_list_model_get_n_items (G_LIST_MODEL (self->items)));

  set_parent (item, self);
  g_list_store_insert (self->items, position, item);
  emit_own_changed (self);
}

void
rh_folder_append (RhFolder *self, GObject *item)
{
  rh_folder_insert (self, G_MAXUINT, item);
}

/* The folders of @items and then all else, in the order they have. */
static GPtrArray *
dup_folders_first (GPtrArray *items, guint *n_folders)
{
  GPtrArray *sorted = g_ptr_array_sized_new (items->len);

  for (guint i = 0; i < items->len; i++)
    if (RH_IS_FOLDER (g_ptr_array_index (items, i)))
      g_ptr_array_add (sorted, g_ptr_array_index (items, i));
  *n_folders = sorted->len;
  for (guint i = 0; i < items->len; i++)
    if (!RH_IS_FOLDER (g_ptr_array_index (items, i)))
      g_ptr_array_add (sorted, g_ptr_array_index (items, i));

  return sorted;
}

void
rh_folder_append_all (RhFolder *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) sorted = NULL;
  guint n_folders;

  g_return_if_fail (RH_IS_FOLDER (self));
  g_return_if_fail (items != NULL);

  if (items->len == 0)
    return;

  sorted = dup_folders_first (items, &n_folders);
  for (guint i = 0; i < sorted->len; i++)
    set_parent (g_ptr_array_index (sorted, i), self);
  g_list_store_splice (self->items, count_folders (self), 0, sorted->pdata, n_folders);
  g_list_store_splice (self->items, g_list_model_get_n_items (G_LIST_MODEL (self->items)), 0,
                       sorted->pdata + n_folders, sorted->len - n_folders);
  emit_own_changed (self);
}

void
rh_folder_child_changed (RhFolder *self)
{
  g_return_if_fail (RH_IS_FOLDER (self));

  emit_changed (self);
}

gboolean
rh_folder_remove (RhFolder *self, GObject *item)
{
  guint position;

  g_return_val_if_fail (RH_IS_FOLDER (self), FALSE);

  if (!g_list_store_find (self->items, item, &position))
    return FALSE;

  set_parent (item, NULL);
  g_list_store_remove (self->items, position);
  emit_own_changed (self);
  return TRUE;
}

static void
copy_own (RhFolder *copy, RhFolder *self)
{
  g_object_set (copy, "note", self->note, "auth-kind", self->auth_kind, NULL);
  rh_folder_set_source (copy, self->source);
  if (self->scope != NULL)
    rh_environment_copy_variables (rh_folder_get_scope (copy), self->scope);
  if (self->auth != NULL)
    rh_auth_replace (rh_folder_get_auth (copy), self->auth);
  if (self->settings != NULL)
    rh_request_settings_replace (rh_folder_get_settings (copy), self->settings);
  for (guint i = 0;
       self->headers != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->headers)); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (G_LIST_MODEL (self->headers), i);
      g_autoptr (RhField) twin = rh_field_copy (field);

      rh_folder_add_header (copy, twin);
    }
}

RhFolder *
rh_folder_copy (RhFolder *self)
{
  RhFolder *copy;

  g_return_val_if_fail (RH_IS_FOLDER (self), NULL);

  copy = rh_folder_new (self->name);
  copy_own (copy, self);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      g_autoptr (GObject) twin = NULL;

      if (RH_IS_FOLDER (item))
        twin = G_OBJECT (rh_folder_copy (RH_FOLDER (item)));
      else
        twin = G_OBJECT (rh_request_item_copy (RH_REQUEST_ITEM (item)));
      rh_folder_append (copy, twin);
    }

  return copy;
}

static RhFolder *
parent_of (RhRequestItem *item, RhFolder *root)
{
  RhFolder *parent = rh_request_item_get_parent (item);

  return parent != NULL ? parent : root;
}

RhAuthKind
rh_folder_resolve_auth (RhRequestItem *item, RhFolder *root, RhAuth **auth)
{
  RhAuthKind kind;
  RhAuth *found;
  RhFolder *folder;

  g_return_val_if_fail (RH_IS_REQUEST_ITEM (item), RH_AUTH_KIND_NONE);

  kind = rh_request_item_get_auth_kind (item);
  found = rh_request_item_get_auth (item);
  for (folder = parent_of (item, root); kind == RH_AUTH_KIND_INHERIT && folder != NULL;
       folder = folder->parent)
    {
      kind = folder->auth_kind;
      found = rh_folder_get_auth (folder);
    }

  if (auth != NULL)
    *auth = kind == RH_AUTH_KIND_INHERIT ? NULL : found;
  return kind;
}

RhFolder *
rh_folder_find_auth_source (RhFolder *self)
{
  g_return_val_if_fail (RH_IS_FOLDER (self), NULL);

  while (self->auth_kind == RH_AUTH_KIND_INHERIT && self->parent != NULL)
    self = self->parent;
  return self;
}

int
rh_folder_resolve_setting (RhRequestItem *item, RhFolder *root, RhSetting setting)
{
  int value;
  RhFolder *folder;

  g_return_val_if_fail (RH_IS_REQUEST_ITEM (item), 0);
  g_return_val_if_fail (setting < RH_N_SETTINGS, 0);

  value = rh_request_settings_get (rh_request_item_get_settings (item), setting);
  for (folder = parent_of (item, root); value == RH_SETTING_INHERIT && folder != NULL;
       folder = folder->parent)
    if (folder->settings != NULL)
      value = rh_request_settings_get (folder->settings, setting);

  return value == RH_SETTING_INHERIT ? rh_setting_get_default (setting) : value;
}

RhRequestSettings *
rh_folder_resolve_settings (RhRequestItem *item, RhFolder *root)
{
  RhRequestSettings *settings = rh_request_settings_new ();

  g_return_val_if_fail (RH_IS_REQUEST_ITEM (item), settings);

  for (RhSetting i = 0; i < RH_N_SETTINGS; i++)
    rh_request_settings_set (settings, i, rh_folder_resolve_setting (item, root, i));

  return settings;
}

static void
remove_named (GPtrArray *fields, guint n, const char *name)
{
  for (guint i = MIN (n, fields->len); i > 0; i--)
    if (g_ascii_strcasecmp (rh_field_get_name (fields->pdata[i - 1]), name) == 0)
      g_ptr_array_remove_index (fields, i - 1);
}

static void
add_level (GPtrArray *fields, GListModel *rows)
{
  guint n = rows == NULL ? 0 : g_list_model_get_n_items (rows);
  guint n_around = fields->len;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);
      guint before = fields->len;

      if (!rh_field_is_enabled (field) || *rh_field_get_name (field) == '\0')
        continue;
      remove_named (fields, n_around, rh_field_get_name (field));
      n_around -= before - fields->len;
      g_ptr_array_add (fields, g_steal_pointer (&field));
    }
}

/* The outermost first. */
static void
add_levels (GPtrArray *fields, RhFolder *folder)
{
  if (folder == NULL)
    return;

  add_levels (fields, folder->parent);
  add_level (fields, folder->headers == NULL ? NULL : G_LIST_MODEL (folder->headers));
}

GPtrArray *
rh_folder_resolve_headers (RhRequestItem *item, RhFolder *root)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (RH_IS_REQUEST_ITEM (item), fields);

  add_levels (fields, parent_of (item, root));
  add_level (fields, rh_request_item_get_headers (item));

  return fields;
}

/* The copy stands in no folder, so it gets what its folders add. */
RhRequestItem *
rh_folder_dup_request (RhRequestItem *item, RhFolder *root)
{
  g_autoptr (GPtrArray) headers = rh_folder_resolve_headers (item, root);
  RhRequestItem *copy = rh_request_item_copy (item);
  guint n = g_list_model_get_n_items (rh_request_item_get_headers (copy));

  for (; n > 0; n--)
    rh_request_item_remove_header (copy, n - 1);

  for (guint i = 0; i < headers->len; i++)
    {
      g_autoptr (RhField) field = rh_field_copy (headers->pdata[i]);

      rh_request_item_add_header (copy, field);
    }

  return copy;
}
