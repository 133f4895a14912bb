/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps a response as an example with its request: what will stand in the file is shown before it
 * is kept (security.md 4.10). */
#pragma once

#include "collection/rh-request-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_EXAMPLE_DIALOG (rh_example_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RhExampleDialog, rh_example_dialog, RH, EXAMPLE_DIALOG, AdwDialog)

/* @exchange has ended with a response. @protected_environment: the name of the one that it came
 * from, if that is protected; then it is kept only when somebody says so. Adds it to @item. */
AdwDialog *rh_example_dialog_new (RhRequestItem *item,
                                  RhExchange *exchange,
                                  const char *protected_environment);

G_END_DECLS
