/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A step that is taken elsewhere, in the Connect dialog or in the window: what it is for, how it
 * stands, what went wrong, and the button that leads there. */
#pragma once

#include "workspace/rh-progress.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_GUIDE_STEP_PAGE (rh_guide_step_page_get_type ())
G_DECLARE_FINAL_TYPE (RhGuideStepPage, rh_guide_step_page, RH, GUIDE_STEP_PAGE, AdwNavigationPage)

/* @step: CONNECT or CALL. Follows @progress. Signals: "go", the button; "remedy" (RhCauseRemedy,
 * const char *detail), that of a problem; "onward" (const char *where), what comes after: "more",
 * "scopes", "production". */
AdwNavigationPage *rh_guide_step_page_new (RhStep step, RhProgress *progress);

G_END_DECLS
