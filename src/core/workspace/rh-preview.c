/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills a request in as RhSender does, and stops there. Secrets that were not fetched are a
 * placeholder in a span that says which they are. */
#define G_LOG_DOMAIN "rh-preview"

#include "config.h"

#include "workspace/rh-preview.h"

#include "collection/rh-resolver.h"
#include "text/rh-url.h"
#include "workspace/rh-variable-snapshot.h"
#include "workspace/rh-who-am-i.h"

#include <string.h>

/* Stands for bytes that nobody fetched; no text shows it. */
#define PLACEHOLDER "secret"
#define MASK "••••"

struct _RhPreview
{
  RhRequestText *text;
  GPtrArray *added;   /* of RhAutoHeader */
  GPtrArray *unknown; /* names; NULL-terminated */
};

/* A preview while it is made. */
typedef struct
{
  RhWorkspace *workspace;
  RhConnection *connection;
  RhRequestItem *source; /* in its folder */
  RhRequestItem *item;   /* with what its folders add */
  RhVariableSnapshot *snapshot;
  RhToken *token; /* NULL: a placeholder, if it goes out with one */
  gboolean fetched;
  RhAuthKind kind;
  RhAuth *auth; /* borrowed; NULL */

  RhRequest *request; /* borrowed */
  RhPreview *preview; /* borrowed */
  GPtrArray *values;  /* of unknown variables */
} Maker;

static void
maker_free (Maker *maker)
{
  g_clear_object (&maker->snapshot);
  g_clear_pointer (&maker->token, rh_token_unref);
  g_object_unref (maker->item);
  g_object_unref (maker->source);
  g_object_unref (maker->connection);
  g_object_unref (maker->workspace);
  g_ptr_array_unref (maker->values);
  g_free (maker);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Maker, maker_free)

static RhFolder *
get_root (Maker *maker)
{
  return rh_collection_get_root (rh_connection_get_collection (maker->connection));
}

