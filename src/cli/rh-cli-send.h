/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse send: one request of a collection, as the app sends it. */
#pragma once

#include "rh-cli.h"

G_BEGIN_DECLS

RhCliStatus rh_cli_send (int argc, char **argv);

G_END_DECLS
