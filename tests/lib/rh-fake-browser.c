/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A browser for the practice server. */
#include "lib/rh-fake-browser.h"

#include "lib/rh-raw-client.h"
#include "text/rh-url.h"

struct _RhFakeBrowser
{
  GObject parent_instance;

  RhPracticeDriver *practice;
  char *decision;
  char *address;
  char *location;
  guint n_opened;
  guint callback_status;
};

static void
follow (RhFakeBrowser *self, const char *location)
{
  g_autoptr (RhUrl) url = rh_url_parse_http (location, NULL);
  g_autofree char *authority = NULL;
  g_autofree char *target = NULL;
  g_autofree char *request = NULL;
  g_autofree char *answer = NULL;

  g_assert_nonnull (url);
  authority = rh_url_dup_authority (url);
  target = rh_url_dup_request_target (url, NULL);
  request = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: %s\r\n\r\n", target, authority);
  answer = rh_raw_exchange (rh_url_get_port (url), request, -1);
  self->callback_status = rh_raw_status (answer);
}

static gboolean
browse_cb (gpointer user_data)
{
  RhFakeBrowser *self = user_data;
  g_autoptr (RhUrl) url = rh_url_parse_http (self->address, NULL);
  g_autofree char *target = rh_url_dup_request_target (url, NULL);
  g_autofree char *page = rh_practice_driver_ask (self->practice, "GET", target, "", NULL);
  g_autofree char *answer = NULL;

  if (rh_raw_status (page) != 200)
    return G_SOURCE_REMOVE; /* an unknown client gets a page, never a redirect */

  answer = rh_practice_driver_click (self->practice, page, self->decision);
  g_free (self->location);
  self->location = rh_raw_header (answer, "Location");
  follow (self, self->location);
  return G_SOURCE_REMOVE;
}

static void
open_async (RhUriOpener *opener,
            const char *uri,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  RhFakeBrowser *self = RH_FAKE_BROWSER (opener);
  g_autoptr (GTask) task = g_task_new (opener, cancellable, callback, user_data);

  self->n_opened++;
  g_set_str (&self->address, uri);
  if (self->decision != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT, browse_cb, g_object_ref (self), g_object_unref);

  g_task_return_boolean (task, TRUE);
}

static gboolean
open_finish (RhUriOpener *opener, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
opener_init (RhUriOpenerInterface *iface)
{
  iface->open_async = open_async;
  iface->open_finish = open_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RhFakeBrowser,
                               rh_fake_browser,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RH_TYPE_URI_OPENER, opener_init))

static void
rh_fake_browser_finalize (GObject *object)
{
  RhFakeBrowser *self = RH_FAKE_BROWSER (object);

  g_free (self->decision);
  g_free (self->address);
  g_free (self->location);

  G_OBJECT_CLASS (rh_fake_browser_parent_class)->finalize (object);
}

static void
rh_fake_browser_class_init (RhFakeBrowserClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_fake_browser_finalize;
}

static void
rh_fake_browser_init (RhFakeBrowser *self)
{
  self->decision = g_strdup ("allow");
}

RhFakeBrowser *
rh_fake_browser_new (RhPracticeDriver *practice)
{
  RhFakeBrowser *self = g_object_new (RH_TYPE_FAKE_BROWSER, NULL);

  self->practice = practice;
  return self;
}

void
rh_fake_browser_set_decision (RhFakeBrowser *self, const char *decision)
{
  g_set_str (&self->decision, decision);
}

guint
rh_fake_browser_get_n_opened (RhFakeBrowser *self)
{
  return self->n_opened;
}

const char *
rh_fake_browser_get_address (RhFakeBrowser *self)
{
  return self->address;
}

const char *
rh_fake_browser_get_location (RhFakeBrowser *self)
{
  return self->location;
}

guint
rh_fake_browser_get_callback_status (RhFakeBrowser *self)
{
  return self->callback_status;
}
