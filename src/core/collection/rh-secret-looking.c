/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which field of a request looks like a secret: by its name, as the redactor knows them, and a
 * value that is long enough to be one. */
#define G_LOG_DOMAIN "rh-secret-looking"

#include "config.h"

#include "collection/rh-secret-looking.h"

#include "text/rh-redaction.h"
#include "text/rh-template.h"

#include <string.h>

#define MIN_LENGTH 8
#define DEFAULT_NAME "secret"

const char *
rh_secret_looking_skip_scheme (const char *value)
{
  static const char *const schemes[] = { "Bearer ", "Basic ", "Token ", "ApiKey ", "DPoP " };

  g_return_val_if_fail (value != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (value, schemes[i], strlen (schemes[i])) == 0)
      return value + strlen (schemes[i]);

  return value;
}

gboolean
rh_secret_looking (const char *name, const char *value, gboolean header)
{
  g_return_val_if_fail (name != NULL && value != NULL, FALSE);

  return g_utf8_strlen (rh_secret_looking_skip_scheme (value), -1) >= MIN_LENGTH
         && !rh_template_has_refs (value)
         && (header ? rh_redaction_is_secret_header (name, strlen (name))
                    : rh_redaction_is_secret_field (name, strlen (name)));
}

static void
find_in (GPtrArray *found, GListModel *rows, gboolean header)
{
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);

      if (rh_field_is_enabled (field)
          && rh_secret_looking (rh_field_get_name (field), rh_field_get_value (field), header))
        g_ptr_array_add (found, g_steal_pointer (&field));
    }
}

static void
value_set_cb (RhField *field, GParamSpec *pspec, RhAuth *auth)
{
  rh_auth_set (auth, g_object_get_data (G_OBJECT (field), "rh-auth-field"),
               rh_field_get_value (field));
}

/* An API key goes by its own name. */
static RhField *
new_auth_row (RhAuth *auth, const char *name)
{
  const char *key = rh_auth_get (auth, RH_AUTH_KEY);
  gboolean own_name = g_str_equal (name, RH_AUTH_VALUE) && *key != '\0';
  RhField *field = rh_field_new (own_name ? key : name, rh_auth_get (auth, name), "", TRUE);

  g_object_set_data_full (G_OBJECT (field), "rh-auth-field", g_strdup (name), g_free);
  g_signal_connect_object (field, "notify::value", G_CALLBACK (value_set_cb), auth,
                           G_CONNECT_DEFAULT);
  return field;
}

/* Here it needs no guess what is a secret, however short. */
static void
find_in_auth (GPtrArray *found, RhRequestItem *item)
{
  RhAuth *auth = rh_request_item_get_auth (item);
  const char *const *fields = rh_auth_fields_of (rh_request_item_get_auth_kind (item));

  for (guint i = 0; fields[i] != NULL; i++)
    {
      const char *value = rh_auth_get (auth, fields[i]);

      if (rh_auth_field_is_secret (fields[i]) && *value != '\0' && !rh_template_has_refs (value))
        g_ptr_array_add (found, new_auth_row (auth, fields[i]));
    }
}

GPtrArray *
rh_secret_looking_find (RhRequestItem *item)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (RH_IS_REQUEST_ITEM (item), found);

  find_in (found, rh_request_item_get_headers (item), TRUE);
  find_in (found, rh_request_item_get_params (item), FALSE);
  find_in_auth (found, item);
  return found;
}

char *
rh_secret_looking_dup_name (const char *field)
{
  g_autoptr (GString) name = g_string_new (NULL);

  g_return_val_if_fail (field != NULL, NULL);

  for (const char *c = field; *c != '\0'; c++)
    if (g_ascii_isalnum (*c))
      g_string_append_c (name, g_ascii_tolower (*c));
    else if (name->len > 0 && name->str[name->len - 1] != '_')
      g_string_append_c (name, '_');

  while (name->len > 0 && name->str[name->len - 1] == '_')
    g_string_truncate (name, name->len - 1);

  return g_strdup (name->len > 0 ? name->str : DEFAULT_NAME);
}
