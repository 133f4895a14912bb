/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Without a network, and after a suspend: what failed says that it was that. */
#include "response/rh-response-problem.h"
#include "ui/rh-response-rig.h"

#include "oauth/rh-oauth-config.h"

/* --- The system's word, as a test has it --------------------------------------------------------
 */

#define TEST_TYPE_MONITOR (test_monitor_get_type ())
G_DECLARE_FINAL_TYPE (TestMonitor, test_monitor, TEST, MONITOR, GObject)

struct _TestMonitor
{
  GObject parent_instance;
};

enum
{
  PROP_AVAILABLE = 1,
  PROP_METERED,
  PROP_CONNECTIVITY,
};

static gboolean is_online;

static gboolean
initable_init (GInitable *initable, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
initable_iface_init (GInitableIface *iface)
{
  iface->init = initable_init;
}

static void
monitor_iface_init (GNetworkMonitorInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestMonitor,
                               test_monitor,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, initable_iface_init)
                                   G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR,
                                                          monitor_iface_init))

static void
test_monitor_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_AVAILABLE)
    g_value_set_boolean (value, is_online);
}

static void
test_monitor_class_init (TestMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = test_monitor_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
test_monitor_init (TestMonitor *self)
{
}

static void
set_online (gboolean online)
{
  is_online = online;
  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", online);
}

/* --- A suspend, as a test has it ----------------------------------------------------------------
 */

static gint64 slept;

static gint64
sleep_clock (void)
{
  return slept;
}

/* --- What is shown ------------------------------------------------------------------------------
 */

static RhExchange *
start_to (const char *address)
{
  g_autoptr (RhText) url = rh_text_new (address);
  g_autoptr (RhRequest) request = rh_request_new ("GET", url);
  g_autoptr (RhHop) hop = rh_hop_new ("GET", url);
  RhExchange *exchange = rh_exchange_new (request);

  rh_exchange_add_hop (exchange, hop);
  return exchange;
}

static void
show_failed (RhResponseRig *rig, const char *url, RhHttpError code)
{
  g_autoptr (RhExchange) exchange = start_to (url);
  g_autoptr (GError) error = g_error_new_literal (RH_HTTP_ERROR, (int) code, "reason");

  rh_exchange_finish (exchange, error);
  rh_response_page_show_problem (rig->page, error, exchange, NULL);
}

static gboolean
is_shown (RhResponseRig *rig, const char *title)
{
  return rh_ui_find_text (rig->page, title) != NULL;
}

static void
test_offline (void)
{
  g_autoptr (RhResponseRig) rig = rh_response_rig_new ();

  set_online (FALSE);
  show_failed (rig, "https://api.example.com/", RH_HTTP_ERROR_RESOLVE);
  g_assert_true (is_shown (rig, "You Are Offline"));
  g_assert_nonnull (rh_ui_find_named (rig->page, "Send Again"));

  set_online (TRUE);
  g_assert_false (is_shown (rig, "You Are Offline"));
  g_assert_true (is_shown (rig, "You Are Online Again"));
  g_assert_nonnull (rh_ui_find_named (rig->page, "Send Again"));
}

/* It is not to blame for what it has nothing to do with. */
static void
test_not_to_blame (void)
{
  static const struct
  {
    gboolean online;
    const char *url;
    RhHttpError code;
    const char *title;
  } rows[] = {
    { TRUE, "https://api.example.com/", RH_HTTP_ERROR_RESOLVE, "Host Was Not Found" },
    { FALSE, "http://127.0.0.1:9/", RH_HTTP_ERROR_CONNECT, "Host Was Not Reached" },
    { FALSE, "http://localhost:9/", RH_HTTP_ERROR_TIMEOUT_CONNECT, "Host Does Not Answer" },
    { FALSE, "https://api.example.com/", RH_HTTP_ERROR_NOT_HTTP,
      "The Server’s Answer Is Not HTTP" },
  };
  g_autoptr (RhResponseRig) rig = rh_response_rig_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      set_online (rows[i].online);
      show_failed (rig, rows[i].url, rows[i].code);
      g_assert_true (is_shown (rig, rows[i].title));
      set_online (TRUE);
      g_assert_true (is_shown (rig, rows[i].title));
    }
}

