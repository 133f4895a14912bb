/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept in a file and not used: Postman's own members go back where they came from, and an
 * auth that stands there in OpenCollection's words becomes Postman's attributes. */
#define G_LOG_DOMAIN "rh-export-postman-kept"

#include "config.h"

#include "format/rh-export-postman-private.h"

#include "collection/rh-secret-looking.h"
#include "collection/rh-yaml-parser.h"

#include <string.h>

/* Most files have nothing: they are many, and need not be parsed. */
static gboolean
may_have (const char *text, gsize length, gboolean whole)
{
  return whole || g_strstr_len (text, (gssize) length, "scripts") != NULL
         || g_strstr_len (text, (gssize) length, "postman") != NULL;
}

void
rh_postman_kept_read (RhPostmanKept *kept, GBytes *source, gboolean whole)
{
  gsize length;
  const char *text;

  kept->root = kept->members = NULL;
  if (source == NULL)
    return;

  text = g_bytes_get_data (source, &length);
  if (!may_have (text, length, whole))
    return;

  kept->root = rh_yaml_parse (text, (gssize) length, NULL);
  kept->members = rh_yaml_get (rh_yaml_get (kept->root, "extensions"), "postman");
}

void
rh_postman_kept_clear (RhPostmanKept *kept)
{
  g_clear_pointer (&kept->root, rh_yaml_unref);
}

/* Members */

static gboolean
is_map (const RhYaml *node)
{
  return node != NULL && rh_yaml_get_kind (node) == RH_YAML_MAPPING;
}

static void
give_back (RhYaml *map, const RhYaml *kept, const char *const *others)
{
  for (guint i = 0; is_map (kept) && i < rh_yaml_get_length (kept); i++)
    {
      const char *key = rh_yaml_nth_key (kept, i);

      if (!g_strv_contains (others, key) && rh_yaml_get (map, key) == NULL)
        rh_yaml_set (map, key, rh_yaml_copy (rh_yaml_nth (kept, i)));
    }
}

void
rh_postman_give_back (RhYaml *map, const RhPostmanKept *kept, const char *group)
{
  /* what has a place of its own within a thing */
  static const char *const groups[]
      = { "info",  "request", "body",  "options", "graphql", "protocolProfileBehavior",
          "event", "auth",    "basic", "bearer",  "apikey",  "digest",
          NULL };
  static const char *const none[] = { NULL };

  if (group == NULL)
    give_back (map, kept->members, groups);
  else
    give_back (map, rh_yaml_get (kept->members, group), none);
}

/* Of the modes by their names, the rest is the raw one's. */
static void
give_options_back (RhYaml *body, const RhYaml *kept)
{
  static const char *const modes[] = { "urlencoded", "formdata", "file", "graphql", NULL };
  RhYaml *options = rh_yaml_get (body, "options");
  RhYaml *raw;

  if (!is_map (kept))
    return;
  if (options == NULL)
    rh_yaml_set (body, "options", options = rh_yaml_new_mapping ());

  for (guint i = 0; i < rh_yaml_get_length (kept); i++)
    {
      const char *key = rh_yaml_nth_key (kept, i);

      if (g_strv_contains (modes, key))
        rh_yaml_set (options, key, rh_yaml_copy (rh_yaml_nth (kept, i)));
      else
        {
          raw = rh_yaml_get (options, "raw");
          if (raw == NULL)
            rh_yaml_set (options, "raw", raw = rh_yaml_new_mapping ());
          rh_yaml_set (raw, key, rh_yaml_copy (rh_yaml_nth (kept, i)));
        }
    }
}

/* One that was switched off is kept whole; of others what has no place here. (transfer full) */
RhYaml *
rh_postman_complete_body (RhYaml *body, const RhPostmanKept *kept)
{
  const RhYaml *rest = rh_yaml_get (kept->members, "body");

  if (body == NULL && rh_yaml_get (rest, "mode") != NULL)
    return rh_yaml_copy (rest);
  if (body == NULL)
    return NULL;

  rh_postman_give_back (body, kept, "body");
  give_options_back (body, rh_yaml_get (kept->members, "options"));
  return body;
}

/* Auth */

