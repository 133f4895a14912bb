/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Insomnia's authorizations. */
#define G_LOG_DOMAIN "rh-import-insomnia-auth"

#include "config.h"

#include "format/rh-import-insomnia.h"

#include "format/rh-import-oauth.h"
#include "text/rh-redaction.h"

#include <string.h>

/* Of a folder or a request */

static RhAuth *
get_auth (gpointer object)
{
  return RH_IS_FOLDER (object) ? rh_folder_get_auth (object) : rh_request_item_get_auth (object);
}

static void
add_header (gpointer object, const char *name, const char *value)
{
  g_autoptr (RhField) field = rh_field_new (name, value, NULL, TRUE);

  if (RH_IS_FOLDER (object))
    rh_folder_add_header (object, field);
  else
    rh_request_item_add_header (object, field);
}

static void
set_kind (gpointer object, RhAuthKind kind)
{
  g_object_set (object, "auth-kind", kind, NULL);
}

/* Kinds that are ours as well */

static void
set_field (RhInsomnia *self,
           gpointer object,
           const char *field,
           const RhYaml *auth,
           const char *place)
{
  g_autofree char *value = rh_insomnia_dup_member (self, auth, field, place);

  rh_auth_set (get_auth (object), field, value);
}

static void
read_login (RhInsomnia *self, gpointer object, const RhYaml *auth, const char *place)
{
  gboolean digest = g_str_equal (rh_member_text (auth, "type"), "digest");

  set_kind (object, digest ? RH_AUTH_KIND_DIGEST : RH_AUTH_KIND_BASIC);
  set_field (self, object, RH_AUTH_USERNAME, auth, place);
  set_field (self, object, RH_AUTH_PASSWORD, auth, place);
}

/* A token with another word before it is a header. */
static void
read_bearer (RhInsomnia *self, gpointer object, const RhYaml *auth, const char *place)
{
  const char *prefix = rh_member_text (auth, "prefix");
  g_autofree char *token = NULL;
  g_autofree char *hidden = NULL;
  g_autofree char *value = NULL;

  if (*prefix == '\0' || g_ascii_strcasecmp (prefix, "Bearer") == 0)
    {
      set_kind (object, RH_AUTH_KIND_BEARER);
      set_field (self, object, RH_AUTH_TOKEN, auth, place);
      return;
    }

  token = rh_insomnia_dup_member (self, auth, "token", place);
  hidden = rh_import_hide (self->import, "token", token, place);
  value = g_str_equal (prefix, "NO_PREFIX") ? g_strdup (hidden)
                                            : g_strdup_printf ("%s %s", prefix, hidden);
  set_kind (object, RH_AUTH_KIND_NONE);
  add_header (object, "Authorization", value);
}

static void
read_api_key (RhInsomnia *self, gpointer object, const RhYaml *auth, const char *place)
{
  const char *where = rh_member_text (auth, "addTo");
  g_autofree char *key = rh_insomnia_dup_member (self, auth, "key", place);
  g_autofree char *value = rh_insomnia_dup_member (self, auth, "value", place);
  g_autofree char *hidden = NULL;
  g_autofree char *cookie = NULL;

  if (g_str_equal (where, "cookie"))
    {
      hidden = rh_import_hide (self->import, key, value, place);
      cookie = g_strdup_printf ("%s=%s", key, hidden);
      set_kind (object, RH_AUTH_KIND_NONE);
      add_header (object, "Cookie", cookie);
      return;
    }

  set_kind (object, RH_AUTH_KIND_API_KEY);
  rh_auth_set (get_auth (object), RH_AUTH_KEY, key);
  rh_auth_set (get_auth (object), RH_AUTH_VALUE, value);
  rh_auth_set (get_auth (object), RH_AUTH_PLACEMENT,
               g_str_equal (where, "queryParams") ? RH_AUTH_PLACEMENT_QUERY
                                                  : RH_AUTH_PLACEMENT_HEADER);
}

/* OAuth 2.0 */

static void
set_setting (RhImportOAuth *settings, const char *name, const char *value)
{
  g_hash_table_insert (settings, g_strdup (name), g_strdup (value));
}

/* What they call it, and what it is called here; others go by their own names, and are told. */
static const char *
find_setting (const char *key)
{
  static const char *const names[][2] = {
    { "grantType", "grant_type" },       { "authorizationUrl", "authorization_url" },
    { "accessTokenUrl", "token_url" },   { "clientId", "client_id" },
    { "clientSecret", "client_secret" }, { "redirectUrl", "redirect_uri" },
    { "tokenPrefix", "header_prefix" },  { "accessToken", "access_token" },
    { "refreshToken", "refresh_token" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i][0], key))
      return names[i][1];

  return key;
}

