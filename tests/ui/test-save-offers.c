/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said and asked around a collection's files: secrets that stand in them in clear, a value
 * that was typed and looks like one, a file outside, a file that was laid out anew. */
#include "environment/rh-folder-dialog.h"
#include "lib/rh-keyring-calls.h"
#include "ui/rh-ui-fixture.h"
#include "window/rh-collection-page.h"
#include "workspace/rh-variable-snapshot.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  RhUiFixture *ui;
  RhWindow *window;
  RhCollectionPage *page;
  RhCollection *collection;
  RhCollectionStore *store;
  char *root;
} Fixture;

static void
write_file (Fixture *fixture, const char *path, const char *text)
{
  g_autofree char *file = g_build_filename (fixture->root, path, NULL);
  g_autofree char *folder = g_path_get_dirname (file);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (file, text, -1, &error);
  g_assert_no_error (error);
}

static char *
read_file (Fixture *fixture, const char *path)
{
  g_autofree char *file = g_build_filename (fixture->root, path, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  return text;
}

static gboolean
has_page (gpointer window)
{
  return rh_ui_find_type (window, RH_TYPE_COLLECTION_PAGE) != NULL;
}

/* @key: what stands in Staging's file as the value of a secret variable; NULL: none does. */
static void
set_up (Fixture *fixture, const char *key)
{
  g_autoptr (GFile) folder = NULL;
  g_autofree char *value = key == NULL ? g_strdup ("") : g_strdup_printf ("  value: %s\n", key);
  g_autofree char *staging = NULL;

  fixture->ui = rh_ui_fixture_new ();
  folder = g_file_get_child (fixture->ui->scratch, "acme");
  fixture->root = g_file_get_path (folder);
  write_file (fixture, "opencollection.yml", "opencollection: 1.0.0\ninfo:\n  name: Acme\n");
  staging = g_strdup_printf ("name: Staging\nvariables:\n- name: api\n  value: %s\n"
                             "- secret: true\n  name: key\n%s",
                             fixture->ui->address, value);
  write_file (fixture, "environments/Staging.yml", staging);
  write_file (fixture, "Upload.yml",
              "info:\n  name: Upload\n  type: http\nhttp:\n  method: POST\n"
              "  url: '{{api}}/upload'\n");
  fixture->window = rh_ui_fixture_open (fixture->ui);
  rh_window_open_folder (fixture->window, folder);
  rh_ui_wait (has_page, fixture->window);
  fixture->page = RH_COLLECTION_PAGE (rh_ui_find_type (fixture->window, RH_TYPE_COLLECTION_PAGE));
  fixture->collection = rh_collection_page_get_collection (fixture->page);
  fixture->store = rh_collections_get_store (rh_workspace_get_open (fixture->ui->workspace),
                                             fixture->collection);
  g_assert_true (rh_collections_accept (rh_workspace_get_open (fixture->ui->workspace),
                                        fixture->collection, NULL));
}

static void
tear_down (Fixture *fixture)
{
  rh_ui_fixture_free (fixture->ui);
  g_free (fixture->root);
}

static RhRequestItem *
open_upload (Fixture *fixture)
{
  RhRequestItem *item = rh_collection_store_find (fixture->store, "Upload");

  rh_request_item_load (item);
  rh_collection_page_open (fixture->page, item, TRUE);
  return item;
}

static void
press (gpointer root, const char *label)
{
  GtkWidget *text = rh_ui_await_text (root, label);

  g_signal_emit_by_name (gtk_widget_get_ancestor (text, GTK_TYPE_BUTTON), "clicked");
}

static gboolean
shows_question (gpointer window)
{
  return ADW_IS_ALERT_DIALOG (adw_application_window_get_visible_dialog (window));
}

static gboolean
shows_no_question (gpointer window)
{
  return !shows_question (window);
}

static AdwAlertDialog *
await_question (Fixture *fixture)
{
  rh_ui_wait (shows_question, fixture->window);
  return ADW_ALERT_DIALOG (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)));
}

