/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills a request in as RhSender does, and stops there. Secrets that were not fetched are a
 * placeholder in a span that says which they are. */
#define G_LOG_DOMAIN "rh-preview"

#include "config.h"

#include "workspace/rh-preview.h"

#include "collection/rh-secret-looking.h"
#include "format/rh-import-hide.h"
#include "text/rh-url.h"
#include "workspace/rh-origin-gate.h"
#include "workspace/rh-request-auth.h"
#include "workspace/rh-variable-snapshot.h"

#include <string.h>

/* Stands for bytes that nobody fetched; no text shows it. */
#define PLACEHOLDER "secret"
#define AUTHORIZATION "Authorization"
#define MASK "••••"

struct _RhPreview
{
  RhRequestText *text;
  GError *problem;    /* why its auth cannot be put in; NULL */
  GError *elsewhere;  /* a secret goes where it never went; NULL */
  GPtrArray *added;   /* of RhAutoHeader */
  GPtrArray *unknown; /* names; NULL-terminated */
};

/* A preview while it is made. */
typedef struct
{
  RhWorkspace *workspace;
  RhConnection *connection;
  RhRequestItem *item; /* with what its folders add */
  RhRequestSettings *settings;
  RhRequestAuth *auth;
  RhVariableSnapshot *snapshot;
  RhToken *token;     /* NULL: a placeholder, if it goes out with one */
  char *token_slot;   /* with @token */
  RhOriginGate *gate; /* NULL: no secret is in it */
  gboolean fetched;
  GHashTable *typed; /* names of what is secret by its looks; NULL: nothing is */

  RhRequest *request; /* borrowed */
  RhPreview *preview; /* borrowed */
  GPtrArray *values;  /* of unknown variables */
} Maker;

static void
maker_free (Maker *maker)
{
  g_clear_object (&maker->snapshot);
  g_clear_pointer (&maker->token, rh_token_unref);
  g_clear_pointer (&maker->gate, rh_origin_gate_free);
  g_free (maker->token_slot);
  rh_request_auth_free (maker->auth);
  g_object_unref (maker->settings);
  g_object_unref (maker->item);
  g_object_unref (maker->connection);
  g_object_unref (maker->workspace);
  g_ptr_array_unref (maker->values);
  g_clear_pointer (&maker->typed, g_hash_table_unref);
  g_free (maker);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Maker, maker_free)

static Maker *
maker_new (RhWorkspace *workspace, RhConnection *connection, RhRequestItem *item)
{
  Maker *maker = g_new0 (Maker, 1);
  RhFolder *root = rh_collection_get_root (rh_connection_get_collection (connection));

  maker->workspace = g_object_ref (workspace);
  maker->connection = g_object_ref (connection);
  maker->item = rh_folder_dup_request (item, root);
  maker->settings = rh_folder_resolve_settings (item, root);
  maker->auth = rh_request_auth_new (item, root);
  maker->values = g_ptr_array_new_with_free_func (g_free);
  maker->snapshot = rh_variable_snapshot_new_plain (
      rh_connection_get_collection (connection), rh_connection_get_environment (connection), item,
      rh_workspace_get_runtime (workspace, connection));
  rh_variable_snapshot_set_clock (maker->snapshot, rh_workspace_get_clock (workspace));
  return maker;
}

/* Variables */

/* As it is typed, and noted once. */
static void
keep_unknown (Maker *maker, const char *name, RhVariableValue *value)
{
  GPtrArray *unknown = maker->preview->unknown;
  char *text = g_strconcat ("{{", name, "}}", NULL);

  g_ptr_array_add (maker->values, text);
  if (!g_ptr_array_find_with_equal_func (unknown, name, g_str_equal, NULL))
    g_ptr_array_add (unknown, g_strdup (name));

  *value = (RhVariableValue) { .value = text, .source = RH_SOURCE_TYPED, .literal = TRUE };
}

static void
hide (RhVariableValue *value)
{
  *value = (RhVariableValue) {
    .value = PLACEHOLDER, .source = value->source, .secret = TRUE, .literal = TRUE
  };
}

