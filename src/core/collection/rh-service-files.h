/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Services that people add by dropping in a file (data/services/README.md). */
#pragma once

#include "collection/rh-service.h"

G_BEGIN_DECLS

/* Appends to @services (of RhService) what is in the files NAME.json of @folders, sorted by name;
 * the first folder of a name wins, as XDG has it. A folder that is not there is none. What was not
 * taken, and why, as "path: folders[0].name: …": a file that breaks the rules hides no other one,
 * and none takes the place of a service that is there. NULL-terminated. (transfer full) */
GStrv rh_service_files_load (GListStore *services, const char *const *folders);
/* XDG's data folders with RH_SERVICE_FOLDER in them, the user's first. (transfer full) */
GStrv rh_service_files_dup_folders (void);

G_END_DECLS
