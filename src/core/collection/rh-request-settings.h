/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a request is sent: redirects, time-outs, protocol, cookies. Each says its own, or what is
 * said around it: by the folders, by the collection, at last by the program. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  RH_SETTING_FOLLOW_REDIRECTS,
  RH_SETTING_MAX_REDIRECTS,
  RH_SETTING_KEEP_METHOD,        /* a 301 or 302 leaves a POST one */
  RH_SETTING_CONNECT_TIMEOUT,    /* milliseconds, as the other two; 0: none */
  RH_SETTING_FIRST_BYTE_TIMEOUT, /* from the request sent to the first byte of the answer */
  RH_SETTING_TOTAL_TIMEOUT,      /* all hops and the whole body */
  RH_SETTING_HTTP1,              /* never HTTP/2 */
  RH_SETTING_COOKIES,            /* sent and kept */
  RH_N_SETTINGS,
} RhSetting;

/* As around it. */
#define RH_SETTING_INHERIT (-1)

/* What is when nobody says anything. */
int rh_setting_get_default (RhSetting setting);
/* Whether it is 0 or 1. */
gboolean rh_setting_is_flag (RhSetting setting);

#define RH_TYPE_REQUEST_SETTINGS (rh_request_settings_get_type ())
G_DECLARE_FINAL_TYPE (RhRequestSettings, rh_request_settings, RH, REQUEST_SETTINGS, GObject)

/* Signal "changed". Every setting is inherited. */
RhRequestSettings *rh_request_settings_new (void);
int rh_request_settings_get (RhRequestSettings *self, RhSetting setting);
/* What is below -1 is -1; a flag that is above 1 is 1. */
void rh_request_settings_set (RhRequestSettings *self, RhSetting setting, int value);
/* Makes each what it is in @other; NULL: inherited. */
void rh_request_settings_replace (RhRequestSettings *self, RhRequestSettings *other);
gboolean rh_request_settings_equal (RhRequestSettings *self, RhRequestSettings *other);

G_END_DECLS
