/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workspace of the person at this computer: the same folders, keyring and locks for every
 * program of ours. */
#pragma once

#include "workspace/rh-workspace.h"

G_BEGIN_DECLS

/* On XDG's data and state folders and the system's keyring. The program has services in its
 * resources, and the user others in files. */
RhWorkspace *rh_user_workspace_new (RhUriOpener *opener);

G_END_DECLS
