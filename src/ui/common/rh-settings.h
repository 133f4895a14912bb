/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The app's settings, one object a process. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RH_SETTINGS_THEME "theme"
#define RH_SETTINGS_USE_SYSTEM_FONT "use-system-font"
#define RH_SETTINGS_EDITOR_FONT "editor-font"
#define RH_SETTINGS_WRAP_LINES "wrap-lines"
#define RH_SETTINGS_ZOOM "zoom"
#define RH_SETTINGS_LAYOUT "layout"
#define RH_SETTINGS_SHARE_BELOW "share-below"
#define RH_SETTINGS_SHARE_BESIDE "share-beside"
#define RH_SETTINGS_HISTORY "keep-history"
#define RH_SETTINGS_HISTORY_DAYS "history-days"
#define RH_SETTINGS_HISTORY_ENTRIES "history-entries"
#define RH_SETTINGS_HISTORY_MEGABYTES "history-megabytes"
#define RH_SETTINGS_ENVIRONMENT "environment"
#define RH_SETTINGS_WINDOW_WIDTH "window-width"
#define RH_SETTINGS_WINDOW_HEIGHT "window-height"
#define RH_SETTINGS_WINDOW_MAXIMIZED "window-maximized"

/* Borrowed. */
GSettings *rh_settings_get (void);

G_END_DECLS
