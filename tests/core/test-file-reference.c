/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files outside a collection's folder: not a byte of one goes out before somebody said yes to it.
 */
#include "lib/rh-journey.h"
#include "lib/rh-test.h"
#include "workspace/rh-file-reference.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

typedef struct
{
  RhJourney journey;
  char *root;               /* holds all of it */
  char *outside;            /* a file */
  RhCollection *collection; /* in a folder of its own; borrowed */
  RhConnection *connection;
  guint n_requests;
} Fixture;

static char *
write_file (Fixture *fixture, const char *path)
{
  char *file = g_build_filename (fixture->root, path, NULL);
  g_autofree char *folder = g_path_get_dirname (file);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "what is in it", -1, NULL));
  return file;
}

static void
request_cb (Fixture *fixture)
{
  fixture->n_requests++;
}

static RhCollection *
create (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->root, name, NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (RhEnvironment) environment = rh_environment_new ("Test");
  g_autoptr (GError) error = NULL;
  RhCollection *collection;

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  collection = rh_collections_create (rh_workspace_get_open (fixture->journey.workspace), folder,
                                      name, NULL, NULL, &error);
  g_assert_no_error (error);
  rh_environment_set (environment, "api",
                      rh_practice_server_get_base_url (fixture->journey.practice.server));
  rh_collection_add_environment (collection, environment);
  return collection;
}

static RhConnection *
connect_to (Fixture *fixture, RhCollection *collection)
{
  return rh_workspace_get_connection (fixture->journey.workspace, collection,
                                      rh_collection_get_environment (collection, "Test"));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  rh_journey_start (&fixture->journey, NULL);
  fixture->root = g_build_filename (g_get_user_cache_dir (), "files", NULL);
  fixture->outside = write_file (fixture, "home/.ssh/id_rsa");
  fixture->collection = create (fixture, "one");
  fixture->connection = connect_to (fixture, fixture->collection);
  g_signal_connect_swapped (fixture->journey.practice.server, "request", G_CALLBACK (request_cb),
                            fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->connection);
  g_free (fixture->outside);
  rh_journey_stop (&fixture->journey);
  g_free (fixture->root);
}

static RhSender *
send_through (Fixture *fixture, RhConnection *connection, const char *path, GError **error)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "POST", "{{api}}/v2/vendors");
  g_autoptr (GAsyncResult) result = NULL;
  RhSender *sender;

  g_object_set (item, "auth-kind", RH_AUTH_KIND_NONE, "body-kind", RH_BODY_KIND_FILE, "body-path",
                path, NULL);
  sender = rh_sender_new (fixture->journey.workspace, connection, item);
  rh_sender_run_async (sender, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  rh_sender_run_finish (sender, result, error);
  return sender;
}

static RhSender *
send (Fixture *fixture, const char *path, GError **error)
{
  return send_through (fixture, fixture->connection, path, error);
}

static void
assert_asks (Fixture *fixture, RhConnection *connection, const char *path, const char *file)
{
  guint before = fixture->n_requests;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhSender) sender = send_through (fixture, connection, path, &error);

  g_assert_error (error, RH_SENDER_ERROR, RH_SENDER_ERROR_FILE);
  g_assert_cmpstr (rh_sender_get_file (sender), ==, file);
  g_assert_null (rh_sender_get_exchange (sender));
  g_assert_cmpuint (fixture->n_requests, ==, before); /* not a byte */
}

static void
assert_sends (Fixture *fixture, const char *path)
{
  guint before = fixture->n_requests;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhSender) sender = send (fixture, path, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (fixture->n_requests, ==, before + 1);
}

static void
allow (Fixture *fixture, const char *path)
{
  g_assert_true (rh_file_reference_allow (rh_workspace_get_open (fixture->journey.workspace),
                                          fixture->collection, path, NULL));
}

