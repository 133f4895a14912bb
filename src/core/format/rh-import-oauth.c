/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first settings that a person can sign in with become the collection's block. All others are
 * kept in OpenCollection's words beside what they are of. */
#define G_LOG_DOMAIN "rh-import-oauth"

#include "config.h"

#include "format/rh-import-oauth-private.h"

#include "collection/rh-secret-looking.h"
#include "format/rh-import-private.h"
#include "text/rh-template.h"

#include <string.h>

/* The settings that the block was made of, without secrets. */
#define BLOCK "rh-import-oauth-block"

#define GRANT RH_IMPORT_OAUTH_GRANT
#define SECRET RH_OAUTH_BLOCK_CLIENT_SECRET
#define CLIENT_AUTH RH_OAUTH_BLOCK_CLIENT_AUTH
#define PREFIX RH_OAUTH_HEADER_PREFIX

/* What leads to a sign-in. Other programs write the rest of it into each request, where nobody set
 * anything. */
static const char *const leading[]
    = { RH_OAUTH_AUTHORIZATION_URL, RH_OAUTH_TOKEN_URL, RH_OAUTH_ISSUER, RH_OAUTH_CLIENT_ID, NULL };
/* Fields of the block that are taken as they are. */
static const char *const of_block[]
    = { RH_OAUTH_AUTHORIZATION_URL, RH_OAUTH_TOKEN_URL, RH_OAUTH_CLIENT_ID, RH_OAUTH_SCOPE,
        RH_OAUTH_RESOURCE,          RH_OAUTH_AUDIENCE,  RH_OAUTH_ISSUER,    NULL };
/* Never in a file. */
static const char *const secrets[] = { SECRET, "password", "access_token", "refresh_token", NULL };
/* What the flow sets itself (security.md 4.4). */
static const char *const reserved[] = { "client_id",     "client_secret",  "redirect_uri",
                                        "response_type", "response_mode",  "state",
                                        "nonce",         "code_challenge", "grant_type",
                                        "code",          "code_verifier",  "code_challenge_method",
                                        "refresh_token", "scope",          NULL };

RhImportOAuth *
rh_import_oauth_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

const char *
rh_import_oauth_get (RhImportOAuth *settings, const char *name)
{
  const char *value = g_hash_table_lookup (settings, name);

  return value == NULL ? "" : value;
}

gboolean
rh_import_oauth_has (RhImportOAuth *settings, const char *name)
{
  return *rh_import_oauth_get (settings, name) != '\0';
}

gboolean
rh_import_oauth_is (RhImportOAuth *settings, const char *name, const char *value)
{
  return g_str_equal (rh_import_oauth_get (settings, name), value);
}

static void
set (RhImportOAuth *settings, const char *name, const char *value)
{
  g_hash_table_insert (settings, g_strdup (name), g_strdup (value));
}

/* First of all: from here on there is no secret in them, and nothing empty. */

static void
drop_told (RhImport *self,
           RhImportOAuth *settings,
           const char *name,
           RhImportCode code,
           const char *place)
{
  if (rh_import_oauth_has (settings, name))
    rh_import_note (self, code, place, NULL);
  g_hash_table_remove (settings, name);
}

static gboolean
is_empty_setting (gpointer name, gpointer value, gpointer user_data)
{
  return *(const char *) value == '\0';
}

/* What is so anyway. */
static void
drop_default (RhImportOAuth *settings, const char *name, const char *value)
{
  if (rh_import_oauth_is (settings, name, value))
    g_hash_table_remove (settings, name);
}

