/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An environment in the popover of the header button, with its state in words: one of a group of
 * which one is chosen. */
#pragma once

#include "workspace/rh-connection.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_ENVIRONMENT_ROW (rh_environment_row_get_type ())
G_DECLARE_FINAL_TYPE (RhEnvironmentRow, rh_environment_row, RH, ENVIRONMENT_ROW, GtkButton)

RhEnvironmentRow *rh_environment_row_new (RhConnection *connection);
/* Another account of the same environment. */
void rh_environment_row_set_connection (RhEnvironmentRow *self, RhConnection *connection);
void rh_environment_row_set_protected (RhEnvironmentRow *self, gboolean is_protected);
RhConnection *rh_environment_row_get_connection (RhEnvironmentRow *self);
/* The one that the window is in. */
void rh_environment_row_set_current (RhEnvironmentRow *self, gboolean current);

G_END_DECLS
