/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How requests are sent, as files say it: in the format's own words where it has any, the rest in
 * our extension. The format's schema has "extensions" at a collection's root only; a request or a
 * folder has it here all the same, where it goes along when that moves, and others read past it. */
#define G_LOG_DOMAIN "rh-opencollection-settings"

#include "config.h"

#include "collection/rh-opencollection-private.h"

#include <math.h>

#define SETTINGS "settings"
#define INHERIT "inherit"

static const char *const no_order[] = { NULL };
static const char *const ours_order[]
    = { "oauth2", "registration", SETTINGS, "environments", NULL };
static const char *const settings_order[]
    = { "encodeUrl", "timeout", "followRedirects", "maxRedirects", NULL };

/* @ours: in our extension. */
static const struct
{
  const char *key;
  gboolean ours;
} places[RH_N_SETTINGS] = {
  [RH_SETTING_FOLLOW_REDIRECTS] = { "followRedirects", FALSE },
  [RH_SETTING_MAX_REDIRECTS] = { "maxRedirects", FALSE },
  [RH_SETTING_KEEP_METHOD] = { "keep_method", TRUE },
  [RH_SETTING_CONNECT_TIMEOUT] = { "connect_timeout", TRUE },
  [RH_SETTING_FIRST_BYTE_TIMEOUT] = { "first_byte_timeout", TRUE },
  [RH_SETTING_TOTAL_TIMEOUT] = { "timeout", FALSE },
  [RH_SETTING_HTTP1] = { "http1", TRUE },
  [RH_SETTING_COOKIES] = { "cookies", TRUE },
};

/* Our extension */

gboolean
rh_oc_read_ours (const RhYaml *root, const char *key, RhYaml **value, GError **error)
{
  RhYaml *extensions;
  RhYaml *ours;

  return rh_oc_read_map (root, RH_OC_EXTENSIONS, &extensions, error)
         && rh_oc_read_map (extensions, RH_OC_OURS, &ours, error)
         && rh_oc_read_map (ours, key, value, error);
}

RhYaml *
rh_oc_need_ours (RhYaml *root, const char *key)
{
  RhYaml *extensions = rh_oc_need_map (root, RH_OC_EXTENSIONS, rh_oc_root_order);
  RhYaml *ours = rh_oc_need_map (extensions, RH_OC_OURS, no_order);

  return rh_oc_need_map (ours, key, ours_order);
}

void
rh_oc_drop_ours (RhYaml *root, const char *key)
{
  RhYaml *extensions = rh_yaml_get (root, RH_OC_EXTENSIONS);
  RhYaml *ours = rh_yaml_get (extensions, RH_OC_OURS);

  if (ours == NULL)
    return;

  rh_oc_drop_empty (ours, key);
  rh_oc_drop_empty (extensions, RH_OC_OURS);
  rh_oc_drop_empty (root, RH_OC_EXTENSIONS);
}

/* In */

/* The mapping that has the format's own; NULL: there is none. */
static gboolean
find_home (const RhYaml *root, gboolean is_request, RhYaml **home, GError **error)
{
  RhYaml *request;
  RhYaml *settings;

  if (is_request)
    return rh_oc_read_map (root, SETTINGS, home, error);

  return rh_oc_read_map (root, "request", &request, error)
         && rh_oc_read_map (request, SETTINGS, &settings, error)
         && rh_oc_read_map (settings, "http", home, error);
}

static gboolean
read_number (const RhYaml *home, const char *key, int *value, GError **error)
{
  const char *text;
  char *end;
  double number;

  if (!rh_oc_read_text (home, key, &text, error))
    return FALSE;

  number = g_ascii_strtod (text, &end);
  if (*text == '\0' || *end != '\0' || isnan (number) || number < 0)
    return rh_oc_fail (rh_yaml_get (home, key), error, "%s must be a number", key);

  *value = (int) MIN (number, G_MAXINT);
  return TRUE;
}

static gboolean
read_setting (const RhYaml *home, RhSetting setting, int *value, GError **error)
{
  const char *key = places[setting].key;
  const RhYaml *node = rh_yaml_get (home, key);
  gboolean flag;

  *value = RH_SETTING_INHERIT;
  if (node == NULL || rh_yaml_is_null (node) || g_str_equal (rh_oc_peek_text (home, key), INHERIT))
    return TRUE;
  if (!rh_setting_is_flag (setting))
    return read_number (home, key, value, error);
  if (!rh_oc_read_flag (home, key, &flag, error))
    return FALSE;

  *value = flag;
  return TRUE;
}

gboolean
rh_oc_read_settings (const RhYaml *root,
                     gboolean is_request,
                     RhRequestSettings *settings,
                     GError **error)
{
  RhYaml *home;
  RhYaml *ours;

  if (!find_home (root, is_request, &home, error)
      || !rh_oc_read_ours (root, SETTINGS, &ours, error))
    return FALSE;

  for (RhSetting i = 0; i < RH_N_SETTINGS; i++)
    {
      int value;

      if (!read_setting (places[i].ours ? ours : home, i, &value, error))
        return FALSE;
      rh_request_settings_set (settings, i, value);
    }

  return TRUE;
}

guint
rh_oc_count_other_settings (const RhYaml *root, gboolean is_request)
{
  RhYaml *home = NULL;
  guint n;

  find_home (root, is_request, &home, NULL);
  n = home == NULL ? 0 : rh_yaml_get_length (home);
  for (guint i = 0; i < RH_N_SETTINGS; i++)
    n -= !places[i].ours && rh_yaml_get (home, places[i].key) != NULL;

  return n;
}

/* Out */

static RhYaml *
need_home (RhYaml *root, gboolean is_request)
{
  RhYaml *request;

  if (is_request)
    return rh_oc_need_map (root, SETTINGS, rh_oc_root_order);

  request = rh_oc_need_map (root, "request", rh_oc_root_order);
  return rh_oc_need_map (rh_oc_need_map (request, SETTINGS, rh_oc_request_order), "http", no_order);
}

static void
drop_home (RhYaml *root, gboolean is_request)
{
  RhYaml *request = rh_yaml_get (root, "request");
  RhYaml *settings = rh_yaml_get (request, SETTINGS);

  if (is_request)
    {
      rh_oc_drop_empty (root, SETTINGS);
      return;
    }

  if (settings != NULL)
    rh_oc_drop_empty (settings, "http");
  if (request != NULL)
    rh_oc_drop_empty (request, SETTINGS);
  rh_oc_drop_empty (root, "request");
}

static void
put_setting (RhYaml *home, RhSetting setting, int value)
{
  const char *key = places[setting].key;

  if (value == RH_SETTING_INHERIT)
    rh_yaml_remove (home, key);
  else
    rh_oc_put (home, key,
               rh_setting_is_flag (setting) ? rh_yaml_new_boolean (value) : rh_yaml_new_int (value),
               settings_order);
}

void
rh_oc_put_settings (RhYaml *root,
                    gboolean is_request,
                    RhRequestSettings *settings,
                    RhRequestSettings *was)
{
  if (rh_request_settings_equal (settings, was))
    return;

  for (RhSetting i = 0; i < RH_N_SETTINGS; i++)
    {
      int value = rh_request_settings_get (settings, i);

      if (value == rh_request_settings_get (was, i))
        continue;
      put_setting (places[i].ours ? rh_oc_need_ours (root, SETTINGS) : need_home (root, is_request),
                   i, value);
    }

  drop_home (root, is_request);
  rh_oc_drop_ours (root, SETTINGS);
}