/* Where attributes go, and what may stand in them. */
typedef struct
{
  const RhPostmanOut *out;
  const char *place;
  RhYaml *list;
} Attributes;

static const char *
text_of (const RhYaml *map, const char *key)
{
  const RhYaml *value = rh_yaml_get (map, key);
  const char *text = value == NULL ? NULL : rh_yaml_get_text (value);

  return text == NULL ? "" : text;
}

static const char *
type_of (const RhYaml *value)
{
  const char *text = rh_yaml_get_text (value);

  if (text == NULL)
    return "any";

  return rh_yaml_is_plain (value) && (g_str_equal (text, "true") || g_str_equal (text, "false"))
             ? "boolean"
             : "string";
}

static void
add_value (Attributes *to, const char *key, RhYaml *value)
{
  RhYaml *attribute = rh_yaml_new_mapping ();

  rh_yaml_set_string (attribute, "key", key);
  rh_yaml_set (attribute, "value", value);
  rh_yaml_set_string (attribute, "type", type_of (value));
  rh_yaml_append (to->list, attribute);
}

static void
add (Attributes *to, const char *key, const char *value)
{
  if (*value != '\0')
    add_value (to, key, rh_yaml_new_string (value));
}

/* Another program may have left it there in clear. */
static char *
dup_secret (const Attributes *to, const char *key, const char *value)
{
  return rh_export_dup_secret (to->out->export, to->out->options, key, value, to->place);
}

static void
add_secret (Attributes *to, const char *key, const char *value)
{
  g_autofree char *text = dup_secret (to, key, value);

  add (to, key, text);
}

/* What is called otherwise there. */
static const struct
{
  const char *type;
  const char *word;
  const char *attribute;
} words[] = {
  { "awsv4", "accessKeyId", "accessKey" },
  { "awsv4", "secretAccessKey", "secretKey" },
  { "oauth1", "accessToken", "token" },
  { "oauth1", "accessTokenSecret", "tokenSecret" },
};

static const char *
attribute_of (const char *type, const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].type, type) && g_str_equal (words[i].word, word))
      return words[i].attribute;

  return word;
}

/* Of these kinds nothing is known but the names of what they are made of. */
static gboolean
is_secret (const char *word)
{
  static const char *const parts[]
      = { "secret", "password", "token", "privatekey", "authkey", "passphrase", "credential" };
  g_autofree char *lower = g_ascii_strdown (word, -1);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (lower, parts[i]) != NULL)
      return TRUE;

  return FALSE;
}

static void
fill_others (Attributes *to, const RhYaml *auth)
{
  const char *type = text_of (auth, "type");

  for (guint i = 0; i < rh_yaml_get_length (auth); i++)
    {
      const char *word = rh_yaml_nth_key (auth, i);
      const RhYaml *value = rh_yaml_nth (auth, i);

      if (g_str_equal (word, "type"))
        continue;
      if (rh_yaml_get_kind (value) == RH_YAML_SCALAR && is_secret (word))
        add_secret (to, attribute_of (type, word), rh_yaml_get_text (value));
      else
        add_value (to, attribute_of (type, word), rh_yaml_copy (value));
    }
}

static const struct
{
  const char *group; /* NULL: none */
  const char *word;
  const char *attribute;
  gboolean secret;
} settings[] = {
  { NULL, "authorizationUrl", "authUrl", FALSE },
  { NULL, "accessTokenUrl", "accessTokenUrl", FALSE },
  { NULL, "refreshTokenUrl", "refreshTokenUrl", FALSE },
  { NULL, "callbackUrl", "redirect_uri", FALSE },
  { "credentials", "clientId", "clientId", FALSE },
  { "credentials", "clientSecret", "clientSecret", TRUE },
  { "resourceOwner", "username", "username", FALSE },
  { "resourceOwner", "password", "password", TRUE },
  { NULL, "scope", "scope", FALSE },
  { "tokenConfig", "id", "tokenName", FALSE },
};

static const struct
{
  const char *flow;
  const char *grant;
} grants[] = {
  { "authorization_code", "authorization_code_with_pkce" },
  { "resource_owner_password_credentials", "password_credentials" },
};

