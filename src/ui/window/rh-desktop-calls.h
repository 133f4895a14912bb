/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the desktop asks of the application: folders to open, New Request, Get Started. Some come
 * before there is a window, or before it is filled: they wait for it, in their order. */
#pragma once

#include "window/rh-window.h"

G_BEGIN_DECLS

#define RH_TYPE_DESKTOP_CALLS (rh_desktop_calls_get_type ())
G_DECLARE_FINAL_TYPE (RhDesktopCalls, rh_desktop_calls, RH, DESKTOP_CALLS, GObject)

/* Gives @application, which it does not keep, the actions "new-request", "get-started",
 * "open-folder" (URI) and "show-window" (id). Its activate() is to make the first window. */
RhDesktopCalls *rh_desktop_calls_new (GApplication *application);
/* As rh_window_open_files() does, in a window. */
void rh_desktop_calls_open (RhDesktopCalls *self, GPtrArray *files);

G_END_DECLS
