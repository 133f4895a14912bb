/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The system's proxies, but never for loopback: what is meant for this machine stays on it
 *. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RH_TYPE_PROXY_RESOLVER (rh_proxy_resolver_get_type ())
G_DECLARE_FINAL_TYPE (RhProxyResolver, rh_proxy_resolver, RH, PROXY_RESOLVER, GObject)

/* @system: asked for everything else; NULL: the default of the process. */
GProxyResolver *rh_proxy_resolver_new (GProxyResolver *system);

G_END_DECLS
