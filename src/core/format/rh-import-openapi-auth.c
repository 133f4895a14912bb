/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Security requirements become auths. The collection has the one of the root, or else the one that
 * most operations want; what they want besides it, such as a second key, is a row of theirs. */
#define G_LOG_DOMAIN "rh-import-openapi-auth"

#include "config.h"

#include "format/rh-import-openapi-private.h"

#include "collection/rh-secret-looking.h"
#include "oauth/rh-oauth-config.h"

#include <string.h>

#define MAX_ALTERNATIVES 100

static const RhMember scheme_members[] = { { "type", RH_MEMBER_TEXT },
                                           { "description", RH_MEMBER_TEXT },
                                           { "name", RH_MEMBER_TEXT },
                                           { "in", RH_MEMBER_TEXT },
                                           { "scheme", RH_MEMBER_TEXT },
                                           { "flows", RH_MEMBER_MAPPING },
                                           { "openIdConnectUrl", RH_MEMBER_TEXT },
                                           { NULL, RH_MEMBER_ANY } };

/* Schemes */

static void
free_scheme (RhOpenApiScheme *scheme)
{
  g_free (scheme->name);
  g_free (scheme->variable);
  g_free (scheme->user);
  g_hash_table_unref (scheme->have);
  g_ptr_array_unref (scheme->scopes);
  g_ptr_array_unref (scheme->users);
  g_free (scheme);
}

/* NULL, and told: there is none. */
static RhOpenApiScheme *
find_scheme (RhOpenApi *self, const char *name)
{
  RhYaml *all = rh_member_mapping (rh_member_mapping (self->root, "components"), "securitySchemes");
  RhOpenApiScheme *scheme = g_hash_table_lookup (self->schemes, name);
  RhYaml *node;

  if (scheme != NULL)
    return scheme;

  node = rh_openapi_follow (self, rh_yaml_get (all, name));
  if (node == NULL)
    {
      rh_import_note (self->import, RH_IMPORT_REFERENCE, "", name);
      return NULL;
    }

  scheme = g_new0 (RhOpenApiScheme, 1);
  scheme->node = node;
  scheme->name = g_strdup (name);
  scheme->scopes = g_ptr_array_new_with_free_func (g_free);
  scheme->have = g_hash_table_new (g_str_hash, g_str_equal);
  scheme->users = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_insert (self->schemes, scheme->name, scheme);
  rh_members_tell (self->import, node, scheme_members, "");
  return scheme;
}

gboolean
rh_openapi_scheme_is (const RhOpenApiScheme *scheme, const char *type)
{
  return g_str_equal (rh_member_text (scheme->node, "type"), type);
}

static RhYaml *
code_flow (const RhOpenApiScheme *scheme)
{
  return rh_member_mapping (rh_member_mapping (scheme->node, "flows"), "authorizationCode");
}

/* RH_AUTH_KIND_KEPT: none that is sent here; RH_AUTH_KIND_NONE: a row is enough. */
static RhAuthKind
kind_of (const RhOpenApiScheme *scheme)
{
  g_autofree char *http = g_ascii_strdown (rh_member_text (scheme->node, "scheme"), -1);

  if (rh_openapi_scheme_is (scheme, "oauth2"))
    return code_flow (scheme) != NULL ? RH_AUTH_KIND_OAUTH2 : RH_AUTH_KIND_KEPT;
  if (rh_openapi_scheme_is (scheme, "openIdConnect"))
    return RH_AUTH_KIND_OAUTH2;
  if (rh_openapi_scheme_is (scheme, "apiKey"))
    return g_str_equal (rh_member_text (scheme->node, "in"), "cookie") ? RH_AUTH_KIND_NONE
                                                                       : RH_AUTH_KIND_API_KEY;
  if (!rh_openapi_scheme_is (scheme, "http"))
    return RH_AUTH_KIND_KEPT;
  if (g_str_equal (http, "basic"))
    return RH_AUTH_KIND_BASIC;
  if (g_str_equal (http, "bearer"))
    return RH_AUTH_KIND_BEARER;

  return g_str_equal (http, "digest") ? RH_AUTH_KIND_DIGEST : RH_AUTH_KIND_KEPT;
}

/* Variables */

/* One in each environment, whose value is still to be given. */
static char *
add_variable (RhOpenApi *self, const char *wanted, gboolean secret)
{
  GListModel *environments
      = rh_collection_get_environments (rh_import_get_collection (self->import));
  char *name = rh_openapi_dup_free_variable (self, wanted);

  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);

      if (secret)
        rh_environment_add_secret (environment, name);
      else
        rh_environment_set (environment, name, "");
    }
  rh_import_note (self->import, RH_IMPORT_VALUE_MISSING, "", name);
  return name;
}

