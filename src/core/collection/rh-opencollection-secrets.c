/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file has besides what is used here: counts of what is kept, and secrets in clear, which
 * are found by where the format has secrets, and taken out when somebody asks. */
#define G_LOG_DOMAIN "rh-opencollection-secrets"

#include "config.h"

#include "collection/rh-opencollection-private.h"
#include "text/rh-template.h"

#include <string.h>

/* Members of an auth that are secret, by the auth's type; @group is a mapping around it or NULL. */
static const struct
{
  const char *type;
  const char *group;
  const char *key;
  const char *place;
} members[] = {
  { "oauth2", "credentials", "clientSecret", "client secret" },
  { "oauth2", "resourceOwner", "password", "password" },
  { "basic", NULL, "password", "password" },
  { "digest", NULL, "password", "password" },
  { "ntlm", NULL, "password", "password" },
  { "wsse", NULL, "password", "password" },
  { "bearer", NULL, "token", "token" },
  { "apikey", NULL, "value", "API key" },
  { "awsv4", NULL, "secretAccessKey", "secret access key" },
  { "awsv4", NULL, "sessionToken", "session token" },
  { "oauth1", NULL, "consumerSecret", "consumer secret" },
  { "oauth1", NULL, "accessToken", "token" },
  { "oauth1", NULL, "accessTokenSecret", "token secret" },
  { "oauth1", "privateKey", "value", "private key" },
  { "akamai-edgegrid", NULL, "accessToken", "token" },
  { "akamai-edgegrid", NULL, "clientToken", "client token" },
  { "akamai-edgegrid", NULL, "clientSecret", "client secret" },
};

/* Where an auth can stand. */
static const char *const auth_homes[]
    = { "http", "graphql", "grpc", "websocket", "runtime", "request" };

typedef struct
{
  char *place;
  RhYaml *map; /* borrowed; the mapping that holds it */
  const char *key;
  gboolean hidden;   /* not in the model */
  gboolean variable; /* its element of a list of variables, which keeps no value at all */
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_free (found->place);
  g_free (found);
}

/* Found */

static gboolean
is_taken (GPtrArray *all, const char *place)
{
  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (((Found *) g_ptr_array_index (all, i))->place, place))
      return TRUE;

  return FALSE;
}

/* The second of a place is "password 2". */
static Found *
add (GPtrArray *all, const char *place, RhYaml *map, const char *key)
{
  Found *found = g_new0 (Found, 1);

  found->place = g_strdup (place);
  for (guint n = 2; is_taken (all, found->place); n++)
    {
      g_free (found->place);
      found->place = g_strdup_printf ("%s %u", place, n);
    }

  found->map = map;
  found->key = key;
  found->hidden = TRUE;
  g_ptr_array_add (all, found);
  return found;
}

/* NULL: it is not. */
static Found *
add_if_clear (GPtrArray *all, const char *place, RhYaml *map, const char *key)
{
  const char *text = rh_oc_peek_text (map, key);

  return *text != '\0' && !rh_template_has_refs (text) ? add (all, place, map, key) : NULL;
}

static void
find_in_auth (GPtrArray *all, RhYaml *auth)
{
  const char *type = rh_oc_peek_text (auth, "type");
  gboolean in_model = *rh_auth_fields_of (rh_oc_auth_kind (auth)) != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      RhYaml *map = members[i].group == NULL ? auth : rh_yaml_get (auth, members[i].group);
      Found *found;

      if (!g_str_equal (members[i].type, type)
          || (members[i].group != NULL && g_str_equal (members[i].group, "privateKey")
              && g_str_equal (rh_oc_peek_text (map, "type"), "file")))
        continue;

      found = add_if_clear (all, members[i].place, map, members[i].key);
      if (found != NULL)
        found->hidden = !in_model;
    }
}

static RhYaml *
nth_of (RhYaml *list, guint index)
{
  return list == NULL || rh_yaml_get_kind (list) != RH_YAML_SEQUENCE ? NULL
                                                                     : rh_yaml_nth (list, index);
}

static void
find_in_certificates (GPtrArray *all, RhYaml *list)
{
  RhYaml *certificate;

  for (guint i = 0; (certificate = nth_of (list, i)) != NULL; i++)
    add_if_clear (all, "certificate pass phrase", certificate, "passphrase");
}