static RhImportOAuth *
dup_clean (RhImport *self, RhImportOAuth *settings, const char *place)
{
  RhImportOAuth *clean = rh_import_oauth_new ();
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_hash_table_iter_init (&iter, settings);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      g_autofree char *text = g_strstrip (g_strdup (value));

      set (clean, name, g_strv_contains (secrets, name) ? value : text);
    }
  g_hash_table_foreach_remove (clean, is_empty_setting, NULL);

  for (guint i = 0; secrets[i] != NULL; i++)
    if (rh_import_oauth_has (clean, secrets[i]))
      {
        g_autofree char *hidden
            = rh_import_hide (self, secrets[i], rh_import_oauth_get (clean, secrets[i]), place);

        set (clean, secrets[i], hidden);
      }
  drop_told (self, clean, "code_verifier", RH_IMPORT_CODE_VERIFIER, place);
  drop_told (self, clean, "state", RH_IMPORT_STATE, place);
  drop_default (clean, PREFIX, RH_IMPORT_OAUTH_PREFIX);
  drop_default (clean, "placement", "header");
  drop_default (clean, "refresh_url", rh_import_oauth_get (clean, RH_OAUTH_TOKEN_URL));
  return clean;
}

/* The block */

gboolean
rh_import_oauth_is_code (RhImportOAuth *settings)
{
  return !rh_import_oauth_has (settings, GRANT)
         || rh_import_oauth_is (settings, GRANT, RH_IMPORT_OAUTH_CODE)
         || rh_import_oauth_is (settings, GRANT, RH_IMPORT_OAUTH_CODE_WITH_PKCE);
}

static gboolean
has_any (RhImportOAuth *settings, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (rh_import_oauth_has (settings, names[i]))
      return TRUE;

  return FALSE;
}

/* The collection's own count as soon as they say anything of its block. */
static gboolean
is_sign_in (gpointer object, RhImportOAuth *settings)
{
  return has_any (settings, leading)
         || (RH_IS_COLLECTION (object)
             && (has_any (settings, of_block) || rh_import_oauth_has (settings, SECRET)
                 || rh_import_oauth_has (settings, RH_OAUTH_REDIRECT_URI)));
}

void
rh_import_oauth_tell (RhImport *self, RhImportOAuth *settings, const char *name, const char *place)
{
  if (rh_import_oauth_has (settings, name))
    rh_import_note (self, RH_IMPORT_OAUTH_PARAMETER, place, name);
}

static void
tell_pkce (RhImport *self, RhImportOAuth *settings, const char *place)
{
  if (rh_import_oauth_is (settings, "pkce", "plain"))
    rh_import_note (self, RH_IMPORT_PKCE_S256, place, "plain");
  else if (rh_import_oauth_is (settings, "pkce", "none")
           || (!rh_import_oauth_has (settings, "pkce")
               && !rh_import_oauth_is (settings, GRANT, RH_IMPORT_OAUTH_CODE_WITH_PKCE)))
    rh_import_note (self, RH_IMPORT_PKCE_ADDED, place, NULL);
}

/* One that a listener of ours answers, or that is not known before it is filled in. */
static gboolean
is_redirect_ours (const char *uri)
{
  g_autoptr (RhOAuthConfig) config = rh_oauth_config_new ();
  g_autofree char *host = NULL;
  g_autofree char *path = NULL;
  guint16 port;

  if (*uri == '\0' || rh_template_has_refs (uri))
    return TRUE;

  rh_oauth_config_set (config, RH_OAUTH_REDIRECT_URI, uri);
  return rh_oauth_config_get_listen_address (config, &host, &port, &path);
}

static void
take_redirect (RhImport *self, RhOAuthBlock *block, RhImportOAuth *settings, const char *place)
{
  const char *uri = rh_import_oauth_get (settings, RH_OAUTH_REDIRECT_URI);
  g_autofree char *shown = g_strndup (uri, strcspn (uri, "?#"));

  rh_oauth_block_set (block, RH_OAUTH_REDIRECT_URI, uri);
  if (!is_redirect_ours (uri))
    rh_import_note (self, RH_IMPORT_REDIRECT_ELSEWHERE, place, shown);
}

/* A secret's value is never looked into for variables: one that is put together of others is not
 * to be had. */
