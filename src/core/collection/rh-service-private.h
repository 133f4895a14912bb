/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files that read a service. Each function says the place of what is wrong: the member
 * and, by its caller, what that is in. */
#pragma once

#include "collection/rh-json.h"
#include "collection/rh-service.h"

G_BEGIN_DECLS

struct _RhServiceScope
{
  GObject parent_instance;

  /* owned */
  char *name;
  char *meaning;

  /* plain */
  gboolean documented;
};

struct _RhService
{
  GObject parent_instance;

  /* owned */
  char *id;
  char *name;
  char *documentation;
  char *first_call;
  char *practice_scope;
  GListStore *scopes; /* of RhServiceScope */
  GStrv environments;
  GStrv client_auths;
  GHashTable *values;    /* environment → GHashTable of field → value */
  GHashTable *variables; /* environment → RhEnvironment */
  RhServiceForm *form;
  RhFolder *requests; /* NULL: none, or not read yet */
  JsonObject *unread; /* the file, before its requests were read; NULL: they were */
  RhServiceDisconnect disconnect;

  /* plain */
  gint64 order;
  RhServiceRedirect redirect;
  gboolean exact_redirect;
};

RhServiceScope *rh_service_find_scope (RhService *self, const char *name); /* borrowed, NULL */

/* One line that is not empty, without characters that hide or steer. */
gboolean rh_service_is_text (const char *text);
/* One line, or many, without characters that hide or steer; "" if the member is missing. (transfer
 * full) */
gboolean rh_service_read_line (JsonObject *object, const char *member, char **text, GError **error);
gboolean
rh_service_read_lines (JsonObject *object, const char *member, char **text, GError **error);
/* A list of such lines; empty if the member is missing. (transfer full) */
gboolean rh_service_read_list (JsonObject *object, const char *member, GStrv *list, GError **error);
/* An error of CONTENT: "member: not what". Always FALSE. */
gboolean rh_service_fail (GError **error, const char *member, const char *wanted);
/* "/v1/…": what follows the address of an API. */
gboolean rh_service_is_path (const char *text);
gboolean rh_service_parse_redirect (const char *text, RhServiceRedirect *redirect);

/* Each element of the list @member, which can be missing, with its place in front of errors. */
typedef gboolean (*RhServiceReadElement) (JsonObject *element, gpointer user_data, GError **error);
gboolean rh_service_read_each (JsonObject *object,
                               const char *member,
                               RhServiceReadElement read,
                               gpointer user_data,
                               GError **error);

/* A service all but for its requests, and those: a start waits for no request. */
RhService *rh_service_parse_head (const char *json, gssize length, GError **error);
gboolean rh_service_read_later (RhService *self, GError **error);

/* {"field": "value"} of one environment. */
gboolean rh_service_read_values (JsonObject *object, GHashTable *values, GError **error);
gboolean rh_service_read_form (JsonObject *object, RhServiceForm *form, GError **error);
/* The list "folders" of @root, into @requests. */
gboolean rh_service_read_requests (JsonObject *root, RhFolder *requests, GError **error);

G_END_DECLS
