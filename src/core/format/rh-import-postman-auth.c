/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Postman's auth, whose attributes are a mapping in version 2.0 and a list in 2.1. */
#define G_LOG_DOMAIN "rh-import-postman-auth"

#include "config.h"

#include "format/rh-import-postman-private.h"

#include "collection/rh-secret-looking.h"

#include <string.h>

/* Where its sign-in in the browser returns to, unless the file says another address. */
#define OWN_REDIRECT "https://oauth.pstmn.io/v1/callback"

/* Attributes */

/* By their names; a later one counts. Values are borrowed. */
static GHashTable *
read_attributes (const RhYaml *list)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean is_map = list != NULL && rh_yaml_get_kind (list) == RH_YAML_MAPPING;

  for (guint i = 0; list != NULL && i < rh_yaml_get_length (list); i++)
    {
      RhYaml *value = rh_yaml_nth (list, i);
      const char *key = is_map ? rh_yaml_nth_key (list, i) : rh_import_postman_peek (value, "key");

      if (!is_map)
        value = rh_yaml_get (value, "value");
      if (*key != '\0' && value != NULL)
        g_hash_table_insert (attributes, g_strdup (key), value);
    }

  return attributes;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* In an order that is the same each time. (transfer container) */
static GPtrArray *
dup_names (GHashTable *attributes)
{
  GPtrArray *names = g_hash_table_get_keys_as_ptr_array (attributes);

  g_ptr_array_sort (names, compare_names);
  return names;
}

/* Kinds with fields of ours */

static const struct
{
  const char *type;
  RhAuthKind kind;
  const char *attribute; /* and the field that it is */
  const char *field;
} fields[] = {
  { "basic", RH_AUTH_KIND_BASIC, "username", RH_AUTH_USERNAME },
  { "basic", RH_AUTH_KIND_BASIC, "password", RH_AUTH_PASSWORD },
  { "bearer", RH_AUTH_KIND_BEARER, "token", RH_AUTH_TOKEN },
  { "apikey", RH_AUTH_KIND_API_KEY, "key", RH_AUTH_KEY },
  { "apikey", RH_AUTH_KIND_API_KEY, "value", RH_AUTH_VALUE },
  { "apikey", RH_AUTH_KIND_API_KEY, "in", RH_AUTH_PLACEMENT },
  { "digest", RH_AUTH_KIND_DIGEST, "username", RH_AUTH_USERNAME },
  { "digest", RH_AUTH_KIND_DIGEST, "password", RH_AUTH_PASSWORD },
};

static const char *
field_of (const char *type, const char *attribute)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].type, type) && g_str_equal (fields[i].attribute, attribute))
      return fields[i].field;

  return NULL;
}

static RhAuthKind
kind_of (const char *type)
{
  if (g_str_equal (type, "noauth"))
    return RH_AUTH_KIND_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].type, type))
      return fields[i].kind;

  return RH_AUTH_KIND_KEPT;
}

static void
take_field (RhAuth *auth, const char *field, const RhYaml *value)
{
  g_autofree char *text = rh_import_postman_dup_text (value);

  if (!g_str_equal (field, RH_AUTH_PLACEMENT))
    rh_auth_set (auth, field, text);
  else if (g_str_equal (text, "query"))
    rh_auth_set (auth, field, RH_AUTH_PLACEMENT_QUERY);
}

/* What else there is of digest is the server's to say; an export gives it back. */
static void
take_fields (RhImportPostman *self,
             gpointer object,
             RhAuth *auth,
             const char *type,
             GHashTable *attributes,
             const char *place)
{
  g_autoptr (GPtrArray) names = dup_names (attributes);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const RhYaml *value = g_hash_table_lookup (attributes, name);
      const char *field = field_of (type, name);

      if (field != NULL)
        take_field (auth, field, value);
      else if (!rh_import_postman_is_empty (value))
        rh_import_postman_keep (self, object, type, name, value, place, FALSE);
    }
}