static gboolean
looks_secret (Maker *maker, const char *name, const RhVariableValue *value)
{
  return maker->typed != NULL && !value->secret && value->value != NULL
         && rh_secret_looking (name, value->value, FALSE);
}

static gboolean
look_up (const char *name, RhVariableValue *value, gpointer user_data)
{
  Maker *maker = user_data;

  if (maker->typed != NULL && g_hash_table_contains (maker->typed, name))
    {
      *value = (RhVariableValue) { .source = RH_SOURCE_TYPED };
      hide (value);
      return TRUE;
    }
  if (rh_variable_snapshot_lookup (name, value, maker->snapshot))
    {
      if (looks_secret (maker, name, value))
        hide (value);
      return TRUE;
    }

  if (rh_variable_snapshot_describe (maker->snapshot, name, value) && value->secret
      && !maker->fetched)
    {
      value->value = PLACEHOLDER;
      value->literal = TRUE;
      return TRUE;
    }

  keep_unknown (maker, name, value);
  return TRUE;
}

static RhText *
fill (Maker *maker, const char *template, GError **error)
{
  return rh_template_fill (template, RH_PLACE_RAW, look_up, maker, error);
}

/* Authorization */

static gboolean
is_typed (Maker *maker, const char *name)
{
  return rh_headers_count (rh_request_get_headers (maker->request), name) > 0;
}

/* @shown NULL: known only when it is sent. */
static void
note_added (Maker *maker, const char *name, const char *shown)
{
  g_ptr_array_add (maker->preview->added,
                   rh_auto_header_new (name, shown, RH_AUTO_HEADER_AUTHORIZATION, TRUE));
}

static void
add_token (Maker *maker)
{
  const char *prefix = rh_connection_get_header_prefix (maker->connection);
  const char *space = *prefix == '\0' ? "" : " ";
  g_autofree char *shown = g_strconcat (prefix, space, MASK, NULL);
  g_autoptr (RhText) value = rh_text_new (prefix);
  const char *bytes = PLACEHOLDER;
  gsize length = strlen (PLACEHOLDER);

  if (maker->token == NULL && maker->fetched)
    return;

  if (maker->token != NULL)
    bytes = rh_secret_peek (rh_token_get_access_token (maker->token), &length);
  rh_text_append (value, space, -1);
  rh_text_append_value (value, bytes, (gssize) length, "access_token", RH_SOURCE_AUTH, TRUE, NULL);
  rh_headers_append (rh_request_get_headers (maker->request), AUTHORIZATION, value);
  note_added (maker, AUTHORIZATION, shown);
}

/* curl and .http files know both by name, so user and password stay apart. */
static void
add_login (Maker *maker, const RhFilledAuth *filled)
{
  RhAuthKind kind = rh_request_auth_get_kind (maker->auth);
  g_autoptr (RhText) username = rh_text_new (NULL);
  g_autoptr (RhText) password = rh_filled_auth_dup_secret (filled, RH_AUTH_PASSWORD);

  if (is_typed (maker, AUTHORIZATION))
    return;

  rh_text_append_text (username, rh_filled_auth_get (filled, RH_AUTH_USERNAME));
  rh_request_text_set_login (maker->preview->text, kind, username, password);
  note_added (maker, AUTHORIZATION, kind == RH_AUTH_KIND_BASIC ? "Basic " MASK : NULL);
}

static void
add_fields (Maker *maker, const RhFilledAuth *filled)
{
  const char *header = rh_filled_auth_get_header (filled);
  gboolean is_bearer = rh_request_auth_get_kind (maker->auth) == RH_AUTH_KIND_BEARER;

  if (rh_filled_auth_apply (filled, maker->request) && header != NULL)
    note_added (maker, header, is_bearer ? "Bearer " MASK : MASK);
}

static void
add_authorization (Maker *maker)
{
  RhAuthKind kind = rh_request_auth_get_kind (maker->auth);
  const RhFilledAuth *filled;

  GError **problem = maker->preview->problem == NULL ? &maker->preview->problem : NULL;

  if (!rh_request_auth_fill (maker->auth, look_up, maker, problem))
    return;

  filled = rh_request_auth_get_filled (maker->auth);
  if (rh_request_auth_wants_token (maker->auth, maker->request))
    add_token (maker);
  else if (kind == RH_AUTH_KIND_BASIC || kind == RH_AUTH_KIND_DIGEST)
    add_login (maker, filled);
  else if (filled != NULL)
    add_fields (maker, filled);
}

