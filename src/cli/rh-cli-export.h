/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse export: a collection, or a part of it, in another program's format. */
#pragma once

#include "rh-cli.h"

G_BEGIN_DECLS

RhCliStatus rh_cli_export (int argc, char **argv);

G_END_DECLS
