/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of the import of Bruno's collections. */
#pragma once

#include "format/rh-bru.h"
#include "format/rh-import-folder.h"

G_BEGIN_DECLS

typedef struct
{
  RhImport *import;
  gboolean process; /* something is filled in from the surroundings of the process */
} RhBruno;

/* A text with {{variables}} in our spelling. (transfer full) */
char *rh_bruno_dup_text (RhBruno *self, const char *text, const char *place);
RhField *rh_bruno_new_field (RhBruno *self, const RhBruPair *pair, const char *place);
void rh_bruno_add_variables (RhBruno *self,
                             RhEnvironment *scope,
                             const RhBruBlock *block,
                             const char *place);
/* "script:pre-request", "script:post-response" or "tests", kept. FALSE: it is none of them. */
gboolean
rh_bruno_keep_script (RhBruno *self, gpointer object, const RhBruBlock *block, const char *place);
/* The block as it stands, told as not used. */
void
rh_bruno_keep_block (RhBruno *self, gpointer object, const RhBruBlock *block, const char *place);
/* Tells each pair of the block whose name is none of @known, which ends with NULL. */
void rh_bruno_tell_others (RhBruno *self,
                           const RhBruBlock *block,
                           const char *const *known,
                           const char *place);
double rh_bruno_read_seq (const RhBru *bru);

/* NULL: there is no request in it. @name: what it is called unless it says so itself. @around: the
 * place of its folder. */
RhRequestItem *
rh_bruno_read_request (RhBruno *self, const RhBru *bru, const char *name, const char *around);
/* collection.bru of the collection, folder.bru of a folder. */
void rh_bruno_read_defaults (RhBruno *self, const RhBru *bru, gpointer object, const char *place);
void rh_bruno_read_environment (RhBruno *self, const RhBru *bru, const char *name);

/* The auth of that mode, and all blocks of others, which are told. */
void rh_bruno_read_auth (RhBruno *self,
                         const RhBru *bru,
                         gpointer object,
                         const char *mode,
                         const char *place);
/* The same of bodies. */
void rh_bruno_read_body (RhBruno *self,
                         const RhBru *bru,
                         RhRequestItem *item,
                         const char *mode,
                         const char *place);
void rh_bruno_read_example (RhBruno *self,
                            RhRequestItem *item,
                            const RhBruBlock *block,
                            const char *place);
/* A request by gRPC or a WebSocket: @block is it, the messages are blocks of @bru. */
void rh_bruno_keep_call (RhBruno *self,
                         const RhBru *bru,
                         const RhBruBlock *block,
                         RhRequestItem *item,
                         const char *place);

G_END_DECLS
