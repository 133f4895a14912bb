/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last walk through what was read, the same for every format: names are made free, what looks
 * like a secret goes to the keyring, examples are masked. */
#define G_LOG_DOMAIN "rh-import-finish"

#include "config.h"

#include "format/rh-import-private.h"

#include "collection/rh-opencollection.h"
#include "collection/rh-tree.h"
#include "format/rh-import-hide.h"
#include "text/rh-codec.h"
#include "text/rh-dynamic.h"
#include "text/rh-jwt-find.h"
#include "text/rh-redaction.h"
#include "text/rh-redactor.h"
#include "text/rh-template.h"

#include <glib/gi18n.h>
#include <string.h>

#define MADE_UP "rh-import-made-up"

typedef struct
{
  RhImport *import;
  GPtrArray *path; /* names of the folders around, borrowed */
} Walk;

typedef enum
{
  ROW_HEADER,
  ROW_PARAM, /* those that are on are in the URL */
  ROW_FIELD,
} RhRow;

/* @items: NULL: none. Nothing is there any more once somebody cancels. */
static gboolean
is_there (Walk *walk, GListModel *items, guint position)
{
  return items != NULL && position < g_list_model_get_n_items (items)
         && !rh_import_is_cancelled (walk->import);
}

static char *
dup_place (Walk *walk, const char *name)
{
  GString *place = g_string_new (NULL);

  for (guint i = 0; i < walk->path->len; i++)
    g_string_append_printf (place, "%s / ", (char *) g_ptr_array_index (walk->path, i));
  g_string_append (place, name);
  return g_string_free_and_steal (place);
}

/* Secrets */

/* A credential, however short it is (security.md 4.10). */
static gboolean
is_cookie (const char *name, const char *value)
{
  return g_ascii_strcasecmp (name, "Cookie") == 0 && !rh_template_has_refs (value);
}

static void
hide_field (Walk *walk, RhField *field, RhRow row, const char *place)
{
  const char *value = rh_field_get_value (field);
  const char *name = rh_field_get_name (field);
  g_autofree char *where = NULL;
  g_autofree char *text = NULL;

  if (rh_field_is_file (field) || *value == '\0'
      || (row == ROW_PARAM && rh_field_is_enabled (field)))
    return;

  where = g_strdup_printf ("%s%s%s", place, *place == '\0' ? "" : ": ", name);
  if (rh_import_is_secret (name, value, row == ROW_HEADER)
      || (row == ROW_HEADER && is_cookie (name, value)))
    text = rh_import_hide_value (walk->import, name, value, where);
  else if (row == ROW_HEADER)
    text = rh_import_hide_header (walk->import, name, value, where);
  else
    text = rh_import_hide_text (walk->import, value, where);
  if (text != NULL && !g_str_equal (text, value))
    g_object_set (field, "value", text, NULL);
}

/* @rows: NULL: none. */
static void
hide_rows (Walk *walk, GListModel *rows, RhRow row, const char *place)
{
  for (guint i = 0; is_there (walk, rows, i); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);

      hide_field (walk, field, row, place);
    }
}

/* In the fields of an auth nobody has to guess. */
static void
hide_auth (Walk *walk, RhAuth *auth, RhAuthKind kind, const char *place)
{
  const char *const *fields = rh_auth_fields_of (kind);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      const char *key = rh_auth_get (auth, RH_AUTH_KEY);
      gboolean own_name
          = g_str_equal (fields[i], RH_AUTH_VALUE) && *key != '\0' && !rh_template_has_refs (key);
      g_autofree char *hidden = NULL;

      if (!rh_auth_field_is_secret (fields[i]))
        continue;
      hidden = rh_import_hide (walk->import, own_name ? key : fields[i],
                               rh_auth_get (auth, fields[i]), place);
      rh_auth_set (auth, fields[i], hidden);
    }
}

/* "users.0.token": "token". */
static const char *
last_of (const char *name)
{
  const char *dot = strrchr (name, '.');

  return dot == NULL ? name : dot + 1;
}

/* A value that is to be found nowhere else is kept where it stands; a template stays. */
static void
hide_variables (Walk *walk, RhEnvironment *scope, const char *place)
{
  GListModel *variables = rh_environment_get_variables (scope);

  for (guint i = 0; is_there (walk, variables, i); i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (variables, i);
      g_autofree char *value = g_strdup (rh_variable_get_value (variable));
      const char *name = rh_variable_get_name (variable);

      g_autofree char *text = NULL;

      if (rh_variable_is_secret (variable))
        continue;
      if (rh_import_is_secret (last_of (name), value, FALSE))
        {
          rh_import_keep_variable (walk->import, scope, variable, value, place);
          continue;
        }
      text = rh_import_hide_text (walk->import, value, place);
      if (!g_str_equal (text, value))
        g_object_set (variable, "value", text, NULL);
    }
}

