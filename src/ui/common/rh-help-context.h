/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which page of Help fits what is on screen. Widgets say so of themselves, and F1 asks. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The pages by name. */
#define RH_HELP_CONTENTS "contents"
#define RH_HELP_JOURNEY "journey"
#define RH_HELP_OAUTH "oauth"
#define RH_HELP_KEYS "keys"
#define RH_HELP_IMPORT "import"
#define RH_HELP_PRIVACY "privacy"
#define RH_HELP_TROUBLES "troubles"
#define RH_HELP_ERROR_PAGE "error-page"
#define RH_HELP_OTHER_PAGE "other-page"
#define RH_HELP_LOCALHOST "localhost"
#define RH_HELP_NO_BROWSER "no-browser"
#define RH_HELP_CONNECT "connect"
#define RH_HELP_REDIRECT_URI "redirect-uri"
#define RH_HELP_INVALID_CLIENT "invalid-client"
#define RH_HELP_INVALID_SCOPE "invalid-scope"
#define RH_HELP_PORT "port"
#define RH_HELP_UNAUTHORIZED "unauthorized"
#define RH_HELP_FORBIDDEN "forbidden"
#define RH_HELP_NEW_ADDRESS "new-address"
#define RH_HELP_HOST "host"
#define RH_HELP_NO_ANSWER "no-answer"
#define RH_HELP_CERTIFICATE "certificate"
#define RH_HELP_PROXY "proxy"
#define RH_HELP_KEYRING "keyring"

/* The window's action that opens the page it gets as a string. */
#define RH_HELP_ACTION "win.help-page"

/* @page: a literal; NULL: no page is @widget's. */
void rh_help_context_set (GtkWidget *widget, const char *page);
/* The page for somebody who is at @focus, @root or below it (NULL: nowhere in particular). What is
 * shown of a failure within the closest place that has a page comes first. Never NULL. */
const char *rh_help_context_find (GtkWidget *root, GtkWidget *focus);

G_END_DECLS
