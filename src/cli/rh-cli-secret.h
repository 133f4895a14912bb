/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse secret: keeps the value of a secret variable in the keyring. */
#pragma once

#include "rh-cli.h"

G_BEGIN_DECLS

RhCliStatus rh_cli_secret (int argc, char **argv);

G_END_DECLS
