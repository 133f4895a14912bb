/* SPDX-License-Identifier: GPL-3.0-or-later */
/* standards.md M2 and L6: what is secret is sent, and stands in no text of any window. */
#include "lib/rh-keyring-calls.h"
#include "response/rh-response-page.h"
#include "ui/rh-ui-fixture.h"
#include "window/rh-collection-page.h"
#include "workspace/rh-variable-snapshot.h"

#include <string.h>

#define SECRET "CANARY-b4d7/e1 on+screen"
/* As much of it as a mask may not show. */
#define START "CANARY"

typedef struct
{
  guint n_texts;
  guint n_masks; /* lines with one */
} Seen;

static void
look_at (Seen *seen, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  if (text == NULL || *text == '\0')
    return;

  seen->n_texts++;
  for (guint i = 0; lines[i] != NULL; i++)
    seen->n_masks += strstr (lines[i], "••••") != NULL || strstr (lines[i], "…") != NULL;
  g_assert_null (strstr (text, START));
}

static void
look_at_buffer (Seen *seen, GtkTextBuffer *buffer)
{
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  look_at (seen, text);
}

/* Shown or not: what is folded away is in the tree of the screen reader soon. */
static void
look_below (Seen *seen, GtkWidget *widget)
{
  look_at (seen, gtk_widget_get_tooltip_text (widget));
  if (GTK_IS_LABEL (widget))
    look_at (seen, gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_EDITABLE (widget))
    look_at (seen, gtk_editable_get_text (GTK_EDITABLE (widget)));
  if (GTK_IS_TEXT_VIEW (widget))
    look_at_buffer (seen, gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)));
  if (GTK_IS_WINDOW (widget))
    look_at (seen, gtk_window_get_title (GTK_WINDOW (widget)));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    look_below (seen, child);
}

static void
look_everywhere (Seen *seen)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  guint n = g_list_model_get_n_items (windows);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      look_below (seen, window);
    }
}

static void
add_header (RhRequestItem *item, const char *name, const char *value)
{
  g_autoptr (RhField) field = rh_field_new (name, value, "", TRUE);

  rh_request_item_add_header (item, field);
}

/* The secret in every place of a request. */
static RhRequestItem *
new_item (RhUiFixture *fixture)
{
  g_autofree char *url = g_strconcat (fixture->address, "/{{key}}/x?key={{key}}", NULL);
  RhRequestItem *item = rh_request_item_new ("Leaky", "POST", url);

  add_header (item, "Authorization", "Basic {{key}}");
  add_header (item, "X-Anything", "{{key}}");
  g_object_set (item, "auth-kind", RH_AUTH_KIND_NONE, "body-kind", RH_BODY_KIND_TEXT, "body-text",
                "{{key}}", NULL);
  return item;
}

static void
allow_secret (RhUiFixture *fixture)
{
  RhWorkspace *workspace = fixture->workspace;
  RhCollection *starter = rh_workspace_get_starter (workspace);
  g_autofree char *slot
      = rh_secret_variable_slot_new (rh_collection_get_id (starter), "Practice", "key");

  rh_environment_add_secret (rh_collection_get_environment (starter, "Practice"), "key");
  g_assert_true (rh_keyring_store_now (rh_workspace_get_keyring (workspace),
                                       RH_KEYRING_KIND_VARIABLE, slot, SECRET, NULL));
  g_assert_true (
      rh_bindings_allow (rh_workspace_get_bindings (workspace), slot, fixture->address, NULL));
}

static gboolean
is_idle (gpointer tab)
{
  return !rh_tab_is_running (tab);
}

static void
send (RhWindow *window)
{
  RhCollectionPage *page = RH_COLLECTION_PAGE (rh_ui_find_type (window, RH_TYPE_COLLECTION_PAGE));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.send", NULL));
  rh_ui_wait (is_idle, rh_collection_page_get_tab (page));
}

static void
test_secrets (gconstpointer status)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  RhCollection *starter = rh_workspace_get_starter (fixture->workspace);
  g_autoptr (RhRequestItem) item = new_item (fixture);
  GtkWidget *response;
  Seen seen = { 0 };

  allow_secret (fixture);
  rh_folder_append (rh_collection_get_root (starter), G_OBJECT (item));
  rh_collection_page_open (RH_COLLECTION_PAGE (rh_ui_find_type (window, RH_TYPE_COLLECTION_PAGE)),
                           item, TRUE);
  rh_ui_fixture_answer (fixture, GPOINTER_TO_UINT (status), "text/plain", "fine", -1);
  send (window);
  g_assert_cmpuint (fixture->n_requests, ==, 1);
  g_assert_cmpstr (fixture->last_body, ==, SECRET);

  response = rh_ui_find_type (window, RH_TYPE_RESPONSE_PAGE);
  g_assert_true (gtk_widget_activate_action (response, "response.details", NULL));
  rh_ui_await_text (window, "As It Went Out, Secrets Masked");
  look_everywhere (&seen);
  g_assert_cmpuint (seen.n_texts, >, 30);
  g_assert_cmpuint (seen.n_masks, >=, 5); /* the URL twice, two headers, the body */
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);
  g_test_add_data_func ("/secrets-on-screen/M2/answered", GUINT_TO_POINTER (200), test_secrets);
  g_test_add_data_func ("/secrets-on-screen/M2/refused", GUINT_TO_POINTER (401), test_secrets);
  return g_test_run ();
}
