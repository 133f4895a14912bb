/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An environment and what it extends. */
#pragma once

#include "collection/rh-collection.h"

G_BEGIN_DECLS

#define RH_ENVIRONMENT_CHAIN_ERROR (rh_environment_chain_error_quark ())
GQuark rh_environment_chain_error_quark (void);
typedef enum
{
  RH_ENVIRONMENT_CHAIN_ERROR_CYCLE,   /* the message is the path: "A → B → A" */
  RH_ENVIRONMENT_CHAIN_ERROR_MISSING, /* no environment has the last name of the path: "A → B" */
  RH_ENVIRONMENT_CHAIN_ERROR_DEPTH,   /* more than RH_ENVIRONMENT_CHAIN_MAX; the path so far */
} RhEnvironmentChainError;

#define RH_ENVIRONMENT_CHAIN_MAX 20

/* @environment, what it extends, what that extends, and so on; of RhEnvironment. @problem: why the
 * chain does not end as it should, and then what there is up to there is returned all the same.
 * (transfer full) */
GPtrArray *
rh_environment_chain_new (RhCollection *collection, RhEnvironment *environment, GError **problem);

G_END_DECLS
