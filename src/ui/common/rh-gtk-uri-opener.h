/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The system browser by GtkUriLauncher, so by the portal inside a sandbox. */
#pragma once

#include "oauth/rh-uri-opener.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RH_TYPE_GTK_URI_OPENER (rh_gtk_uri_opener_get_type ())
G_DECLARE_FINAL_TYPE (RhGtkUriOpener, rh_gtk_uri_opener, RH, GTK_URI_OPENER, GObject)

/* The active window of @application is the parent of whatever the desktop asks. */
RhUriOpener *rh_gtk_uri_opener_new (GtkApplication *application);

G_END_DECLS
