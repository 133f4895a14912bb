/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How somebody at the browser is told that a sign-in has ended: on the bus of this test the desktop
 * is this program too. */
#include "connection/rh-sign-in-notice.h"
#include "ui/rh-ui-fixture.h"

typedef struct
{
  GDBusConnection *bus; /* of the desktop */
  guint name;
  guint object;
  gboolean ready;
  /* What it was told; owned. */
  GVariant *added; /* (app, id, what) */
  char *removed;
  guint n_added;
} Desktop;

static const char interface_xml[] = "<node><interface name='org.gtk.Notifications'>"
                                    "<method name='AddNotification'><arg type='s' direction='in'/>"
                                    "<arg type='s' direction='in'/>"
                                    "<arg type='a{sv}' direction='in'/></method>"
                                    "<method name='RemoveNotification'>"
                                    "<arg type='s' direction='in'/><arg type='s' direction='in'/>"
                                    "</method></interface></node>";

static void
called_cb (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *parameters,
           GDBusMethodInvocation *invocation,
           gpointer user_data)
{
  Desktop *desktop = user_data;

  if (g_str_equal (method, "AddNotification"))
    {
      g_clear_pointer (&desktop->added, g_variant_unref);
      desktop->added = g_variant_ref (parameters);
      desktop->n_added++;
    }
  else
    {
      g_free (desktop->removed);
      g_variant_get_child (parameters, 1, "s", &desktop->removed);
    }
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
owned_cb (GDBusConnection *bus, const char *name, gpointer user_data)
{
  ((Desktop *) user_data)->ready = TRUE;
}

static gboolean
is_ready (gpointer desktop)
{
  return ((Desktop *) desktop)->ready;
}

/* A connection of its own: the app's own calls would not leave the app's. */
static void
desktop_start (Desktop *self)
{
  static const GDBusInterfaceVTable vtable = { .method_call = called_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface_xml, NULL);
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GError) error = NULL;

  self->bus = g_dbus_connection_new_for_address_sync (
      address,
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, &error);
  g_assert_no_error (error);
  self->object = g_dbus_connection_register_object (
      self->bus, "/org/gtk/Notifications", node->interfaces[0], &vtable, self, NULL, &error);
  g_assert_no_error (error);
  self->name = g_bus_own_name_on_connection (
      self->bus, "org.gtk.Notifications", G_BUS_NAME_OWNER_FLAGS_NONE, owned_cb, NULL, self, NULL);
  rh_ui_wait (is_ready, self);
}

static void
desktop_clear (Desktop *self)
{
  g_bus_unown_name (self->name);
  g_dbus_connection_unregister_object (self->bus, self->object);
  g_clear_object (&self->bus);
  g_clear_pointer (&self->added, g_variant_unref);
  g_clear_pointer (&self->removed, g_free);
}

static gboolean
was_told (gpointer desktop)
{
  return ((Desktop *) desktop)->added != NULL;
}

static gboolean
was_withdrawn (gpointer desktop)
{
  return ((Desktop *) desktop)->removed != NULL;
}

static gboolean
is_active (gpointer window)
{
  return gtk_window_is_active (GTK_WINDOW (window));
}

/* What a click on it does, as the desktop would ask for it. */
static void
click (RhUiFixture *fixture, GVariant *notification)
{
  g_autoptr (GVariant) target = NULL;
  const char *action;

  g_assert_true (g_variant_lookup (notification, "default-action", "&s", &action));
  g_assert_cmpstr (action, ==, "app.show-window");
  target = g_variant_lookup_value (notification, "default-action-target", NULL);
  g_assert_nonnull (target);
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "show-window", target);
}

static Desktop desktop;

static void
test_hidden (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open (fixture);
  g_autoptr (GVariant) notification = NULL;
  const char *title;
  const char *body;
  g_autofree char *id = NULL;

  gtk_widget_set_visible (GTK_WIDGET (window), FALSE);
  rh_test_drain ();
  g_clear_pointer (&desktop.added, g_variant_unref);
  g_clear_pointer (&desktop.removed, g_free);
  rh_sign_in_notice_give (adw_application_window_get_content (ADW_APPLICATION_WINDOW (window)),
                          TRUE, "Connected to Staging", "Acme ApS");
  rh_ui_wait (was_told, &desktop);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (window)));
  g_variant_get (desktop.added, "(&ss@a{sv})", NULL, &id, &notification);
  g_assert_true (g_variant_lookup (notification, "title", "&s", &title));
  g_assert_cmpstr (title, ==, "Connected to Staging");
  g_assert_true (g_variant_lookup (notification, "body", "&s", &body));
  g_assert_cmpstr (body, ==, "Acme ApS");
  g_assert_null (desktop.removed);

  click (fixture, notification);
  rh_ui_wait (is_active, window);
  rh_ui_wait (was_withdrawn, &desktop);
  g_assert_cmpstr (desktop.removed, ==, id);
}

/* Nobody looks at it any more. */
static void
test_closed (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open (fixture);

  gtk_widget_set_visible (GTK_WIDGET (window), FALSE);
  rh_test_drain ();
  g_clear_pointer (&desktop.added, g_variant_unref);
  g_clear_pointer (&desktop.removed, g_free);
  rh_sign_in_notice_give (GTK_WIDGET (window), FALSE, "Staging: Access Was Denied", NULL);
  rh_ui_wait (was_told, &desktop);
  gtk_window_destroy (GTK_WINDOW (window));
  rh_ui_wait (was_withdrawn, &desktop);
}

/* It comes to the front, and nothing else says so. */
static void
test_visible (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *behind = rh_ui_fixture_open (fixture);
  RhWindow *window = rh_ui_fixture_open (fixture);
  guint n_added = desktop.n_added;

  gtk_window_present (GTK_WINDOW (window));
  rh_ui_wait (is_active, window);
  rh_sign_in_notice_give (GTK_WIDGET (behind), FALSE, "Staging: Timed Out", NULL);
  rh_test_drain ();
  g_assert_true (gtk_window_is_active (GTK_WINDOW (window)));

  rh_sign_in_notice_give (GTK_WIDGET (behind), TRUE, "Connected to Staging", NULL);
  rh_ui_wait (is_active, behind);
  g_assert_cmpuint (desktop.n_added, ==, n_added);
}

int
main (int argc, char *argv[])
{
  int status;

  rh_ui_init (&argc, &argv);
  desktop_start (&desktop);

  g_test_add_func ("/sign-in-notice/hidden", test_hidden);
  g_test_add_func ("/sign-in-notice/closed", test_closed);
  g_test_add_func ("/sign-in-notice/visible", test_visible);

  status = g_test_run ();
  desktop_clear (&desktop);
  return status;
}
