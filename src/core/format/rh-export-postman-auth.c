/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An authorization in Postman's attributes; the collection's OAuth 2.0 block in the names of its
 * form. */
#define G_LOG_DOMAIN "rh-export-postman-auth"

#include "config.h"

#include "format/rh-export-postman-private.h"

/* Fields of ours and Postman's names for them. */
static const struct
{
  RhAuthKind kind;
  const char *type;
} types[] = {
  { RH_AUTH_KIND_NONE, "noauth" },    { RH_AUTH_KIND_OAUTH2, "oauth2" },
  { RH_AUTH_KIND_BASIC, "basic" },    { RH_AUTH_KIND_BEARER, "bearer" },
  { RH_AUTH_KIND_API_KEY, "apikey" }, { RH_AUTH_KIND_DIGEST, "digest" },
};

static const struct
{
  const char *field;
  const char *key;
} settings[] = {
  { RH_OAUTH_AUTHORIZATION_URL, "authUrl" },
  { RH_OAUTH_TOKEN_URL, "accessTokenUrl" },
  { RH_OAUTH_REDIRECT_URI, "redirect_uri" },
  { RH_OAUTH_CLIENT_ID, "clientId" },
  { RH_OAUTH_BLOCK_CLIENT_SECRET, "clientSecret" },
  { RH_OAUTH_SCOPE, "scope" },
  { RH_OAUTH_AUDIENCE, "audience" },
  { RH_OAUTH_RESOURCE, "resource" },
  { RH_OAUTH_HEADER_PREFIX, "headerPrefix" },
};

/* What Postman has no field for. */
static const char *const without_place[] = { RH_OAUTH_REVOCATION_URL, RH_OAUTH_INTROSPECTION_URL,
                                             RH_OAUTH_ISSUER, RH_OAUTH_LISTEN_URI, NULL };

static void
add (RhYaml *attributes, const char *key, const char *value)
{
  RhYaml *attribute;

  if (*value == '\0')
    return;

  attribute = rh_yaml_new_mapping ();
  rh_yaml_set_string (attribute, "key", key);
  rh_postman_set_text (attribute, "value", value);
  rh_yaml_set_string (attribute, "type", "string");
  rh_yaml_append (attributes, attribute);
}

/* OAuth 2.0 */

/* Postman's default is the header; a public client has nothing to put there. */
static const char *
client_authentication (RhOAuthBlock *block)
{
  const char *auth = rh_oauth_block_get (block, RH_OAUTH_BLOCK_CLIENT_AUTH);

  if (g_str_equal (auth, "body") || g_str_equal (auth, "none"))
    return "body";
  if (*auth == '\0' && *rh_oauth_block_get (block, RH_OAUTH_BLOCK_CLIENT_SECRET) == '\0')
    return "body";

  return "header";
}

static void
fill_oauth (const RhPostmanOut *out, RhYaml *attributes, const char *place)
{
  RhOAuthBlock *block = rh_collection_get_oauth (out->options->collection);

  add (attributes, "grant_type", "authorization_code_with_pkce");
  add (attributes, "challengeAlgorithm", "S256");
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    add (attributes, settings[i].key, rh_oauth_block_get (block, settings[i].field));
  add (attributes, "client_authentication", client_authentication (block));
  add (attributes, "addTokenTo", "header");

  for (guint i = 0; without_place[i] != NULL; i++)
    if (*rh_oauth_block_get (block, without_place[i]) != '\0')
      rh_export_note (out->export, RH_IMPORT_OUT_MEMBER, place, without_place[i]);
}

/* Others */

static void
fill_fields (const RhPostmanOut *out,
             RhYaml *attributes,
             RhAuthKind kind,
             RhAuth *auth,
             const char *place)
{
  const char *const *fields = rh_auth_fields_of (kind);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      const char *value = rh_auth_get (auth, fields[i]);
      g_autofree char *text
          = rh_auth_field_is_secret (fields[i])
                ? rh_export_dup_secret (out->export, out->options, fields[i], value, place)
                : g_strdup (value);

      add (attributes, g_str_equal (fields[i], RH_AUTH_PLACEMENT) ? "in" : fields[i], text);
    }
}

static const char *
type_of (RhAuthKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].kind == kind)
      return types[i].type;

  return NULL;
}

/* What of Postman's own attributes there is no field for. */
static void
append_kept (RhYaml *attributes, const RhYaml *kept)
{
  for (guint i = 0; kept != NULL && i < rh_yaml_get_length (kept); i++)
    {
      RhYaml *attribute = rh_yaml_new_mapping ();

      rh_yaml_set_string (attribute, "key", rh_yaml_nth_key (kept, i));
      rh_yaml_set (attribute, "value", rh_yaml_copy (rh_yaml_nth (kept, i)));
      rh_yaml_set_string (attribute, "type", "string");
      rh_yaml_append (attributes, attribute);
    }
}

static RhYaml *
new_kept (const RhPostmanOut *out,
          const RhPostmanKept *kept,
          gboolean is_request,
          const char *place)
{
  const RhYaml *section = rh_yaml_get (kept->root, is_request ? "http" : "request");
  const RhYaml *own = rh_yaml_get (kept->members, "auth");
  RhYaml *auth = own != NULL ? rh_yaml_copy (own) : rh_postman_new_kept_auth (out, section, place);

  if (auth == NULL)
    rh_export_note (out->export, RH_IMPORT_OUT_MEMBER, place, "auth");
  return auth;
}

RhYaml *
rh_postman_new_auth (const RhPostmanOut *out,
                     GObject *object,
                     const RhPostmanKept *kept,
                     const char *place)
{
  gboolean is_request = RH_IS_REQUEST_ITEM (object);
  gboolean is_root = object == G_OBJECT (rh_collection_get_root (out->options->collection));
  RhAuthKind kind = is_request ? rh_request_item_get_auth_kind (RH_REQUEST_ITEM (object))
                               : rh_folder_get_auth_kind (RH_FOLDER (object));
  RhAuth *fields = is_request ? rh_request_item_get_auth (RH_REQUEST_ITEM (object))
                              : rh_folder_get_auth (RH_FOLDER (object));
  RhYaml *auth;
  RhYaml *attributes;

  if (kind == RH_AUTH_KIND_INHERIT || (kind == RH_AUTH_KIND_NONE && is_root))
    return NULL;
  if (kind == RH_AUTH_KIND_KEPT)
    return new_kept (out, kept, is_request, place);

  auth = rh_yaml_new_mapping ();
  rh_yaml_set_string (auth, "type", type_of (kind));
  if (kind == RH_AUTH_KIND_NONE)
    return auth;

  attributes = rh_yaml_new_sequence ();
  if (kind == RH_AUTH_KIND_OAUTH2)
    fill_oauth (out, attributes, place);
  else
    {
      fill_fields (out, attributes, kind, fields, place);
      append_kept (attributes, rh_yaml_get (kept->members, type_of (kind)));
    }
  rh_yaml_set (auth, type_of (kind), attributes);
  return auth;
}
