/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Send and Cancel are one button: what was pressed is done, not what it has become meanwhile. */
#include "config.h"

#include "lib/rh-test.h"
#include "request/rh-send-button.h"
#include "ui/rh-connect-fixture.h"

typedef struct
{
  GtkWindow *window;
  RhSendButton *button;
  guint sent;
  guint cancelled;
} Fixture;

static void
count_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  guint *count = user_data;

  *count += 1;
}

static void
add_action (GActionMap *map, const char *name, guint *count)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new (name, NULL);

  g_signal_connect (action, "activate", G_CALLBACK (count_cb), count);
  g_action_map_add_action (map, G_ACTION (action));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->button = g_object_new (RH_TYPE_SEND_BUTTON, NULL);
  add_action (G_ACTION_MAP (actions), "send", &fixture->sent);
  add_action (G_ACTION_MAP (actions), "cancel", &fixture->cancelled);
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->window), "win", G_ACTION_GROUP (actions));
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->button));
  gtk_window_present (fixture->window);
  rh_widget_wait (gtk_widget_get_mapped (GTK_WIDGET (fixture->button)));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  rh_test_drain ();
}

/* As a key does, whose click comes a moment later. */
static void
press (Fixture *fixture)
{
  gtk_widget_activate (adw_bin_get_child (ADW_BIN (fixture->button)));
}

static void
await_one (Fixture *fixture)
{
  rh_widget_wait (fixture->sent + fixture->cancelled == 1);
}

static void
test_sends (Fixture *fixture, gconstpointer data)
{
  press (fixture);
  await_one (fixture);

  g_assert_cmpuint (fixture->sent, ==, 1);
}

static void
test_cancels (Fixture *fixture, gconstpointer data)
{
  g_object_set (fixture->button, "running", TRUE, NULL);
  press (fixture);
  await_one (fixture);

  g_assert_cmpuint (fixture->cancelled, ==, 1);
}

/* The answer came between the key and its click. */
static void
test_late_cancel_sends_nothing (Fixture *fixture, gconstpointer data)
{
  g_object_set (fixture->button, "running", TRUE, NULL);
  press (fixture);
  g_object_set (fixture->button, "running", FALSE, NULL);
  await_one (fixture);
  g_assert_cmpuint (fixture->sent, ==, 0);

  press (fixture);
  rh_widget_wait (fixture->sent == 1);
}

static void
test_late_send_cancels_nothing (Fixture *fixture, gconstpointer data)
{
  press (fixture);
  g_object_set (fixture->button, "running", TRUE, NULL);
  await_one (fixture);

  g_assert_cmpuint (fixture->cancelled, ==, 0);
}

#define ADD(path, name) g_test_add ("/send-button/" path, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  rh_connect_test_init (&argc, &argv);

  ADD ("sends", test_sends);
  ADD ("cancels", test_cancels);
  ADD ("late-cancel-sends-nothing", test_late_cancel_sends_nothing);
  ADD ("late-send-cancels-nothing", test_late_send_cancels_nothing);

  return rh_connect_test_run ();
}
