/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which proxy a request goes through: the user's choice, as plain data (standards.md I12). */
#pragma once

#include "text/rh-secret.h"
#include "text/rh-text.h"
#include "text/rh-url.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RH_PROXY_SYSTEM, /* as the system says */
  RH_PROXY_NONE,
  RH_PROXY_MANUAL,
} RhProxyMode;

typedef struct
{
  RhProxyMode mode;
  char *uri;          /* manual: "http://host:port", "https://…" or "socks5://…", nothing besides */
  char *user;         /* NULL: the proxy asks for none */
  RhSecret *password; /* NULL: none, or not fetched */
  GStrv no_proxy;     /* NULL: everything but loopback goes through it */
} RhProxySettings;

#define RH_TYPE_PROXY_SETTINGS (rh_proxy_settings_get_type ())
GType rh_proxy_settings_get_type (void);

RhProxySettings *rh_proxy_settings_new (RhProxyMode mode);
RhProxySettings *rh_proxy_settings_copy (const RhProxySettings *self);
void rh_proxy_settings_free (RhProxySettings *self);

/* What was typed makes sense: RH_HTTP_ERROR_PROXY says what does not. */
gboolean rh_proxy_settings_check (const RhProxySettings *self, GError **error);
/* One entry of the list: "host", ".domain" or "*.domain" (and what is under it), an address, a
 * block of addresses ("10.0.0.0/8", "fd00::/8"), each but the last with ":port" if only that port
 * is meant, or "*". */
gboolean rh_no_proxy_entry_is_valid (const char *entry);
gboolean rh_no_proxy_matches (const char *const *list, const RhUrl *url);
/* Where @url goes: "direct://", or the URI of the proxy, with user and password where GIO speaks
 * with it; NULL: ask the system. Loopback is always direct. (transfer full) */
char *rh_proxy_settings_dup_proxy (const RhProxySettings *self, const RhUrl *url);
/* "Basic …", a secret, where we speak with the proxy ourselves; NULL: nothing is to be sent.
 * (transfer full) */
RhText *rh_proxy_settings_dup_authorization (const RhProxySettings *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhProxySettings, rh_proxy_settings_free)

G_END_DECLS
