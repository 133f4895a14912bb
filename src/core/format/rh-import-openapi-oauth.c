/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Schemes that sign somebody in become settings, with all scopes that the operations ask for. */
#define G_LOG_DOMAIN "rh-import-openapi-oauth"

#include "config.h"

#include "format/rh-import-openapi-private.h"

#include "format/rh-import-oauth.h"
#include "text/rh-url.h"

#include <string.h>

#define DISCOVERY "/.well-known/openid-configuration"
/* Characters of a note. */
#define MAX_TOLD 200

static void
set_setting (RhImportOAuth *settings, const char *name, const char *value)
{
  g_hash_table_insert (settings, g_strdup (name), g_strdup (value));
}

/* An address without a host is one of the server's. */
static char *
dup_whole (const char *server, const char *address)
{
  g_autoptr (RhUrl) base = rh_url_parse (server, NULL);
  g_autoptr (RhUrl) whole = NULL;

  if (*address != '\0' && strstr (address, "://") == NULL && base != NULL)
    whole = rh_url_resolve (base, address, NULL);

  return whole == NULL ? g_strdup (address) : rh_url_to_string (whole);
}

/* Where there are several environments it is a variable, so that each can have its own: a
 * description has one for all of them. */
static void
set_address (RhOpenApi *self, RhImportOAuth *settings, const char *name, const char *address)
{
  gboolean several = self->environments->len > 1 && *address != '\0';
  g_autofree char *variable = several ? rh_openapi_dup_free_variable (self, name) : NULL;
  g_autofree char *first = dup_whole (g_ptr_array_index (self->addresses, 0), address);
  g_autofree char *template = NULL;

  if (!several)
    {
      set_setting (settings, name, first);
      return;
    }

  for (guint i = 0; i < self->environments->len; i++)
    {
      g_autofree char *text = dup_whole (g_ptr_array_index (self->addresses, i), address);

      rh_environment_set (g_ptr_array_index (self->environments, i), variable, text);
    }
  template = g_strdup_printf ("{{%s}}", variable);
  set_setting (settings, name, template);
}

/* What each scope is for. */
static gboolean
has_text (const RhYaml *scopes)
{
  for (guint i = 0; scopes != NULL && i < rh_yaml_get_length (scopes); i++)
    if (*rh_member_text (scopes, rh_yaml_nth_key (scopes, i)) != '\0')
      return TRUE;

  return FALSE;
}

static void
set_scopes (RhOpenApi *self, RhImportOAuth *settings, RhOpenApiScheme *scheme, RhYaml *flow)
{
  RhYaml *all = rh_member_mapping (flow, "scopes");
  g_autoptr (GString) asked = g_string_new (NULL);
  g_autoptr (GString) others = g_string_new (NULL);

  for (guint i = 0; i < scheme->scopes->len; i++)
    g_string_append_printf (asked, "%s%s", i == 0 ? "" : " ",
                            (char *) g_ptr_array_index (scheme->scopes, i));
  for (guint i = 0; all != NULL && i < rh_yaml_get_length (all) && others->len < MAX_TOLD; i++)
    if (!g_hash_table_contains (scheme->have, rh_yaml_nth_key (all, i)))
      g_string_append_printf (others, " %s", rh_yaml_nth_key (all, i));

  if (has_text (all))
    rh_import_note (self->import, RH_IMPORT_MEMBER, "", "scopes");
  set_setting (settings, "scope", asked->str);
  if (others->len > 0)
    {
      g_string_prepend (others, "scopes:");
      rh_import_note (self->import, RH_IMPORT_MEMBER, "", others->str);
    }
}

/* Our grant for a flow; the code's comes first. */
static RhYaml *
choose_flow (RhOpenApi *self, RhOpenApiScheme *scheme, const char **grant)
{
  static const struct
  {
    const char *flow;
    const char *grant;
  } flows[] = { { "authorizationCode", "authorization_code" },
                { "clientCredentials", "client_credentials" },
                { "password", "password" },
                { "implicit", "implicit" },
                { "deviceAuthorization", "device_code" } };
  RhYaml *all = rh_member_mapping (scheme->node, "flows");
  RhYaml *chosen = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (flows); i++)
    {
      RhYaml *flow = rh_member_mapping (all, flows[i].flow);

      if (flow != NULL && chosen == NULL)
        {
          chosen = flow;
          *grant = flows[i].grant;
        }
      else if (flow != NULL)
        rh_import_note (self->import, RH_IMPORT_MEMBER, "", flows[i].flow);
    }

  return chosen;
}

static RhImportOAuth *
dup_settings (RhOpenApi *self, RhOpenApiScheme *scheme)
{
  static const RhMember members[] = { { "authorizationUrl", RH_MEMBER_TEXT },
                                      { "tokenUrl", RH_MEMBER_TEXT },
                                      { "refreshUrl", RH_MEMBER_TEXT },
                                      { "scopes", RH_MEMBER_MAPPING },
                                      { NULL, RH_MEMBER_ANY } };
  RhImportOAuth *settings = rh_import_oauth_new ();
  const char *discovery = rh_member_text (scheme->node, "openIdConnectUrl");
  const char *grant = "authorization_code";
  RhYaml *flow = NULL;

  if (rh_openapi_scheme_is (scheme, "openIdConnect"))
    {
      gsize length = strlen (discovery);
      g_autofree char *issuer = NULL;

      if (g_str_has_suffix (discovery, DISCOVERY))
        length -= strlen (DISCOVERY);
      issuer = g_strndup (discovery, length);
      set_address (self, settings, "issuer", issuer);
    }
  else
    flow = choose_flow (self, scheme, &grant);

  set_setting (settings, "grant_type", grant);
  set_setting (settings, "pkce", "S256"); /* a description says nothing of it */
  if (flow != NULL)
    {
      rh_members_tell (self->import, flow, members, "");
      set_address (self, settings, "authorization_url", rh_member_text (flow, "authorizationUrl"));
      set_address (self, settings, "token_url", rh_member_text (flow, "tokenUrl"));
      if (g_strcmp0 (rh_member_text (flow, "refreshUrl"), rh_member_text (flow, "tokenUrl")) != 0)
        set_setting (settings, "refresh_url", rh_member_text (flow, "refreshUrl"));
    }
  set_scopes (self, settings, scheme, flow);
  return settings;
}

/* The collection's before all, for a collection has one sign-in. */
static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const RhOpenApiScheme *const *one = a;
  const RhOpenApiScheme *const *two = b;
  gboolean first = g_ptr_array_find ((*one)->users, user_data, NULL);
  gboolean second = g_ptr_array_find ((*two)->users, user_data, NULL);

  return first != second ? (int) second - (int) first : strcmp ((*one)->name, (*two)->name);
}

static void
settle (RhOpenApi *self, RhOpenApiScheme *scheme)
{
  g_autoptr (GHashTable) settings = NULL;

  if (scheme->users->len == 0)
    return;

  settings = dup_settings (self, scheme);
  for (guint i = 0; i < scheme->users->len; i++)
    {
      gpointer user = g_ptr_array_index (scheme->users, i);
      g_autofree char *place = rh_import_dup_place (self->import, user);

      rh_import_set_oauth (self->import, user, settings, place);
    }
}

void
rh_openapi_settle_security (RhOpenApi *self)
{
  g_autoptr (GPtrArray) schemes = g_hash_table_get_values_as_ptr_array (self->schemes);

  g_ptr_array_sort_with_data (schemes, compare, rh_import_get_collection (self->import));
  for (guint i = 0; i < schemes->len; i++)
    settle (self, g_ptr_array_index (schemes, i));
}
