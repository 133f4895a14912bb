/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request as it is edited, watched by "changed": its properties; rows are rh-request-rows.c. URL
 * and params are one thing with two faces, kept by RhParamList. A collection can have ten thousand
 * of these, so whatever most of them are never asked for is made when it is asked for. */
#define G_LOG_DOMAIN "rh-request-item"

#include "config.h"

#include "collection/rh-request-item-private.h"

enum
{
  PROP_NAME = 1,
  PROP_METHOD,
  PROP_URL,
  PROP_BODY_KIND,
  PROP_BODY_TEXT,
  PROP_BODY_PATH,
  PROP_BODY_TYPE,
  PROP_AUTH_KIND,
  PROP_NOTE,
  PROP_EDITED,
  PROP_PROBLEM,
  PROP_CONFLICT,
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
                    G_DEFINE_ENUM_VALUE (RH_BODY_KIND_MULTIPART, "multipart"),
                    G_DEFINE_ENUM_VALUE (RH_BODY_KIND_FILE, "file"),
                    G_DEFINE_ENUM_VALUE (RH_BODY_KIND_KEPT, "kept"))

G_DEFINE_FINAL_TYPE (RhRequestItem, rh_request_item, G_TYPE_OBJECT)

/* A name is kept as soon as it is given: it is the collection's order, not the request's text. */
static void
emit_named (RhRequestItem *self)
{
  if (self->parent != NULL)
    rh_folder_child_changed (self->parent);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
rh_request_item_emit_changed (RhRequestItem *self)
{
  if (!self->replacing)
    rh_request_item_set_edited (self, TRUE);
  emit_named (self);
}

void
rh_request_item_notify_url (RhRequestItem *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_URL]);
}

static void
forget_loader (RhRequestItem *self)
{
  if (self->loader_destroy != NULL)
    self->loader_destroy (self->loader_data);

  self->loader = NULL;
  self->loader_destroy = NULL;
  self->loader_data = NULL;
}

static void
rh_request_item_finalize (GObject *object)
{
  RhRequestItem *self = RH_REQUEST_ITEM (object);

  forget_loader (self);
  g_clear_object (&self->params);
  g_clear_object (&self->headers);
  g_clear_object (&self->path);
  g_clear_object (&self->form);
  g_clear_object (&self->parts);
  g_clear_object (&self->actions);
  g_clear_object (&self->examples);
  g_clear_object (&self->scope);
  g_clear_object (&self->auth);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->source, g_bytes_unref);
  g_free (self->problem);
  g_free (self->url);
  g_free (self->name);
  g_free (self->method);
  g_free (self->note);
  g_free (self->body_text);
  g_free (self->body_path);
  g_free (self->body_type);

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
    case PROP_BODY_TYPE:
      return &self->body_type;
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

  if (prop_id >= PROP_BODY_KIND && prop_id <= PROP_NOTE)
    rh_request_item_load (self);

  switch (prop_id)
    {
    case PROP_NAME:
    case PROP_METHOD:
    case PROP_BODY_TEXT:
    case PROP_BODY_PATH:
    case PROP_BODY_TYPE:
    case PROP_NOTE:
      g_value_set_string (value, *string_of (self, prop_id));
      break;
    case PROP_URL:
      g_value_set_string (value, rh_request_item_get_url (self));
      break;
    case PROP_EDITED:
      g_value_set_boolean (value, self->edited);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    case PROP_CONFLICT:
      g_value_set_boolean (value, self->conflict);
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

/* The params tell of it themselves, where there are any. */
static gboolean
set_url (RhRequestItem *self, const char *url)
{
  if (self->params == NULL)
    return set_string (&self->url, url);

  rh_param_list_set_url (self->params, url);
  return FALSE;
}

static void
set_conflict (RhRequestItem *self, gboolean conflict)
{
  if (self->conflict == conflict)
    return;

  self->conflict = conflict;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONFLICT]);
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

  /* what is set by hand must not be lost when the file is read later */
  if (prop_id <= PROP_NOTE)
    rh_request_item_load (self);

  switch (prop_id)
    {
    case PROP_EDITED:
      rh_request_item_set_edited (self, g_value_get_boolean (value));
      break;
    case PROP_PROBLEM:
      rh_request_item_set_problem (self, g_value_get_string (value));
      break;
    case PROP_CONFLICT:
      set_conflict (self, g_value_get_boolean (value));
      break;
    case PROP_NAME:
    case PROP_METHOD:
    case PROP_BODY_TEXT:
    case PROP_BODY_PATH:
    case PROP_BODY_TYPE:
    case PROP_NOTE:
      changed = set_string (string_of (self, prop_id), g_value_get_string (value));
      break;
    case PROP_URL:
      changed = set_url (self, g_value_get_string (value));
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
      (prop_id == PROP_NAME ? emit_named : rh_request_item_emit_changed) (self);
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
  properties[PROP_BODY_TYPE] = g_param_spec_string ("body-type", NULL, NULL, "", flags);
  properties[PROP_AUTH_KIND]
      = g_param_spec_enum ("auth-kind", NULL, NULL, RH_TYPE_AUTH_KIND, RH_AUTH_KIND_INHERIT, flags);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, "", flags);
  properties[PROP_EDITED] = g_param_spec_boolean ("edited", NULL, NULL, FALSE, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  properties[PROP_CONFLICT] = g_param_spec_boolean ("conflict", NULL, NULL, FALSE, flags);

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
  self->body_type = g_strdup ("");
  self->url = g_strdup ("");
}