/* Kept */

/* OpenCollection's words; what is not here is called the same. */
static const struct
{
  const char *type;
  const char *attribute;
  const char *word;
} words[] = {
  { "awsv4", "accessKey", "accessKeyId" },
  { "awsv4", "secretKey", "secretAccessKey" },
  { "oauth1", "token", "accessToken" },
  { "oauth1", "tokenSecret", "accessTokenSecret" },
};

static const char *
word_of (const char *type, const char *attribute)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].type, type) && g_str_equal (words[i].attribute, attribute))
      return words[i].word;

  return attribute;
}

/* Of these kinds nothing is known but the names of what they are made of. */
static gboolean
is_secret (const char *name)
{
  static const char *const parts[]
      = { "secret", "password", "token", "privatekey", "authkey", "passphrase", "credential" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (lower, parts[i]) != NULL)
      return TRUE;

  return FALSE;
}

static RhYaml *
new_kept (RhImportPostman *self, const char *type, GHashTable *attributes, const char *place)
{
  g_autoptr (GPtrArray) names = dup_names (attributes);
  RhYaml *auth = rh_yaml_new_mapping ();

  rh_yaml_set_string (auth, "type", type);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const RhYaml *value = g_hash_table_lookup (attributes, name);
      g_autofree char *text = rh_import_postman_dup_text (value);
      g_autofree char *hidden = NULL;
      gboolean plain = rh_yaml_get_kind (value) == RH_YAML_SCALAR && rh_yaml_is_plain (value);

      if (g_str_equal (name, "type") || *text == '\0')
        continue;
      if (is_secret (name) || rh_secret_looking (name, text, FALSE))
        hidden = rh_import_hide (self->import, name, text, place);
      rh_yaml_set (auth, word_of (type, name),
                   plain && hidden == NULL ? rh_yaml_new_plain (text)
                                           : rh_yaml_new_string (hidden == NULL ? text : hidden));
    }

  return auth;
}

/* "accessTokenUrl" and "tokenName" are none. */
static gboolean
is_secret_of (const char *type, const char *name)
{
  static const char *const of_oauth[]
      = { "clientSecret", "password", "accessToken", "refreshToken", NULL };

  return g_str_equal (type, "oauth2") ? g_strv_contains (of_oauth, name) : is_secret (name);
}

/* The same in Postman's own words, which an exporter gives back. */
static RhYaml *
new_safe (RhImportPostman *self, const char *type, GHashTable *attributes, const char *place)
{
  static const char *const dropped[] = { "state", "code_verifier", NULL };
  g_autoptr (GPtrArray) names = dup_names (attributes);
  RhYaml *auth = rh_yaml_new_mapping ();
  RhYaml *list = rh_yaml_new_sequence ();

  rh_yaml_set_string (auth, "type", type);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const RhYaml *value = g_hash_table_lookup (attributes, name);
      RhYaml *row;
      g_autofree char *hidden = NULL;

      if (g_strv_contains (dropped, name))
        continue;
      row = rh_yaml_new_mapping ();
      rh_yaml_set_string (row, "key", name);
      if (is_secret_of (type, name) && rh_yaml_get_kind (value) == RH_YAML_SCALAR)
        hidden = rh_import_hide (self->import, name, rh_yaml_get_text (value), place);
      rh_yaml_set (row, "value",
                   hidden == NULL ? rh_yaml_copy (value) : rh_yaml_new_string (hidden));
      rh_yaml_append (list, row);
    }
  rh_yaml_set (auth, type, list);
  return auth;
}

/* OAuth 2.0 */

