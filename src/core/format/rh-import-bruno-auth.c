/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Auth of a Bruno request, folder or collection: those that are sent here, OAuth 2.0, and those
 * that are kept in OpenCollection's words, which are Bruno's own. */
#define G_LOG_DOMAIN "rh-import-bruno-auth"

#include "config.h"

#include "format/rh-import-bruno.h"

#include "format/rh-import-oauth.h"

#include <string.h>

#define PREFIX "auth:"
#define OAUTH "auth:oauth2"
#define PARAMETERS "auth:oauth2:additional_params:"

static const struct
{
  const char *mode;
  RhAuthKind kind;
} kinds[] = {
  { "none", RH_AUTH_KIND_NONE },     { "inherit", RH_AUTH_KIND_INHERIT },
  { "basic", RH_AUTH_KIND_BASIC },   { "bearer", RH_AUTH_KIND_BEARER },
  { "digest", RH_AUTH_KIND_DIGEST }, { "apikey", RH_AUTH_KIND_API_KEY },
};

/* Keys that OpenCollection spells otherwise, and those whose values are secret; others are the
 * same. */
static const struct
{
  const char *key;
  const char *word;
  gboolean secret;
} words[] = {
  { "secretAccessKey", "secretAccessKey", TRUE },
  { "sessionToken", "sessionToken", TRUE },
  { "password", "password", TRUE },
  { "consumer_key", "consumerKey", FALSE },
  { "consumer_secret", "consumerSecret", TRUE },
  { "access_token", "accessToken", TRUE },
  { "token_secret", "accessTokenSecret", TRUE },
  { "callback_url", "callbackUrl", FALSE },
  { "verifier", "verifier", TRUE },
  { "signature_method", "signatureMethod", FALSE },
  { "private_key", "privateKey", TRUE },
  { "include_body_hash", "includeBodyHash", FALSE },
  { "accessToken", "accessToken", TRUE },
  { "clientToken", "clientToken", TRUE },
  { "clientSecret", "clientSecret", TRUE },
};

/* Names of Bruno's, and what they are to rh_import_set_oauth(). */
static const struct
{
  const char *key;
  const char *name;
} settings[] = {
  { "callback_url", "redirect_uri" },     { "access_token_url", "token_url" },
  { "refresh_token_url", "refresh_url" }, { "token_header_prefix", "header_prefix" },
  { "credentials_id", "token_name" },
};

/* Its own */

static RhAuth *
auth_of (gpointer object)
{
  if (RH_IS_COLLECTION (object))
    object = rh_collection_get_root (object);

  return RH_IS_FOLDER (object) ? rh_folder_get_auth (object) : rh_request_item_get_auth (object);
}

static void
set_kind (gpointer object, RhAuthKind kind)
{
  g_object_set (RH_IS_COLLECTION (object) ? (gpointer) rh_collection_get_root (object) : object,
                "auth-kind", kind, NULL);
}

static void
read_fields (RhBruno *self,
             const RhBruBlock *block,
             gpointer object,
             RhAuthKind kind,
             const char *place)
{
  const char *const *fields = rh_auth_fields_of (kind);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      const char *value = rh_bru_lookup (block->pairs, fields[i]);
      g_autofree char *text = rh_bruno_dup_text (self, value == NULL ? "" : value, place);
      gboolean query = g_str_equal (text, "query") || g_str_equal (text, "queryparams");

      if (g_str_equal (fields[i], RH_AUTH_PLACEMENT))
        g_set_str (&text, query ? RH_AUTH_PLACEMENT_QUERY : RH_AUTH_PLACEMENT_HEADER);
      rh_auth_set (auth_of (object), fields[i], text);
    }
  rh_bruno_tell_others (self, block, fields, place);
}

/* Kept */

static RhYaml *
new_value (RhBruno *self,
           const RhBruPair *pair,
           const char *word,
           gboolean secret,
           const char *place)
{
  g_autofree char *text = rh_bruno_dup_text (self, pair->value, place);
  gboolean file = g_str_has_prefix (text, "@file(");
  RhYaml *key;

  if (secret && !file)
    {
      g_autofree char *hidden = rh_import_hide (self->import, pair->name, text, place);

      g_set_str (&text, hidden);
    }
  if (!g_str_equal (word, "privateKey"))
    return rh_yaml_new_string (text);

  key = rh_yaml_new_mapping ();
  rh_yaml_set_string (key, "type", file ? "file" : "text");
  if (file)
    g_set_str (&text, g_strdelimit (text + strlen ("@file("), ")", '\0'));
  rh_yaml_set_string (key, "value", text);
  return key;
}

static void
keep (RhBruno *self, const RhBruBlock *block, gpointer object, const char *mode, const char *place)
{
  RhYaml *auth = rh_yaml_new_mapping ();

  rh_yaml_set_string (auth, "type", mode);
  for (guint i = 0; block != NULL && i < block->pairs->len; i++)
    {
      const RhBruPair *pair = g_ptr_array_index (block->pairs, i);
      const char *word = pair->name;
      gboolean secret = FALSE;

      for (guint j = 0; j < G_N_ELEMENTS (words); j++)
        if (g_str_equal (words[j].key, pair->name))
          {
            word = words[j].word;
            secret = words[j].secret;
          }
      if (*pair->value != '\0' && !g_str_equal (word, "type"))
        rh_yaml_set (auth, word, new_value (self, pair, word, secret, place));
    }

  rh_import_keep_auth (self->import, object, auth, place);
}

