/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A YAML file that people edit as well: a mapping, and the comments around and within its keys.
 *
 * Comments at the head and the end of the file are kept, and so are those before each key of the
 * root. A key of the root that has comments inside keeps its very text for as long as its value is
 * what was read; once that changes it is written anew, without them. */
#pragma once

#include "collection/rh-yaml.h"

G_BEGIN_DECLS

#define RH_TYPE_YAML_DOCUMENT (rh_yaml_document_get_type ())
typedef struct _RhYamlDocument RhYamlDocument;

GType rh_yaml_document_get_type (void);
RhYamlDocument *rh_yaml_document_ref (RhYamlDocument *self);
void rh_yaml_document_unref (RhYamlDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhYamlDocument, rh_yaml_document_unref)

/* A document with an empty root and no comments. (transfer full) */
RhYamlDocument *rh_yaml_document_new (void);
/* As rh_yaml_parse(). The root must be a mapping; an empty text is an empty one. (transfer full) */
RhYamlDocument *rh_yaml_document_parse (const char *text, gssize length, GError **error);

/* The mapping, to be read and to be changed. Borrowed; never NULL. */
RhYaml *rh_yaml_document_get_root (RhYamlDocument *self);

/* The file. Keys of the root that are in @order come first, as there, others after them as they
 * are;
 * @order ends with NULL and may be NULL. Between keys of the root that take more than a line there
 * is an empty one. Order below the root is the tree's. (transfer full) */
char *rh_yaml_document_write (RhYamlDocument *self, const char *const *order);

/* Whether rh_yaml_document_write() gives the very bytes that were parsed. Asked before a change it
 * tells a file of ours from one that another program wrote or laid out, and after it whether there
 * is anything to save. FALSE for a document that was not parsed. */
gboolean rh_yaml_document_is_canonical (RhYamlDocument *self, const char *const *order);

G_END_DECLS
