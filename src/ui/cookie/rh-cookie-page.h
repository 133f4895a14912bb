/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One cookie to be added or edited. */
#pragma once

#include "http/rh-cookie-jar.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_COOKIE_PAGE (rh_cookie_page_get_type ())
G_DECLARE_FINAL_TYPE (RhCookiePage, rh_cookie_page, RH, COOKIE_PAGE, AdwNavigationPage)

/* @cookie NULL: a new one, of @domain if that is not NULL. Saving puts it into @jar and goes back
 * in the AdwNavigationView that the page is in. */
AdwNavigationPage *rh_cookie_page_new (RhCookieJar *jar, RhCookie *cookie, const char *domain);

G_END_DECLS