/* Cookies are credentials: that some go out is said, not which. What is still in the keyring stays
 * there until something is sent: to look at a request asks nobody for anything. */
static void
add_cookies (Maker *maker)
{
  RhCookieJar *jar = rh_workspace_peek_cookie_jar (
      maker->workspace, rh_connection_get_collection (maker->connection),
      rh_connection_get_environment (maker->connection),
      rh_connection_get_label (maker->connection));
  g_autoptr (RhUrl) url
      = rh_url_parse_http (rh_text_peek (rh_request_get_url (maker->request), NULL), NULL);
  const RhClock *clock = rh_workspace_get_clock (maker->workspace);
  g_autoptr (RhText) value = NULL;

  if (jar == NULL || url == NULL || is_typed (maker, "Cookie")
      || !rh_request_get_cookies (maker->request))
    return;

  value = rh_cookie_jar_dup_header (jar, url, clock->real (clock->user_data) / G_USEC_PER_SEC);
  if (value != NULL)
    g_ptr_array_add (maker->preview->added,
                     rh_auto_header_new ("Cookie", MASK, RH_AUTO_HEADER_COOKIE, TRUE));
}

/* The rest */

/* As it goes out, without white space around it. @media_type NULL: none. */
static gboolean
fill_media_type (Maker *maker, RhField *field, RhText **media_type, GError **error)
{
  g_autofree char *template = g_strstrip (g_strdup (rh_field_get_media_type (field)));
  g_autoptr (RhText) filled = fill (maker, template, error);

  if (filled == NULL)
    return FALSE;

  *media_type = *rh_text_peek (filled, NULL) == '\0' ? NULL : g_steal_pointer (&filled);
  return TRUE;
}

static gboolean
add_part (Maker *maker, RhField *field, GError **error)
{
  RhRequestText *text = maker->preview->text;
  const char *file_name = rh_field_get_file_name (field);
  g_autoptr (RhText) name = fill (maker, rh_field_get_name (field), error);
  g_autoptr (RhText) media_type = NULL;
  g_autoptr (RhText) value = NULL;
  g_auto (GStrv) paths = NULL;

  if (name == NULL || !fill_media_type (maker, field, &media_type, error))
    return FALSE;

  if (!rh_field_is_file (field))
    {
      value = fill (maker, rh_field_get_value (field), error);
      if (value != NULL)
        rh_request_text_add_part (text, name, value, NULL, media_type);
      return value != NULL;
    }

  paths = rh_field_dup_paths (field);
  for (guint i = 0; paths[i] != NULL; i++)
    rh_request_text_add_part (text, name, NULL, paths[i], media_type);
  if (*file_name == '\0' || g_strv_length (paths) != 1)
    return TRUE;

  value = fill (maker, file_name, error);
  if (value != NULL)
    rh_request_text_name_file (text, value);
  return value != NULL;
}

static gboolean
add_parts (Maker *maker, GError **error)
{
  GListModel *rows = rh_request_item_get_parts (maker->item);
  guint n = rh_request_item_get_body_kind (maker->item) == RH_BODY_KIND_MULTIPART
                ? g_list_model_get_n_items (rows)
                : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);

      if (rh_field_is_enabled (field) && !add_part (maker, field, error))
        return FALSE;
    }

  return TRUE;
}

/* Somebody is typing: a part of the path that has no value yet stands for itself, so that the rest
 * is known, and what is wrong is told to who wants to have it as text. */
static RhRequest *
fill_in (Maker *maker)
{
  GError **problem = &maker->preview->problem;
  RhRequest *request = rh_resolver_fill_request (maker->item, look_up, maker, problem);
  GListModel *parts = rh_request_item_get_path_params (maker->item);

  if (request != NULL
      || !g_error_matches (*problem, RH_RESOLVER_ERROR, RH_RESOLVER_ERROR_PATH_PARAM))
    return request;

  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr (RhField) part = g_list_model_get_item (parts, i);

      if (*rh_field_get_value (part) == '\0')
        g_object_set (part, "value", rh_field_get_name (part), NULL);
    }
  return rh_resolver_fill_request (maker->item, look_up, maker, NULL);
}

