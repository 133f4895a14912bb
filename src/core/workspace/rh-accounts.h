/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom one can be in an environment: labels of the user's own, and which one was chosen last. Kept
 * in the user's state. The default account, whose label is "", is always there. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RH_TYPE_ACCOUNTS (rh_accounts_get_type ())
G_DECLARE_FINAL_TYPE (RhAccounts, rh_accounts, RH, ACCOUNTS, GObject)

#define RH_ACCOUNT_MAX_LENGTH 64 /* bytes */

#define RH_ACCOUNTS_ERROR (rh_accounts_error_quark ())
GQuark rh_accounts_error_quark (void);
typedef enum
{
  RH_ACCOUNTS_ERROR_INVALID, /* empty, too long, with control characters; to choose: not there */
  RH_ACCOUNTS_ERROR_EXISTS,
} RhAccountsError;

/* One that is there and cannot be read has no accounts, and is not written over. */
RhAccounts *rh_accounts_new (GFile *file);
/* In the order they were added, without the default one. (transfer full) */
GStrv rh_accounts_dup_labels (RhAccounts *self, const char *collection_id, const char *environment);
gboolean rh_accounts_has (RhAccounts *self,
                          const char *collection_id,
                          const char *environment,
                          const char *label);
/* Whether add() would take it. */
gboolean rh_accounts_can_add (RhAccounts *self,
                              const char *collection_id,
                              const char *environment,
                              const char *label);
/* Blanks around it are taken off: (transfer full) the label as it is kept, NULL with an error. */
char *rh_accounts_add (RhAccounts *self,
                       const char *collection_id,
                       const char *environment,
                       const char *label,
                       GError **error);
/* What it signed in with is not touched: sign out first. */
gboolean rh_accounts_remove (RhAccounts *self,
                             const char *collection_id,
                             const char *environment,
                             const char *label,
                             GError **error);
/* Where a new window and rehearse begin; "" for the default account. (transfer full) */
char *rh_accounts_dup_chosen (RhAccounts *self, const char *collection_id, const char *environment);
gboolean rh_accounts_choose (RhAccounts *self,
                             const char *collection_id,
                             const char *environment,
                             const char *label,
                             GError **error);

/* Signal "changed": labels were added or removed. */

G_END_DECLS
