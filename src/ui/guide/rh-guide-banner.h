/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody who came from Get Started, in the real window: what comes now, in one line, and the way
 * back. Hidden for everybody else. */
#pragma once

#include "workspace/rh-progress.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_GUIDE_BANNER (rh_guide_banner_get_type ())
G_DECLARE_FINAL_TYPE (RhGuideBanner, rh_guide_banner, RH, GUIDE_BANNER, AdwBin)

/* NULL: nothing any more. Signal "connected": the token has come, so the first request is next. */
void rh_guide_banner_follow (RhGuideBanner *self, RhProgress *progress);
/* What it follows; NULL. */
RhProgress *rh_guide_banner_get_progress (RhGuideBanner *self);

G_END_DECLS