/* What stands for itself may be where nothing but its value can be: then the fields alone have to
 * be such that nothing in them begins another. */
static gboolean
check (Maker *maker, GError **error)
{
  return maker->preview->unknown->len == 0 ? rh_request_check (maker->request, error)
                                           : rh_request_check_fields (maker->request, error);
}

/* As for sending: before anything but what was typed is in the request. */
static void
check_origin (Maker *maker)
{
  maker->gate = rh_origin_gate_new (rh_workspace_get_bindings (maker->workspace), maker->snapshot,
                                    maker->request);
  rh_origin_gate_check_request (maker->gate, maker->request, &maker->preview->elsewhere);
}

static void
check_auth_origin (Maker *maker)
{
  const RhFilledAuth *filled = rh_request_auth_get_filled (maker->auth);
  GError **elsewhere = &maker->preview->elsewhere;

  if (*elsewhere == NULL && filled != NULL)
    rh_origin_gate_check_auth (maker->gate, filled, elsewhere);
  if (*elsewhere == NULL && maker->token != NULL)
    rh_origin_gate_check_secret (maker->gate, maker->token_slot, NULL, elsewhere);
}

static RhPreview *
make (Maker *maker, GError **error)
{
  g_autoptr (RhPreview) self = g_new0 (RhPreview, 1);
  g_autoptr (RhRequest) request = NULL;

  self->unknown = g_ptr_array_new_null_terminated (1, g_free, TRUE);
  maker->preview = self;
  request = fill_in (maker);
  if (request == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->problem));
      return NULL;
    }

  maker->request = request;
  rh_resolver_apply_settings (request, maker->settings);
  if (maker->fetched)
    check_origin (maker);
  self->text = rh_request_text_new (request);
  self->added = rh_auto_headers_of (request);
  add_cookies (maker);
  add_authorization (maker);
  if (maker->fetched)
    check_auth_origin (maker);
  if (!add_parts (maker, error))
    return NULL;
  if (self->problem == NULL)
    check (maker, &self->problem);

  return g_steal_pointer (&self);
}

RhPreview *
rh_preview_new (RhWorkspace *workspace,
                RhConnection *connection,
                RhRequestItem *item,
                GError **error)
{
  g_autoptr (Maker) maker = NULL;

  g_return_val_if_fail (RH_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (RH_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (item), NULL);

  maker = maker_new (workspace, connection, item);
  return make (maker, error);
}

/* In the place of a value that was typed stands a variable that the look-up hides. */
static char *
hide_cb (const char *name, const char *secret, gpointer user_data)
{
  Maker *maker = user_data;
  g_autofree char *variable = rh_secret_looking_dup_name (name);

  g_hash_table_add (maker->typed, g_strdup (variable));
  return g_strdup_printf ("{{%s}}", variable);
}

static void
hide_rows (Maker *maker, GListModel *rows, gboolean header)
{
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);
      const char *value = rh_field_get_value (field);
      const char *secret = rh_secret_looking_skip_scheme (value);
      g_autofree char *variable = NULL;
      g_autofree char *text = NULL;

      if (rh_field_is_file (field))
        continue;
      if (rh_secret_looking (rh_field_get_name (field), value, header))
        {
          variable = hide_cb (rh_field_get_name (field), secret, maker);
          text = g_strdup_printf ("%.*s%s", (int) (secret - value), value, variable);
        }
      else
        text = rh_import_replace_secrets (value, hide_cb, maker);
      if (!g_str_equal (text, value))
        g_object_set (field, "value", text, NULL);
    }
}

static void
hide_body (Maker *maker)
{
  g_autofree char *text
      = rh_import_replace_secrets (rh_request_item_get_body_text (maker->item), hide_cb, maker);

  g_object_set (maker->item, "body-text", text, NULL);
}

