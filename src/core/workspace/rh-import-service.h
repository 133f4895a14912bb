/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which service the environments of an import are for: one whose addresses they have is that
 * service's, as if it had been chosen in Connect, and what the file has no word for is added.
 * Nothing that came with the file is changed. */
#pragma once

#include "collection/rh-service.h"
#include "format/rh-import.h"

G_BEGIN_DECLS

/* @collection: the import's own, or the one that its environment goes into. By the token URL,
 * character for character but for what RFC 3986 6.2.2.1 and 6.2.3 fold (scheme, host, the default
 * port); an authorization URL has to be that environment's too, with any query, so that a page of
 * another site is never shown under a service's name, and so has the origin of an {{api}}, which a
 * service's sign-in sends the token to. @services: of RhService. Each thing that is done is a note
 * of the import. */
void rh_import_service_recognise (RhImport *import,
                                  RhCollection *collection,
                                  RhEnvironment *environment,
                                  GPtrArray *services);
/* All that the import has. FALSE: cancelled. Any thread. */
gboolean rh_import_service_recognise_all (RhImport *import,
                                          GPtrArray *services,
                                          GCancellable *cancellable,
                                          GError **error);
/* (transfer full) */
GPtrArray *rh_import_service_dup_list (GListModel *services);

G_END_DECLS
