/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run of requests by the engine, one after the other, for a program of others to be timed beside
 * it. Arguments: URL, how many. */
#include "config.h"

#include "http/rh-send-operation.h"
#include "http/rh-soup-transport.h"

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean *done = user_data;

  if (!rh_send_operation_finish (RH_EXCHANGE (source), result, &error))
    g_error ("%s", error->message);
  if (rh_hop_get_status (rh_exchange_get_last_hop (RH_EXCHANGE (source))) != 200)
    g_error ("the server did not answer 200");
  *done = TRUE;
}

int
main (int argc, char *argv[])
{
  guint64 n_requests = argc == 3 ? g_ascii_strtoull (argv[2], NULL, 10) : 0;
  g_autoptr (RhText) url = rh_text_new (argc == 3 ? argv[1] : "");
  g_autoptr (RhTransport) transport = rh_soup_transport_new ();

  for (guint64 i = 0; i < n_requests; i++)
    {
      g_autoptr (RhRequest) request = rh_request_new ("GET", url);
      g_autoptr (RhExchange) exchange = NULL;
      gboolean done = FALSE;

      exchange = rh_send_operation_start (transport, request, NULL, done_cb, &done);
      while (!done)
        g_main_context_iteration (NULL, TRUE);
    }

  return n_requests > 0 ? 0 : 2;
}
