/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse token: what there is to know of a sign-in, and its renewal and end. */
#pragma once

#include "rh-cli.h"

G_BEGIN_DECLS

RhCliStatus rh_cli_token (int argc, char **argv);

G_END_DECLS
