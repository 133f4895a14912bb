/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The messages of a sign-in, in rows, masked, with a button that copies all of them as a report. */
#pragma once

#include "oauth/rh-flow-record.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Nothing is added for a record without messages. */
void rh_message_facts_add (AdwPreferencesPage *page, RhFlowRecord *record);

G_END_DECLS
