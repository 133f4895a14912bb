/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list behind "sign-in messages". */
#define G_LOG_DOMAIN "rh-flow-record"

#include "config.h"

#include "oauth/rh-flow-record.h"

#include <string.h>

#define MIN_FENCE 3

struct _RhFlowRecord
{
  GObject parent_instance;

  GListStore *messages;
};

static void rh_flow_record_init_list_model (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RhFlowRecord,
                               rh_flow_record,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      rh_flow_record_init_list_model))

static const char *const kind_titles[] = {
  [RH_FLOW_AUTHORIZATION_REQUEST] = "Authorization request",
  [RH_FLOW_REDIRECT] = "Redirect",
  [RH_FLOW_REDIRECT_REFUSED] = "Refused redirect",
  [RH_FLOW_TOKEN_REQUEST] = "Token request",
  [RH_FLOW_TOKEN_RESPONSE] = "Token response",
  [RH_FLOW_REFRESH_REQUEST] = "Refresh request",
  [RH_FLOW_REFRESH_RESPONSE] = "Refresh response",
  [RH_FLOW_REVOCATION_REQUEST] = "Revocation request",
  [RH_FLOW_REVOCATION_RESPONSE] = "Revocation response",
  [RH_FLOW_METADATA] = "Metadata",
  [RH_FLOW_INTROSPECTION] = "Introspection",
  [RH_FLOW_NOTE] = "Note",
};

static GType
get_item_type (GListModel *model)
{
  return RH_TYPE_FLOW_MESSAGE;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (RH_FLOW_RECORD (model)->messages));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (RH_FLOW_RECORD (model)->messages), position);
}

static void
rh_flow_record_init_list_model (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
rh_flow_record_dispose (GObject *object)
{
  g_clear_object (&RH_FLOW_RECORD (object)->messages);

  G_OBJECT_CLASS (rh_flow_record_parent_class)->dispose (object);
}

static void
rh_flow_record_class_init (RhFlowRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_flow_record_dispose;
}

static void
rh_flow_record_init (RhFlowRecord *self)
{
  self->messages = g_list_store_new (RH_TYPE_FLOW_MESSAGE);
  g_signal_connect_object (self->messages, "items-changed", G_CALLBACK (g_list_model_items_changed),
                           self, G_CONNECT_SWAPPED);
}

RhFlowRecord *
rh_flow_record_new (void)
{
  return g_object_new (RH_TYPE_FLOW_RECORD, NULL);
}

/* Takes @message. */
static void
add (RhFlowRecord *self, RhFlowMessage *message)
{
  if (get_n_items (G_LIST_MODEL (self)) == RH_FLOW_RECORD_MAX)
    g_list_store_remove (self->messages, 0);
  g_list_store_append (self->messages, message);
  g_object_unref (message);
}

void
rh_flow_record_add_url (RhFlowRecord *self, RhFlowKind kind, const char *url)
{
  g_return_if_fail (RH_IS_FLOW_RECORD (self));

  add (self, rh_flow_message_new_url (kind, url));
}

void
rh_flow_record_add_note (RhFlowRecord *self, const char *note)
{
  g_return_if_fail (RH_IS_FLOW_RECORD (self));

  add (self, rh_flow_message_new_note (note));
}

void
rh_flow_record_add_request (RhFlowRecord *self, RhFlowKind kind, RhRequest *request)
{
  g_return_if_fail (RH_IS_FLOW_RECORD (self));

  add (self, rh_flow_message_new_request (kind, request));
}

void
rh_flow_record_add_response (RhFlowRecord *self, RhFlowKind kind, RhExchange *exchange)
{
  g_return_if_fail (RH_IS_FLOW_RECORD (self));

  add (self, rh_flow_message_new_response (kind, exchange));
}

/* Longer than any run of back ticks in @text: what a server wrote cannot end the block. */
static char *
make_fence (const char *text)
{
  gsize longest = MIN_FENCE - 1;

  for (const char *at = strchr (text, '`'); at != NULL; at = strchr (at, '`'))
    {
      gsize run = strspn (at, "`");

      longest = MAX (longest, run);
      at += run;
    }

  return g_strnfill (longest + 1, '`');
}

static void
append_message (GString *report, guint number, RhFlowMessage *message)
{
  g_autoptr (GDateTime) time
      = g_date_time_new_from_unix_utc_usec (rh_flow_message_get_time (message));
  g_autofree char *stamp = g_date_time_format (time, "%Y-%m-%d %H:%M:%S UTC");
  g_autofree char *text = rh_flow_message_dup_text (message);
  g_autofree char *fence = make_fence (text);

  g_string_append_printf (report, "\n## %u. %s, %s\n\n%s\n%s%s%s\n", number,
                          kind_titles[rh_flow_message_get_kind (message)], stamp, fence, text,
                          g_str_has_suffix (text, "\n") ? "" : "\n", fence);
}

char *
rh_flow_record_dup_report (RhFlowRecord *self)
{
  GString *report;
  guint n_items;

  g_return_val_if_fail (RH_IS_FLOW_RECORD (self), NULL);

  report = g_string_new ("# Sign-in messages\n\nSecrets are masked.\n");
  n_items = get_n_items (G_LIST_MODEL (self));
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (RhFlowMessage) message = get_item (G_LIST_MODEL (self), i);

      append_message (report, i + 1, message);
    }

  return g_string_free_and_steal (report);
}
