/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registering a client: what the service's form asks for, to be copied, and what comes back from
 * it, which goes straight into settings and keyring. */
#pragma once

#include "workspace/rh-progress.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_GUIDE_REGISTER_PAGE (rh_guide_register_page_get_type ())
G_DECLARE_FINAL_TYPE (RhGuideRegisterPage,
                      rh_guide_register_page,
                      RH,
                      GUIDE_REGISTER_PAGE,
                      AdwNavigationPage)

/* Follows @progress. */
AdwNavigationPage *rh_guide_register_page_new (RhWorkspace *workspace, RhProgress *progress);

G_END_DECLS