static void
test_outside_asks_once (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = write_file (fixture, "home/.ssh/config");
  g_autoptr (RhConnection) another = NULL;

  assert_asks (fixture, fixture->connection, fixture->outside, fixture->outside);
  allow (fixture, fixture->outside);
  assert_sends (fixture, fixture->outside);
  assert_sends (fixture, "../home/.ssh/id_rsa"); /* the same file */
  assert_asks (fixture, fixture->connection, other, other);

  another = connect_to (fixture, create (fixture, "two"));
  assert_asks (fixture, another, fixture->outside, fixture->outside);
}

static void
test_inside (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = write_file (fixture, "one/data/body.bin");

  assert_sends (fixture, "data/body.bin");
  assert_sends (fixture, file);
  assert_sends (fixture, "data/../data/body.bin");
}

/* A file that is a part is as good as one that is the body; each of them is asked about. */
static void
test_parts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *inside = write_file (fixture, "one/data/part.bin");
  g_autofree char *value = g_strdup_printf ("data/part.bin\n%s", fixture->outside);
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "POST", "{{api}}/v2/vendors");
  g_autoptr (RhField) part = rh_field_new ("f", value, "", TRUE);

  g_object_set (item, "auth-kind", RH_AUTH_KIND_NONE, "body-kind", RH_BODY_KIND_MULTIPART, NULL);
  g_object_set (part, "file", TRUE, NULL);
  rh_request_item_add_part (item, part);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (RhSender) sender
          = rh_sender_new (fixture->journey.workspace, fixture->connection, item);

      rh_sender_run_async (sender, NULL, rh_test_take_result, &result);
      rh_test_wait (&result);
      rh_sender_run_finish (sender, result, &error);
      if (i == 0)
        {
          g_assert_error (error, RH_SENDER_ERROR, RH_SENDER_ERROR_FILE);
          g_assert_cmpstr (rh_sender_get_file (sender), ==, fixture->outside);
          allow (fixture, fixture->outside);
        }
      else if (i == 1)
        {
          g_assert_no_error (error);
          g_assert_cmpint (unlink (inside), ==, 0);
        }
      else
        {
          g_assert_error (error, RH_SENDER_ERROR, RH_SENDER_ERROR_NO_FILE);
          g_assert_cmpstr (error->message, ==, "data/part.bin");
        }
    }
  g_assert_cmpuint (fixture->n_requests, ==, 1);
}

/* A folder whose name only begins like the collection's is another one. */
static void
test_neighbour (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = write_file (fixture, "one-more/body.bin");

  assert_asks (fixture, fixture->connection, "../one-more/body.bin", file);
}

static void
test_links_lead_out (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->root, "one", "innocent.json", NULL);
  g_autofree char *folder = g_build_filename (fixture->root, "one", "data", NULL);
  g_autofree char *home = g_build_filename (fixture->root, "home", NULL);

  g_assert_cmpint (symlink (fixture->outside, link), ==, 0);
  g_assert_cmpint (symlink (home, folder), ==, 0);
  assert_asks (fixture, fixture->connection, "innocent.json", fixture->outside);
  assert_asks (fixture, fixture->connection, "data/.ssh/id_rsa", fixture->outside);
}

/* A yes is to a file, not to whatever a link leads to later. */
static void
test_link_changed_after_yes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->root, "one", "body", NULL);
  g_autofree char *other = write_file (fixture, "home/other");

  g_assert_cmpint (symlink (fixture->outside, link), ==, 0);
  assert_asks (fixture, fixture->connection, "body", fixture->outside);
  allow (fixture, fixture->outside);
  assert_sends (fixture, "body");
  g_assert_cmpint (g_unlink (link), ==, 0);
  g_assert_cmpint (symlink (other, link), ==, 0);
  assert_asks (fixture, fixture->connection, "body", other);
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  static const char *const paths[] = { "", "gone.bin", "/gone/for/good", "../gone" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RhSender) sender = send (fixture, paths[i], &error);

      g_assert_error (error, RH_SENDER_ERROR, RH_SENDER_ERROR_NO_FILE);
      g_assert_null (rh_sender_get_exchange (sender));
    }
  g_assert_cmpuint (fixture->n_requests, ==, 0);
}

