/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse practice: the practice server in a terminal. */
#pragma once

#include "rh-cli.h"

G_BEGIN_DECLS

RhCliStatus rh_cli_practice (int argc, char **argv);

G_END_DECLS
