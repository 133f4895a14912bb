/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Auth of OpenCollection at any level, and the OAuth 2.0 block of a collection: in the format's own
 * words where it has any, so that other programs can use it, the rest beside it in our extension.
 */
#define G_LOG_DOMAIN "rh-opencollection-auth"

#include "config.h"

#include "collection/rh-opencollection-private.h"
#include "text/rh-template.h"

#include <string.h>

/* What other programs say for our default. */
#define DEFAULT_PREFIX "Bearer"

static const char *const auth_order[] = { "type",
                                          "flow",
                                          "authorizationUrl",
                                          "accessTokenUrl",
                                          "refreshTokenUrl",
                                          "callbackUrl",
                                          "credentials",
                                          "scope",
                                          "state",
                                          "pkce",
                                          "additionalParameters",
                                          "tokenConfig",
                                          "settings",
                                          NULL };
static const char *const credentials_order[] = { "clientId", "clientSecret", "placement", NULL };
static const char *const token_order[] = { "id", "placement", "source", NULL };
static const char *const header_order[] = { "header", NULL };

static const char *const fields_order[]
    = { "type",      RH_AUTH_USERNAME, RH_AUTH_PASSWORD,  RH_AUTH_TOKEN,
        RH_AUTH_KEY, RH_AUTH_VALUE,    RH_AUTH_PLACEMENT, NULL };

/* Fields with a place of their own; @group is a mapping around it or NULL. */
static const struct
{
  const char *field;
  const char *group;
  const char *key;
} places[] = {
  { RH_OAUTH_AUTHORIZATION_URL, NULL, "authorizationUrl" },
  { RH_OAUTH_TOKEN_URL, NULL, "accessTokenUrl" },
  { RH_OAUTH_REDIRECT_URI, NULL, "callbackUrl" },
  { RH_OAUTH_CLIENT_ID, "credentials", "clientId" },
  { RH_OAUTH_BLOCK_CLIENT_SECRET, "credentials", "clientSecret" },
  { RH_OAUTH_SCOPE, NULL, "scope" },
};

/* Fields that have none, in the order they are written. */
static const char *const extra_fields[]
    = { RH_OAUTH_REVOCATION_URL,    RH_OAUTH_INTROSPECTION_URL, RH_OAUTH_ISSUER,
        RH_OAUTH_BLOCK_CLIENT_AUTH, RH_OAUTH_LISTEN_URI,        RH_OAUTH_RESOURCE,
        RH_OAUTH_AUDIENCE,          RH_OAUTH_HEADER_PREFIX,     NULL };

/* How a client is authenticated, and the nearest that other programs know. */
static const struct
{
  const char *auth;
  const char *placement;
  gboolean exact;
} client_auths[] = {
  { "basic", "basic_auth_header", TRUE },
  { "body", "body", TRUE },
  { "basic_raw", "basic_auth_header", FALSE },
  { "none", "body", FALSE },
};

/* Kinds with fields of their own, whose names are the format's. */
static const struct
{
  RhAuthKind kind;
  const char *type;
} kinds[] = {
  { RH_AUTH_KIND_BASIC, "basic" },
  { RH_AUTH_KIND_BEARER, "bearer" },
  { RH_AUTH_KIND_API_KEY, "apikey" },
  { RH_AUTH_KIND_DIGEST, "digest" },
};

/* Which */

static gboolean
is_type (const RhYaml *auth, const char *type)
{
  return g_str_equal (rh_oc_peek_text (auth, "type"), type);
}

/* An auth of OAuth 2.0 that says nothing else is the collection's. */
static gboolean
is_bare_oauth (const RhYaml *auth)
{
  return is_type (auth, "oauth2")
         && rh_yaml_get_length (auth) == (rh_yaml_get (auth, "flow") == NULL ? 1 : 2);
}

/* In its place of an API key; NULL for a word that nobody knows. */
static const char *
read_key_placement (const RhYaml *auth)
{
  const char *text = rh_oc_peek_text (auth, RH_AUTH_PLACEMENT);

  if (*text == '\0' || g_str_equal (text, "header"))
    return RH_AUTH_PLACEMENT_HEADER;

  return g_str_equal (text, "query") || g_str_equal (text, "queryparams") ? RH_AUTH_PLACEMENT_QUERY
                                                                          : NULL;
}

/* Of one of our kinds, and with nothing but texts in its fields; else it is kept. */
static RhAuthKind
find_kind (const RhYaml *auth)
{
  RhAuthKind kind = RH_AUTH_KIND_KEPT;
  const char *const *fields;
  const char *text;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (is_type (auth, kinds[i].type))
      kind = kinds[i].kind;
  if (kind == RH_AUTH_KIND_API_KEY && read_key_placement (auth) == NULL)
    return RH_AUTH_KIND_KEPT;

  fields = rh_auth_fields_of (kind);
  for (guint i = 0; fields[i] != NULL; i++)
    if (!rh_oc_read_text (auth, fields[i], &text, NULL))
      return RH_AUTH_KIND_KEPT;

  return kind;
}