/* What says how another is meant, or is so anyway. */
static gboolean
is_read_apart (const RhYaml *auth, const char *key)
{
  static const char *const keys[]
      = { "type", "disabled", "credentialsInBody", "usePkce", "pkceMethod", "useDefaultBrowser",
          NULL };

  return g_strv_contains (keys, key)
         || (g_str_equal (key, "responseType") && g_str_equal (rh_member_text (auth, key), "code"));
}

static void
read_oauth2 (RhInsomnia *self, gpointer object, const RhYaml *auth, const char *place)
{
  g_autoptr (GHashTable) settings = rh_import_oauth_new ();
  const char *method = rh_member_text (auth, "pkceMethod");

  for (guint i = 0; i < rh_yaml_get_length (auth); i++)
    {
      const char *key = rh_yaml_nth_key (auth, i);
      g_autofree char *value = rh_insomnia_dup_member (self, auth, key, place);

      if (*value != '\0' && !is_read_apart (auth, key))
        set_setting (settings, find_setting (key), value);
    }
  set_setting (settings, "client_auth",
               rh_member_is_true (auth, "credentialsInBody") ? "body" : "basic");
  if (rh_member_is_true (auth, "usePkce"))
    set_setting (settings, "pkce", *method == '\0' ? "S256" : method);
  else
    set_setting (settings, "pkce", "none");

  rh_import_set_oauth (self->import, object, settings, place);
}

/* What is kept */

/* In OpenCollection's words, where it has the kind; secrets go to the keyring. */
static void
keep (RhInsomnia *self, gpointer object, const RhYaml *auth, const char *place)
{
  static const char *const secrets[] = { "key", "token", "tokenKey", "accessKeyId", NULL };
  const char *type = rh_member_text (auth, "type");
  RhYaml *kept = rh_yaml_new_mapping ();

  rh_yaml_set_string (kept, "type", g_str_equal (type, "iam") ? "awsv4" : type);
  for (guint i = 0; i < rh_yaml_get_length (auth); i++)
    {
      const char *key = rh_yaml_nth_key (auth, i);
      g_autofree char *value = rh_insomnia_dup_member (self, auth, key, place);
      g_autofree char *safe = NULL;

      if (*value == '\0' || g_str_equal (key, "type") || g_str_equal (key, "disabled"))
        continue;
      safe = g_strv_contains (secrets, key) || rh_redaction_is_secret_field (key, strlen (key))
                 ? rh_import_hide (self->import, key, value, place)
                 : g_strdup (value);
      rh_yaml_set_string (kept, key, safe);
    }

  rh_import_keep_auth (self->import, object, kept, place);
}

/* Whichever */

static const struct
{
  const char *type;
  void (*read) (RhInsomnia *self, gpointer object, const RhYaml *auth, const char *place);
} readers[] = {
  { "basic", read_login },    { "digest", read_login },  { "bearer", read_bearer },
  { "apikey", read_api_key }, { "oauth2", read_oauth2 },
};

static void
tell (RhInsomnia *self, const RhYaml *auth, const char *place)
{
  static const RhMember members[]
      = { { "type", RH_MEMBER_TEXT },     { "disabled", RH_MEMBER_TEXT },
          { "username", RH_MEMBER_TEXT }, { "password", RH_MEMBER_TEXT },
          { "token", RH_MEMBER_TEXT },    { "prefix", RH_MEMBER_TEXT },
          { "key", RH_MEMBER_TEXT },      { "value", RH_MEMBER_TEXT },
          { "addTo", RH_MEMBER_TEXT },    { NULL, 0 } };

  rh_members_tell (self->import, auth, members, place);
}

void
rh_insomnia_read_auth (RhInsomnia *self, gpointer object, const RhYaml *record, const char *place)
{
  const RhYaml *auth = rh_member_mapping (record, "authentication");
  const char *type = rh_member_text (auth, "type");

  /* as around it */
  if (*type == '\0')
    return;

  if (g_str_equal (type, "none") || rh_member_is_true (auth, "disabled"))
    {
      set_kind (object, RH_AUTH_KIND_NONE);
      if (!g_str_equal (type, "none"))
        rh_import_note (self->import, RH_IMPORT_MEMBER, place, "authentication");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    if (g_str_equal (readers[i].type, type))
      {
        if (readers[i].read != read_oauth2)
          tell (self, auth, place);
        readers[i].read (self, object, auth, place);
        return;
      }
  keep (self, object, auth, place);
}