/* "{{token}}" (transfer full) */
static char *
dup_secret (RhOpenApi *self, RhOpenApiScheme *scheme)
{
  RhAuthKind kind = kind_of (scheme);
  const char *key = rh_member_text (scheme->node, "name");
  g_autofree char *wanted = NULL;

  if (scheme->variable == NULL)
    {
      if (kind == RH_AUTH_KIND_BASIC || kind == RH_AUTH_KIND_DIGEST)
        wanted = g_strdup ("password");
      else if (kind == RH_AUTH_KIND_BEARER || *key == '\0')
        wanted = g_strdup ("token");
      else
        wanted = rh_secret_looking_dup_name (key);
      scheme->variable = add_variable (self, wanted, TRUE);
    }

  return g_strdup_printf ("{{%s}}", scheme->variable);
}

static char *
dup_user (RhOpenApi *self, RhOpenApiScheme *scheme)
{
  if (scheme->user == NULL)
    scheme->user = add_variable (self, "username", FALSE);

  return g_strdup_printf ("{{%s}}", scheme->user);
}

/* Requirements */

static gboolean
is_supported (RhOpenApi *self, const RhYaml *requirement)
{
  for (guint i = 0; i < rh_yaml_get_length (requirement); i++)
    {
      RhOpenApiScheme *scheme = find_scheme (self, rh_yaml_nth_key (requirement, i));

      if (scheme == NULL || kind_of (scheme) == RH_AUTH_KIND_KEPT)
        return FALSE;
    }

  return TRUE;
}

/* Which schemes, without their scopes: "oauth + key". */
static char *
dup_signature (const RhYaml *requirement)
{
  GString *signature = g_string_new (NULL);

  for (guint i = 0; requirement != NULL && i < rh_yaml_get_length (requirement); i++)
    g_string_append_printf (signature, "%s%s", i == 0 ? "" : " + ",
                            rh_yaml_nth_key (requirement, i));

  return g_string_free_and_steal (signature);
}

/* The one whose kind is the auth of who has it, a sign-in before all; NULL: none. */
static RhOpenApiScheme *
main_scheme (RhOpenApi *self, const RhYaml *requirement)
{
  RhOpenApiScheme *best = NULL;
  guint best_rank = 0;

  for (guint i = 0; requirement != NULL && i < rh_yaml_get_length (requirement); i++)
    {
      RhOpenApiScheme *scheme = find_scheme (self, rh_yaml_nth_key (requirement, i));
      RhAuthKind kind = scheme == NULL ? RH_AUTH_KIND_NONE : kind_of (scheme);
      guint its_rank = kind == RH_AUTH_KIND_NONE     ? 0
                       : kind == RH_AUTH_KIND_KEPT   ? 1
                       : kind == RH_AUTH_KIND_OAUTH2 ? 3
                                                     : 2;

      if (its_rank <= best_rank)
        continue;
      best = scheme;
      best_rank = its_rank;
    }

  return best;
}

/* 4: the collection's own, 3: a sign-in, 2: can be sent here, 1: cannot, 0: says nothing. */
static guint
rank (RhOpenApi *self, const RhYaml *requirement)
{
  g_autofree char *signature = NULL;
  RhOpenApiScheme *scheme;

  if (rh_yaml_get_kind (requirement) != RH_YAML_MAPPING || rh_yaml_get_length (requirement) == 0)
    return 0;
  if (!is_supported (self, requirement))
    return 1;

  signature = dup_signature (requirement);
  if (g_strcmp0 (signature, self->usual) == 0)
    return 4;

  scheme = main_scheme (self, requirement);
  return scheme != NULL && kind_of (scheme) == RH_AUTH_KIND_OAUTH2 ? 3 : 2;
}

/* Of the alternatives the first of the best; NULL: none is needed. */
static RhYaml *
choose (RhOpenApi *self, RhYaml *security)
{
  guint n = security == NULL ? 0 : MIN (rh_yaml_get_length (security), MAX_ALTERNATIVES);
  RhYaml *best = NULL;
  guint best_rank = 0;

  for (guint i = 0; i < n; i++)
    {
      RhYaml *requirement = rh_yaml_nth (security, i);
      guint its_rank = rank (self, requirement);

      if (its_rank <= best_rank)
        continue;
      best = requirement;
      best_rank = its_rank;
    }

  return best;
}