static void
test_pick (Fixture *fixture, gconstpointer data)
{
  RhCollections *collections = rh_workspace_get_open (fixture->journey.workspace);
  g_autofree char *inside = write_file (fixture, "one/data/body.bin");
  g_autofree char *relative
      = rh_file_reference_pick (collections, fixture->collection, inside, NULL);
  g_autofree char *absolute = NULL;

  g_assert_cmpstr (relative, ==, "data/body.bin");
  assert_asks (fixture, fixture->connection, fixture->outside, fixture->outside);
  absolute = rh_file_reference_pick (collections, fixture->collection, fixture->outside, NULL);
  g_assert_cmpstr (absolute, ==, fixture->outside);
  assert_sends (fixture, absolute);
}

/* The portal gives a sandbox one document for the folder and another one for a file in it. */
static void
test_pick_through_the_portal (Fixture *fixture, gconstpointer data)
{
  RhCollections *collections = rh_workspace_get_open (fixture->journey.workspace);
  g_autofree char *inside = write_file (fixture, "one/data/body.bin");
  g_autofree char *folder = g_build_filename (g_get_user_runtime_dir (), "doc", "1a2b", NULL);
  g_autofree char *document = g_build_filename (folder, "body.bin", NULL);
  g_autofree char *picked = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (document, "what is in it", -1, NULL));
  if (setxattr (document, "user.document-portal.host-path", inside, strlen (inside), 0) != 0)
    {
      g_test_skip ("this file system has no attributes");
      return;
    }

  picked = rh_file_reference_pick (collections, fixture->collection, document, NULL);
  g_assert_cmpstr (picked, ==, "data/body.bin"); /* as it is right in every clone */
  assert_sends (fixture, picked);
}

/* One that lives in the app's data has nothing of the user's inside. */
static void
test_pick_without_a_folder (Fixture *fixture, gconstpointer data)
{
  RhCollections *collections = rh_workspace_get_open (fixture->journey.workspace);
  RhCollection *starter = fixture->journey.starter;
  g_autofree char *found = NULL;
  g_autofree char *picked = NULL;
  gboolean allowed;

  found = rh_file_reference_find (collections, starter, fixture->outside, &allowed, NULL);
  g_assert_cmpstr (found, ==, fixture->outside);
  g_assert_false (allowed);
  picked = rh_file_reference_pick (collections, starter, fixture->outside, NULL);
  g_assert_cmpstr (picked, ==, fixture->outside);
  g_free (found);
  found = rh_file_reference_find (collections, starter, picked, &allowed, NULL);
  g_assert_true (allowed);
}

/* To look at a file nobody needs to have said yes to sending it. */
static void
test_find_only (Fixture *fixture, gconstpointer data)
{
  RhCollections *collections = rh_workspace_get_open (fixture->journey.workspace);
  g_autoptr (GError) error = NULL;
  g_autofree char *found
      = rh_file_reference_find (collections, fixture->collection, fixture->outside, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, fixture->outside);
  g_assert_null (
      rh_file_reference_find (collections, fixture->collection, "not-there", NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

#define ADD(path, test) g_test_add ("/file-reference/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  ADD ("outside-asks-once", test_outside_asks_once);
  ADD ("inside", test_inside);
  ADD ("parts", test_parts);
  ADD ("neighbour", test_neighbour);
  ADD ("links-lead-out", test_links_lead_out);
  ADD ("link-changed-after-yes", test_link_changed_after_yes);
  ADD ("missing", test_missing);
  ADD ("find-only", test_find_only);
  ADD ("pick", test_pick);
  ADD ("pick-through-the-portal", test_pick_through_the_portal);
  ADD ("pick-without-a-folder", test_pick_without_a_folder);

  return g_test_run ();
}
