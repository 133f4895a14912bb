/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Auths become security schemes, without what is secret or only a client's. */
#define G_LOG_DOMAIN "rh-export-openapi-auth"

#include "config.h"

#include "format/rh-export-openapi-private.h"

#include <string.h>

#define DISCOVERY "/.well-known/openid-configuration"
#define OAUTH "oauth2"

/* Schemes */

static void
add_scheme (RhOpenApiOut *self, const char *name, const char *type, const char *http)
{
  RhYaml *scheme = rh_yaml_new_mapping ();

  rh_yaml_set_string (scheme, "type", type);
  if (http != NULL)
    rh_yaml_set_string (scheme, "scheme", http);
  rh_yaml_set (self->schemes, name, scheme);
}

static const char *
need_key (RhOpenApiOut *self, RhAuth *auth)
{
  const char *key = rh_auth_get (auth, RH_AUTH_KEY);
  const char *in = rh_auth_get (auth, RH_AUTH_PLACEMENT);
  g_autofree char *id = g_strdup_printf ("%s %s", in, key);
  char *name = g_hash_table_lookup (self->keys, id);
  guint n = g_hash_table_size (self->keys);

  if (name != NULL)
    return name;

  name = n == 0 ? g_strdup ("apiKey") : g_strdup_printf ("apiKey%u", n + 1);
  g_hash_table_insert (self->keys, g_steal_pointer (&id), name);
  add_scheme (self, name, "apiKey", NULL);
  rh_yaml_set_string (rh_yaml_get (self->schemes, name), "in", in);
  rh_yaml_set_string (rh_yaml_get (self->schemes, name), "name", key);
  return name;
}

static const char *
need_http (RhOpenApiOut *self, const char *scheme)
{
  if (rh_yaml_get (self->schemes, scheme) == NULL)
    add_scheme (self, scheme, "http", scheme);

  return scheme;
}

/* NULL: none, or none that there is a scheme for. Borrowed. */
static const char *
need_scheme (RhOpenApiOut *self, RhAuthKind kind, RhAuth *auth, const char *place)
{
  switch (kind)
    {
    case RH_AUTH_KIND_OAUTH2:
      if (rh_yaml_get (self->schemes, OAUTH) == NULL)
        add_scheme (self, OAUTH, "oauth2", NULL);
      return OAUTH;
    case RH_AUTH_KIND_BASIC:
      return need_http (self, "basic");
    case RH_AUTH_KIND_BEARER:
      return need_http (self, "bearer");
    case RH_AUTH_KIND_DIGEST:
      return need_http (self, "digest");
    case RH_AUTH_KIND_API_KEY:
      return need_key (self, auth);
    case RH_AUTH_KIND_KEPT:
      rh_export_note (self->export, RH_IMPORT_OUT_MEMBER, place, "auth");
      return NULL;
    case RH_AUTH_KIND_NONE:
    case RH_AUTH_KIND_INHERIT:
    default:
      return NULL;
    }
}

void
rh_openapi_out_open_security (RhOpenApiOut *self)
{
  RhFolder *root = rh_collection_get_root (self->options->collection);

  self->schemes = rh_yaml_new_mapping ();
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->usual = g_strdup (
      need_scheme (self, rh_folder_get_auth_kind (root), rh_folder_get_auth (root), ""));
}

/* Requirements */