RhRequestItem *
rh_request_item_new (const char *name, const char *method, const char *url)
{
  RhRequestItem *self
      = g_object_new (RH_TYPE_REQUEST_ITEM, "name", name, "method", method, "url", url, NULL);

  self->edited = FALSE;
  return self;
}

/* All but what can be large. @self has no rows of its own. */
static void
take_outline (RhRequestItem *self, RhRequestItem *other)
{
  g_object_set (self, "name", other->name, "method", other->method, "url",
                rh_request_item_get_url (other), "body-kind", other->body_kind, "body-path",
                other->body_path, "body-type", other->body_type, "auth-kind", other->auth_kind,
                "note", other->note, NULL);
  /* The source first: it settles the names of the examples that are there, and those of @other may
   * have been changed since. */
  rh_request_item_set_source (self, other->source);
  rh_request_item_take_parts (self, other);
}

RhRequestItem *
rh_request_item_copy_outline (RhRequestItem *self)
{
  RhRequestItem *copy;

  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  rh_request_item_load (self);
  copy = rh_request_item_new ("", "", "");
  copy->replacing = TRUE;
  take_outline (copy, self);
  copy->replacing = FALSE;
  return copy;
}

RhRequestItem *
rh_request_item_copy (RhRequestItem *self)
{
  RhRequestItem *copy;

  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  rh_request_item_load (self);
  copy = rh_request_item_new ("", "", "");
  rh_request_item_replace (copy, self);
  return copy;
}

void
rh_request_item_replace (RhRequestItem *self, RhRequestItem *other)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));
  g_return_if_fail (RH_IS_REQUEST_ITEM (other) && other != self);

  rh_request_item_load (other);
  forget_loader (self);
  self->replacing = TRUE;
  rh_request_item_clear_parts (self);
  take_outline (self, other);
  g_object_set (self, "body-text", other->body_text, NULL);
  rh_request_item_take_examples (self, other);
  self->replacing = FALSE;

  rh_request_item_set_problem (self, NULL);
  rh_request_item_set_edited (self, FALSE);
}

void
rh_request_item_set_loader (RhRequestItem *self,
                            RhRequestItemLoader loader,
                            gpointer user_data,
                            GDestroyNotify destroy)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  forget_loader (self);
  self->loader = loader;
  self->loader_data = user_data;
  self->loader_destroy = destroy;
}

gboolean
rh_request_item_load (RhRequestItem *self)
{
  RhRequestItemLoader loader;
  g_autoptr (RhRequestItem) found = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), FALSE);

  loader = g_steal_pointer (&self->loader);
  if (loader == NULL)
    return self->problem == NULL;

  found = loader (self, self->loader_data, &error);
  forget_loader (self);
  if (found != NULL)
    rh_request_item_replace (self, found);
  else
    rh_request_item_set_problem (self, error->message);

  return found != NULL;
}

gboolean
rh_request_item_is_loaded (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), FALSE);

  return self->loader == NULL;
}

gboolean
rh_request_item_has_conflict (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), FALSE);

  return self->conflict;
}

const char *
rh_request_item_get_problem (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  return self->problem;
}

void
rh_request_item_set_problem (RhRequestItem *self, const char *problem)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  if (g_set_str (&self->problem, problem))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

gboolean
rh_request_item_is_edited (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), FALSE);

  return self->edited;
}

void
rh_request_item_set_edited (RhRequestItem *self, gboolean edited)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  if (self->edited == edited)
    return;

  self->edited = edited;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EDITED]);
}

GBytes *
rh_request_item_get_source (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  rh_request_item_load (self);
  return self->source;
}

void
rh_request_item_set_source (RhRequestItem *self, GBytes *source)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  if (source != NULL)
    g_bytes_ref (source);
  g_clear_pointer (&self->source, g_bytes_unref);
  self->source = source;
  rh_request_item_settle_examples (self);
}

RhFolder *
rh_request_item_get_parent (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  return self->parent;
}

void
rh_request_item_set_parent (RhRequestItem *self, RhFolder *parent)
{
  self->parent = parent;
}

RhEnvironment *
rh_request_item_get_scope (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  rh_request_item_load (self);
  return rh_request_item_need_scope (self);
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

  return self->params != NULL ? rh_param_list_get_url (self->params) : self->url;
}

const char *
rh_request_item_get_note (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  rh_request_item_load (self);
  return self->note;
}

RhBodyKind
rh_request_item_get_body_kind (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), RH_BODY_KIND_NONE);

  rh_request_item_load (self);
  return self->body_kind;
}

const char *
rh_request_item_get_body_text (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  rh_request_item_load (self);
  return self->body_text;
}

const char *
rh_request_item_get_body_path (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  rh_request_item_load (self);
  return self->body_path;
}

const char *
rh_request_item_get_body_type (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  rh_request_item_load (self);
  return self->body_type;
}

RhAuthKind
rh_request_item_get_auth_kind (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), RH_AUTH_KIND_NONE);

  rh_request_item_load (self);
  return self->auth_kind;
}

RhAuth *
rh_request_item_get_auth (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  rh_request_item_load (self);
  return rh_request_item_need_auth (self);
}

RhRequestSettings *
rh_request_item_get_settings (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  rh_request_item_load (self);
  return rh_request_item_need_settings (self);
}
