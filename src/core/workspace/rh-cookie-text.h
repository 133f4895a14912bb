/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A jar as the text of one keyring item, and back. */
#pragma once

#include "http/rh-cookie-jar.h"

G_BEGIN_DECLS

/* Without those that are past their end. (transfer full) */
RhSecret *rh_cookie_text_write (RhCookieJar *jar, gint64 now);
/* Adds to @jar what it has no other for. RH_COLLECTION_ERROR; then @jar is as it was. */
gboolean rh_cookie_text_read (RhCookieJar *jar, RhSecret *text, gint64 now, GError **error);

G_END_DECLS