static const char *
get_extra_text (AdwAlertDialog *dialog)
{
  return gtk_label_get_text (GTK_LABEL (adw_alert_dialog_get_extra_child (dialog)));
}

static void
answer (Fixture *fixture, const char *label)
{
  press (await_question (fixture), label);
  rh_ui_wait (shows_no_question, fixture->window);
}

static void
act (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL));
}

static void
assert_kept (Fixture *fixture, const char *name, const char *value)
{
  const char *kind;
  g_autofree char *slot = rh_secret_slot_of (
      fixture->collection, rh_collection_get_environment (fixture->collection, "Staging"), name,
      &kind);

  rh_keyring_assert_has (rh_workspace_get_keyring (fixture->ui->workspace), kind, slot, value);
}

/* Secrets in clear */

static gboolean
has_no_hush (gpointer data)
{
  g_autofree char *text = read_file (data, "environments/Staging.yml");

  return strstr (text, "hush") == NULL;
}

static void
test_move_secrets (void)
{
  Fixture fixture;
  AdwAlertDialog *dialog;

  set_up (&fixture, "very-hush");
  rh_ui_await_text (fixture.window, "1 secret is in a file as plain text");
  press (fixture.window, "Move…");
  dialog = await_question (&fixture);
  g_assert_cmpstr (adw_alert_dialog_get_default_response (dialog), ==, "cancel");
  g_assert_cmpstr (get_extra_text (dialog), ==, "environments/Staging.yml: variable key");
  answer (&fixture, "Not Now");
  g_assert_false (has_no_hush (&fixture));

  press (fixture.window, "Move…");
  answer (&fixture, "Move to Keyring");
  rh_ui_wait (has_no_hush, &fixture);
  assert_kept (&fixture, "key", "very-hush");
  tear_down (&fixture);
}

/* A change that has to wait for it is written once it is done. */
static gboolean
has_extra (gpointer data)
{
  g_autofree char *text = read_file (data, "environments/Staging.yml");

  return strstr (text, "extra") != NULL;
}

static void
test_waiting_change (void)
{
  Fixture fixture;
  RhEnvironment *environment;

  set_up (&fixture, "very-hush");
  rh_ui_await_text (fixture.window, "1 secret is in a file as plain text");
  environment = rh_collection_get_environment (fixture.collection, "Staging");
  rh_environment_set (environment, "extra", "1");
  g_assert_false (rh_collection_store_flush (fixture.store, NULL));
  g_assert_false (has_extra (&fixture));
  press (fixture.window, "Move…");
  answer (&fixture, "Move to Keyring");
  rh_ui_wait (has_extra, &fixture);
  g_assert_true (has_no_hush (&fixture));
  assert_kept (&fixture, "key", "very-hush");
  tear_down (&fixture);
}

/* Typed */

static gboolean
file_says_variable (gpointer data)
{
  g_autofree char *text = read_file (data, "Upload.yml");

  return strstr (text, "Bearer {{authorization}}") != NULL;
}

static void
test_typed_secret (void)
{
  Fixture fixture;
  RhRequestItem *item;
  g_autoptr (RhField) field = rh_field_new ("Authorization", "Bearer 1234-hush", "", TRUE);
  g_autofree char *text = NULL;

  set_up (&fixture, NULL);
  item = open_upload (&fixture);
  rh_request_item_add_header (item, field);
  act (&fixture, "win.save");
  rh_ui_await_text (fixture.window, "“Authorization” is saved in the file as plain text");
  press (fixture.window, "Keep It Secret…");
  answer (&fixture, "Keep Secret");
  rh_ui_wait (file_says_variable, &fixture);
  text = read_file (&fixture, "Upload.yml");
  g_assert_null (strstr (text, "hush"));
  g_assert_cmpstr (rh_field_get_value (field), ==, "Bearer {{authorization}}");
  assert_kept (&fixture, "authorization", "1234-hush");
  g_assert_true (rh_variable_is_secret (rh_environment_lookup (
      rh_collection_get_environment (fixture.collection, "Staging"), "authorization")));
  tear_down (&fixture);
}