/* Both spellings. */
static const struct
{
  const char *attribute;
  const char *name;
} settings[] = {
  { "grant_type", "grant_type" },
  { "grantType", "grant_type" },
  { "authUrl", RH_OAUTH_AUTHORIZATION_URL },
  { "accessTokenUrl", RH_OAUTH_TOKEN_URL },
  { "refreshTokenUrl", "refresh_url" },
  { "clientId", RH_OAUTH_CLIENT_ID },
  { "clientSecret", RH_OAUTH_BLOCK_CLIENT_SECRET },
  { "scope", RH_OAUTH_SCOPE },
  { "redirectUri", RH_OAUTH_REDIRECT_URI },
  { "callBackUrl", RH_OAUTH_REDIRECT_URI },
  { "callbackUrl", RH_OAUTH_REDIRECT_URI },
  { "redirect_uri", RH_OAUTH_REDIRECT_URI },
  { "clientAuth", RH_OAUTH_BLOCK_CLIENT_AUTH },
  { "client_authentication", RH_OAUTH_BLOCK_CLIENT_AUTH },
  { "headerPrefix", RH_OAUTH_HEADER_PREFIX },
  { "addTokenTo", "placement" },
  { "challengeAlgorithm", "pkce" },
  { "accessToken", "access_token" },
  { "refreshToken", "refresh_token" },
  { "tokenName", "token_name" },
};

static const struct
{
  const char *name;
  const char *value;
  const char *ours;
} values[] = {
  { "grant_type", "password_credentials", "password" },
  { RH_OAUTH_BLOCK_CLIENT_AUTH, "header", "basic" },
  { "placement", "queryParams", "query" },
};

static const struct
{
  const char *attribute;
  const char *prefix;
} parameters[] = {
  { "authRequestParams", "authorization" },
  { "tokenRequestParams", "token" },
  { "refreshRequestParams", "refresh" },
};

static const char *
name_of (const char *attribute)
{
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    if (g_str_equal (settings[i].attribute, attribute))
      return settings[i].name;

  return attribute;
}

/* One that is empty in one spelling does not undo the other. FALSE: there is another value. */
static gboolean
put_setting (RhImportOAuth *to, const char *name, const char *value)
{
  const char *was = g_hash_table_lookup (to, name);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (g_str_equal (values[i].name, name) && g_str_equal (values[i].value, value))
      value = values[i].ours;

  if (was != NULL && *was != '\0')
    return *value == '\0' || g_str_equal (was, value);

  g_hash_table_insert (to, g_strdup (name), g_strdup (value));
  return TRUE;
}

/* Of many values the first; the others are told by what they stand in. */
static void
take_setting (RhImportPostman *self,
              RhImportOAuth *to,
              const char *attribute,
              const RhYaml *value,
              const char *place)
{
  gboolean many = rh_yaml_get_kind (value) == RH_YAML_SEQUENCE;
  g_autofree char *text = rh_import_postman_dup_text (
      many && rh_yaml_get_length (value) > 0 ? rh_yaml_nth (value, 0) : value);

  if (many && rh_yaml_get_length (value) == 0)
    return;
  if (!put_setting (to, name_of (attribute), text) || (many && rh_yaml_get_length (value) > 1))
    rh_import_note (self->import, RH_IMPORT_OAUTH_PARAMETER, place, attribute);
}

static void
take_parameters (RhImportPostman *self,
                 RhImportOAuth *to,
                 const char *prefix,
                 const RhYaml *rows,
                 const char *place)
{
  for (guint i = 0; i < rh_yaml_get_length (rows); i++)
    {
      const RhYaml *row = rh_yaml_nth (rows, i);
      const char *key = rh_import_postman_peek (row, "key");
      g_autofree char *name = g_strdup_printf ("%s.%s", prefix, key);
      g_autofree char *value = rh_import_postman_dup_text (rh_yaml_get (row, "value"));
      /* a header has no place, and what is off is not sent there either */
      gboolean sent = !rh_import_postman_is_disabled (row)
                      && !g_str_equal (rh_import_postman_peek (row, "send_as"), "request_header");

      if (*key == '\0')
        continue;
      if (sent && !g_hash_table_contains (to, name))
        put_setting (to, name, value);
      else
        rh_import_note (self->import, RH_IMPORT_OAUTH_PARAMETER, place, name);
    }
}

