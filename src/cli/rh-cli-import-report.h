/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rehearse import says of what it read. */
#pragma once

#include "format/rh-import.h"

G_BEGIN_DECLS

/* On standard output. Never a secret's value. @folder: where it was written; NULL: nowhere. */
void rh_cli_print_import (RhImport *import, const char *folder);
/* The same as one JSON object. */
void rh_cli_print_import_json (RhImport *import, const char *folder);

G_END_DECLS