/* A token that could not be renewed. */
static void
test_refresh (void)
{
  g_autoptr (RhResponseRig) rig = rh_response_rig_new ();
  g_autoptr (GError) error = g_error_new_literal (RH_OAUTH_ERROR, RH_OAUTH_ERROR_NETWORK, "reason");

  set_online (FALSE);
  rh_response_page_show_problem (rig->page, error, NULL, NULL);
  g_assert_true (is_shown (rig, "You Are Offline"));
}

static gboolean
says_suspended (gpointer page)
{
  return rh_ui_find_text (page, "The computer was suspended meanwhile, and the connection may be "
                                "lost. If nothing comes, cancel and send again.")
         != NULL;
}

/* A connection that died in it does not say so: whoever waits is told. */
static void
test_suspended_while_waiting (void)
{
  g_autoptr (RhResponseRig) rig = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = start_to ("https://api.example.com/");

  slept = 5 * G_USEC_PER_SEC;
  rh_exchange_set_sleep_clock (exchange, sleep_clock);
  rh_response_page_show_waiting (rig->page);
  rh_response_page_watch (rig->page, exchange);
  g_assert_false (says_suspended (rig->page));
  slept += 60 * G_USEC_PER_SEC;
  rh_ui_wait (says_suspended, rig->page);
  rh_exchange_finish (exchange, NULL);
}

static void
test_suspended_and_failed (void)
{
  static const struct
  {
    gint64 seconds;
    RhHttpError code;
    const char *words; /* all that is said */
  } rows[] = {
    { 60, RH_HTTP_ERROR_RECEIVE,
      "The connection ended before the server answered. The server may have done what was asked: "
      "look before you send again.\nThe computer was suspended meanwhile: that ends connections." },
    { 0, RH_HTTP_ERROR_RECEIVE,
      "The connection ended before the server answered. The server may have done what was asked: "
      "look before you send again." },
    { 60, RH_HTTP_ERROR_RESOLVE,
      "Nobody knows the host of this URL. Check its spelling and the network." },
  };
  g_autoptr (RhResponseRig) rig = rh_response_rig_new ();

  set_online (TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (RhExchange) exchange = start_to ("https://api.example.com/");
      g_autoptr (GError) error = g_error_new_literal (RH_HTTP_ERROR, (int) rows[i].code, "reason");

      rh_exchange_set_sleep_clock (exchange, sleep_clock);
      slept += rows[i].seconds * G_USEC_PER_SEC;
      rh_exchange_finish (exchange, error);
      slept += 7 * G_USEC_PER_SEC; /* later ones are not its business */
      g_assert_cmpint (rh_exchange_get_slept (exchange), ==, rows[i].seconds);
      rh_response_page_show_problem (rig->page, error, exchange, NULL);
      g_assert_nonnull (rh_ui_find_text (rig->page, rows[i].words));
    }
}

int
main (int argc, char *argv[])
{
  g_setenv ("GIO_USE_NETWORK_MONITOR", "test", TRUE);
  rh_ui_init (&argc, &argv);
  g_io_extension_point_register (G_NETWORK_MONITOR_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_NETWORK_MONITOR_EXTENSION_POINT_NAME, TEST_TYPE_MONITOR, "test",
                                  100);

  g_test_add_func ("/offline/told", test_offline);
  g_test_add_func ("/offline/not-to-blame", test_not_to_blame);
  g_test_add_func ("/offline/refresh", test_refresh);
  g_test_add_func ("/suspended/while-waiting", test_suspended_while_waiting);
  g_test_add_func ("/suspended/failed", test_suspended_and_failed);

  return g_test_run ();
}
