/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of an export. */
#pragma once

#include "format/rh-export.h"

G_BEGIN_DECLS

/* Writers, one a format, in the table of rh-export.c. */

G_END_DECLS
