/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that a request sends and that are no part of its collection. What leads out of the
 * collection's folder could be anything of the user's, so it is sent only when somebody said yes to
 * that very file. */
#pragma once

#include "workspace/rh-collections.h"

G_BEGIN_DECLS

/* The file that @path means in @collection, links followed; a relative path starts in the
 * collection's folder. @allowed: it is inside that folder, or somebody said yes to it; may be
 * NULL. NULL, with an error of G_FILE_ERROR, if there is no such file. (transfer full) */
char *rh_file_reference_find (RhCollections *collections,
                              RhCollection *collection,
                              const char *path,
                              gboolean *allowed,
                              GError **error);
/* Somebody said yes to what find() gave. */
gboolean rh_file_reference_allow (RhCollections *collections,
                                  RhCollection *collection,
                                  const char *path,
                                  GError **error);
/* Somebody picked @path, an absolute one: it is allowed, and what a request should say is given:
 * relative if it is inside the folder, so that it is right in every clone. (transfer full) */
char *rh_file_reference_pick (RhCollections *collections,
                              RhCollection *collection,
                              const char *path,
                              GError **error);

G_END_DECLS