/* In the text of a body, and in the URL */

/* Of JSON, a member's name is its variable's. */
static void
hide_body (Walk *walk, RhRequestItem *item, const char *place)
{
  const char *text = rh_request_item_get_body_text (item);
  g_autofree char *members = rh_request_item_get_body_kind (item) == RH_BODY_KIND_JSON
                                 ? rh_import_hide_json (walk->import, text, FALSE, place)
                                 : NULL;
  g_autofree char *safe
      = rh_import_hide_text (walk->import, members == NULL ? text : members, place);

  if (!g_str_equal (safe, text))
    g_object_set (item, "body-text", safe, NULL);
}

static RhAuthKind
find_auth_kind (RhRequestItem *item)
{
  RhAuthKind kind = rh_request_item_get_auth_kind (item);

  for (RhFolder *folder = rh_request_item_get_parent (item);
       folder != NULL && kind == RH_AUTH_KIND_INHERIT; folder = rh_folder_get_parent (folder))
    kind = rh_folder_get_auth_kind (folder);

  return kind;
}

static gboolean
has_header (RhRequestItem *item, const char *name)
{
  GListModel *rows = rh_request_item_get_headers (item);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);

      if (rh_field_is_enabled (field) && g_ascii_strcasecmp (rh_field_get_name (field), name) == 0)
        return TRUE;
    }

  return FALSE;
}

/* "ada:password", as it stood in a URL, is what others send as Basic. */
static void
take_userinfo (RhRequestItem *item, const char *userinfo)
{
  g_auto (GStrv) words = g_strsplit (userinfo, ":", 2);
  RhAuth *auth = rh_request_item_get_auth (item);

  if (find_auth_kind (item) != RH_AUTH_KIND_NONE || has_header (item, "Authorization"))
    return;

  g_object_set (item, "auth-kind", RH_AUTH_KIND_BASIC, NULL);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *decoded = rh_percent_decode (words[i], -1, NULL);
      g_autofree char *valid = g_utf8_make_valid (decoded, -1);

      rh_auth_set (auth, i == 0 ? RH_AUTH_USERNAME : RH_AUTH_PASSWORD, valid);
    }
}

static void
hide_url (Walk *walk, RhRequestItem *item, const char *place)
{
  const char *url = rh_request_item_get_url (item);
  g_autofree char *userinfo = NULL;
  g_autofree char *query = rh_import_hide_query (walk->import, url, place);
  g_autofree char *safe = rh_import_hide_url (walk->import, query, place, &userinfo);

  if (userinfo != NULL)
    take_userinfo (item, userinfo);
  if (!g_str_equal (safe, url))
    g_object_set (item, "url", safe, NULL);
}

/* Examples */

static RhHeaders *
mask_headers (RhHeaders *headers, gboolean *masked)
{
  RhHeaders *result = rh_headers_new ();

  for (guint i = 0; headers != NULL && i < rh_headers_get_length (headers); i++)
    {
      const char *name = rh_headers_nth_name (headers, i);
      const char *value = rh_text_peek (rh_headers_nth_value (headers, i), NULL);
      g_autoptr (RhRedaction) redaction = rh_redaction_new (value, strlen (value));
      g_autofree char *text = NULL;
      g_autoptr (RhText) safe = NULL;

      rh_redaction_scan_header (redaction, name);
      text = rh_redaction_finish (redaction);
      safe = rh_text_new (text);
      *masked = *masked || !g_str_equal (text, value);
      rh_headers_append (result, name, safe);
    }

  return result;
}

static char *
mask_text (const char *text, gboolean url, gboolean *masked)
{
  g_autoptr (RhRedaction) redaction = rh_redaction_new (text, strlen (text));
  char *safe;

  if (url)
    rh_redaction_scan_url (redaction);
  else
    rh_redaction_scan_text (redaction);
  rh_import_mark_tokens (redaction, text);
  safe = rh_redaction_finish (redaction);
  *masked = *masked || !g_str_equal (text, safe);
  return safe;
}

