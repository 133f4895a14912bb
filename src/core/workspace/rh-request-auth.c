/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How each kind looks on the wire is RhFilledAuth's; here is whose fields count, and what else must
 * be done before they go out. */
#define G_LOG_DOMAIN "rh-request-auth"

#include "config.h"

#include "workspace/rh-request-auth.h"

#include "text/rh-redactor.h"

struct _RhRequestAuth
{
  RhAuthKind kind;
  RhAuth *auth;         /* NULL: nobody says a kind */
  RhFilledAuth *filled; /* NULL: not yet, or its kind has no fields */
};

RhRequestAuth *
rh_request_auth_new (RhRequestItem *item, RhFolder *root)
{
  RhRequestAuth *self;
  RhAuth *auth;

  g_return_val_if_fail (RH_IS_REQUEST_ITEM (item), NULL);

  self = g_new0 (RhRequestAuth, 1);
  self->kind = rh_folder_resolve_auth (item, root, &auth);
  self->auth = auth == NULL ? NULL : rh_auth_copy (auth);
  return self;
}

void
rh_request_auth_free (RhRequestAuth *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->auth);
  g_clear_pointer (&self->filled, rh_filled_auth_free);
  g_free (self);
}

RhAuthKind
rh_request_auth_get_kind (const RhRequestAuth *self)
{
  g_return_val_if_fail (self != NULL, RH_AUTH_KIND_NONE);

  return self->kind;
}

/* Templates */

static void
add_rows (GStrvBuilder *builder, GListModel *rows)
{
  guint n = g_list_model_get_n_items (rows);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);

      if (!rh_field_is_enabled (field))
        continue;
      g_strv_builder_add (builder, rh_field_get_name (field));
      g_strv_builder_add (builder, rh_field_get_value (field));
      g_strv_builder_add (builder, rh_field_get_media_type (field));
      g_strv_builder_add (builder, rh_field_get_file_name (field));
    }
}

static void
add_body (GStrvBuilder *builder, RhRequestItem *item)
{
  switch (rh_request_item_get_body_kind (item))
    {
    case RH_BODY_KIND_FORM:
      add_rows (builder, rh_request_item_get_form (item));
      break;
    case RH_BODY_KIND_MULTIPART:
      add_rows (builder, rh_request_item_get_parts (item));
      break;
    case RH_BODY_KIND_FILE:
      g_strv_builder_add (builder, rh_request_item_get_body_type (item));
      break;
    case RH_BODY_KIND_JSON:
    case RH_BODY_KIND_TEXT:
    case RH_BODY_KIND_XML:
      g_strv_builder_add (builder, rh_request_item_get_body_text (item));
      break;
    case RH_BODY_KIND_NONE:
    case RH_BODY_KIND_KEPT:
    default:
      break;
    }
}

GStrv
rh_request_auth_dup_templates (const RhRequestAuth *self, RhRequestItem *item)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *const *fields;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (item), NULL);

  g_strv_builder_add (builder, rh_request_item_get_url (item));
  add_rows (builder, rh_request_item_get_path_params (item));
  add_rows (builder, rh_request_item_get_headers (item));
  add_body (builder, item);
  fields = rh_auth_fields_of (self->kind);
  for (guint i = 0; self->auth != NULL && fields[i] != NULL; i++)
    g_strv_builder_add (builder, rh_auth_get (self->auth, fields[i]));

  return g_strv_builder_end (builder);
}

/* Filling in */

gboolean
rh_request_auth_fill (RhRequestAuth *self,
                      RhVariableLookup lookup,
                      gpointer user_data,
                      GError **error)
{
  g_return_val_if_fail (self != NULL && lookup != NULL, FALSE);

  if (self->auth == NULL || *rh_auth_fields_of (self->kind) == NULL)
    return TRUE;

  g_clear_pointer (&self->filled, rh_filled_auth_free);
  self->filled = rh_resolver_fill_auth (self->kind, self->auth, lookup, user_data, error);
  return self->filled != NULL;
}

const RhFilledAuth *
rh_request_auth_get_filled (const RhRequestAuth *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->filled;
}

gboolean
rh_request_auth_wants_token (const RhRequestAuth *self, RhRequest *request)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (RH_IS_REQUEST (request), FALSE);

  return self->kind == RH_AUTH_KIND_OAUTH2
         && rh_headers_count (rh_request_get_headers (request), "Authorization") == 0;
}

/* Putting in */

static RhSecret *
new_secret (const RhRequestAuth *self, const char *field)
{
  gsize length;
  const char *bytes = rh_text_peek (rh_filled_auth_get (self->filled, field), &length);

  return rh_secret_new (bytes, (gssize) length);
}

/* The second net: whatever it is filled in from, it is masked wherever it turns up. */
static void
learn (const RhRequestAuth *self)
{
  const char *const *fields = rh_filled_auth_get_fields (self->filled);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      g_autoptr (RhSecret) secret = NULL;

      if (!rh_auth_field_is_secret (fields[i]))
        continue;
      secret = new_secret (self, fields[i]);
      rh_redactor_learn (rh_redactor_get_default (), secret);
    }
}

static void
set_digest (const RhRequestAuth *self,
            RhRequest *request,
            const char *origin,
            RhDigestMemory *digests)
{
  const RhText *username = rh_filled_auth_get (self->filled, RH_AUTH_USERNAME);
  g_autoptr (RhSecret) password = new_secret (self, RH_AUTH_PASSWORD);
  g_autoptr (RhDigestAuth) digest
      = rh_digest_auth_new (digests, origin, rh_text_peek (username, NULL), password, NULL);

  rh_request_set_digest (request, digest);
}

gboolean
rh_request_auth_apply (const RhRequestAuth *self,
                       RhRequest *request,
                       const char *origin,
                       RhDigestMemory *digests)
{
  g_return_val_if_fail (self != NULL && self->filled != NULL, FALSE);
  g_return_val_if_fail (origin != NULL && digests != NULL, FALSE);

  learn (self);
  if (!rh_filled_auth_apply (self->filled, request))
    return FALSE;

  if (self->kind == RH_AUTH_KIND_DIGEST)
    set_digest (self, request, origin, digests);
  return TRUE;
}
