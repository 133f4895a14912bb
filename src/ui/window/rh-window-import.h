/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's part in an import: asking for files, and what is said when all is there. */
#pragma once

#include "window/rh-window.h"

G_BEGIN_DECLS

/* Reads @files (of GFile) of another program, or one folder of one, and shows what they are; the
 * user decides. What cannot be read is said. */
void rh_window_import (RhWindow *self, GPtrArray *files);
/* Asks for the files first. */
void rh_window_import_choose (RhWindow *self);

G_END_DECLS