static void
find_in_variables (GPtrArray *all, RhYaml *list)
{
  RhYaml *element;

  for (guint i = 0; (element = nth_of (list, i)) != NULL; i++)
    {
      g_autofree char *place = g_strdup_printf ("variable %s", rh_oc_peek_text (element, "name"));
      RhYaml *value = rh_yaml_get (element, "value");
      gboolean secret;

      if (!rh_oc_read_flag (element, "secret", &secret, NULL) || !secret || value == NULL)
        continue;
      if (rh_yaml_get_kind (value) == RH_YAML_MAPPING ? *rh_oc_peek_text (value, "data") != '\0'
                                                      : *rh_oc_peek_text (element, "value") != '\0')
        add (all, place, element, "value")->variable = TRUE;
    }
}

static GPtrArray *
find_all (RhYaml *root)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (found_free);
  RhYaml *config = rh_yaml_get (root, "config");
  RhYaml *proxy = rh_yaml_get (rh_yaml_get (config, "proxy"), "config");

  for (guint i = 0; i < G_N_ELEMENTS (auth_homes); i++)
    {
      RhYaml *home = rh_yaml_get (root, auth_homes[i]);

      find_in_auth (all, rh_yaml_get (home, "auth"));
      find_in_variables (all, rh_yaml_get (home, "variables"));
    }
  find_in_variables (all, rh_yaml_get (root, "variables"));
  find_in_certificates (all, rh_yaml_get (root, "clientCertificates"));
  find_in_certificates (all, rh_yaml_get (config, "clientCertificates"));
  add_if_clear (all, "proxy password", rh_yaml_get (proxy, "auth"), "password");
  return all;
}

static GStrv
list_places (GBytes *text, gboolean hidden_only)
{
  g_autoptr (RhYamlDocument) document = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) all = NULL;

  document = rh_oc_open (text, NULL);
  if (document == NULL)
    return g_strv_builder_end (builder);

  all = find_all (rh_yaml_document_get_root (document));
  for (guint i = 0; i < all->len; i++)
    {
      const Found *found = g_ptr_array_index (all, i);

      if (found->hidden || !hidden_only)
        g_strv_builder_add (builder, found->place);
    }
  return g_strv_builder_end (builder);
}

GStrv
rh_opencollection_find_clear_secrets (GBytes *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return list_places (text, FALSE);
}

GStrv
rh_opencollection_find_hidden_secrets (GBytes *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return list_places (text, TRUE);
}

/* Taken out */

/* "API key" → "{{api_key}}" */
static char *
make_reference (const char *variable, const char *place)
{
  g_autofree char *name = g_ascii_strdown (variable == NULL ? place : variable, -1);

  if (variable != NULL)
    return g_strdup_printf ("{{%s}}", variable);

  return g_strdup_printf ("{{%s}}", g_strdelimit (name, " ", '_'));
}

static void
take (Found *found, const char *variable, RhSecret **value)
{
  RhYaml *node = rh_yaml_get (found->map, found->key);
  const char *text = rh_yaml_get_text (node);
  g_autofree char *reference = make_reference (variable, found->place);

  *value = rh_secret_new (text == NULL ? rh_oc_peek_text (node, "data") : text, -1);
  if (found->variable)
    rh_yaml_remove (found->map, found->key);
  else
    rh_yaml_set_string (found->map, found->key, reference);
}

GBytes *
rh_opencollection_take_secret (GBytes *text,
                               const char *place,
                               const char *variable,
                               RhSecret **value,
                               GError **error)
{
  g_autoptr (RhYamlDocument) document = NULL;
  g_autoptr (GPtrArray) all = NULL;

  g_return_val_if_fail (text != NULL && place != NULL && value != NULL, NULL);

  document = rh_oc_open (text, error);
  if (document == NULL)
    return NULL;

  all = find_all (rh_yaml_document_get_root (document));
  for (guint i = 0; i < all->len; i++)
    {
      Found *found = g_ptr_array_index (all, i);

      if (!g_str_equal (found->place, place))
        continue;

      take (found, variable, value);
      return rh_oc_close (document);
    }

  g_set_error (error, RH_OPENCOLLECTION_ERROR, RH_OPENCOLLECTION_ERROR_GONE, "line 1: no %s",
               place);
  return NULL;
}