static const char *
prefix_of (const char *attribute)
{
  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    if (g_str_equal (parameters[i].attribute, attribute))
      return parameters[i].prefix;

  return NULL;
}

/* Switches of its own windows, and what is so anyway. */
static gboolean
is_silent (const char *attribute, const RhYaml *value)
{
  static const char *const silent[] = { "useBrowser", "id", "name", "event", "showPassword", NULL };
  g_autofree char *text = rh_import_postman_dup_text (value);

  return g_strv_contains (silent, attribute)
         || (g_str_equal (attribute, "tokenType") && g_ascii_strcasecmp (text, "bearer") == 0);
}

static RhImportOAuth *
read_oauth (RhImportPostman *self, GHashTable *attributes, const char *place)
{
  RhImportOAuth *to = rh_import_oauth_new ();
  g_autoptr (GPtrArray) names = dup_names (attributes);
  const RhYaml *browser = g_hash_table_lookup (attributes, "useBrowser");
  const char *grant;

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const RhYaml *value = g_hash_table_lookup (attributes, name);

      if (prefix_of (name) != NULL)
        take_parameters (self, to, prefix_of (name), value, place);
      else if (!is_silent (name, value))
        take_setting (self, to, name, value, place);
    }

  if (browser != NULL && g_strcmp0 (rh_yaml_get_text (browser), "true") == 0)
    put_setting (to, RH_OAUTH_REDIRECT_URI, OWN_REDIRECT);
  /* it says how, and the grant says whether */
  grant = g_hash_table_lookup (to, "grant_type");
  if (g_strcmp0 (grant, "authorization_code_with_pkce") != 0)
    g_hash_table_remove (to, "pkce");
  return to;
}

/* All */

static RhAuthKind
kind_now (gpointer holder)
{
  return RH_IS_FOLDER (holder) ? rh_folder_get_auth_kind (holder)
                               : rh_request_item_get_auth_kind (holder);
}

static RhAuth *
auth_of (gpointer object)
{
  if (RH_IS_REQUEST_ITEM (object))
    return rh_request_item_get_auth (object);

  return rh_folder_get_auth (RH_IS_COLLECTION (object) ? rh_collection_get_root (object) : object);
}

/* An auth has what was typed for other types, too. */
static void
tell_other_types (RhImportPostman *self, const RhYaml *auth, const char *type, const char *place)
{
  const char *known[] = { "type", type, NULL };

  rh_import_postman_tell_others (self, auth, known, place);
}

void
rh_import_postman_read_auth (RhImportPostman *self,
                             gpointer object,
                             const RhYaml *auth,
                             const char *place)
{
  const char *type = rh_import_postman_peek (auth, "type");
  gpointer holder = RH_IS_COLLECTION (object) ? rh_collection_get_root (object) : object;
  g_autoptr (GHashTable) attributes = NULL;
  g_autoptr (GHashTable) oauth = NULL;
  g_autoptr (RhYaml) safe = NULL;
  RhAuthKind kind;

  if (*type == '\0' || g_str_equal (type, "inherit"))
    return;

  attributes = read_attributes (rh_yaml_get (auth, type));
  kind = kind_of (type);
  tell_other_types (self, auth, type, place);
  if (g_str_equal (type, "oauth2"))
    {
      oauth = read_oauth (self, attributes, place);
      rh_import_set_oauth (self->import, object, oauth, place);
    }
  else if (kind == RH_AUTH_KIND_KEPT)
    rh_import_keep_auth (self->import, object, new_kept (self, type, attributes, place), place);
  else
    g_object_set (holder, "auth-kind", kind, NULL);

  if (*rh_auth_fields_of (kind) != NULL)
    take_fields (self, object, auth_of (object), type, attributes, place);
  if (kind_now (holder) != RH_AUTH_KIND_KEPT)
    return;
  safe = new_safe (self, type, attributes, place);
  rh_import_postman_keep (self, object, NULL, "auth", safe, place, FALSE);
}
