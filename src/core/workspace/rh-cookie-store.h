/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cookie jars of a workspace, by whom they belong to. In memory; one that somebody asked to
 * keep is an item of the keyring besides (security.md 4.10). */
#pragma once

#include "http/rh-cookie-jar.h"
#include "secret/rh-keyring.h"

G_BEGIN_DECLS

#define RH_TYPE_COOKIE_STORE (rh_cookie_store_get_type ())
G_DECLARE_FINAL_TYPE (RhCookieStore, rh_cookie_store, RH, COOKIE_STORE, GObject)

/* @file: which jars are kept, in the user's state. */
RhCookieStore *rh_cookie_store_new (GFile *file, RhKeyring *keyring);

/* The same object for the same @identity. One that is kept is held until the keyring has answered,
 * and the keyring is not touched for another. Borrowed: the store keeps it. */
RhCookieJar *rh_cookie_store_get_jar (RhCookieStore *self, const char *identity);
/* The same if it is in memory already; NULL: it is not, and no keyring is asked. Borrowed. */
RhCookieJar *rh_cookie_store_peek_jar (RhCookieStore *self, const char *identity);
gboolean rh_cookie_store_is_kept (RhCookieStore *self, const char *identity);
/* Kept from now on, and after every change; or no more, and the item is removed. */
gboolean
rh_cookie_store_set_kept (RhCookieStore *self, const char *identity, gboolean kept, GError **error);

/* Completes when the keyring has all that is to be kept. Nothing fails here: what could not be
 * written was said in the log. */
void rh_cookie_store_settle_async (RhCookieStore *self,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
void rh_cookie_store_settle_finish (RhCookieStore *self, GAsyncResult *result);

G_END_DECLS