static const struct
{
  const char *request;
  const char *attribute;
  const char *send_as;
} parameters[] = {
  { "authorizationRequest", "authRequestParams", "request_url" },
  { "accessTokenRequest", "tokenRequestParams", "request_body" },
  { "refreshTokenRequest", "refreshRequestParams", "request_body" },
};

static const char *
grant_of (const char *flow)
{
  for (guint i = 0; i < G_N_ELEMENTS (grants); i++)
    if (g_str_equal (grants[i].flow, flow))
      return grants[i].grant;

  return flow;
}

static RhYaml *
new_parameter (const Attributes *to, const RhYaml *parameter, const char *send_as)
{
  const char *name = text_of (parameter, "name");
  const char *value = text_of (parameter, "value");
  g_autofree char *text
      = rh_secret_looking (name, value, FALSE) ? dup_secret (to, name, value) : g_strdup (value);
  RhYaml *row = rh_yaml_new_mapping ();

  rh_yaml_set_string (row, "key", name);
  rh_yaml_set_string (row, "value", text);
  rh_yaml_set_boolean (row, "enabled", TRUE);
  rh_yaml_set_string (row, "send_as", send_as);
  return row;
}

/* Two of them are settings of their own. */
static void
fill_parameters (Attributes *to, const RhYaml *list, guint which)
{
  g_autoptr (RhYaml) rows = rh_yaml_new_sequence ();

  for (guint i = 0; list != NULL && i < rh_yaml_get_length (list); i++)
    {
      const RhYaml *parameter = rh_yaml_nth (list, i);
      const char *name = text_of (parameter, "name");

      if (g_str_equal (parameters[which].request, "accessTokenRequest")
          && (g_str_equal (name, "resource") || g_str_equal (name, "audience")))
        {
          add (to, name, text_of (parameter, "value"));
          continue;
        }
      rh_yaml_append (rows, new_parameter (to, parameter, parameters[which].send_as));
    }

  if (rh_yaml_get_length (rows) > 0)
    add_value (to, parameters[which].attribute, rh_yaml_ref (rows));
}

static void
fill_token (Attributes *to, const RhYaml *auth)
{
  const RhYaml *placement = rh_yaml_get (rh_yaml_get (auth, "tokenConfig"), "placement");
  gboolean query = rh_yaml_get (placement, "query") != NULL;

  add (to, "addTokenTo", query ? "queryParams" : "header");
  add (to, "headerPrefix", text_of (placement, "header"));
}

static void
fill_oauth (Attributes *to, const RhYaml *auth)
{
  const char *placement = text_of (rh_yaml_get (auth, "credentials"), "placement");
  const RhYaml *additional = rh_yaml_get (auth, "additionalParameters");

  add (to, "grant_type", grant_of (text_of (auth, "flow")));
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      const RhYaml *group
          = settings[i].group == NULL ? auth : rh_yaml_get (auth, settings[i].group);
      const char *value = text_of (group, settings[i].word);

      if (settings[i].secret)
        add_secret (to, settings[i].attribute, value);
      else
        add (to, settings[i].attribute, value);
    }
  add (to, "client_authentication",
       g_str_equal (placement, "basic_auth_header") ? "header" : placement);
  add (to, "challengeAlgorithm", text_of (rh_yaml_get (auth, "pkce"), "method"));
  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    fill_parameters (to, rh_yaml_get (additional, parameters[i].request), i);
  fill_token (to, auth);
}

RhYaml *
rh_postman_new_kept_auth (const RhPostmanOut *out, const RhYaml *section, const char *place)
{
  const RhYaml *auth = rh_yaml_get (section, "auth");
  const char *type = text_of (auth, "type");
  Attributes to = { out, place, NULL };
  RhYaml *map;

  if (!is_map (auth) || *type == '\0')
    return NULL;

  map = rh_yaml_new_mapping ();
  to.list = rh_yaml_new_sequence ();
  rh_yaml_set_string (map, "type", type);
  if (g_str_equal (type, "oauth2"))
    fill_oauth (&to, auth);
  else
    fill_others (&to, auth);
  rh_yaml_set (map, type, to.list);
  return map;
}
