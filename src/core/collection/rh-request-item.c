/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request as it is edited: templates and rows, watched by "changed". URL and params are one thing
 * with two faces, kept by RhParamList. */
#define G_LOG_DOMAIN "rh-request-item"

#include "config.h"

#include "collection/rh-param-list.h"
#include "collection/rh-request-item.h"

struct _RhRequestItem
{
  GObject parent_instance;

  /* owned */
  char *name;
  char *method;
  char *note;
  char *body_text;
  char *body_path;
  RhParamList *params;
  GListStore *headers; /* of RhField */
  GListStore *form;    /* of RhField */

  /* plain */
  RhBodyKind body_kind;
  RhAuthKind auth_kind;
};

enum
{
  PROP_NAME = 1,
  PROP_METHOD,
  PROP_URL,
  PROP_BODY_KIND,
  PROP_BODY_TEXT,
  PROP_BODY_PATH,
  PROP_AUTH_KIND,
  PROP_NOTE,
  N_PROPS,
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_ENUM_TYPE (RhBodyKind,
                    rh_body_kind,
                    G_DEFINE_ENUM_VALUE (RH_BODY_KIND_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (RH_BODY_KIND_JSON, "json"),
                    G_DEFINE_ENUM_VALUE (RH_BODY_KIND_TEXT, "text"),
                    G_DEFINE_ENUM_VALUE (RH_BODY_KIND_XML, "xml"),
                    G_DEFINE_ENUM_VALUE (RH_BODY_KIND_FORM, "form"),
                    G_DEFINE_ENUM_VALUE (RH_BODY_KIND_FILE, "file"))

G_DEFINE_ENUM_TYPE (RhAuthKind,
                    rh_auth_kind,
                    G_DEFINE_ENUM_VALUE (RH_AUTH_KIND_INHERIT, "inherit"),
                    G_DEFINE_ENUM_VALUE (RH_AUTH_KIND_NONE, "none"))

G_DEFINE_FINAL_TYPE (RhRequestItem, rh_request_item, G_TYPE_OBJECT)

static void
emit_changed (RhRequestItem *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
url_notify_cb (RhRequestItem *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_URL]);
}

static void
add_row (RhRequestItem *self, GListStore *rows, RhField *field)
{
  g_signal_connect_object (field, "notify", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
  g_list_store_append (rows, field);
  emit_changed (self);
}

static void
remove_row (RhRequestItem *self, GListStore *rows, guint position)
{
  g_autoptr (RhField) field = g_list_model_get_item (G_LIST_MODEL (rows), position);

  g_return_if_fail (field != NULL);

  g_signal_handlers_disconnect_by_func (field, emit_changed, self);
  g_list_store_remove (rows, position);
  emit_changed (self);
}

static void
rh_request_item_finalize (GObject *object)
{
  RhRequestItem *self = RH_REQUEST_ITEM (object);

  g_clear_object (&self->params);
  g_clear_object (&self->headers);
  g_clear_object (&self->form);
  g_free (self->name);
  g_free (self->method);
  g_free (self->note);
  g_free (self->body_text);
  g_free (self->body_path);

  G_OBJECT_CLASS (rh_request_item_parent_class)->finalize (object);
}

static char **
string_of (RhRequestItem *self, guint prop_id)
{
  switch (prop_id)
    {
    case PROP_NAME:
      return &self->name;
    case PROP_METHOD:
      return &self->method;
    case PROP_BODY_TEXT:
      return &self->body_text;
    case PROP_BODY_PATH:
      return &self->body_path;
    case PROP_NOTE:
      return &self->note;
    default:
      return NULL;
    }
}

static void
rh_request_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhRequestItem *self = RH_REQUEST_ITEM (object);

  switch (prop_id)
    {
    case PROP_NAME:
    case PROP_METHOD:
    case PROP_BODY_TEXT:
    case PROP_BODY_PATH:
    case PROP_NOTE:
      g_value_set_string (value, *string_of (self, prop_id));
      break;
    case PROP_URL:
      g_value_set_string (value, rh_param_list_get_url (self->params));
      break;
    case PROP_BODY_KIND:
      g_value_set_enum (value, (int) self->body_kind);
      break;
    case PROP_AUTH_KIND:
      g_value_set_enum (value, (int) self->auth_kind);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static gboolean
set_string (char **place, const char *text)
{
  return g_set_str (place, text == NULL ? "" : text);
}

static gboolean
set_kind (guint *place, const GValue *value)
{
  guint kind = (guint) g_value_get_enum (value);

  if (*place == kind)
    return FALSE;

  *place = kind;
  return TRUE;
}

static void
rh_request_item_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  RhRequestItem *self = RH_REQUEST_ITEM (object);
  gboolean changed = FALSE;

  switch (prop_id)
    {
    case PROP_NAME:
    case PROP_METHOD:
    case PROP_BODY_TEXT:
    case PROP_BODY_PATH:
    case PROP_NOTE:
      changed = set_string (string_of (self, prop_id), g_value_get_string (value));
      break;
    case PROP_URL:
      rh_param_list_set_url (self->params, g_value_get_string (value)); /* which tells of it */
      break;
    case PROP_BODY_KIND:
      changed = set_kind (&self->body_kind, value);
      break;
    case PROP_AUTH_KIND:
      changed = set_kind (&self->auth_kind, value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }

  if (changed)
    {
      g_object_notify_by_pspec (object, pspec);
      emit_changed (self);
    }
}

static void
rh_request_item_class_init (RhRequestItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = rh_request_item_finalize;
  object_class->get_property = rh_request_item_get_property;
  object_class->set_property = rh_request_item_set_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[PROP_METHOD] = g_param_spec_string ("method", NULL, NULL, "GET", flags);
  properties[PROP_URL] = g_param_spec_string ("url", NULL, NULL, "", flags);
  properties[PROP_BODY_KIND]
      = g_param_spec_enum ("body-kind", NULL, NULL, RH_TYPE_BODY_KIND, RH_BODY_KIND_NONE, flags);
  properties[PROP_BODY_TEXT] = g_param_spec_string ("body-text", NULL, NULL, "", flags);
  properties[PROP_BODY_PATH] = g_param_spec_string ("body-path", NULL, NULL, "", flags);
  properties[PROP_AUTH_KIND]
      = g_param_spec_enum ("auth-kind", NULL, NULL, RH_TYPE_AUTH_KIND, RH_AUTH_KIND_INHERIT, flags);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, "", flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
rh_request_item_init (RhRequestItem *self)
{
  self->name = g_strdup ("");
  self->method = g_strdup ("GET");
  self->note = g_strdup ("");
  self->body_text = g_strdup ("");
  self->body_path = g_strdup ("");
  self->params = rh_param_list_new ();
  self->headers = g_list_store_new (RH_TYPE_FIELD);
  self->form = g_list_store_new (RH_TYPE_FIELD);

  g_signal_connect_object (self->params, "notify::url", G_CALLBACK (url_notify_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->params, "changed", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
}

RhRequestItem *
rh_request_item_new (const char *name, const char *method, const char *url)
{
  return g_object_new (RH_TYPE_REQUEST_ITEM, "name", name, "method", method, "url", url, NULL);
}

static void
copy_rows (RhRequestItem *to, GListStore *to_rows, GListStore *rows)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (rows));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (G_LIST_MODEL (rows), i);
      g_autoptr (RhField) copy = rh_field_copy (field);

      add_row (to, to_rows, copy);
    }
}

RhRequestItem *
rh_request_item_copy (RhRequestItem *self)
{
  RhRequestItem *copy;

  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  copy = rh_request_item_new (self->name, self->method, rh_request_item_get_url (self));
  g_object_set (copy, "body-kind", self->body_kind, "body-text", self->body_text, "body-path",
                self->body_path, "auth-kind", self->auth_kind, "note", self->note, NULL);
  rh_request_item_overlay_params (copy, rh_request_item_get_params (self));
  copy_rows (copy, copy->headers, self->headers);
  copy_rows (copy, copy->form, self->form);
  return copy;
}

const char *
rh_request_item_get_name (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  return self->name;
}

const char *
rh_request_item_get_method (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  return self->method;
}

const char *
rh_request_item_get_url (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  return rh_param_list_get_url (self->params);
}

const char *
rh_request_item_get_note (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  return self->note;
}

RhBodyKind
rh_request_item_get_body_kind (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), RH_BODY_KIND_NONE);

  return self->body_kind;
}

const char *
rh_request_item_get_body_text (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  return self->body_text;
}

const char *
rh_request_item_get_body_path (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  return self->body_path;
}

RhAuthKind
rh_request_item_get_auth_kind (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), RH_AUTH_KIND_NONE);

  return self->auth_kind;
}

