/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cookies of one collection, environment and account (RFC 6265bis 5.7, 5.8; standards.md I11).
 * In memory. The send operation asks it hop by hop; the HTTP library never sees it. */
#pragma once

#include "http/rh-set-cookie.h"
#include "text/rh-text.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RH_TYPE_COOKIE_JAR (rh_cookie_jar_get_type ())
G_DECLARE_FINAL_TYPE (RhCookieJar, rh_cookie_jar, RH, COOKIE_JAR, GObject)

RhCookieJar *rh_cookie_jar_new (void);

/* GListModel of RhCookie, in the order in which they came; borrowed. */
GListModel *rh_cookie_jar_get_cookies (RhCookieJar *self);

/* What a server at @url set. @now: seconds since 1970. */
RhCookieVerdict
rh_cookie_jar_take (RhCookieJar *self, const char *field, const RhUrl *url, gint64 now);
/* The value of the Cookie field of a request to @url; NULL: there is nothing to send. A cookie that
 * is Secure is a secret in it; all have RH_SOURCE_AUTH. (transfer full) */
RhText *rh_cookie_jar_dup_header (RhCookieJar *self, const RhUrl *url, gint64 now);

/* For an editor. put() takes the place of the one with the same name, domain and path. */
void rh_cookie_jar_put (RhCookieJar *self, RhCookie *cookie);
/* One that comes back to @position, or to the end if there are fewer; the same as put() if there is
 * one like it by now. */
void rh_cookie_jar_insert (RhCookieJar *self, guint position, RhCookie *cookie);
void rh_cookie_jar_replace (RhCookieJar *self, RhCookie *old, RhCookie *cookie);
void rh_cookie_jar_remove (RhCookieJar *self, RhCookie *cookie);
/* Those of @domain; NULL: all. */
void rh_cookie_jar_clear (RhCookieJar *self, const char *domain);

/* While it is held, what belongs in it is still being fetched, and requests wait for that. */
void rh_cookie_jar_set_held (RhCookieJar *self, gboolean held);
gboolean rh_cookie_jar_is_held (RhCookieJar *self);
/* Completes when it is not held. */
void rh_cookie_jar_wait_async (RhCookieJar *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean rh_cookie_jar_wait_finish (RhCookieJar *self, GAsyncResult *result, GError **error);

G_END_DECLS