static void
tell_others (RhOpenApi *self, RhYaml *security, const RhYaml *chosen)
{
  g_autofree char *own = dup_signature (chosen);

  for (guint i = 0; i < MIN (rh_yaml_get_length (security), MAX_ALTERNATIVES); i++)
    {
      g_autofree char *other = dup_signature (rh_yaml_nth (security, i));

      if (*other != '\0' && !g_str_equal (other, own))
        rh_import_note (self->import, RH_IMPORT_MEMBER, "", other);
    }
}

/* Auths */

static void
keep (RhOpenApi *self, gpointer object, RhOpenApiScheme *scheme, const char *place)
{
  const char *type = rh_member_text (scheme->node, "type");
  const char *http = rh_member_text (scheme->node, "scheme");
  RhYaml *auth;

  if (g_str_equal (type, "mutualTLS"))
    {
      rh_import_note (self->import, RH_IMPORT_CLIENT_CERTIFICATE, "",
                      g_ptr_array_index (self->addresses, 0));
      return;
    }

  auth = rh_yaml_new_mapping ();
  rh_yaml_set_string (auth, "type", *http == '\0' ? type : http);
  rh_import_keep_auth (self->import, object, auth, place);
}

static void
set_auth (RhOpenApi *self, gpointer object, RhOpenApiScheme *scheme, const char *place)
{
  gboolean collection = RH_IS_COLLECTION (object);
  gpointer holder = collection ? rh_collection_get_root (object) : object;
  RhAuth *auth = collection ? rh_folder_get_auth (holder) : rh_request_item_get_auth (holder);
  RhAuthKind kind = kind_of (scheme);
  g_autofree char *secret = NULL;
  g_autofree char *user = NULL;

  if (*rh_member_text (scheme->node, "description") != '\0')
    rh_import_note (self->import, RH_IMPORT_MEMBER, "", "description");
  if (rh_openapi_scheme_is (scheme, "oauth2") || rh_openapi_scheme_is (scheme, "openIdConnect"))
    {
      g_ptr_array_add (scheme->users, g_object_ref (object));
      return;
    }
  if (kind == RH_AUTH_KIND_KEPT)
    {
      keep (self, object, scheme, place);
      return;
    }

  secret = dup_secret (self, scheme);
  if (kind == RH_AUTH_KIND_BASIC || kind == RH_AUTH_KIND_DIGEST)
    {
      user = dup_user (self, scheme);
      rh_auth_set (auth, RH_AUTH_USERNAME, user);
      rh_auth_set (auth, RH_AUTH_PASSWORD, secret);
    }
  else if (kind == RH_AUTH_KIND_BEARER)
    {
      rh_auth_set (auth, RH_AUTH_TOKEN, secret);
    }
  else
    {
      gboolean query = g_str_equal (rh_member_text (scheme->node, "in"), "query");

      rh_auth_set (auth, RH_AUTH_KEY, rh_member_text (scheme->node, "name"));
      rh_auth_set (auth, RH_AUTH_VALUE, secret);
      rh_auth_set (auth, RH_AUTH_PLACEMENT,
                   query ? RH_AUTH_PLACEMENT_QUERY : RH_AUTH_PLACEMENT_HEADER);
    }
  g_object_set (holder, "auth-kind", kind, NULL);
}

/* What comes besides the auth: keys, as rows. */
static void
add_row (RhOpenApi *self, RhOpenApiRequest *request, RhOpenApiScheme *scheme)
{
  const char *in = rh_member_text (scheme->node, "in");
  const char *key = rh_member_text (scheme->node, "name");
  g_autofree char *note = rh_openapi_dup_line (scheme->node, "description");
  g_autofree char *value = NULL;
  g_autoptr (RhField) row = NULL;

  if (!rh_openapi_scheme_is (scheme, "apiKey"))
    {
      if (rh_openapi_scheme_is (scheme, "mutualTLS"))
        rh_import_note (self->import, RH_IMPORT_CLIENT_CERTIFICATE, "",
                        g_ptr_array_index (self->addresses, 0));
      else
        rh_import_note (self->import, RH_IMPORT_MEMBER, "", scheme->name);
      return;
    }

  value = dup_secret (self, scheme);
  row = rh_field_new (key, value, note, TRUE);
  if (g_str_equal (in, "query"))
    rh_request_item_add_param (request->item, row);
  else if (g_str_equal (in, "cookie"))
    g_string_append_printf (request->cookies[1], "%s%s=%s",
                            request->cookies[1]->len == 0 ? "" : "; ", key, value);
  else
    rh_request_item_add_header (request->item, row);
}

