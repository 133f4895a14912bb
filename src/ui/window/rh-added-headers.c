/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Previews the request whenever it changed, in a turn of the main loop that has nothing better to
 * do. */
#define G_LOG_DOMAIN "rh-added-headers"

#include "config.h"

#include "window/rh-added-headers.h"

#include "common/rh-properties.h"
#include "workspace/rh-preview.h"

#include <glib/gi18n.h>

struct _RhAddedHeaders
{
  GObject parent_instance;

  /* Owned */
  RhWorkspace *workspace;
  RhRequestItem *item;
  RhConnection *connection; /* NULL */
  GListStore *rows;         /* of RhField */

  /* Plain */
  guint idle;
  gboolean active;
};

G_DEFINE_FINAL_TYPE (RhAddedHeaders, rh_added_headers, G_TYPE_OBJECT)

static const char *
why_of (RhAutoHeaderReason reason)
{
  switch (reason)
    {
    case RH_AUTO_HEADER_HOST:
      return _ ("Added: the host of the URL");
    case RH_AUTO_HEADER_ENCODING:
      return _ ("Added: what can be decoded");
    case RH_AUTO_HEADER_CONNECTION:
      return _ ("Added: keeps the connection");
    case RH_AUTO_HEADER_CONTENT_TYPE:
      return _ ("Added: the kind of body");
    case RH_AUTO_HEADER_CONTENT_LENGTH:
      return _ ("Added: the length of the body");
    case RH_AUTO_HEADER_AUTHORIZATION:
      return _ ("Added: from the Auth page");
    case RH_AUTO_HEADER_COOKIE:
      return _ ("Added: cookies of this address");
    default:
      return "";
    }
}

static GPtrArray *
make_rows (RhAddedHeaders *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (RhPreview) preview
      = self->connection == NULL
            ? NULL
            : rh_preview_new (self->workspace, self->connection, self->item, NULL);
  GPtrArray *added = preview != NULL ? rh_preview_get_added_headers (preview) : NULL;

  for (guint i = 0; added != NULL && i < added->len; i++)
    {
      const RhAutoHeader *header = g_ptr_array_index (added, i);

      g_ptr_array_add (rows,
                       rh_field_new (header->name, header->value != NULL ? header->value : "…",
                                     why_of (header->reason), header->can_override));
    }

  return rows;
}

static gboolean
is_same (RhAddedHeaders *self, GPtrArray *rows)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->rows)) != rows->len)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (RhField) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      if (!rh_same_properties (row, g_ptr_array_index (rows, i)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
update_cb (gpointer user_data)
{
  RhAddedHeaders *self = user_data;
  g_autoptr (GPtrArray) rows = make_rows (self);

  self->idle = 0;
  if (!is_same (self, rows))
    g_list_store_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)),
                         rows->pdata, rows->len);
  return G_SOURCE_REMOVE;
}

static void
update_soon (RhAddedHeaders *self)
{
  if (self->active && self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_LOW, update_cb, self, NULL);
}

static void
stop_watching (RhAddedHeaders *self)
{
  if (self->connection == NULL)
    return;

  g_signal_handlers_disconnect_by_func (self->connection, update_soon, self);
  g_signal_handlers_disconnect_by_func (rh_connection_get_collection (self->connection),
                                        update_soon, self);
}

static void
rh_added_headers_dispose (GObject *object)
{
  RhAddedHeaders *self = RH_ADDED_HEADERS (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  stop_watching (self);
  g_clear_object (&self->connection);
  g_clear_object (&self->workspace);
  g_clear_object (&self->item);
  g_clear_object (&self->rows);

  G_OBJECT_CLASS (rh_added_headers_parent_class)->dispose (object);
}

static void
rh_added_headers_class_init (RhAddedHeadersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_added_headers_dispose;
}

static void
rh_added_headers_init (RhAddedHeaders *self)
{
  self->rows = g_list_store_new (RH_TYPE_FIELD);
}

RhAddedHeaders *
rh_added_headers_new (RhWorkspace *workspace, RhRequestItem *item)
{
  RhAddedHeaders *self = g_object_new (RH_TYPE_ADDED_HEADERS, NULL);

  self->workspace = g_object_ref (workspace);
  self->item = g_object_ref (item);
  g_signal_connect_object (item, "changed", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);
  return self;
}

void
rh_added_headers_set_connection (RhAddedHeaders *self, RhConnection *connection)
{
  g_return_if_fail (RH_IS_ADDED_HEADERS (self));

  if (self->connection == connection)
    return;

  stop_watching (self);
  g_set_object (&self->connection, connection);
  if (connection != NULL)
    {
      g_signal_connect_object (connection, "notify::state", G_CALLBACK (update_soon), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (rh_connection_get_collection (connection), "changed",
                               G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);
    }
  update_soon (self);
}

void
rh_added_headers_set_active (RhAddedHeaders *self, gboolean active)
{
  g_return_if_fail (RH_IS_ADDED_HEADERS (self));

  self->active = active;
  update_soon (self);
}

GListModel *
rh_added_headers_get_rows (RhAddedHeaders *self)
{
  g_return_val_if_fail (RH_IS_ADDED_HEADERS (self), NULL);

  return G_LIST_MODEL (self->rows);
}