RhExample *
rh_import_mask_example (RhExample *example, gboolean *masked)
{
  g_autofree char *name = rh_import_mask_prose (rh_example_get_name (example));
  RhExample *safe = rh_example_new (name == NULL ? rh_example_get_name (example) : name);
  const char *body = rh_example_get_body (example);
  g_autofree char *url = mask_text (rh_example_get_url (example), TRUE, masked);
  gboolean made_up = g_object_get_data (G_OBJECT (example), MADE_UP) != NULL;
  g_autofree char *text
      = body == NULL || made_up ? g_strdup (body) : mask_text (body, FALSE, masked);
  g_autoptr (RhHeaders) headers = mask_headers (rh_example_get_headers (example), masked);

  *masked = *masked || name != NULL;
  rh_example_set_request (safe, rh_example_get_method (example), url);
  if (rh_example_get_status (example) != 0)
    rh_example_set_response (safe, rh_example_get_status (example), rh_example_get_reason (example),
                             headers, text);
  return safe;
}

void
rh_import_mark_made_up (RhExample *example)
{
  g_return_if_fail (RH_IS_EXAMPLE (example));

  g_object_set_data (G_OBJECT (example), MADE_UP, (gpointer) MADE_UP);
}

static void
mask_examples (Walk *walk, RhRequestItem *item, const char *place)
{
  GListModel *examples = rh_request_item_peek_rows (item, RH_REQUEST_PART_EXAMPLES);

  for (guint i = 0; is_there (walk, examples, i); i++)
    {
      g_autoptr (RhExample) example = g_list_model_get_item (examples, i);
      gboolean masked = FALSE;
      g_autoptr (RhExample) safe = rh_import_mask_example (example, &masked);

      if (!masked)
        continue;
      rh_request_item_remove_example (item, i);
      rh_request_item_insert_example (item, i, safe);
      rh_import_note (walk->import, RH_IMPORT_EXAMPLE_MASKED, place, rh_example_get_name (safe));
    }
}

/* {{$randomCity}} and its like. */
static void
tell_unknown (Walk *walk, const char *text, const char *place)
{
  const char *at = text;

  while ((at = strstr (at, "{{$")) != NULL)
    {
      const char *end = strstr (at, "}}");
      g_autofree char *name = NULL;
      g_autofree char *whole = NULL;

      if (end == NULL)
        return;
      name = g_strndup (at + 2, (gsize) (end - at) - 2);
      whole = g_strdup_printf ("{{%s}}", name);
      if (!rh_dynamic_is_name (name) && strpbrk (name, " \n{") == NULL)
        rh_import_note (walk->import, RH_IMPORT_DYNAMIC_UNKNOWN, place, whole);
      at = end;
    }
}

static void
tell_unknown_rows (Walk *walk, RhRequestItem *item, RhRequestPart part, const char *place)
{
  GListModel *rows = rh_request_item_peek_rows (item, part);

  for (guint i = 0; rows != NULL && i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);

      tell_unknown (walk, rh_field_get_value (field), place);
    }
}

/* Limits */

/* What no file here can be read with again, and no server takes. */
static void
cut_url (Walk *walk, RhRequestItem *item, const char *place)
{
  const char *url = rh_request_item_get_url (item);
  g_autofree char *cut = NULL;
  const char *end;

  if (strlen (url) <= RH_OPENCOLLECTION_MAX_URL)
    return;

  end = g_utf8_find_prev_char (url, url + RH_OPENCOLLECTION_MAX_URL);
  cut = g_strndup (url, (gsize) (end - url));
  g_object_set (item, "url", cut, NULL);
  rh_import_note (walk->import, RH_IMPORT_TOO_MUCH, place, "URL");
}

/* Everything */

static void
settle_request (Walk *walk, RhRequestItem *item)
{
  g_autofree char *place = NULL;
  RhAuthKind kind;

  rh_import_mask_item (walk->import, item);
  place = dup_place (walk, rh_request_item_get_name (item));
  hide_rows (walk, rh_request_item_peek_rows (item, RH_REQUEST_PART_HEADERS), ROW_HEADER, place);
  hide_rows (walk, rh_request_item_peek_rows (item, RH_REQUEST_PART_PARAMS), ROW_PARAM, place);
  hide_rows (walk, rh_request_item_peek_rows (item, RH_REQUEST_PART_PATH_PARAMS), ROW_FIELD, place);
  hide_rows (walk, rh_request_item_peek_rows (item, RH_REQUEST_PART_FORM), ROW_FIELD, place);
  hide_rows (walk, rh_request_item_peek_rows (item, RH_REQUEST_PART_PARTS), ROW_FIELD, place);
  hide_body (walk, item, place);
  hide_url (walk, item, place);
  cut_url (walk, item, place);
  kind = rh_request_item_get_auth_kind (item);
  if (*rh_auth_fields_of (kind) != NULL)
    hide_auth (walk, rh_request_item_get_auth (item), kind, place);
  if (rh_request_item_has (item, RH_REQUEST_PART_SCOPE))
    hide_variables (walk, rh_request_item_get_scope (item), place);
  mask_examples (walk, item, place);

  tell_unknown (walk, rh_request_item_get_url (item), place);
  tell_unknown (walk, rh_request_item_get_body_text (item), place);
  tell_unknown_rows (walk, item, RH_REQUEST_PART_HEADERS, place);
  tell_unknown_rows (walk, item, RH_REQUEST_PART_FORM, place);
  tell_unknown_rows (walk, item, RH_REQUEST_PART_PARTS, place);
}

