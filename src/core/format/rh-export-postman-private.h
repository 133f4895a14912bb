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
/* What an import kept of Postman's and what is not there yet. @group: a thing within; NULL: the
 * thing itself. */
void rh_postman_give_back (RhYaml *map, const RhPostmanKept *kept, const char *group);

/* Parts. (transfer full); NULL: nothing is said */

RhYaml *rh_postman_new_url (const RhPostmanOut *out, RhRequestItem *item, const char *place);
RhYaml *rh_postman_new_body (const RhPostmanOut *out, RhRequestItem *item, const char *place);
/* @object: an RhRequestItem or an RhFolder. */
RhYaml *rh_postman_new_auth (const RhPostmanOut *out,
                             GObject *object,
                             const RhPostmanKept *kept,
                             const char *place);
/* An auth that is kept, from the section of a file that it stands in. */
RhYaml *
rh_postman_new_kept_auth (const RhPostmanOut *out, const RhYaml *section, const char *place);
/* @body: (transfer full), NULL: the model has none. */
RhYaml *rh_postman_complete_body (RhYaml *body, const RhPostmanKept *kept);
RhYaml *rh_postman_new_responses (const RhPostmanOut *out, RhRequestItem *item, const char *place);
RhYaml *rh_postman_new_variables (const RhPostmanOut *out, RhEnvironment *scope, const char *place);
/* @section: the key that scripts stand under. */
RhYaml *rh_postman_new_events (const RhPostmanKept *kept, const char *section);
RhYaml *rh_postman_new_behavior (const RhPostmanOut *out,
                                 RhRequestSettings *settings,
                                 const RhPostmanKept *kept,
                                 const char *place);
/* The whole item; NULL: it is told that it has no place. */
RhYaml *rh_postman_new_item (const RhPostmanOut *out, RhRequestItem *item);

/* @whole: something in the model stands for what is only in the file. */
void rh_postman_kept_read (RhPostmanKept *kept, GBytes *source, gboolean whole);
void rh_postman_kept_clear (RhPostmanKept *kept);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RhPostmanKept, rh_postman_kept_clear)

G_END_DECLS
