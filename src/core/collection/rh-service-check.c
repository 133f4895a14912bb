/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a service accepts of what somebody types: redirect URIs, scopes, fields of its form. */
#define G_LOG_DOMAIN "rh-service-check"

#include "config.h"

#include "collection/rh-service-private.h"

#include "text/rh-url.h"

#include <string.h>

RhServiceScope *
rh_service_find_scope (RhService *self, const char *name)
{
  GListModel *scopes = G_LIST_MODEL (self->scopes);

  for (guint i = 0; i < g_list_model_get_n_items (scopes); i++)
    {
      g_autoptr (RhServiceScope) scope = g_list_model_get_item (scopes, i);

      if (g_str_equal (scope->name, name))
        return scope; /* the list keeps it */
    }

  return NULL;
}

RhServiceFault
rh_service_check_redirect_uri (RhService *self, const char *environment, const char *uri)
{
  RhServiceRedirect redirect;
  g_autoptr (RhUrl) url = NULL;

  g_return_val_if_fail (RH_IS_SERVICE (self), RH_SERVICE_FAULT_NOT_URL);
  g_return_val_if_fail (uri != NULL, RH_SERVICE_FAULT_NOT_URL);

  url = strpbrk (uri, " \t\r\n") == NULL ? rh_url_parse_http (uri, NULL) : NULL;
  if (url == NULL || url->userinfo != NULL)
    return RH_SERVICE_FAULT_NOT_URL;
  if (url->fragment != NULL)
    return RH_SERVICE_FAULT_FRAGMENT;
  if (rh_url_is_https (url))
    return RH_SERVICE_FAULT_NONE;

  redirect = rh_service_get_redirect (self, environment);
  if (redirect == RH_SERVICE_REDIRECT_HTTPS)
    return RH_SERVICE_FAULT_NOT_HTTPS;
  if (redirect == RH_SERVICE_REDIRECT_LOCALHOST ? g_str_equal (url->host, "localhost")
                                                : rh_url_is_loopback (url))
    return RH_SERVICE_FAULT_NONE;

  return RH_SERVICE_FAULT_NOT_LOCALHOST;
}

RhServiceFault
rh_service_check_scope (RhService *self, const char *scope, char **part)
{
  g_auto (GStrv) names = NULL;

  g_return_val_if_fail (RH_IS_SERVICE (self), RH_SERVICE_FAULT_NOT_SCOPE);
  g_return_val_if_fail (scope != NULL, RH_SERVICE_FAULT_NOT_SCOPE);

  names = g_strsplit (scope, " ", -1);
  for (guint i = 0; names[i] != NULL; i++)
    {
      gboolean valid = rh_oauth_scope_is_valid (names[i]);

      if (*names[i] == '\0'
          || (valid && g_list_model_get_n_items (G_LIST_MODEL (self->scopes)) == 0)
          || (valid && rh_service_find_scope (self, names[i]) != NULL))
        continue;
      if (part != NULL)
        *part = g_strdup (names[i]);
      return valid ? RH_SERVICE_FAULT_UNKNOWN_SCOPE : RH_SERVICE_FAULT_NOT_SCOPE;
    }

  return RH_SERVICE_FAULT_NONE;
}

static RhServiceFault
check_redirect_uris (RhService *self, const char *environment, const char *value, char **part)
{
  g_auto (GStrv) uris = g_strsplit_set (value, " \t\r\n", -1);

  for (guint i = 0; uris[i] != NULL; i++)
    {
      RhServiceFault fault = *uris[i] == '\0'
                                 ? RH_SERVICE_FAULT_NONE
                                 : rh_service_check_redirect_uri (self, environment, uris[i]);

      if (fault == RH_SERVICE_FAULT_NONE)
        continue;
      if (part != NULL)
        *part = g_strdup (uris[i]);
      return fault;
    }

  return RH_SERVICE_FAULT_NONE;
}

RhServiceFault
rh_service_check_field (RhService *self,
                        const char *environment,
                        const RhServiceField *field,
                        const char *value,
                        char **part)
{
  g_return_val_if_fail (RH_IS_SERVICE (self), RH_SERVICE_FAULT_NONE);
  g_return_val_if_fail (field != NULL && value != NULL, RH_SERVICE_FAULT_NONE);

  if (part != NULL)
    *part = NULL;

  switch (field->kind)
    {
    case RH_SERVICE_FIELD_NAME:
      return rh_service_form_check_name (self->form, value, part);
    case RH_SERVICE_FIELD_URL:
      return rh_service_form_check_url (value, part);
    case RH_SERVICE_FIELD_EMAILS:
      return rh_service_form_check_emails (value, part);
    case RH_SERVICE_FIELD_REDIRECT_URIS:
      return check_redirect_uris (self, environment, value, part);
    case RH_SERVICE_FIELD_SCOPES:
      return rh_service_check_scope (self, value, part);
    case RH_SERVICE_FIELD_CHOICE:
      return *value == '\0' || g_strv_contains ((const char *const *) field->choices, value)
                 ? RH_SERVICE_FAULT_NONE
                 : RH_SERVICE_FAULT_NOT_CHOICE;
    case RH_SERVICE_FIELD_TEXT:
    default:
      return RH_SERVICE_FAULT_NONE;
    }
}
