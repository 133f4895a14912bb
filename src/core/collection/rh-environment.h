/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An environment: where requests go and with which variables (Practice, Staging, Production). */
#pragma once

#include "collection/rh-variable.h"

G_BEGIN_DECLS

#define RH_TYPE_ENVIRONMENT (rh_environment_get_type ())
G_DECLARE_FINAL_TYPE (RhEnvironment, rh_environment, RH, ENVIRONMENT, GObject)

/* Properties: "name", "service" (id of the RhService it was filled from, "" none). */
RhEnvironment *rh_environment_new (const char *name);
const char *rh_environment_get_name (RhEnvironment *self);
const char *rh_environment_get_service (RhEnvironment *self);
void rh_environment_set_service (RhEnvironment *self, const char *service);
/* GListModel of RhVariable. */
GListModel *rh_environment_get_variables (RhEnvironment *self);
/* NULL if there is none or it is switched off. */
RhVariable *rh_environment_lookup (RhEnvironment *self, const char *name);
/* At the end, or in the place of the one of that name. */
void rh_environment_add (RhEnvironment *self, RhVariable *variable);
/* Sets, and adds what is not there. A secret only gets its name here. */
void rh_environment_set (RhEnvironment *self, const char *name, const char *value);
void rh_environment_add_secret (RhEnvironment *self, const char *name);
/* Signal "changed". */

G_END_DECLS
