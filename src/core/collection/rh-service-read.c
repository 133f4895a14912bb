/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts that a service's file is made of: texts that can be shown, and one environment's
 * values, each of which has to be what its name says. */
#define G_LOG_DOMAIN "rh-service-read"

#include "config.h"

#include "collection/rh-service-private.h"

#include "oauth/rh-server-text.h"
#include "text/rh-url.h"

#include <string.h>

#define MAX_TEXT 2000 /* bytes */

gboolean
rh_service_fail (GError **error, const char *member, const char *wanted)
{
  g_set_error (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_CONTENT, "%s: not %s", member,
               wanted);
  return FALSE;
}

/* Nothing that cannot be seen, and nothing that turns what is around it. */
static gboolean
is_clean (const char *text)
{
  g_autofree char *clean = rh_server_text_clean_lines (text, MAX_TEXT);

  return strlen (text) <= MAX_TEXT && g_str_equal (clean, text);
}

gboolean
rh_service_is_text (const char *text)
{
  return *text != '\0' && is_clean (text) && strpbrk (text, "\n\t") == NULL;
}

gboolean
rh_service_read_lines (JsonObject *object, const char *member, char **text, GError **error)
{
  const char *value;

  if (!rh_json_get_string (object, member, &value, error))
    return FALSE;
  if (!is_clean (value))
    return rh_service_fail (error, member, "a text of at most 2,000 bytes that can be shown");

  *text = g_strdup (value);
  return TRUE;
}

gboolean
rh_service_read_line (JsonObject *object, const char *member, char **text, GError **error)
{
  if (!rh_service_read_lines (object, member, text, error))
    return FALSE;
  if (strpbrk (*text, "\n\t") == NULL)
    return TRUE;

  g_clear_pointer (text, g_free);
  return rh_service_fail (error, member, "one line");
}

gboolean
rh_service_read_list (JsonObject *object, const char *member, GStrv *list, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (!rh_json_get_array (object, member, &array, error))
    return FALSE;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *value = rh_json_element_string (array, i, member, error);

      if (value == NULL)
        return FALSE;
      if (!rh_service_is_text (value))
        return rh_service_fail (error, member, "a list of lines that can be shown");
      g_strv_builder_add (builder, value);
    }

  *list = g_strv_builder_end (builder);
  return TRUE;
}

gboolean
rh_service_read_each (JsonObject *object,
                      const char *member,
                      RhServiceReadElement read,
                      gpointer user_data,
                      GError **error)
{
  JsonArray *array;

  if (!rh_json_get_array (object, member, &array, error))
    return FALSE;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *element = rh_json_element_object (array, i, member, error);

      if (element == NULL)
        return FALSE;
      if (!read (element, user_data, error))
        {
          g_prefix_error (error, "%s[%u].", member, i);
          return FALSE;
        }
    }

  return TRUE;
}

gboolean
rh_service_is_path (const char *text)
{
  return rh_request_target_is_valid (text) && strpbrk (text, "?#\\") == NULL
         && !g_str_has_prefix (text, "//") && strstr (text, "/../") == NULL
         && !g_str_has_suffix (text, "/..");
}

gboolean
rh_service_parse_redirect (const char *text, RhServiceRedirect *redirect)
{
  static const char *const names[] = { "never", "localhost", "loopback", NULL };

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], text))
      {
        *redirect = (RhServiceRedirect) i;
        return TRUE;
      }

  return FALSE;
}

/* One environment's values */

/* https, or on this computer; nothing that is cut off or sent along. */
static gboolean
is_address (const char *text)
{
  g_autoptr (RhUrl) url = rh_url_parse_http (text, NULL);

  return url != NULL && (rh_url_is_https (url) || rh_url_is_loopback (url)) && url->fragment == NULL
         && url->userinfo == NULL;
}

/* What paths follow. */
static gboolean
is_api (const char *text)
{
  return is_address (text) && strchr (text, '?') == NULL && !g_str_has_suffix (text, "/");
}

static gboolean
is_client_auth (const char *text)
{
  static const char *const names[] = { "basic", "basic_raw", "body", "none", NULL };

  return g_strv_contains (names, text);
}

static gboolean
is_redirect (const char *text)
{
  RhServiceRedirect redirect;

  return rh_service_parse_redirect (text, &redirect);
}

typedef struct
{
  const char *field;
  gboolean (*fits) (const char *text);
  const char *wanted;
} Value;

#define ADDRESS "an https or loopback URL without user name or fragment"

static const Value known[] = {
  { RH_OAUTH_AUTHORIZATION_URL, is_address, ADDRESS },
  { RH_OAUTH_TOKEN_URL, is_address, ADDRESS },
  { RH_OAUTH_REVOCATION_URL, is_address, ADDRESS },
  { RH_OAUTH_INTROSPECTION_URL, is_address, ADDRESS },
  { RH_OAUTH_ISSUER, is_address, ADDRESS },
  { RH_OAUTH_REDIRECT_URI, is_address, ADDRESS },
  { RH_OAUTH_RESOURCE, is_address, ADDRESS },
  { RH_OAUTH_AUDIENCE, rh_service_is_text, "a line of text" },
  { RH_OAUTH_CLIENT_ID, rh_service_is_text, "a line of text" },
  { RH_OAUTH_SCOPE, rh_oauth_scope_is_valid, "scopes (RFC 6749 3.3)" },
  { RH_OAUTH_BLOCK_CLIENT_AUTH, is_client_auth, "basic, basic_raw, body or none" },
  { "api", is_api, "an https or loopback URL that paths can follow" },
  { "redirect_http", is_redirect, "never, localhost or loopback" },
  { RH_SERVICE_INTROSPECT_PATH, rh_service_is_path, "a path" },
  { RH_SERVICE_NAMES_PATH, rh_service_is_path, "a path" },
  { RH_SERVICE_PUBLIC_CLIENT_SECRET, rh_service_is_text, "a line of text" },
  { RH_SERVICE_WEB_APP, is_address, ADDRESS },
};

static const Value *
find_value (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].field, field))
      return &known[i];

  return NULL;
}

gboolean
rh_service_read_values (JsonObject *object, GHashTable *values, GError **error)
{
  JsonObjectIter iter;
  const char *field;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &field, NULL))
    {
      const Value *value = find_value (field);
      const char *text;

      if (value == NULL)
        return rh_service_fail (error, field, "a member that is known here");
      if (!rh_json_get_string (object, field, &text, error))
        return FALSE;
      if (!value->fits (text))
        return rh_service_fail (error, field, value->wanted);
      g_hash_table_insert (values, g_strdup (field), g_strdup (text));
    }

  return TRUE;
}