static void
take_secret (RhImport *self, RhOAuthBlock *block, RhImportOAuth *settings, const char *place)
{
  RhEnvironment *scope = rh_collection_get_scope (rh_import_get_collection (self));

  if (!rh_import_oauth_has (settings, SECRET))
    return;

  rh_oauth_block_set (block, SECRET, rh_import_oauth_get (settings, SECRET));
  if (*rh_oauth_block_get (block, SECRET) != '\0')
    return;

  if (rh_environment_lookup (scope, SECRET) == NULL)
    rh_environment_add_secret (scope, SECRET);
  rh_oauth_block_set (block, SECRET, "{{" SECRET "}}");
  rh_import_note (self, RH_IMPORT_VALUE_MISSING, place, SECRET);
}

static void
take_client_auth (RhImport *self, RhOAuthBlock *block, RhImportOAuth *settings, const char *place)
{
  static const char *const known[] = { "basic", "body", "basic_raw", "none", NULL };
  const char *value = rh_import_oauth_get (settings, CLIENT_AUTH);

  if (g_strv_contains (known, value) || rh_template_has_refs (value))
    rh_oauth_block_set (block, CLIENT_AUTH, value);
  else
    rh_import_oauth_tell (self, settings, CLIENT_AUTH, place);
}

/* The address itself can have parameters (RFC 6749 3.1), each once. */
typedef struct
{
  GString *url;
  GHashTable *names; /* of those that it has */
  gboolean open;     /* to more of them */
} Address;

static void
address_init (Address *self, RhOAuthBlock *block)
{
  const char *url = rh_oauth_block_get (block, RH_OAUTH_AUTHORIZATION_URL);
  const char *query = strchr (url, '?');
  g_autoptr (RhParams) params = rh_params_parse (query == NULL ? "" : query + 1, -1);
  g_autofree char *variable = rh_oauth_block_dup_variable (block, RH_OAUTH_AUTHORIZATION_URL);

  self->url = g_string_new (url);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  /* a variable may have some already, or a fragment */
  self->open = variable == NULL && *url != '\0' && strchr (url, '#') == NULL;
  for (guint i = 0; i < rh_params_get_length (params); i++)
    g_hash_table_add (self->names, g_strdup (rh_params_nth (params, i)->name));
}

static void
address_clear (Address *self)
{
  g_string_free (self->url, TRUE);
  g_hash_table_unref (self->names);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Address, address_clear)

static gboolean
address_take (Address *self, const char *name, const char *value)
{
  g_autofree char *key = rh_percent_encode (name, -1, RH_PLACE_COMPONENT);
  g_autofree char *text = rh_percent_encode (value, -1, RH_PLACE_COMPONENT);

  if (!self->open || *name == '\0' || rh_template_has_refs (value)
      || g_strv_contains (reserved, name) || rh_secret_looking (name, value, FALSE)
      || !g_hash_table_add (self->names, g_strdup (name)))
    return FALSE;

  g_string_append_printf (self->url, "%c%s=%s", strchr (self->url->str, '?') == NULL ? '?' : '&',
                          key, text);
  return TRUE;
}

/* One that the block has a field for: sent twice it would be refused. */
static gboolean
is_field (const char *name)
{
  return g_str_equal (name, RH_OAUTH_RESOURCE) || g_str_equal (name, RH_OAUTH_AUDIENCE);
}

