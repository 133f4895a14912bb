/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files that write Postman's format. */
#pragma once

#include "format/rh-export-private.h"

#include "collection/rh-yaml.h"

G_BEGIN_DECLS

typedef struct
{
  RhExport *export;
  const RhExportOptions *options;
} RhPostmanOut;

/* What an object's file has besides the model. */
typedef struct
{
  RhYaml *root;    /* of its source; NULL: it has none */
  RhYaml *members; /* Postman's own that an import kept; NULL: none */
} RhPostmanKept;

/* Members */

/* {{ variable }} without the spaces, which Postman takes for a part of the name. (transfer full) */
char *rh_postman_dup_text (const char *text);
void rh_postman_set_text (RhYaml *map, const char *key, const char *text);
/* "" sets nothing. */
void rh_postman_set_note (RhYaml *map, const char *note);
void rh_postman_set_disabled (RhYaml *map, gboolean enabled);
/* NULL sets nothing. @part: (transfer full) */
void rh_postman_set_part (RhYaml *map, const char *key, RhYaml *part);
/* What is kept and not there yet. */
void rh_postman_give_back (RhYaml *map, const RhYaml *kept, const char *const *keys);

/* Parts. (transfer full); NULL: nothing is said */

RhYaml *rh_postman_new_url (const RhPostmanOut *out, RhRequestItem *item, const char *place);
RhYaml *rh_postman_new_body (const RhPostmanOut *out, RhRequestItem *item, const char *place);
/* @object: an RhRequestItem or an RhFolder. */
RhYaml *rh_postman_new_auth (const RhPostmanOut *out,
                             GObject *object,
                             const RhPostmanKept *kept,
                             const char *place);
RhYaml *rh_postman_new_responses (RhRequestItem *item);
RhYaml *rh_postman_new_variables (const RhPostmanOut *out, RhEnvironment *scope, const char *place);
RhYaml *rh_postman_new_events (const RhYaml *section);
RhYaml *rh_postman_new_behavior (const RhPostmanOut *out,
                                 RhRequestSettings *settings,
                                 const RhPostmanKept *kept,
                                 const char *place);
/* The whole item. */
RhYaml *rh_postman_new_item (const RhPostmanOut *out, RhRequestItem *item);

void rh_postman_kept_read (RhPostmanKept *kept, GBytes *source);
void rh_postman_kept_clear (RhPostmanKept *kept);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RhPostmanKept, rh_postman_kept_clear)

G_END_DECLS