static gboolean
says_nothing (gpointer window)
{
  return rh_ui_find_text (window, "“Authorization” is saved in the file as plain text") == NULL;
}

static void
test_typed_secret_is_offered_once (void)
{
  Fixture fixture;
  RhRequestItem *item;
  g_autoptr (RhField) field = rh_field_new ("Authorization", "Bearer 1234-hush", "", TRUE);

  set_up (&fixture, NULL);
  item = open_upload (&fixture);
  rh_request_item_add_header (item, field);
  act (&fixture, "win.save");
  rh_ui_await_text (fixture.window, "“Authorization” is saved in the file as plain text");
  adw_toast_overlay_dismiss_all (
      ADW_TOAST_OVERLAY (rh_ui_find_type (fixture.window, ADW_TYPE_TOAST_OVERLAY)));
  rh_ui_wait (says_nothing, fixture.window);

  g_object_set (field, "value", "Bearer 5678-hush", NULL);
  act (&fixture, "win.save");
  rh_ui_await_text (fixture.window, "Saved");
  g_assert_true (says_nothing (fixture.window));
  tear_down (&fixture);
}

/* The request may be gone by the time that somebody says yes. */
static void
test_typed_secret_of_deleted (void)
{
  Fixture fixture;
  RhRequestItem *item;
  g_autoptr (RhField) field = rh_field_new ("Authorization", "Bearer 1234-hush", "", TRUE);

  set_up (&fixture, NULL);
  item = open_upload (&fixture);
  rh_request_item_add_header (item, field);
  act (&fixture, "win.save");
  rh_ui_await_text (fixture.window, "“Authorization” is saved in the file as plain text");
  rh_folder_remove (rh_request_item_get_parent (item), G_OBJECT (item));
  press (fixture.window, "Keep It Secret…");
  answer (&fixture, "Keep Secret");
  rh_ui_await_text (fixture.window, "Kept in the keyring");
  assert_kept (&fixture, "authorization", "1234-hush");
  tear_down (&fixture);
}

/* A file outside */

static gboolean
is_idle (gpointer tab)
{
  return !rh_tab_is_running (tab);
}

static gboolean
has_a_request (gpointer ui)
{
  return ((RhUiFixture *) ui)->n_requests == 1;
}

static void
send (Fixture *fixture)
{
  act (fixture, "win.send");
  rh_ui_wait (is_idle, rh_collection_page_get_tab (fixture->page));
}

static void
test_outside_file_asks (void)
{
  Fixture fixture;
  RhRequestItem *item;
  AdwAlertDialog *dialog;
  g_autofree char *outside = NULL;

  set_up (&fixture, NULL);
  write_file (&fixture, "../home/id_rsa", "a key");
  outside = g_build_filename (fixture.root, "..", "home", "id_rsa", NULL);
  item = open_upload (&fixture);
  g_object_set (item, "body-kind", RH_BODY_KIND_FILE, "body-path", outside, NULL);
  send (&fixture);
  dialog = await_question (&fixture);
  g_assert_cmpstr (adw_alert_dialog_get_default_response (dialog), ==, "cancel");
  g_assert_true (g_str_has_suffix (get_extra_text (dialog), "/home/id_rsa"));
  answer (&fixture, "Cancel");
  g_assert_cmpuint (fixture.ui->n_requests, ==, 0);

  send (&fixture);
  answer (&fixture, "Allow and Send");
  rh_ui_wait (has_a_request, fixture.ui);
  g_assert_cmpstr (fixture.ui->last_body, ==, "a key");
  tear_down (&fixture);
}

