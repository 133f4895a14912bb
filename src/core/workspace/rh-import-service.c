/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A service by its addresses. */
#define G_LOG_DOMAIN "rh-import-service"

#include "config.h"

#include "workspace/rh-import-service.h"

#include "text/rh-url.h"
#include "workspace/rh-guard.h"
#include "workspace/rh-oauth-settings.h"
#include "workspace/rh-variable-snapshot.h"

typedef struct
{
  RhImport *import;
  RhCollection *collection;
  RhEnvironment *environment;
  RhVariableSnapshot *plain;
  RhService *service; /* that is looked at, and its environment */
  const char *name;
} Search;

/* What the service that is looked at says. */
static const char *
get_known (const Search *search, const char *field)
{
  return rh_service_get (search->service, search->name, field);
}

/* Addresses */

/* "" if something in it is missing, or secret. */
static char *
dup_filled (const Search *search, const char *template)
{
  g_autoptr (RhText) text
      = rh_template_fill (template, RH_PLACE_RAW, rh_variable_snapshot_lookup, search->plain, NULL);

  return g_strdup (text == NULL ? "" : rh_text_peek (text, NULL));
}

static char *
dup_setting (const Search *search, const char *field)
{
  RhOAuthBlock *block = rh_collection_get_oauth (search->collection);

  return dup_filled (search, rh_oauth_block_get (block, field));
}

static gboolean
is_same (const char *text, const char *known, gboolean any_query)
{
  g_autoptr (RhUrl) url = rh_url_parse_http (text, NULL);
  g_autoptr (RhUrl) of_service = known == NULL ? NULL : rh_url_parse_http (known, NULL);
  g_autofree char *origin = NULL;
  g_autofree char *known_origin = NULL;

  if (url == NULL || of_service == NULL || url->userinfo != NULL || url->fragment != NULL
      || (!any_query && url->query != NULL))
    return FALSE;

  origin = rh_url_dup_origin (url);
  known_origin = rh_url_dup_origin (of_service);
  return origin != NULL && g_strcmp0 (origin, known_origin) == 0
         && g_str_equal (url->path, of_service->path);
}

/* A sign-in at a service asks its API at once whose token it is. */
static gboolean
is_elsewhere (const char *api, const char *known)
{
  g_autofree char *origin = rh_url_text_dup_origin (api);

  return origin != NULL && known != NULL && !rh_url_same_origin (api, known);
}

static gboolean
find (Search *search, GPtrArray *services)
{
  g_autofree char *authorization_url = dup_setting (search, RH_OAUTH_AUTHORIZATION_URL);
  g_autofree char *token_url = dup_setting (search, RH_OAUTH_TOKEN_URL);
  g_autofree char *api = dup_filled (search, "{{" RH_OAUTH_SETTING_API "}}");

  for (guint i = 0; i < services->len; i++)
    {
      RhService *service = g_ptr_array_index (services, i);
      const char *const *names = rh_service_get_environments (service);

      for (guint j = 0; names[j] != NULL; j++)
        {
          search->service = service;
          search->name = names[j];
          if (is_same (token_url, get_known (search, RH_OAUTH_TOKEN_URL), FALSE)
              && is_same (authorization_url, get_known (search, RH_OAUTH_AUTHORIZATION_URL), TRUE)
              && !is_elsewhere (api, get_known (search, RH_OAUTH_SETTING_API)))
            return TRUE;
        }
    }

  return FALSE;
}

/* What the service adds */

static void
note (const Search *search, RhImportCode code, const char *what)
{
  g_autofree char *place = rh_import_dup_place (search->import, search->environment);

  rh_import_note (search->import, code, place, what);
}

static gboolean
has_variable (const Search *search, const char *name)
{
  RhVariableValue value;

  return rh_variable_snapshot_describe (search->plain, name, &value);
}

/* Into a variable of the field's name that nobody has. */
static void
add_value (const Search *search, const char *field)
{
  const char *value = get_known (search, field);
  g_autofree char *what = NULL;

  if (value == NULL || has_variable (search, field))
    return;

  rh_oauth_settings_set (search->collection, search->environment, field, value);
  what = g_strdup_printf ("%s = %s", field, value);
  note (search, RH_IMPORT_SERVICE_VALUE, what);
}

static void
add_values (const Search *search)
{
  RhOAuthBlock *block = rh_collection_get_oauth (search->collection);
  g_autofree char *own = g_strdup_printf ("{{%s}}", RH_OAUTH_REVOCATION_URL);
  const char *revocation_url = rh_oauth_block_get (block, RH_OAUTH_REVOCATION_URL);

  add_value (search, RH_OAUTH_SETTING_API);
  if (*revocation_url == '\0' || g_str_equal (revocation_url, own))
    add_value (search, RH_OAUTH_REVOCATION_URL);
}

/* What Production is called here may be anything. */
static void
protect (const Search *search)
{
  if (!rh_guard_is_production_name (search->name)
      || rh_environment_is_marked_protected (search->environment))
    return;

  g_object_set (search->environment, "protected", TRUE, NULL);
  note (search, RH_IMPORT_PROTECTED, NULL);
}

/* Public */

void
rh_import_service_recognise (RhImport *import,
                             RhCollection *collection,
                             RhEnvironment *environment,
                             GPtrArray *services)
{
  Search search = { import, collection, environment, NULL, NULL, NULL };
  g_autoptr (RhVariableSnapshot) plain = NULL;
  g_autofree char *what = NULL;

  g_return_if_fail (RH_IS_IMPORT (import));
  g_return_if_fail (RH_IS_COLLECTION (collection));
  g_return_if_fail (RH_IS_ENVIRONMENT (environment));
  g_return_if_fail (services != NULL);

  if (*rh_environment_get_service (environment) != '\0')
    return;

  search.plain = plain = rh_variable_snapshot_new_plain (collection, environment, NULL, NULL);
  if (!find (&search, services))
    return;

  rh_environment_set_service (environment, rh_service_get_id (search.service));
  what = g_strdup_printf ("%s, %s", rh_service_get_name (search.service), search.name);
  note (&search, RH_IMPORT_SERVICE, what);
  add_values (&search);
  protect (&search);
}

gboolean
rh_import_service_recognise_all (RhImport *import,
                                 GPtrArray *services,
                                 GCancellable *cancellable,
                                 GError **error)
{
  RhCollection *collection;
  GListModel *environments;

  g_return_val_if_fail (RH_IS_IMPORT (import), FALSE);

  collection = rh_import_get_collection (import);
  environments = rh_collection_get_environments (collection);
  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      rh_import_service_recognise (import, collection, environment, services);
    }

  return TRUE;
}

GPtrArray *
rh_import_service_dup_list (GListModel *services)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (services); i++)
    g_ptr_array_add (list, g_list_model_get_item (services, i));

  return list;
}