static void
add_scopes (RhYaml *list, const char *scope)
{
  g_auto (GStrv) names = g_strsplit (scope, " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (*names[i] != '\0')
      rh_yaml_append (list, rh_yaml_new_string (names[i]));
}

static RhYaml *
new_security (const char *scheme, const char *scope)
{
  RhYaml *security = rh_yaml_new_sequence ();
  RhYaml *requirement;
  RhYaml *scopes;

  if (scheme == NULL)
    return security;

  requirement = rh_yaml_new_mapping ();
  scopes = rh_yaml_new_sequence ();
  add_scopes (scopes, scope);
  rh_yaml_set (requirement, scheme, scopes);
  rh_yaml_append (security, requirement);
  return security;
}

void
rh_openapi_out_add_security (RhOperationOut *self, const char *scope)
{
  RhAuth *auth = NULL;
  RhAuthKind kind = rh_folder_resolve_auth (self->item, NULL, &auth);
  const char *scheme = need_scheme (self->out, kind, auth, self->place);
  gboolean scoped = *scope != '\0' && g_strcmp0 (scheme, OAUTH) == 0;

  if (scoped || g_strcmp0 (scheme, self->out->usual) != 0)
    rh_yaml_set (self->operation, "security", new_security (scheme, scoped ? scope : ""));
}

/* The sign-in */

/* As it is in the first environment; another one's is told. */
static char *
dup_field (RhOpenApiOut *self, const char *field)
{
  RhOAuthBlock *block = rh_collection_get_oauth (self->options->collection);
  const char *template = rh_oauth_block_get (block, field);
  char *first = rh_openapi_out_dup_filled (self, 0, template);

  for (guint i = 1; i < self->environments->len; i++)
    {
      RhEnvironment *environment = g_ptr_array_index (self->environments, i);
      g_autofree char *other = rh_openapi_out_dup_filled (self, i, template);

      if (!g_str_equal (other, first))
        rh_export_note (self->export, RH_IMPORT_OUT_MEMBER, rh_environment_get_name (environment),
                        field);
    }

  return first;
}

static void
tell_fields (RhOpenApiOut *self)
{
  static const char *const without[]
      = { RH_OAUTH_REVOCATION_URL,      RH_OAUTH_INTROSPECTION_URL, RH_OAUTH_CLIENT_ID,
          RH_OAUTH_BLOCK_CLIENT_SECRET, RH_OAUTH_BLOCK_CLIENT_AUTH, RH_OAUTH_REDIRECT_URI,
          RH_OAUTH_LISTEN_URI,          RH_OAUTH_RESOURCE,          RH_OAUTH_AUDIENCE,
          RH_OAUTH_HEADER_PREFIX };
  RhOAuthBlock *block = rh_collection_get_oauth (self->options->collection);

  for (guint i = 0; i < G_N_ELEMENTS (without); i++)
    if (*rh_oauth_block_get (block, without[i]) != '\0')
      rh_export_note (self->export, RH_IMPORT_OUT_MEMBER, "", without[i]);
}

static void
set_flow (RhYaml *scheme,
          const char *authorization,
          const char *token,
          const char *scope,
          GHashTable *said)
{
  g_autoptr (RhYaml) names = rh_yaml_new_sequence ();
  RhYaml *flow = rh_yaml_new_mapping ();
  RhYaml *flows = rh_yaml_new_mapping ();
  RhYaml *scopes = rh_yaml_new_mapping ();
  g_autoptr (GList) others = g_list_sort (g_hash_table_get_keys (said), (GCompareFunc) strcmp);

  add_scopes (names, scope);
  for (guint i = 0; i < rh_yaml_get_length (names); i++)
    rh_yaml_set_string (scopes, rh_yaml_get_text (rh_yaml_nth (names, i)), "");
  for (GList *l = others; l != NULL; l = l->next)
    rh_yaml_set_string (scopes, l->data, "");

  rh_yaml_set_string (flow, "authorizationUrl", authorization);
  rh_yaml_set_string (flow, "tokenUrl", token);
  rh_yaml_set (flow, "scopes", scopes);
  rh_yaml_set (flows, "authorizationCode", flow);
  rh_yaml_set (scheme, "flows", flows);
}

/* Without addresses of its own, whoever signs in looks them up. */
static void
fill_oauth (RhOpenApiOut *self, RhYaml *scheme, const char *scope, GHashTable *said)
{
  g_autofree char *authorization = dup_field (self, RH_OAUTH_AUTHORIZATION_URL);
  g_autofree char *token = dup_field (self, RH_OAUTH_TOKEN_URL);
  g_autofree char *issuer = dup_field (self, RH_OAUTH_ISSUER);
  g_autofree char *discovery = g_strconcat (issuer, DISCOVERY, NULL);

  tell_fields (self);
  if (*authorization == '\0' && *token == '\0' && *issuer != '\0')
    {
      rh_yaml_set_string (scheme, "type", "openIdConnect");
      rh_yaml_set_string (scheme, "openIdConnectUrl", discovery);
      return;
    }

  if (*issuer != '\0')
    rh_export_note (self->export, RH_IMPORT_OUT_MEMBER, "", RH_OAUTH_ISSUER);
  set_flow (scheme, authorization, token, scope, said);
}

/* What no operation says is what the collection asks for. */
static char *
dup_rest (const char *scope, GHashTable *said)
{
  g_auto (GStrv) names = g_strsplit (scope, " ", -1);
  GString *rest = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    if (*names[i] != '\0' && !g_hash_table_contains (said, names[i]))
      g_string_append_printf (rest, "%s%s", rest->len == 0 ? "" : " ", names[i]);

  return g_string_free_and_steal (rest);
}

void
rh_openapi_out_settle_security (RhOpenApiOut *self, RhYaml *root, GHashTable *scopes)
{
  RhYaml *oauth = rh_yaml_get (self->schemes, OAUTH);
  g_autofree char *scope = dup_field (self, RH_OAUTH_SCOPE);
  g_autofree char *rest = dup_rest (scope, scopes);
  RhYaml *components;

  if (oauth != NULL)
    fill_oauth (self, oauth, scope, scopes);
  if (self->usual != NULL)
    rh_yaml_set (root, "security",
                 new_security (self->usual, g_str_equal (self->usual, OAUTH) ? rest : ""));
  if (rh_yaml_get_length (self->schemes) == 0)
    return;

  components = rh_yaml_new_mapping ();
  rh_yaml_set (components, "securitySchemes", rh_yaml_ref (self->schemes));
  rh_yaml_set (root, "components", components);
}
