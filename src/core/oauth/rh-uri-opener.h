/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the engine needs from a desktop: somebody who opens an address in the system browser. The
 * app: GtkUriLauncher; rehearse: GAppInfo or print; tests: a fake. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RH_TYPE_URI_OPENER (rh_uri_opener_get_type ())
G_DECLARE_INTERFACE (RhUriOpener, rh_uri_opener, RH, URI_OPENER, GObject)

struct _RhUriOpenerInterface
{
  GTypeInterface parent;

  /* Fire and forget in practice: callers must not depend on the callback ever coming. */
  void (*open_async) (RhUriOpener *self,
                      const char *uri,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  gboolean (*open_finish) (RhUriOpener *self, GAsyncResult *result, GError **error);
};

void rh_uri_opener_open_async (RhUriOpener *self,
                               const char *uri,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean rh_uri_opener_open_finish (RhUriOpener *self, GAsyncResult *result, GError **error);

G_END_DECLS
