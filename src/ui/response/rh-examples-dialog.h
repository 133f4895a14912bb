/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The examples of a request: shown, renamed, deleted. */
#pragma once

#include "collection/rh-request-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_EXAMPLES_DIALOG (rh_examples_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RhExamplesDialog, rh_examples_dialog, RH, EXAMPLES_DIALOG, AdwDialog)

/* Signal "show-example" (RhExample): somebody wants to see it; the dialog closes. */
AdwDialog *rh_examples_dialog_new (RhRequestItem *item);

G_END_DECLS
