/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What discovery found, beside what the form has: metadata never overwrites a field unseen
 * (standards.md F7). */
#pragma once

#include "connection/rh-connect-form.h"

G_BEGIN_DECLS

#define RH_TYPE_DISCOVERY_PAGE (rh_discovery_page_get_type ())
G_DECLARE_FINAL_TYPE (RhDiscoveryPage, rh_discovery_page, RH, DISCOVERY_PAGE, AdwNavigationPage)

/* Apply writes what is ticked into @form and goes back. */
RhDiscoveryPage *rh_discovery_page_new (RhConnectForm *form, const RhMetadata *metadata);
/* FALSE: the form says the same already, there is nothing to show. */
gboolean rh_discovery_page_has_changes (RhDiscoveryPage *self);

G_END_DECLS
