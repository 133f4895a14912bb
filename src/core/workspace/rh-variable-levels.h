/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For RhVariableSnapshot, whose header tells the order: what each level says about a name at one
 * moment, without secrets that are kept elsewhere. */
#pragma once

#include "collection/rh-collection.h"
#include "text/rh-text.h"
#include "workspace/rh-runtime-variables.h"

G_BEGIN_DECLS

/* One name. */
typedef struct
{
  char *name;
  char *value; /* NULL for a secret */
  RhSource source;
  gboolean literal; /* not looked into */
  /* secrets only */
  gboolean secret;
  gboolean given;  /* for this run, by whoever started it */
  char *place;     /* name of the environment that has it */
  char *home;      /* origin that it came from; NULL */
  RhSecret *bytes; /* NULL: not fetched, or the keyring has none */
  /* for the snapshot, when it is wanted */
  const char *kind; /* NULL: not in the keyring */
  char *slot;
  GStrv origins;
} RhLevelEntry;

typedef struct _RhVariableLevels RhVariableLevels;

/* All but @collection may be NULL. */
RhVariableLevels *rh_variable_levels_new (RhCollection *collection,
                                          RhEnvironment *environment,
                                          RhRequestItem *item,
                                          RhRuntimeVariables *runtime);
void rh_variable_levels_free (RhVariableLevels *self);
/* With what the environment extends, RH_ENVIRONMENT_CHAIN_ERROR; NULL: none. */
const GError *rh_variable_levels_get_problem (RhVariableLevels *self);
/* Borrowed; NULL: nobody has it. The .env file is read when it is first needed. */
RhLevelEntry *rh_variable_levels_find (RhVariableLevels *self, const char *name);
/* All of them, by name. (transfer container) */
GPtrArray *rh_variable_levels_list (RhVariableLevels *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhVariableLevels, rh_variable_levels_free)

G_END_DECLS
