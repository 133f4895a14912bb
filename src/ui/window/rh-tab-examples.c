/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The examples of the request in a tab. */
#define G_LOG_DOMAIN "rh-tab-examples"

#include "config.h"

#include "window/rh-tab-examples.h"

#include "common/rh-toast.h"
#include "response/rh-example-dialog.h"
#include "response/rh-examples-dialog.h"

#include <glib/gi18n.h>

/* NULL: it is not protected. */
static const char *
get_protected (RhWorkspace *workspace, RhConnection *connection)
{
  RhCollection *collection = rh_connection_get_collection (connection);
  RhEnvironment *environment = rh_connection_get_environment (connection);

  return rh_guard_is_protected (rh_workspace_get_guard (workspace),
                                rh_collection_get_id (collection), environment)
             ? rh_environment_get_name (environment)
             : NULL;
}

void
rh_tab_examples_keep (RhTab *tab,
                      RhWorkspace *workspace,
                      RhConnection *connection,
                      RhExchange *exchange)
{
  g_return_if_fail (RH_IS_TAB (tab));

  adw_dialog_present (rh_example_dialog_new (rh_tab_get_item (tab), exchange,
                                             get_protected (workspace, connection)),
                      GTK_WIDGET (tab));
}

static void
show_example_cb (RhTab *tab, RhExample *example)
{
  g_autoptr (RhExchange) exchange = rh_example_dup_exchange (example);
  g_autofree char *note = NULL;

  if (exchange == NULL)
    {
      rh_toast_show (GTK_WIDGET (tab), _ ("This example has no response"));
      return;
    }

  /* Translators: %s is the name of an example. */
  note = g_strdup_printf (_ ("Example “%s”"), rh_example_get_name (example));
  rh_tab_show_kept (tab, exchange, note);
}

void
rh_tab_examples_list (RhTab *tab)
{
  AdwDialog *dialog;

  g_return_if_fail (RH_IS_TAB (tab));

  dialog = rh_examples_dialog_new (rh_tab_get_item (tab));
  g_signal_connect_object (dialog, "show-example", G_CALLBACK (show_example_cb), tab,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (tab));
}
