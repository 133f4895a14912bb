/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wait for the browser: what to do there, and what to do when it does not come back. */
#pragma once

#include "workspace/rh-connection.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_CONSENT_PAGE (rh_consent_page_get_type ())
G_DECLARE_FINAL_TYPE (RhConsentPage, rh_consent_page, RH, CONSENT_PAGE, AdwNavigationPage)

/* Shows the sign-in of @connection that is under way, and any that begins while it is shown.
 * @service_name: who asks for consent ("Pleo"). Cancel ends the sign-in. */
RhConsentPage *rh_consent_page_new (RhConnection *connection, const char *service_name);

G_END_DECLS
