/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One environment, or the collection's own variables, to be edited. Edits count at once. */
#pragma once

#include "workspace/rh-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_ENVIRONMENT_PAGE (rh_environment_page_get_type ())
G_DECLARE_FINAL_TYPE (RhEnvironmentPage,
                      rh_environment_page,
                      RH,
                      ENVIRONMENT_PAGE,
                      AdwNavigationPage)

/* @environment NULL: the collection's own variables, their secrets as they are in @current (NULL:
 * none is chosen). Property "narrow". */
AdwNavigationPage *rh_environment_page_new (RhWorkspace *workspace,
                                            RhCollection *collection,
                                            RhEnvironment *environment,
                                            RhEnvironment *current);
/* The name, selected: a new environment is named first. */
void rh_environment_page_focus_name (RhEnvironmentPage *self);

G_END_DECLS