/* What is picked is meant; inside the folder it is written as every clone has it. */
static void
test_picked_file (void)
{
  Fixture fixture;
  RhRequestItem *item;
  g_autofree char *inside = NULL;
  g_autofree char *outside = NULL;

  set_up (&fixture, NULL);
  write_file (&fixture, "data/body.txt", "inside");
  write_file (&fixture, "../other.txt", "outside");
  inside = g_build_filename (fixture.root, "data", "body.txt", NULL);
  outside = g_build_filename (fixture.root, "..", "other.txt", NULL);
  item = open_upload (&fixture);
  g_object_set (item, "body-kind", RH_BODY_KIND_FILE, NULL);
  gtk_widget_activate_action (GTK_WIDGET (rh_collection_page_get_tab (fixture.page)),
                              "tab.pick-file", "^ay", inside);
  g_assert_cmpstr (rh_request_item_get_body_path (item), ==, "data/body.txt");
  gtk_widget_activate_action (GTK_WIDGET (rh_collection_page_get_tab (fixture.page)),
                              "tab.pick-file", "^ay", outside);
  send (&fixture);
  rh_ui_wait (has_a_request, fixture.ui);
  g_assert_cmpstr (fixture.ui->last_body, ==, "outside");
  tear_down (&fixture);
}

/* The chooser of an application comes, or it is said that there is no such file. */
static void
test_open_file (void)
{
  Fixture fixture;
  RhRequestItem *item;
  RhTab *tab;

  set_up (&fixture, NULL);
  item = open_upload (&fixture);
  tab = rh_collection_page_get_tab (fixture.page);
  g_object_set (item, "body-kind", RH_BODY_KIND_FILE, "body-path", "not-there", NULL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (tab), "tab.open-file", NULL));
  g_assert_nonnull (rh_ui_await_text (fixture.window, g_strerror (ENOENT)));
  tear_down (&fixture);
}

/* Laid out anew */

static void
test_relaid (void)
{
  Fixture fixture;
  RhRequestItem *item;

  set_up (&fixture, NULL);
  item = open_upload (&fixture);
  g_object_set (item, "method", "PUT", NULL);
  act (&fixture, "win.save");
  rh_ui_await_text (fixture.window,
                    "“Upload.yml” was written by another program and has been laid out anew");
  tear_down (&fixture);
}

static void
test_relaid_is_counted (void)
{
  Fixture fixture;

  set_up (&fixture, NULL);
  g_signal_emit_by_name (fixture.store, "relaid", "a.yml");
  g_signal_emit_by_name (fixture.store, "relaid", "b.yml");
  rh_ui_await_text (fixture.window,
                    "2 files were written by another program and have been laid out anew");
  tear_down (&fixture);
}

/* Settings */

static void
test_collection_settings (void)
{
  Fixture fixture;

  set_up (&fixture, NULL);
  act (&fixture, "win.collection-settings");
  g_assert_nonnull (rh_ui_await_type (fixture.window, RH_TYPE_FOLDER_DIALOG));
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/save-offers/move-secrets", test_move_secrets);
  g_test_add_func ("/save-offers/waiting-change", test_waiting_change);
  g_test_add_func ("/save-offers/typed-secret", test_typed_secret);
  g_test_add_func ("/save-offers/typed-secret-is-offered-once", test_typed_secret_is_offered_once);
  g_test_add_func ("/save-offers/typed-secret-of-deleted", test_typed_secret_of_deleted);
  g_test_add_func ("/save-offers/outside-file-asks", test_outside_file_asks);
  g_test_add_func ("/save-offers/picked-file", test_picked_file);
  g_test_add_func ("/save-offers/open-file", test_open_file);
  g_test_add_func ("/save-offers/relaid", test_relaid);
  g_test_add_func ("/save-offers/relaid-is-counted", test_relaid_is_counted);
  g_test_add_func ("/save-offers/collection-settings", test_collection_settings);

  return g_test_run ();
}
