/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An RhUriOpener without a browser. */
#define G_LOG_DOMAIN "rh-fake-opener"

#include "config.h"

#include "lib/rh-fake-opener.h"

struct _RhFakeOpener
{
  GObject parent_instance;

  char *uri;
  guint n_opened;
  RhFakeOpenerMode mode;
};

static void rh_fake_opener_init_opener (RhUriOpenerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RhFakeOpener,
                               rh_fake_opener,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RH_TYPE_URI_OPENER,
                                                      rh_fake_opener_init_opener))

/* What a caller gave to an opener that never answers stays with it; so it is no leak to a checker.
 */
static void
keep_for_ever (gpointer user_data)
{
  static GPtrArray *kept;

  if (kept == NULL)
    kept = g_ptr_array_new ();
  g_ptr_array_add (kept, user_data);
}

static void
open_async (RhUriOpener *opener,
            const char *uri,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  RhFakeOpener *self = RH_FAKE_OPENER (opener);
  g_autoptr (GTask) task = NULL;

  self->n_opened++;
  g_set_str (&self->uri, uri);
  if (self->mode == RH_FAKE_OPENER_NEVER_ANSWERS)
    {
      keep_for_ever (user_data);
      return;
    }

  task = g_task_new (self, cancellable, callback, user_data);
  if (self->mode == RH_FAKE_OPENER_FAILS)
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_FAILED, "no browser here");
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
open_finish (RhUriOpener *opener, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
rh_fake_opener_init_opener (RhUriOpenerInterface *iface)
{
  iface->open_async = open_async;
  iface->open_finish = open_finish;
}

static void
rh_fake_opener_finalize (GObject *object)
{
  g_free (RH_FAKE_OPENER (object)->uri);

  G_OBJECT_CLASS (rh_fake_opener_parent_class)->finalize (object);
}

static void
rh_fake_opener_class_init (RhFakeOpenerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_fake_opener_finalize;
}

static void
rh_fake_opener_init (RhFakeOpener *self)
{
}

RhFakeOpener *
rh_fake_opener_new (RhFakeOpenerMode mode)
{
  RhFakeOpener *self = g_object_new (RH_TYPE_FAKE_OPENER, NULL);

  self->mode = mode;

  return self;
}

guint
rh_fake_opener_get_n_opened (RhFakeOpener *self)
{
  return self->n_opened;
}

const char *
rh_fake_opener_get_uri (RhFakeOpener *self)
{
  return self->uri;
}