/* OAuth 2.0 */

static void
set (RhImportOAuth *oauth, const char *name, const char *value)
{
  g_hash_table_insert (oauth, g_strdup (name), g_strdup (value));
}

/* What is got anew here as a matter of course, and what a user does instead. */
static void
tell_automatic (RhBruno *self, const char *key, const char *value)
{
  gboolean as_here
      = g_str_equal (value, g_str_equal (key, "auto_refresh_token") ? "true" : "false");

  if (*value != '\0' && !as_here)
    rh_import_note (self->import, RH_IMPORT_OAUTH_PARAMETER, "", key);
}

static gboolean
is_default (const char *key, const char *value)
{
  return (g_str_equal (key, "token_source") && g_str_equal (value, "access_token"))
         || (g_str_equal (key, "credentials_id") && g_str_equal (value, "credentials"));
}

static void
take_setting (RhBruno *self, RhImportOAuth *oauth, const char *key, const char *value)
{
  if (g_str_equal (key, "pkce"))
    set (oauth, "pkce", g_str_equal (value, "true") ? "S256" : "none");
  else if (g_str_equal (key, "credentials_placement"))
    set (oauth, "client_auth", g_str_equal (value, "header") ? "basic" : "body");
  else if (g_str_equal (key, "token_placement"))
    set (oauth, "placement", *value == '\0' || g_str_equal (value, "header") ? "header" : "query");
  else if (g_str_equal (key, "auto_fetch_token") || g_str_equal (key, "auto_refresh_token"))
    tell_automatic (self, key, value);
  else if (is_default (key, value))
    return;
  else
    {
      for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
        if (g_str_equal (settings[i].key, key))
          key = settings[i].name;
      set (oauth, key, value);
    }
}

/* "auth:oauth2:additional_params:auth_req:queryparams" and its like. */
static const char *
prefix_of (const char *block)
{
  if (g_str_equal (block, PARAMETERS "auth_req:queryparams"))
    return "authorization.";
  if (g_str_equal (block, PARAMETERS "access_token_req:body"))
    return "token.";

  return g_str_equal (block, PARAMETERS "refresh_token_req:body") ? "refresh." : NULL;
}

static void
take_parameters (RhBruno *self, RhImportOAuth *oauth, const RhBruBlock *block, const char *place)
{
  const char *prefix = prefix_of (block->name);

  for (guint i = 0; i < block->pairs->len; i++)
    {
      const RhBruPair *pair = g_ptr_array_index (block->pairs, i);
      g_autofree char *name = g_strconcat (prefix == NULL ? "" : prefix, pair->name, NULL);
      g_autofree char *value = rh_bruno_dup_text (self, pair->value, place);

      if (!pair->enabled)
        rh_import_note (self->import, RH_IMPORT_NOT_IN_USE, place, pair->name);
      else if (prefix == NULL)
        rh_import_note (self->import, RH_IMPORT_OAUTH_PARAMETER, place, pair->name);
      else
        set (oauth, name, value);
    }
}

static void
read_oauth (RhBruno *self, const RhBru *bru, gpointer object, const char *place)
{
  g_autoptr (GHashTable) oauth = rh_import_oauth_new ();
  const RhBruBlock *block = rh_bru_find (bru, OAUTH);

  for (guint i = 0; block != NULL && i < block->pairs->len; i++)
    {
      const RhBruPair *pair = g_ptr_array_index (block->pairs, i);
      g_autofree char *value = rh_bruno_dup_text (self, pair->value, place);

      take_setting (self, oauth, pair->name, value);
    }
  for (guint i = 0; i < bru->blocks->len; i++)
    {
      const RhBruBlock *other = g_ptr_array_index (bru->blocks, i);

      if (g_str_has_prefix (other->name, PARAMETERS))
        take_parameters (self, oauth, other, place);
    }

  rh_import_set_oauth (self->import, object, oauth, place);
}

/* Which */

/* Bruno leaves the blocks of modes that were tried before. */
static void
tell_unused (RhBruno *self, const RhBru *bru, const char *mode, const char *place)
{
  g_autofree char *used = g_strconcat (PREFIX, mode, NULL);

  for (guint i = 0; i < bru->blocks->len; i++)
    {
      const RhBruBlock *block = g_ptr_array_index (bru->blocks, i);
      gboolean parameters = g_str_has_prefix (block->name, PARAMETERS);

      if (g_str_has_prefix (block->name, PREFIX) && block->pairs->len > 0
          && !g_str_equal (parameters ? OAUTH : block->name, used))
        rh_import_note (self->import, RH_IMPORT_NOT_IN_USE, place, block->name);
    }
}

void
rh_bruno_read_auth (RhBruno *self,
                    const RhBru *bru,
                    gpointer object,
                    const char *mode,
                    const char *place)
{
  g_autofree char *name = g_strconcat (PREFIX, mode, NULL);
  const RhBruBlock *block = rh_bru_find (bru, name);

  tell_unused (self, bru, mode, place);
  if (g_str_equal (mode, "oauth2"))
    {
      read_oauth (self, bru, object, place);
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].mode, mode))
      {
        set_kind (object, kinds[i].kind);
        if (block != NULL)
          read_fields (self, block, object, kinds[i].kind, place);
        return;
      }

  keep (self, block, object, mode, place);
}
