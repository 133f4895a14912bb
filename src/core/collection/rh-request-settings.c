/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a request is sent, as far as one level says it. */
#define G_LOG_DOMAIN "rh-request-settings"

#include "config.h"

#include "collection/rh-request-settings.h"

struct _RhRequestSettings
{
  GObject parent_instance;

  /* plain */
  int values[RH_N_SETTINGS];
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const struct
{
  int value;
  gboolean flag;
} defaults[RH_N_SETTINGS] = {
  [RH_SETTING_FOLLOW_REDIRECTS] = { TRUE, TRUE },
  [RH_SETTING_MAX_REDIRECTS] = { 10, FALSE },
  [RH_SETTING_KEEP_METHOD] = { FALSE, TRUE },
  [RH_SETTING_CONNECT_TIMEOUT] = { 30 * 1000, FALSE },
  [RH_SETTING_FIRST_BYTE_TIMEOUT] = { 0, FALSE },
  [RH_SETTING_TOTAL_TIMEOUT] = { 0, FALSE },
  [RH_SETTING_HTTP1] = { TRUE, TRUE }, /* HTTP/2 is for who asks for it (standards.md 2.3) */
  [RH_SETTING_COOKIES] = { TRUE, TRUE },
};

G_DEFINE_FINAL_TYPE (RhRequestSettings, rh_request_settings, G_TYPE_OBJECT)

static void
rh_request_settings_class_init (RhRequestSettingsClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
rh_request_settings_init (RhRequestSettings *self)
{
  for (guint i = 0; i < RH_N_SETTINGS; i++)
    self->values[i] = RH_SETTING_INHERIT;
}

int
rh_setting_get_default (RhSetting setting)
{
  g_return_val_if_fail (setting < RH_N_SETTINGS, 0);

  return defaults[setting].value;
}

gboolean
rh_setting_is_flag (RhSetting setting)
{
  g_return_val_if_fail (setting < RH_N_SETTINGS, FALSE);

  return defaults[setting].flag;
}

RhRequestSettings *
rh_request_settings_new (void)
{
  return g_object_new (RH_TYPE_REQUEST_SETTINGS, NULL);
}

int
rh_request_settings_get (RhRequestSettings *self, RhSetting setting)
{
  g_return_val_if_fail (RH_IS_REQUEST_SETTINGS (self), RH_SETTING_INHERIT);
  g_return_val_if_fail (setting < RH_N_SETTINGS, RH_SETTING_INHERIT);

  return self->values[setting];
}

void
rh_request_settings_set (RhRequestSettings *self, RhSetting setting, int value)
{
  g_return_if_fail (RH_IS_REQUEST_SETTINGS (self));
  g_return_if_fail (setting < RH_N_SETTINGS);

  value = CLAMP (value, RH_SETTING_INHERIT, defaults[setting].flag ? 1 : G_MAXINT);
  if (self->values[setting] == value)
    return;

  self->values[setting] = value;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
rh_request_settings_replace (RhRequestSettings *self, RhRequestSettings *other)
{
  g_return_if_fail (RH_IS_REQUEST_SETTINGS (self));
  g_return_if_fail (other == NULL || RH_IS_REQUEST_SETTINGS (other));

  for (RhSetting i = 0; i < RH_N_SETTINGS; i++)
    rh_request_settings_set (self, i, other == NULL ? RH_SETTING_INHERIT : other->values[i]);
}

gboolean
rh_request_settings_equal (RhRequestSettings *self, RhRequestSettings *other)
{
  g_return_val_if_fail (RH_IS_REQUEST_SETTINGS (self), FALSE);
  g_return_val_if_fail (RH_IS_REQUEST_SETTINGS (other), FALSE);

  for (guint i = 0; i < RH_N_SETTINGS; i++)
    if (self->values[i] != other->values[i])
      return FALSE;

  return TRUE;
}