RhAuthKind
rh_oc_auth_kind (const RhYaml *auth)
{
  const char *text;

  if (auth == NULL || rh_yaml_is_null (auth))
    return RH_AUTH_KIND_NONE;

  text = rh_yaml_get_text (auth);
  if (text != NULL && g_str_equal (text, "inherit"))
    return RH_AUTH_KIND_INHERIT;
  if (text != NULL && g_str_equal (text, "none"))
    return RH_AUTH_KIND_NONE;
  if (is_type (auth, "none"))
    return RH_AUTH_KIND_NONE;
  if (is_bare_oauth (auth))
    return RH_AUTH_KIND_OAUTH2;

  return find_kind (auth);
}

RhAuthKind
rh_oc_collection_auth_kind (const RhYaml *auth)
{
  RhAuthKind kind = rh_oc_auth_kind (auth);

  if (kind == RH_AUTH_KIND_INHERIT)
    return RH_AUTH_KIND_NONE; /* of what? */
  if (is_type (auth, "oauth2")
      && g_str_equal (rh_oc_peek_text (auth, "flow"), "authorization_code"))
    return RH_AUTH_KIND_OAUTH2;

  return kind == RH_AUTH_KIND_OAUTH2 ? RH_AUTH_KIND_KEPT : kind;
}

static RhYaml *
new_bare_oauth (void)
{
  RhYaml *auth = rh_yaml_new_mapping ();

  rh_yaml_set_string (auth, "type", "oauth2");
  rh_yaml_set_string (auth, "flow", "authorization_code");
  return auth;
}

void
rh_oc_read_auth (const RhYaml *auth, RhAuthKind kind, RhAuth *fields)
{
  const char *const *names = rh_auth_fields_of (kind);

  for (guint i = 0; names[i] != NULL; i++)
    rh_auth_set (fields, names[i],
                 g_str_equal (names[i], RH_AUTH_PLACEMENT) ? read_key_placement (auth)
                                                           : rh_oc_peek_text (auth, names[i]));
}

static RhYaml *
new_auth (RhAuthKind kind)
{
  RhYaml *auth = rh_yaml_new_mapping ();

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == kind)
      rh_yaml_set_string (auth, "type", kinds[i].type);
  if (kind == RH_AUTH_KIND_API_KEY)
    rh_yaml_set_string (auth, RH_AUTH_PLACEMENT, RH_AUTH_PLACEMENT_HEADER);

  return auth;
}

static void
put_fields (RhYaml *auth, RhAuthKind kind, RhAuth *fields)
{
  const char *const *names = rh_auth_fields_of (kind);
  g_autoptr (RhAuth) was = rh_auth_new ();

  rh_oc_read_auth (auth, kind, was);
  for (guint i = 0; names[i] != NULL; i++)
    if (!g_str_equal (rh_auth_get (was, names[i]), rh_auth_get (fields, names[i])))
      rh_oc_put_text (auth, names[i], rh_auth_get (fields, names[i]), fields_order);
}

void
rh_oc_put_auth (RhYaml *map, RhAuthKind kind, RhAuth *fields, const char *const *order)
{
  gboolean same = rh_oc_auth_kind (rh_yaml_get (map, "auth")) == kind;

  if (kind == RH_AUTH_KIND_KEPT)
    return;

  if (*rh_auth_fields_of (kind) != NULL)
    {
      if (!same)
        rh_oc_put (map, "auth", new_auth (kind), order);
      put_fields (rh_yaml_get (map, "auth"), kind, fields);
    }
  else if (same)
    return;
  else if (kind == RH_AUTH_KIND_NONE)
    rh_yaml_remove (map, "auth");
  else if (kind == RH_AUTH_KIND_INHERIT)
    rh_oc_put (map, "auth", rh_yaml_new_string ("inherit"), order);
  else
    rh_oc_put (map, "auth", new_bare_oauth (), order);
}

/* The block, in */

static gboolean
read_places (const RhYaml *auth, RhOAuthBlock *block, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      RhYaml *group = (RhYaml *) auth;
      const char *text;

      if (places[i].group != NULL && !rh_oc_read_map (auth, places[i].group, &group, error))
        return FALSE;
      if (!rh_oc_read_text (group, places[i].key, &text, error))
        return FALSE;
      rh_oauth_block_set (block, places[i].field, text);
    }

  return TRUE;
}

