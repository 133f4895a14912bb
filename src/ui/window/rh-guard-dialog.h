/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question before something is changed in a protected environment. */
#pragma once

#include "workspace/rh-guard.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Its responses are "cancel", which is the default, and "send". */
AdwAlertDialog *rh_guard_dialog_new (const RhGuardQuestion *question);
/* After "send": nor for the next ten minutes. */
gboolean rh_guard_dialog_wants_peace (AdwAlertDialog *dialog);

G_END_DECLS