static gboolean
take_field (RhOAuthBlock *block, const char *name, const char *value)
{
  if (*rh_oauth_block_get (block, name) == '\0')
    rh_oauth_block_set (block, name, value);
  return g_str_equal (rh_oauth_block_get (block, name), value);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
rh_import_oauth_dup_names (RhImportOAuth *settings)
{
  GPtrArray *names = g_hash_table_get_keys_as_ptr_array (settings);

  g_ptr_array_sort (names, compare_names);
  return names;
}

static void
take_parameters (RhImport *self, RhOAuthBlock *block, RhImportOAuth *settings, const char *place)
{
  g_autoptr (GPtrArray) names = rh_import_oauth_dup_names (settings);
  g_auto (Address) address;

  address_init (&address, block);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const char *value = rh_import_oauth_get (settings, name);
      const char *dot = strchr (name, '.');
      gboolean to_browser = g_str_has_prefix (name, "authorization.");

      if (dot != NULL
          && !(is_field (dot + 1) ? take_field (block, dot + 1, value)
                                  : to_browser && address_take (&address, dot + 1, value)))
        rh_import_oauth_tell (self, settings, name, place);
    }

  rh_oauth_block_set (block, RH_OAUTH_AUTHORIZATION_URL, address.url->str);
}

static gboolean
is_known (const char *name)
{
  static const char *const others[]
      = { GRANT,      RH_OAUTH_REDIRECT_URI, CLIENT_AUTH,     PREFIX, "placement", "pkce", SECRET,
          "password", "access_token",        "refresh_token", NULL };

  return strchr (name, '.') != NULL || g_strv_contains (of_block, name)
         || g_strv_contains (others, name);
}

static void
tell_unknown (RhImport *self, RhImportOAuth *settings, const char *place)
{
  g_autoptr (GPtrArray) names = rh_import_oauth_dup_names (settings);

  for (guint i = 0; i < names->len; i++)
    if (!is_known (g_ptr_array_index (names, i)))
      rh_import_oauth_tell (self, settings, g_ptr_array_index (names, i), place);
}

static void
fill_block (RhImport *self, RhImportOAuth *settings, const char *place)
{
  RhOAuthBlock *block = rh_collection_get_oauth (rh_import_get_collection (self));

  for (guint i = 0; of_block[i] != NULL; i++)
    rh_oauth_block_set (block, of_block[i], rh_import_oauth_get (settings, of_block[i]));
  take_redirect (self, block, settings, place);
  take_secret (self, block, settings, place);
  take_client_auth (self, block, settings, place);
  take_parameters (self, block, settings, place);
  rh_oauth_block_set (block, PREFIX, rh_import_oauth_get (settings, PREFIX));
  if (rh_import_oauth_is (settings, "placement", "query"))
    rh_import_note (self, RH_IMPORT_TOKEN_IN_HEADER, place, NULL);
  tell_pkce (self, settings, place);
  tell_unknown (self, settings, place);
}

/* Tokens that were got with them do not part two settings, nor does what the token is called. */
static RhImportOAuth *
dup_compared (RhImportOAuth *settings)
{
  static const char *const aside[] = { "access_token", "refresh_token", "token_name", "username",
                                       "password",     GRANT,           "pkce",       NULL };
  RhImportOAuth *copy = rh_import_oauth_new ();
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_hash_table_iter_init (&iter, settings);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!g_strv_contains (aside, name))
      set (copy, name, value);

  return copy;
}

static gboolean
is_same (RhImportOAuth *a, RhImportOAuth *b)
{
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  if (g_hash_table_size (a) != g_hash_table_size (b))
    return FALSE;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!rh_import_oauth_is (b, name, value))
      return FALSE;

  return TRUE;
}

static RhAuthKind
root_kind (RhImport *self)
{
  return rh_folder_get_auth_kind (rh_collection_get_root (rh_import_get_collection (self)));
}

