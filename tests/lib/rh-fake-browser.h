/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A browser for the practice server: opens the consent page, clicks, and follows the redirect back.
 */
#pragma once

#include "lib/rh-practice-driver.h"
#include "oauth/rh-uri-opener.h"

G_BEGIN_DECLS

#define RH_TYPE_FAKE_BROWSER (rh_fake_browser_get_type ())
G_DECLARE_FINAL_TYPE (RhFakeBrowser, rh_fake_browser, RH, FAKE_BROWSER, GObject)

/* @practice must live as long as the browser is used. */
RhFakeBrowser *rh_fake_browser_new (RhPracticeDriver *practice);
/* "allow", the default, "deny", or NULL: the person went away. */
void rh_fake_browser_set_decision (RhFakeBrowser *self, const char *decision);
guint rh_fake_browser_get_n_opened (RhFakeBrowser *self);
/* What the browser was told to open last; NULL. */
const char *rh_fake_browser_get_address (RhFakeBrowser *self);
/* Where the practice server sent it back to; NULL. */
const char *rh_fake_browser_get_location (RhFakeBrowser *self);
/* The status of that at the listener. */
guint rh_fake_browser_get_callback_status (RhFakeBrowser *self);

G_END_DECLS