static gboolean
read_placement (const RhYaml *auth, RhOAuthBlock *block, GError **error)
{
  const char *placement;

  if (!rh_oc_read_text (rh_yaml_get (auth, "credentials"), "placement", &placement, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (client_auths); i++)
    if (client_auths[i].exact && g_str_equal (client_auths[i].placement, placement))
      rh_oauth_block_set (block, RH_OAUTH_BLOCK_CLIENT_AUTH, client_auths[i].auth);

  return TRUE;
}

static gboolean
read_prefix (const RhYaml *auth, RhOAuthBlock *block, GError **error)
{
  RhYaml *config;
  RhYaml *placement;
  const char *prefix;

  if (!rh_oc_read_map (auth, "tokenConfig", &config, error)
      || !rh_oc_read_map (config, "placement", &placement, error)
      || !rh_oc_read_text (placement, "header", &prefix, error))
    return FALSE;

  if (!g_str_equal (prefix, DEFAULT_PREFIX))
    rh_oauth_block_set (block, RH_OAUTH_HEADER_PREFIX, prefix);
  return TRUE;
}

gboolean
rh_oc_read_oauth (const RhYaml *auth, const RhYaml *extra, RhOAuthBlock *block, GError **error)
{
  if (!read_places (auth, block, error) || !read_placement (auth, block, error)
      || !read_prefix (auth, block, error))
    return FALSE;

  for (guint i = 0; extra_fields[i] != NULL; i++)
    {
      const char *text;

      if (!rh_oc_read_text (extra, extra_fields[i], &text, error))
        return FALSE;
      if (*text != '\0')
        rh_oauth_block_set (block, extra_fields[i], text);
    }

  return TRUE;
}

/* The block, out */

/* Other programs put the token into the URL unless they are told the header. */
RhYaml *
rh_oc_new_oauth (void)
{
  RhYaml *auth = new_bare_oauth ();
  RhYaml *pkce = rh_oc_need_map (auth, "pkce", auth_order);
  RhYaml *config = rh_oc_need_map (auth, "tokenConfig", auth_order);
  RhYaml *placement = rh_oc_need_map (config, "placement", token_order);

  rh_yaml_set_string (pkce, "method", "S256");
  rh_yaml_set_string (placement, "header", DEFAULT_PREFIX);
  return auth;
}

static void
put_place (RhYaml *auth, const char *group, const char *key, const char *value)
{
  if (group == NULL)
    {
      rh_oc_put_text (auth, key, value, auth_order);
      return;
    }

  rh_oc_put_text (rh_oc_need_map (auth, group, auth_order), key, value, credentials_order);
  rh_oc_drop_empty (auth, group);
}

/* What the format has no word for is named in full beside it, and the nearest word stands for it.
 */
static void
put_client_auth (RhYaml *auth, RhYaml *extra, const char *value)
{
  const char *placement = "";
  gboolean exact = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (client_auths); i++)
    {
      if (g_str_equal (client_auths[i].auth, value))
        {
          placement = client_auths[i].placement;
          exact = client_auths[i].exact;
        }
    }

  put_place (auth, "credentials", "placement", placement);
  rh_oc_put_text (extra, RH_OAUTH_BLOCK_CLIENT_AUTH, exact ? "" : value, extra_fields);
}

/* A {{variable}} is empty in most environments, which here means the default and elsewhere nothing.
 */
static void
put_prefix (RhYaml *auth, RhYaml *extra, const char *value)
{
  gboolean plain = !rh_template_has_refs (value);
  RhYaml *config = rh_oc_need_map (auth, "tokenConfig", auth_order);
  RhYaml *placement = rh_oc_need_map (config, "placement", token_order);

  rh_oc_put_text (placement, "header", plain && *value != '\0' ? value : DEFAULT_PREFIX,
                  header_order);
  rh_oc_put_text (extra, RH_OAUTH_HEADER_PREFIX, plain ? "" : value, extra_fields);
}

static void
put_extra (RhYaml *auth, RhYaml *extra, const char *field, const char *value)
{
  if (g_str_equal (field, RH_OAUTH_BLOCK_CLIENT_AUTH))
    put_client_auth (auth, extra, value);
  else if (g_str_equal (field, RH_OAUTH_HEADER_PREFIX))
    put_prefix (auth, extra, value);
  else
    rh_oc_put_text (extra, field, value, extra_fields);
}

static gboolean
is_other (RhOAuthBlock *block, RhOAuthBlock *was, const char *field)
{
  return !g_str_equal (rh_oauth_block_get (block, field), rh_oauth_block_get (was, field));
}

void
rh_oc_put_oauth (RhYaml *auth, RhYaml *extra, RhOAuthBlock *block, RhOAuthBlock *was)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (is_other (block, was, places[i].field))
      put_place (auth, places[i].group, places[i].key, rh_oauth_block_get (block, places[i].field));

  for (guint i = 0; extra_fields[i] != NULL; i++)
    if (is_other (block, was, extra_fields[i]))
      put_extra (auth, extra, extra_fields[i], rh_oauth_block_get (block, extra_fields[i]));
}
