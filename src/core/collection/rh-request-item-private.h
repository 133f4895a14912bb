/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request item from inside: what it keeps, for the file that is the object and the one that is
 * its rows. */
#pragma once

#include "collection/rh-item-private.h"
#include "collection/rh-param-list.h"
#include "collection/rh-path-list.h"

G_BEGIN_DECLS

struct _RhRequestItem
{
  GObject parent_instance;

  /* owned */
  char *name;
  char *method;
  char *note;
  char *body_text;
  char *body_path;
  char *body_type;
  char *problem;       /* NULL: none */
  char *url;           /* until there are params */
  RhParamList *params; /* NULL until asked for, as the following are */
  RhPathList *path;
  GListStore *headers;  /* of RhField */
  GListStore *form;     /* of RhField */
  GListStore *parts;    /* of RhField */
  GListStore *actions;  /* of RhAction */
  GListStore *examples; /* of RhExample */
  RhAuth *auth;
  RhRequestSettings *settings;
  RhEnvironment *scope;
  GBytes *source;
  gpointer loader_data;

  /* borrowed */
  RhFolder *parent;

  /* plain */
  RhRequestItemLoader loader; /* NULL: it is read */
  GDestroyNotify loader_destroy;
  RhBodyKind body_kind;
  RhAuthKind auth_kind;
  gboolean edited;
  gboolean conflict;
  gboolean replacing;
};

/* It is another one than what is kept. */
void rh_request_item_emit_changed (RhRequestItem *self);
void rh_request_item_notify_url (RhRequestItem *self);

/* Made when somebody asks for them. */
RhEnvironment *rh_request_item_need_scope (RhRequestItem *self);
RhAuth *rh_request_item_need_auth (RhRequestItem *self);
RhRequestSettings *rh_request_item_need_settings (RhRequestItem *self);
/* All rows go, and all that is as good as one. */
void rh_request_item_clear_parts (RhRequestItem *self);
/* All but examples; @self has none of its own. */
void rh_request_item_take_parts (RhRequestItem *self, RhRequestItem *other);
void rh_request_item_take_examples (RhRequestItem *self, RhRequestItem *other);
/* Examples are called in the file what they are called here. */
void rh_request_item_settle_examples (RhRequestItem *self);

G_END_DECLS
