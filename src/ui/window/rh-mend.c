/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does what mends a refused request. */
#define G_LOG_DOMAIN "rh-mend"

#include "config.h"

#include "window/rh-mend.h"

#include "common/rh-problem.h"
#include "common/rh-toast.h"

/* A tab that went away meanwhile sends nothing any more. */
static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhTab) tab = user_data;
  g_autoptr (GError) error = NULL;

  if (gtk_widget_get_root (GTK_WIDGET (tab)) == NULL)
    return;

  if (rh_connection_finish (RH_CONNECTION (source), result, &error))
    rh_tab_send (tab);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autoptr (RhProblem) problem = rh_problem_new (error);

      rh_toast_show (GTK_WIDGET (tab), problem->title);
    }
}

static void
connect_with (RhTab *tab, const RhRefusal *refusal)
{
  g_autofree char *scopes = g_strjoinv (" ", refusal->missing);

  gtk_widget_activate_action (GTK_WIDGET (tab), "win.connect-with", "s", scopes);
}

void
rh_mend_refusal (RhTab *tab, RhConnection *connection, const RhRefusal *refusal)
{
  g_return_if_fail (RH_IS_TAB (tab));
  g_return_if_fail (RH_IS_CONNECTION (connection));
  g_return_if_fail (refusal != NULL);

  switch (refusal->action)
    {
    case RH_REFUSAL_ACTION_REFRESH_AND_SEND:
      rh_connection_refresh_async (connection, NULL, refreshed_cb, g_object_ref (tab));
      break;
    case RH_REFUSAL_ACTION_SEND_AGAIN:
      rh_tab_send (tab);
      break;
    case RH_REFUSAL_ACTION_CONNECT_WITH_SCOPE:
      connect_with (tab, refusal);
      break;
    case RH_REFUSAL_ACTION_SIGN_IN:
      gtk_widget_activate_action (GTK_WIDGET (tab), "win.connect", NULL);
      break;
    case RH_REFUSAL_ACTION_SHOW_AUTH:
      rh_tab_show_request (tab, "auth");
      break;
    case RH_REFUSAL_ACTION_SHOW_HEADERS:
      rh_tab_show_request (tab, "headers");
      break;
    case RH_REFUSAL_ACTION_SHOW_REDIRECTS:
      rh_response_page_set_page (rh_tab_get_response_page (tab), "details");
      break;
    case RH_REFUSAL_ACTION_NONE:
    case RH_REFUSAL_ACTION_CHECK_CLOCK:
    default:
      break;
    }
}
