/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A value to compare letter by letter, with a button that copies it. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_COPY_ROW (rh_copy_row_get_type ())
G_DECLARE_FINAL_TYPE (RhCopyRow, rh_copy_row, RH, COPY_ROW, AdwActionRow)

/* Plain text. The title of the row names it. */
void rh_copy_row_set_value (RhCopyRow *self, const char *value);

G_END_DECLS