static void settle_folder (Walk *walk, RhFolder *folder, gboolean root);

static void
settle_items (Walk *walk, RhFolder *folder)
{
  GListModel *items = rh_folder_get_items (folder);

  for (guint i = 0; is_there (walk, items, i); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      if (RH_IS_FOLDER (item))
        settle_folder (walk, RH_FOLDER (item), FALSE);
      else
        settle_request (walk, RH_REQUEST_ITEM (item));
    }
}

static void
settle_folder (Walk *walk, RhFolder *folder, gboolean root)
{
  g_autofree char *place = NULL;

  rh_import_mask_item (walk->import, folder);
  place = root ? g_strdup ("") : dup_place (walk, rh_folder_get_name (folder));
  hide_rows (walk, rh_folder_get_headers (folder), ROW_HEADER, place);
  hide_auth (walk, rh_folder_get_auth (folder), rh_folder_get_auth_kind (folder), place);
  hide_variables (walk, rh_folder_get_scope (folder), place);

  if (!root)
    g_ptr_array_add (walk->path, (gpointer) rh_folder_get_name (folder));
  settle_items (walk, folder);
  if (!root)
    g_ptr_array_set_size (walk->path, (int) walk->path->len - 1);
}

/* What stands before "@" is sent to nobody, and a secret to the browser by nobody. */
static void
hide_oauth (Walk *walk, RhOAuthBlock *block)
{
  static const char *const addresses[]
      = { RH_OAUTH_AUTHORIZATION_URL, RH_OAUTH_TOKEN_URL, RH_OAUTH_ISSUER };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      const char *url = rh_oauth_block_get (block, addresses[i]);
      g_autofree char *userinfo = NULL;
      g_autofree char *query = rh_import_hide_query (walk->import, url, "");
      g_autofree char *safe = rh_import_hide_url (walk->import, query, "", &userinfo);

      if (!g_str_equal (safe, url))
        rh_oauth_block_set (block, addresses[i], safe);
    }
}

static char *
dup_environment_place (RhEnvironment *environment)
{
  /* Translators: %s is the name of an environment, such as Staging. */
  return g_strdup_printf (_ ("Environment %s"), rh_environment_get_name (environment));
}

void
rh_import_need_environment (RhImport *self)
{
  RhCollection *collection = rh_import_get_collection (self);
  g_autoptr (RhEnvironment) fresh = NULL;

  if (g_list_model_get_n_items (rh_collection_get_environments (collection)) > 0)
    return;

  /* Translators: the name of the environment of a collection that came without one. */
  fresh = rh_environment_new (_ ("Default"));
  rh_collection_add_environment (collection, fresh);
}

void
rh_import_settle_items (RhImport *self)
{
  RhCollection *collection = rh_import_get_collection (self);
  GListModel *environments = rh_collection_get_environments (collection);
  g_autoptr (GPtrArray) path = g_ptr_array_new ();
  Walk walk = { self, path };

  for (guint i = 0; is_there (&walk, environments, i); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);
      g_autofree char *place = dup_environment_place (environment);

      hide_variables (&walk, environment, place);
    }
  hide_oauth (&walk, rh_collection_get_oauth (collection));
  settle_folder (&walk, rh_collection_get_root (collection), TRUE);

  rh_import_need_environment (self);
}

/* Places */

char *
rh_import_dup_place (RhImport *self, gpointer object)
{
  g_return_val_if_fail (RH_IS_IMPORT (self), NULL);

  if (RH_IS_COLLECTION (object))
    return g_strdup ("");
  if (RH_IS_ENVIRONMENT (object))
    return dup_environment_place (object);

  return rh_tree_dup_place (object, rh_collection_get_root (rh_import_get_collection (self)));
}