GListModel *
rh_request_item_get_params (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  return rh_param_list_get_rows (self->params);
}

void
rh_request_item_add_param (RhRequestItem *self, RhField *field)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  rh_param_list_add (self->params, field);
}

void
rh_request_item_insert_param (RhRequestItem *self, guint position, RhField *field)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  rh_param_list_insert (self->params, position, field);
}

void
rh_request_item_overlay_params (RhRequestItem *self, GListModel *rows)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  rh_param_list_overlay (self->params, rows);
}

void
rh_request_item_remove_param (RhRequestItem *self, guint position)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  rh_param_list_remove (self->params, position);
}

GListModel *
rh_request_item_get_headers (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  return G_LIST_MODEL (self->headers);
}

void
rh_request_item_add_header (RhRequestItem *self, RhField *field)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));
  g_return_if_fail (RH_IS_FIELD (field));

  add_row (self, self->headers, field);
}

void
rh_request_item_remove_header (RhRequestItem *self, guint position)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  remove_row (self, self->headers, position);
}

GListModel *
rh_request_item_get_form (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  return G_LIST_MODEL (self->form);
}

void
rh_request_item_add_form_field (RhRequestItem *self, RhField *field)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));
  g_return_if_fail (RH_IS_FIELD (field));

  add_row (self, self->form, field);
}

void
rh_request_item_remove_form_field (RhRequestItem *self, guint position)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  remove_row (self, self->form, position);
}
