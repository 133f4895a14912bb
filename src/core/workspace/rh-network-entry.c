/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of the user's network rules, entry by entry. */
#define G_LOG_DOMAIN "rh-network-entry"

#include "config.h"

#include "workspace/rh-network-entry.h"

#include "collection/rh-json.h"

static void
entry_free (gpointer data)
{
  RhNetworkEntry *entry = data;

  g_free (entry->trusted);
  g_free (entry->certificate);
  g_free (entry->key);
  g_clear_pointer (&entry->proxy, rh_proxy_settings_free);
  g_free (entry);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhNetworkEntry, entry_free)

static const char *const modes[] = { "system", "none", "manual" };

static gboolean
read_mode (JsonObject *object, RhProxyMode *mode, GError **error)
{
  const char *name;

  if (!rh_json_get_string (object, "mode", &name, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    if (g_str_equal (name, modes[i]))
      {
        *mode = (RhProxyMode) i;
        return TRUE;
      }

  g_set_error_literal (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_CONTENT, "mode");
  return FALSE;
}

static GStrv
read_list (JsonObject *object, const char *member, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (!rh_json_get_array (object, member, &array, error))
    return NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *text = rh_json_element_string (array, i, member, error);

      if (text == NULL)
        return NULL;
      g_strv_builder_add (builder, text);
    }

  return g_strv_builder_end (builder);
}

static char *
dup_set (const char *text)
{
  return *text == '\0' ? NULL : g_strdup (text);
}

static RhProxySettings *
read_proxy (JsonObject *object, GError **error)
{
  g_autoptr (RhProxySettings) proxy = rh_proxy_settings_new (RH_PROXY_SYSTEM);
  const char *uri;
  const char *user;

  if (!read_mode (object, &proxy->mode, error) || !rh_json_get_string (object, "uri", &uri, error)
      || !rh_json_get_string (object, "user", &user, error))
    return NULL;

  proxy->uri = dup_set (uri);
  proxy->user = dup_set (user);
  proxy->no_proxy = read_list (object, "no-proxy", error);
  if (proxy->no_proxy == NULL || !rh_proxy_settings_check (proxy, error))
    return NULL;

  return g_steal_pointer (&proxy);
}

static gpointer
read_entry (JsonObject *entries, const char *key, GError **error)
{
  g_autoptr (RhNetworkEntry) entry = g_new0 (RhNetworkEntry, 1);
  JsonObject *object;
  const char *trusted;
  const char *certificate;
  const char *key_path;

  if (!rh_json_get_object (entries, key, &object, error))
    return NULL;
  if (g_str_equal (key, RH_NETWORK_PROXY_KEY))
    {
      entry->proxy = read_proxy (object, error);
      return entry->proxy == NULL ? NULL : g_steal_pointer (&entry);
    }

  if (!rh_json_get_string (object, "trusted", &trusted, error)
      || !rh_json_get_string (object, "certificate", &certificate, error)
      || !rh_json_get_string (object, "key", &key_path, error))
    return NULL;

  entry->trusted = dup_set (trusted);
  entry->certificate = dup_set (certificate);
  entry->key = dup_set (key_path);
  return g_steal_pointer (&entry);
}

static void
add_set (JsonBuilder *builder, const char *member, const char *value)
{
  rh_json_add_string (builder, member, value != NULL ? value : "");
}

static void
write_proxy (JsonBuilder *builder, const RhProxySettings *proxy)
{
  json_builder_set_member_name (builder, "mode");
  json_builder_add_string_value (builder, modes[proxy->mode]);
  add_set (builder, "uri", proxy->uri);
  add_set (builder, "user", proxy->user);
  json_builder_set_member_name (builder, "no-proxy");
  json_builder_begin_array (builder);
  for (guint i = 0; proxy->no_proxy != NULL && proxy->no_proxy[i] != NULL; i++)
    json_builder_add_string_value (builder, proxy->no_proxy[i]);
  json_builder_end_array (builder);
}

static void
write_entry (JsonBuilder *builder, gconstpointer data)
{
  const RhNetworkEntry *entry = data;

  json_builder_begin_object (builder);
  if (entry->proxy != NULL)
    write_proxy (builder, entry->proxy);
  add_set (builder, "trusted", entry->trusted);
  add_set (builder, "certificate", entry->certificate);
  add_set (builder, "key", entry->key);
  json_builder_end_object (builder);
}

static const RhStateFormat format = {
  .version = 1,
  .member = "rules",
  .read = read_entry,
  .write = write_entry,
  .free = entry_free,
};

const RhStateFormat *
rh_network_entry_get_format (void)
{
  return &format;
}
