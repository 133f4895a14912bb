/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the time of a request went: a line a phase, with its name, a bar on a common scale and the
 * number. */
#pragma once

#include "http/rh-hop.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A row for a group. Phases that are not known, or did not take place, have no line. */
GtkWidget *rh_timing_chart_new (RhHop *hop);

G_END_DECLS