RhPreview *
rh_preview_new_for_others (RhWorkspace *workspace,
                           RhConnection *connection,
                           RhRequestItem *item,
                           GError **error)
{
  g_autoptr (Maker) maker = NULL;

  g_return_val_if_fail (RH_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (RH_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (item), NULL);

  maker = maker_new (workspace, connection, item);
  maker->typed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  hide_rows (maker, rh_request_item_get_headers (maker->item), TRUE);
  hide_rows (maker, rh_request_item_get_params (maker->item), FALSE);
  hide_rows (maker, rh_request_item_get_path_params (maker->item), FALSE);
  hide_rows (maker, rh_request_item_get_form (maker->item), FALSE);
  hide_rows (maker, rh_request_item_get_parts (maker->item), FALSE);
  hide_body (maker);
  return make (maker, error);
}

void
rh_preview_free (RhPreview *self)
{
  g_clear_pointer (&self->text, rh_request_text_free);
  g_clear_pointer (&self->added, g_ptr_array_unref);
  g_clear_error (&self->problem);
  g_clear_error (&self->elsewhere);
  g_ptr_array_unref (self->unknown);
  g_free (self);
}

RhRequestText *
rh_preview_get_text (RhPreview *self, GError **error)
{
  if (self->problem != NULL)
    {
      g_propagate_error (error, g_error_copy (self->problem));
      return NULL;
    }

  return self->text;
}

gboolean
rh_preview_check_origin (RhPreview *self, GError **error)
{
  if (self->elsewhere == NULL)
    return TRUE;

  g_propagate_error (error, g_error_copy (self->elsewhere));
  return FALSE;
}

GPtrArray *
rh_preview_get_added_headers (RhPreview *self)
{
  return self->added;
}

const char *const *
rh_preview_get_unknown (RhPreview *self)
{
  return (const char *const *) self->unknown->pdata;
}

/* With secrets */

static void
finish (GTask *task)
{
  Maker *maker = g_task_get_task_data (task);
  GError *error = NULL;
  RhPreview *preview;

  maker->fetched = TRUE;
  preview = make (maker, &error);
  if (preview == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, preview, (GDestroyNotify) rh_preview_free);
}

static void
token_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Maker *maker = g_task_get_task_data (task);
  GError *error = NULL;

  maker->token
      = rh_connection_get_token_finish (RH_CONNECTION (source), result, &maker->token_slot, &error);
  if (maker->token != NULL)
    finish (task);
  else if (g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_NOT_CONNECTED))
    {
      g_error_free (error);
      finish (task);
    }
  else
    g_task_return_error (task, error);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Maker *maker = g_task_get_task_data (task);
  RhCollection *collection = rh_connection_get_collection (maker->connection);
  GError *error = NULL;

  if (!rh_variable_snapshot_fetch_finish (maker->snapshot, result, &error))
    g_task_return_error (task, error);
  /* a folder that is new to this user has no use of what is kept */
  else if (rh_request_auth_get_kind (maker->auth) == RH_AUTH_KIND_OAUTH2
           && rh_collection_is_accepted (collection))
    rh_connection_get_token_async (maker->connection, NULL, g_task_get_cancellable (task), token_cb,
                                   g_object_ref (task));
  else
    finish (task);
}

void
rh_preview_fetch_async (RhWorkspace *workspace,
                        RhConnection *connection,
                        RhRequestItem *item,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task;
  Maker *maker;
  g_auto (GStrv) templates = NULL;

  g_return_if_fail (RH_IS_WORKSPACE (workspace));
  g_return_if_fail (RH_IS_CONNECTION (connection));
  g_return_if_fail (RH_IS_REQUEST_ITEM (item));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_preview_fetch_async);
  maker = maker_new (workspace, connection, item);
  g_task_set_task_data (task, maker, (GDestroyNotify) maker_free);
  templates = rh_request_auth_dup_templates (maker->auth, maker->item);
  rh_variable_snapshot_fetch_async (maker->snapshot, rh_workspace_get_keyring (workspace),
                                    rh_workspace_get_bindings (workspace),
                                    (const char *const *) templates, cancellable, fetched_cb, task);
}

RhPreview *
rh_preview_fetch_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