static Maker *
maker_new (RhWorkspace *workspace, RhConnection *connection, RhRequestItem *item)
{
  Maker *maker = g_new0 (Maker, 1);

  maker->workspace = g_object_ref (workspace);
  maker->connection = g_object_ref (connection);
  maker->source = g_object_ref (item);
  maker->item = rh_folder_dup_request (item, get_root (maker));
  maker->values = g_ptr_array_new_with_free_func (g_free);
  maker->kind = rh_folder_resolve_auth (item, get_root (maker), &maker->auth);
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

static gboolean
look_up (const char *name, RhVariableValue *value, gpointer user_data)
{
  Maker *maker = user_data;

  if (rh_variable_snapshot_lookup (name, value, maker->snapshot))
    return TRUE;

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

/* All of it is secret, whatever it is filled in from; by the variable's name if it is one. */
static RhText *
fill_secret (Maker *maker, const char *template, const char *name, GError **error)
{
  g_autoptr (RhText) filled = fill (maker, template, error);
  g_autoptr (GArray) refs = rh_template_find (template);
  const RhTemplateRef *ref = refs->len == 1 ? &g_array_index (refs, RhTemplateRef, 0) : NULL;
  RhText *text;
  const char *bytes;
  gsize length;

  if (filled == NULL)
    return NULL;

  text = rh_text_new ("");
  bytes = rh_text_peek (filled, &length);
  rh_text_append_value (text, bytes, (gssize) length,
                        ref != NULL && ref->length == strlen (template) ? ref->name : name,
                        RH_SOURCE_AUTH, TRUE, NULL);
  return text;
}

/* Authorization */

static gboolean
is_typed (Maker *maker, const char *name)
{
  return rh_headers_count (rh_request_get_headers (maker->request), name) > 0;
}

/* Adds the field, and says that it was added. */
static void
add_credential (Maker *maker, const char *name, const char *scheme, RhText *secret)
{
  const char *space = *scheme == '\0' ? "" : " ";
  g_autoptr (RhText) value = rh_text_new (scheme);
  g_autofree char *shown = g_strconcat (scheme, space, MASK, NULL);

  rh_text_append (value, space, -1);
  rh_text_append_text (value, secret);
  rh_headers_append (rh_request_get_headers (maker->request), name, value);
  g_ptr_array_add (maker->preview->added,
                   rh_auto_header_new (name, shown, RH_AUTO_HEADER_AUTHORIZATION, TRUE));
}

static void
add_token (Maker *maker)
{
  g_autoptr (RhText) secret = rh_text_new ("");
  const char *bytes = PLACEHOLDER;
  gsize length = strlen (PLACEHOLDER);

  if (maker->token == NULL && maker->fetched)
    return;

  if (maker->token != NULL)
    bytes = rh_secret_peek (rh_token_get_access_token (maker->token), &length);
  rh_text_append_value (secret, bytes, (gssize) length, "access_token", RH_SOURCE_AUTH, TRUE, NULL);
  add_credential (maker, "Authorization", rh_connection_get_header_prefix (maker->connection),
                  secret);
}

static gboolean
add_bearer (Maker *maker, GError **error)
{
  g_autoptr (RhText) token
      = fill_secret (maker, rh_auth_get (maker->auth, RH_AUTH_TOKEN), "token", error);

  if (token == NULL)
    return FALSE;

  add_credential (maker, "Authorization", "Bearer", token);
  return TRUE;
}

/* curl and .http files know both by name, so user and password stay apart. */
static gboolean
add_login (Maker *maker, GError **error)
{
  const char *shown = maker->kind == RH_AUTH_KIND_BASIC ? "Basic " MASK : NULL;
  g_autoptr (RhText) username = fill (maker, rh_auth_get (maker->auth, RH_AUTH_USERNAME), error);
  g_autoptr (RhText) password = NULL;

  if (username == NULL)
    return FALSE;
  password = fill_secret (maker, rh_auth_get (maker->auth, RH_AUTH_PASSWORD), "password", error);
  if (password == NULL)
    return FALSE;

  rh_request_text_set_login (maker->preview->text, maker->kind, username, password);
  g_ptr_array_add (maker->preview->added,
                   rh_auto_header_new ("Authorization", shown, RH_AUTO_HEADER_AUTHORIZATION, TRUE));
  return TRUE;
}

static gboolean
add_api_key (Maker *maker, GError **error)
{
  g_autoptr (RhText) name = fill (maker, rh_auth_get (maker->auth, RH_AUTH_KEY), error);
  g_autoptr (RhText) value = NULL;

  if (name == NULL)
    return FALSE;
  value = fill_secret (maker, rh_auth_get (maker->auth, RH_AUTH_VALUE), "value", error);
  if (value == NULL)
    return FALSE;

  if (!is_typed (maker, rh_text_peek (name, NULL)))
    add_credential (maker, rh_text_peek (name, NULL), "", value);
  return TRUE;
}

static gboolean
is_query_key (Maker *maker)
{
  return maker->kind == RH_AUTH_KIND_API_KEY
         && g_str_equal (rh_auth_get (maker->auth, RH_AUTH_PLACEMENT), RH_AUTH_PLACEMENT_QUERY);
}

static gboolean
add_authorization (Maker *maker, GError **error)
{
  switch (maker->kind)
    {
    case RH_AUTH_KIND_OAUTH2:
      if (!is_typed (maker, "Authorization"))
        add_token (maker);
      return TRUE;
    case RH_AUTH_KIND_BEARER:
      return is_typed (maker, "Authorization") || add_bearer (maker, error);
    case RH_AUTH_KIND_BASIC:
    case RH_AUTH_KIND_DIGEST:
      return is_typed (maker, "Authorization") || add_login (maker, error);
    case RH_AUTH_KIND_API_KEY:
      return is_query_key (maker) || add_api_key (maker, error);
    case RH_AUTH_KIND_INHERIT:
    case RH_AUTH_KIND_NONE:
    case RH_AUTH_KIND_KEPT:
    default:
      return TRUE;
    }
}

/* Cookies are credentials: that some go out is said, not which. */
static void
add_cookies (Maker *maker)
{
  RhCookieJar *jar = rh_workspace_get_cookie_jar (maker->workspace,
                                                  rh_connection_get_collection (maker->connection),
                                                  rh_connection_get_environment (maker->connection),
                                                  rh_connection_get_label (maker->connection));
  g_autoptr (RhUrl) url
      = rh_url_parse_http (rh_text_peek (rh_request_get_url (maker->request), NULL), NULL);
  const RhClock *clock = rh_workspace_get_clock (maker->workspace);
  g_autoptr (RhText) value = NULL;

  if (url == NULL || is_typed (maker, "Cookie")
      || !rh_folder_resolve_setting (maker->source, get_root (maker), RH_SETTING_COOKIES))
    return;

  value = rh_cookie_jar_dup_header (jar, url, clock->real (clock->user_data));
  if (value != NULL)
    g_ptr_array_add (maker->preview->added,
                     rh_auto_header_new ("Cookie", MASK, RH_AUTO_HEADER_COOKIE, TRUE));
}

static void
append_encoded (RhText *out, const RhText *value)
{
  for (guint i = 0; i < rh_text_get_n_spans (value); i++)
    {
      const RhSpan *span = rh_text_nth_span (value, i);
      g_autofree char *encoded = rh_percent_encode (rh_text_peek (value, NULL) + span->start,
                                                    (gssize) span->length, RH_PLACE_QUERY);

      rh_text_append_value (out, encoded, -1, span->variable, span->source, TRUE, NULL);
      rh_wipe (encoded, strlen (encoded));
    }
}

static void
copy_content (RhRequest *copy, RhRequest *request)
{
  RhHeaders *headers = rh_request_get_headers (request);

  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    rh_headers_append (rh_request_get_headers (copy), rh_headers_nth_name (headers, i),
                       rh_headers_nth_value (headers, i));
  rh_request_set_body (copy, rh_request_get_body (request));
}

/* An API key in the query: the same request at another URL. */
static RhRequest *
dup_with_query_key (Maker *maker, RhRequest *request, GError **error)
{
  RhText *url = rh_request_get_url (request);
  g_autoptr (RhText) out = NULL;
  g_autoptr (RhText) rest = NULL;
  g_autoptr (RhText) name = fill (maker, rh_auth_get (maker->auth, RH_AUTH_KEY), error);
  g_autoptr (RhText) value = NULL;
  g_autofree char *encoded = NULL;
  RhRequest *copy;
  gsize length;
  gsize end;

  if (name == NULL)
    return NULL;
  value = fill_secret (maker, rh_auth_get (maker->auth, RH_AUTH_VALUE), "value", error);
  if (value == NULL)
    return NULL;

  end = strcspn (rh_text_peek (url, &length), "#");
  encoded = rh_percent_encode (rh_text_peek (name, NULL), -1, RH_PLACE_QUERY);
  out = rh_text_slice (url, 0, end);
  rest = rh_text_slice (url, end, length - end);
  rh_text_append (out, strchr (rh_text_peek (out, NULL), '?') == NULL ? "?" : "&", 1);
  rh_text_append (out, encoded, -1);
  rh_text_append (out, "=", 1);
  append_encoded (out, value);
  rh_text_append_text (out, rest);

  copy = rh_request_new (rh_request_get_method (request), out);
  copy_content (copy, request);
  return copy;
}

/* The rest */

static int
get_setting (Maker *maker, RhSetting setting)
{
  return rh_folder_resolve_setting (maker->source, get_root (maker), setting);
}

static void
apply_settings (Maker *maker)
{
  const RhTimeouts timeouts = {
    .connect = (guint) get_setting (maker, RH_SETTING_CONNECT_TIMEOUT),
    .first_byte = (guint) get_setting (maker, RH_SETTING_FIRST_BYTE_TIMEOUT),
    .total = (guint) get_setting (maker, RH_SETTING_TOTAL_TIMEOUT),
  };

  rh_request_set_redirects (maker->request, get_setting (maker, RH_SETTING_FOLLOW_REDIRECTS),
                            (guint) get_setting (maker, RH_SETTING_MAX_REDIRECTS));
  rh_request_set_keep_method (maker->request, get_setting (maker, RH_SETTING_KEEP_METHOD));
  rh_request_set_timeouts (maker->request, &timeouts);
  rh_request_set_http1 (maker->request, get_setting (maker, RH_SETTING_HTTP1));
}

static gboolean
add_part (Maker *maker, RhField *field, GError **error)
{
  RhRequestText *text = maker->preview->text;
  const char *media_type = rh_field_get_media_type (field);
  g_autoptr (RhText) name = fill (maker, rh_field_get_name (field), error);
  g_autoptr (RhText) value = NULL;
  g_auto (GStrv) paths = NULL;

  if (name == NULL)
    return FALSE;
  if (*media_type == '\0')
    media_type = NULL;

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
  return TRUE;
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

static RhPreview *
make (Maker *maker, GError **error)
{
  g_autoptr (RhPreview) self = g_new0 (RhPreview, 1);
  g_autoptr (RhRequest) request = NULL;

  self->unknown = g_ptr_array_new_null_terminated (1, g_free, TRUE);
  maker->preview = self;
  request = rh_resolver_fill_request (maker->item, look_up, maker, error);
  if (request == NULL)
    return NULL;

  if (is_query_key (maker))
    {
      RhRequest *copy = dup_with_query_key (maker, request, error);

      g_object_unref (request);
      request = copy;
    }
  if (request == NULL)
    return NULL;

  maker->request = request;
  self->text = rh_request_text_new (request);
  apply_settings (maker);
  self->added = rh_auto_headers_of (request);
  add_cookies (maker);
  if (!add_parts (maker, error) || !add_authorization (maker, error))
    return NULL;

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

void
rh_preview_free (RhPreview *self)
{
  g_clear_pointer (&self->text, rh_request_text_free);
  g_clear_pointer (&self->added, g_ptr_array_unref);
  g_ptr_array_unref (self->unknown);
  g_free (self);
}

RhRequestText *
rh_preview_get_text (RhPreview *self)
{
  return self->text;
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
add_rows (GStrvBuilder *builder, GListModel *rows)
{
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);

      if (!rh_field_is_enabled (field))
        continue;
      g_strv_builder_add (builder, rh_field_get_name (field));
      g_strv_builder_add (builder, rh_field_get_value (field));
    }
}

/* What is filled in, so that no other secret is fetched. */
static GStrv
dup_templates (Maker *maker)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *const *fields = rh_auth_fields_of (maker->kind);

  g_strv_builder_add (builder, rh_request_item_get_url (maker->item));
  g_strv_builder_add (builder, rh_request_item_get_body_text (maker->item));
  add_rows (builder, rh_request_item_get_path_params (maker->item));
  add_rows (builder, rh_request_item_get_headers (maker->item));
  add_rows (builder, rh_request_item_get_form (maker->item));
  add_rows (builder, rh_request_item_get_parts (maker->item));
  for (guint i = 0; maker->auth != NULL && fields[i] != NULL; i++)
    g_strv_builder_add (builder, rh_auth_get (maker->auth, fields[i]));

  return g_strv_builder_end (builder);
}

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
  g_autofree char *slot = NULL;
  GError *error = NULL;

  maker->token = rh_connection_get_token_finish (RH_CONNECTION (source), result, &slot, &error);
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
  else if (maker->kind == RH_AUTH_KIND_OAUTH2 && rh_collection_is_accepted (collection))
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
  templates = dup_templates (maker);
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
