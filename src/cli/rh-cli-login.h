/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse login: signs in with a browser and keeps the token. */
#pragma once

#include "rh-cli.h"

G_BEGIN_DECLS

RhCliStatus rh_cli_login (int argc, char **argv);

G_END_DECLS
