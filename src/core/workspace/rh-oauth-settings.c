/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings of the OAuth 2.0 block in one environment. */
#define G_LOG_DOMAIN "rh-oauth-settings"

#include "config.h"

#include "workspace/rh-oauth-settings.h"

#include "workspace/rh-guard.h"
#include "workspace/rh-variable-snapshot.h"

/* The template behind a setting. The API's address is no field of the block. */
static char *
dup_template (RhCollection *collection, const char *field)
{
  if (g_str_equal (field, RH_OAUTH_SETTING_API))
    return g_strdup ("{{api}}");

  return g_strdup (rh_oauth_block_get (rh_collection_get_oauth (collection), field));
}

char *
rh_oauth_settings_dup (RhCollection *collection, RhEnvironment *environment, const char *field)
{
  g_autoptr (RhVariableSnapshot) plain
      = rh_variable_snapshot_new_plain (collection, environment, NULL, NULL);
  g_autofree char *template = dup_template (collection, field);
  g_autoptr (RhText) text
      = rh_template_fill (template, RH_PLACE_RAW, rh_variable_snapshot_lookup, plain, NULL);

  return g_strdup (text == NULL ? "" : rh_text_peek (text, NULL));
}

static char *
dup_variable (RhCollection *collection, const char *field)
{
  if (g_str_equal (field, RH_OAUTH_SETTING_API))
    return g_strdup (RH_OAUTH_SETTING_API);

  return rh_oauth_block_dup_variable (rh_collection_get_oauth (collection), field);
}

/* An empty field of the block becomes a variable, so that environments stay apart. */
static char *
need_variable (RhCollection *collection, const char *field)
{
  RhOAuthBlock *block = rh_collection_get_oauth (collection);
  g_autofree char *reference = NULL;

  if (!g_str_equal (field, RH_OAUTH_SETTING_API) && *rh_oauth_block_get (block, field) == '\0')
    {
      reference = g_strdup_printf ("{{%s}}", field);
      rh_oauth_block_set (block, field, reference);
    }

  return dup_variable (collection, field);
}

static gboolean
is_secret (RhEnvironment *environment, const char *name)
{
  RhVariable *variable = rh_environment_lookup (environment, name);

  return variable != NULL && rh_variable_is_secret (variable);
}

void
rh_oauth_settings_set (RhCollection *collection,
                       RhEnvironment *environment,
                       const char *field,
                       const char *value)
{
  g_autofree char *old = rh_oauth_settings_dup (collection, environment, field);
  g_autofree char *variable = NULL;
  RhOAuthBlock *block = rh_collection_get_oauth (collection);

  if (g_str_equal (field, RH_OAUTH_BLOCK_CLIENT_SECRET) || g_strcmp0 (old, value) == 0)
    return;

  variable = need_variable (collection, field);
  if (variable == NULL && !rh_template_has_refs (rh_oauth_block_get (block, field)))
    rh_oauth_block_set (block, field, value);
  else if (variable != NULL && !is_secret (environment, variable))
    rh_environment_set (environment, variable, value);
}

/* "Staging" is so called, and so is "Pleo Staging"; NULL: none of the service's is. */
static const char *
find_environment (const char *name, RhService *service)
{
  const char *const *names = rh_service_get_environments (service);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *full = g_strdup_printf ("%s %s", rh_service_get_name (service), names[i]);

      if (g_str_equal (name, names[i]) || g_ascii_strcasecmp (name, full) == 0)
        return names[i];
    }

  return NULL;
}

gboolean
rh_oauth_settings_knows_environment (RhEnvironment *environment, RhService *service)
{
  return find_environment (rh_environment_get_name (environment), service) != NULL;
}

/* The service's environment that an environment of the user's stands for: the one of its name; else
 * production for production; else the first, which never is. */
static const char *
choose_environment (const char *name, RhService *service)
{
  const char *const *names = rh_service_get_environments (service);
  const char *found = find_environment (name, service);

  if (names[0] == NULL || found != NULL)
    return found != NULL ? found : name;

  for (guint i = 0; rh_guard_is_production_name (name) && names[i] != NULL; i++)
    if (rh_guard_is_production_name (names[i]))
      return names[i];

  return rh_guard_is_production_name (names[0]) ? name : names[0];
}

const char *
rh_oauth_settings_get_service_value (RhEnvironment *environment,
                                     RhService *service,
                                     const char *field)
{
  const char *name = choose_environment (rh_environment_get_name (environment), service);

  return rh_service_get (service, name, field);
}

static void
apply_client_id (RhCollection *collection,
                 RhEnvironment *environment,
                 RhService *old,
                 RhService *service)
{
  g_autofree char *now = rh_oauth_settings_dup (collection, environment, RH_OAUTH_CLIENT_ID);
  const char *given
      = old == NULL ? NULL
                    : rh_oauth_settings_get_service_value (environment, old, RH_OAUTH_CLIENT_ID);
  const char *fresh
      = rh_oauth_settings_get_service_value (environment, service, RH_OAUTH_CLIENT_ID);

  if (*now == '\0' || g_strcmp0 (now, given) == 0)
    rh_oauth_settings_set (collection, environment, RH_OAUTH_CLIENT_ID, fresh == NULL ? "" : fresh);
}

void
rh_oauth_settings_apply_service (RhCollection *collection,
                                 RhEnvironment *environment,
                                 RhService *old,
                                 RhService *service)
{
  static const char *const fields[] = { RH_OAUTH_AUTHORIZATION_URL,
                                        RH_OAUTH_TOKEN_URL,
                                        RH_OAUTH_REVOCATION_URL,
                                        RH_OAUTH_INTROSPECTION_URL,
                                        RH_OAUTH_ISSUER,
                                        RH_OAUTH_REDIRECT_URI,
                                        RH_OAUTH_SCOPE,
                                        RH_OAUTH_RESOURCE,
                                        RH_OAUTH_AUDIENCE,
                                        RH_OAUTH_BLOCK_CLIENT_AUTH,
                                        RH_OAUTH_SETTING_API };

  rh_environment_set_service (environment, rh_service_get_id (service));
  if (rh_oauth_settings_get_service_value (environment, service, RH_OAUTH_TOKEN_URL) == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *value = rh_oauth_settings_get_service_value (environment, service, fields[i]);

      rh_oauth_settings_set (collection, environment, fields[i], value == NULL ? "" : value);
    }

  apply_client_id (collection, environment, old, service);
}

char *
rh_oauth_settings_need_client_secret (RhCollection *collection, RhEnvironment *environment)
{
  char *variable = need_variable (collection, RH_OAUTH_BLOCK_CLIENT_SECRET);

  rh_environment_add_secret (environment, variable);
  return variable;
}