static void
add_scope (RhOpenApi *self, RhOpenApiScheme *scheme, const char *scope, GString *of_request)
{
  if (scope == NULL || !rh_oauth_scope_is_valid (scope) || strchr (scope, ' ') != NULL)
    {
      rh_import_note (self->import, RH_IMPORT_MEMBER, "", "security");
      return;
    }

  if (of_request != NULL)
    g_string_append_printf (of_request, "%s%s", of_request->len == 0 ? "" : " ", scope);
  if (!g_hash_table_contains (scheme->have, scope))
    {
      char *own = g_strdup (scope);

      g_ptr_array_add (scheme->scopes, own);
      g_hash_table_add (scheme->have, own);
    }
}

static void
take_scopes (RhOpenApi *self, const RhYaml *requirement, GString *of_request)
{
  for (guint i = 0; requirement != NULL && i < rh_yaml_get_length (requirement); i++)
    {
      const RhYaml *scopes = rh_yaml_nth (requirement, i);
      RhOpenApiScheme *scheme = find_scheme (self, rh_yaml_nth_key (requirement, i));

      for (guint j = 0; scheme != NULL && j < rh_yaml_get_length (scopes); j++)
        add_scope (self, scheme, rh_yaml_get_text (rh_yaml_nth (scopes, j)), of_request);
    }
}

/* The collection's */

/* What operations say, counted. */
typedef struct
{
  GHashTable *counts; /* signature → how often */
  RhYaml *best;
  guint best_rank;
  guint best_count;
} Usual;

static void
count (RhOpenApi *self, Usual *usual, RhYaml *security)
{
  for (guint i = 0; i < MIN (rh_yaml_get_length (security), MAX_ALTERNATIVES); i++)
    {
      RhYaml *requirement = rh_yaml_nth (security, i);
      guint its_rank = rank (self, requirement);
      char *signature;
      guint n;

      if (its_rank == 0)
        continue;
      signature = dup_signature (requirement);
      n = GPOINTER_TO_UINT (g_hash_table_lookup (usual->counts, signature)) + 1;
      g_hash_table_insert (usual->counts, signature, GUINT_TO_POINTER (n));
      if (its_rank < usual->best_rank || (its_rank == usual->best_rank && n <= usual->best_count))
        continue;
      usual->best = requirement;
      usual->best_rank = its_rank;
      usual->best_count = n;
    }
}

/* What most operations can do with, where the root says nothing. */
static RhYaml *
find_usual (RhOpenApi *self)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Usual usual = { .counts = counts };
  RhYaml *paths = rh_member_mapping (self->root, "paths");

  for (guint i = 0; paths != NULL && i < rh_yaml_get_length (paths); i++)
    {
      RhYaml *item = rh_yaml_nth (paths, i);

      for (guint j = 0; j < rh_yaml_get_length (item); j++)
        {
          RhYaml *security = rh_member_sequence (rh_yaml_nth (item, j), "security");

          if (security != NULL)
            count (self, &usual, security);
        }
    }

  return usual.best;
}

void
rh_openapi_read_security (RhOpenApi *self)
{
  RhCollection *collection = rh_import_get_collection (self->import);
  RhYaml *security = rh_member_sequence (self->root, "security");
  RhYaml *chosen;
  RhOpenApiScheme *scheme;

  self->schemes
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) free_scheme);
  self->security = security;
  chosen = security != NULL ? choose (self, security) : find_usual (self);
  self->usual = dup_signature (chosen);
  scheme = main_scheme (self, chosen);
  if (security != NULL)
    tell_others (self, security, chosen);
  if (scheme != NULL)
    set_auth (self, collection, scheme, "");
}

/* A request's */

char *
rh_openapi_read_auth (RhOpenApi *self, RhOpenApiRequest *request, RhYaml *operation)
{
  RhYaml *own = rh_member_sequence (operation, "security");
  RhYaml *requirement = choose (self, own == NULL ? self->security : own);
  g_autofree char *signature = dup_signature (requirement);
  RhOpenApiScheme *scheme = main_scheme (self, requirement);
  GString *scopes = g_string_new (NULL);

  if (own != NULL)
    tell_others (self, own, requirement);
  take_scopes (self, requirement, scopes);
  for (guint i = 0; requirement != NULL && i < rh_yaml_get_length (requirement); i++)
    {
      RhOpenApiScheme *other = find_scheme (self, rh_yaml_nth_key (requirement, i));

      if (other != NULL && other != scheme)
        add_row (self, request, other);
    }

  if (g_str_equal (signature, self->usual))
    return g_string_free_and_steal (scopes); /* as the collection */
  if (scheme == NULL)
    g_object_set (request->item, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  else
    set_auth (self, request->item, scheme, request->place);
  return g_string_free_and_steal (scopes);
}
