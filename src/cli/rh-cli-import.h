/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse import: a collection out of another program's files. */
#pragma once

#include "rh-cli.h"

G_BEGIN_DECLS

RhCliStatus rh_cli_import (int argc, char **argv);

G_END_DECLS
