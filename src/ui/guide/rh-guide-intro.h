/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a step is for, above its page: purpose, what one needs and gets, and why it matters. */
#pragma once

#include "guide/rh-guide-words.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* @group is empty. */
void rh_guide_intro_fill (AdwPreferencesGroup *group, RhStep step);

G_END_DECLS
