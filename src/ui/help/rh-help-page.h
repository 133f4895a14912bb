/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of Help to read, with buttons to the places that it tells of. */
#pragma once

#include "help/rh-help-text.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_HELP_PAGE (rh_help_page_get_type ())
G_DECLARE_FINAL_TYPE (RhHelpPage, rh_help_page, RH, HELP_PAGE, AdwNavigationPage)

/* Its tag is the name of @text. Signal "follow" (action): a button was pressed. */
AdwNavigationPage *rh_help_page_new (const RhHelpPageText *text);

G_END_DECLS