/* FALSE: the collection has another. */
static gboolean
take_as_block (RhImport *self, gpointer object, RhImportOAuth *settings, const char *place)
{
  RhImportOAuth *block = g_object_get_data (G_OBJECT (self), BLOCK);
  g_autoptr (GHashTable) compared = dup_compared (settings);
  gpointer holder = RH_IS_COLLECTION (object) ? rh_collection_get_root (object) : object;

  /* what is kept of the collection stands where the block would */
  if (block != NULL ? !is_same (block, compared) : root_kind (self) == RH_AUTH_KIND_KEPT)
    return FALSE;

  if (block == NULL)
    {
      fill_block (self, settings, place);
      g_object_set_data_full (G_OBJECT (self), BLOCK, g_steal_pointer (&compared),
                              (GDestroyNotify) g_hash_table_unref);
    }
  g_object_set (holder, "auth-kind", RH_AUTH_KIND_OAUTH2, NULL);
  return TRUE;
}

/* Which */

/* Nothing leads to a sign-in: a token that somebody got, or what the collection says. */
static void
set_bare (RhImport *self, gpointer object, RhImportOAuth *settings, const char *place)
{
  static const char *const silent[]
      = { GRANT, "pkce", "placement", "password", "access_token", "refresh_token", SECRET, NULL };
  gpointer holder = RH_IS_COLLECTION (object) ? rh_collection_get_root (object) : object;
  RhAuth *auth
      = RH_IS_FOLDER (holder) ? rh_folder_get_auth (holder) : rh_request_item_get_auth (holder);
  g_autoptr (GPtrArray) names = rh_import_oauth_dup_names (settings);
  gboolean token = rh_import_oauth_has (settings, "access_token");

  g_object_set (holder, "auth-kind", token ? RH_AUTH_KIND_BEARER : RH_AUTH_KIND_OAUTH2, NULL);
  if (token)
    rh_auth_set (auth, RH_AUTH_TOKEN, rh_import_oauth_get (settings, "access_token"));
  if (rh_import_oauth_is (settings, "placement", "query"))
    rh_import_note (self, RH_IMPORT_TOKEN_IN_HEADER, place, NULL);
  for (guint i = 0; i < names->len; i++)
    if (!g_strv_contains (silent, g_ptr_array_index (names, i)))
      rh_import_oauth_tell (self, settings, g_ptr_array_index (names, i), place);
}

void
rh_import_set_oauth (RhImport *self, gpointer object, RhImportOAuth *settings, const char *place)
{
  g_autoptr (GHashTable) clean = NULL;

  g_return_if_fail (RH_IS_IMPORT (self));
  g_return_if_fail (object != NULL && settings != NULL && place != NULL);

  clean = dup_clean (self, settings, place);
  if (rh_import_oauth_is_code (clean) && !is_sign_in (object, clean))
    set_bare (self, object, clean, place);
  else if (!rh_import_oauth_is_code (clean) || !take_as_block (self, object, clean, place))
    rh_import_oauth_keep (self, object, clean, place);
}

/* At the end */

static void
give_auth (GObject *item, RhAuthKind kind, RhAuth *auth)
{
  RhAuth *own = RH_IS_FOLDER (item) ? rh_folder_get_auth (RH_FOLDER (item))
                                    : rh_request_item_get_auth (RH_REQUEST_ITEM (item));
  RhAuthKind had;

  g_object_get (item, "auth-kind", &had, NULL);
  if (had != RH_AUTH_KIND_INHERIT)
    return;

  g_object_set (item, "auth-kind", kind, NULL);
  rh_auth_replace (own, auth);
}

/* A collection has its block in the place of its own auth. Where that is another, what inherited it
 * says it itself from here on. */
void
rh_import_settle_oauth (RhImport *self)
{
  RhFolder *root = rh_collection_get_root (rh_import_get_collection (self));
  RhAuthKind kind = rh_folder_get_auth_kind (root);
  GListModel *items = rh_folder_get_items (root);

  if (g_object_get_data (G_OBJECT (self), BLOCK) == NULL || kind == RH_AUTH_KIND_OAUTH2)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      give_auth (item, kind, rh_folder_get_auth (root));
    }
  rh_auth_replace (rh_folder_get_auth (root), NULL);
  g_object_set (root, "auth-kind", RH_AUTH_KIND_OAUTH2, NULL);
}
