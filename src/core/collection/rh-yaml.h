/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small tree of YAML: scalars, sequences and mappings, as a file has them.
 *
 * No type is guessed. A scalar is its text and whether it was written plain, that is without
 * quotes: a plain 5 stays plain when it is written again and "5" stays quoted. What a text means is
 * for whoever reads it to say.
 *
 * A tree is read by rh_yaml_parse() or built by hand, and written by rh_yaml_write(); a file that
 * also has comments is an RhYamlDocument. A node is shared by reference and can be changed; it
 * belongs in one place of one tree. All text is UTF-8 without NUL bytes. Trees are at most
 * RH_YAML_MAX_DEPTH deep: a deeper one could be written, but not read again. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define RH_YAML_ERROR (rh_yaml_error_quark ())
GQuark rh_yaml_error_quark (void);
/* Every message begins with the line it is about, such as "line 12: an anchor is not read here". */
typedef enum
{
  RH_YAML_ERROR_SYNTAX,     /* not YAML */
  RH_YAML_ERROR_RESTRICTED, /* YAML that is not read here: tags, anchors, aliases, merge keys, a key
                               twice, keys that are no scalars, a second document */
  RH_YAML_ERROR_TOO_DEEP,
  RH_YAML_ERROR_TOO_LARGE, /* the text, or the number of its nodes */
  RH_YAML_ERROR_ENCODING,  /* not UTF-8, or a character that YAML does not allow */
  RH_YAML_ERROR_CONTENT,   /* YAML, and not what belongs there */
} RhYamlError;

#define RH_YAML_MAX_DEPTH 64
#define RH_YAML_MAX_SIZE (16 * 1024 * 1024)
#define RH_YAML_MAX_NODES 500000

typedef enum
{
  RH_YAML_SCALAR,
  RH_YAML_SEQUENCE,
  RH_YAML_MAPPING,
} RhYamlKind;

#define RH_TYPE_YAML (rh_yaml_get_type ())
typedef struct _RhYaml RhYaml;

GType rh_yaml_get_type (void);
RhYaml *rh_yaml_ref (RhYaml *self);
void rh_yaml_unref (RhYaml *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhYaml, rh_yaml_unref)

/* Nodes. Those made here have line 0. (transfer full) */

/* A string: quoted when it is written, if it would be read as anything else without. */
RhYaml *rh_yaml_new_string (const char *text);
/* A number or the like: written without quotes wherever YAML can. */
RhYaml *rh_yaml_new_plain (const char *text);
RhYaml *rh_yaml_new_boolean (gboolean value);
RhYaml *rh_yaml_new_int (gint64 value);
RhYaml *rh_yaml_new_sequence (void);
RhYaml *rh_yaml_new_mapping (void);
/* The whole tree below, lines included. */
RhYaml *rh_yaml_copy (const RhYaml *self);

/* Same structure, same keys in the same order, same text. Whether a scalar is plain counts only
 * where it makes a difference to some reader: 5 is not "5", but abc is "abc". Either may be NULL.
 */
gboolean rh_yaml_equal (const RhYaml *a, const RhYaml *b);

RhYamlKind rh_yaml_get_kind (const RhYaml *self);
/* From 1; of a value in a mapping the line of its key; 0 if it was not read from a text. */
guint rh_yaml_get_line (const RhYaml *self);
void rh_yaml_set_line (RhYaml *self, guint line);
/* A plain scalar that is empty, ~ or null. NULL itself is not. */
gboolean rh_yaml_is_null (const RhYaml *self);
/* FALSE for what is no scalar. */
gboolean rh_yaml_is_plain (const RhYaml *self);
/* The text of a scalar; NULL if @self is none. Borrowed. */
const char *rh_yaml_get_text (const RhYaml *self);

/* Sequences and mappings: the number of items, of keys; 0 for a scalar. Nodes that come out are
 * borrowed. */
guint rh_yaml_get_length (const RhYaml *self);
/* How many sequences and mappings are one in the other; 0 for a scalar. */
guint rh_yaml_get_depth (const RhYaml *self);
/* The @index-th item, or the @index-th key's value; NULL past the end. */
RhYaml *rh_yaml_nth (const RhYaml *self, guint index);

/* Sequences. @item: (transfer full) */
void rh_yaml_append (RhYaml *self, RhYaml *item);
/* Past the end means at the end. */
void rh_yaml_insert_nth (RhYaml *self, guint index, RhYaml *item);
void rh_yaml_remove_nth (RhYaml *self, guint index);

/* Mappings, which keep their order. @value: (transfer full) */
const char *rh_yaml_nth_key (const RhYaml *self, guint index);
/* NULL if there is none, or if @self is NULL or no mapping. */
RhYaml *rh_yaml_get (const RhYaml *self, const char *key);
/* A key that is there keeps its place; a new one goes to the end. */
void rh_yaml_set (RhYaml *self, const char *key, RhYaml *value);
void rh_yaml_set_string (RhYaml *self, const char *key, const char *text);
void rh_yaml_set_boolean (RhYaml *self, const char *key, gboolean value);
void rh_yaml_set_int (RhYaml *self, const char *key, gint64 value);
/* Sets @key at the @index-th place, wherever it was. Past the end means at the end. */
void rh_yaml_insert (RhYaml *self, guint index, const char *key, RhYaml *value);
/* FALSE if there was none. */
gboolean rh_yaml_remove (RhYaml *self, const char *key);
/* Keys of @order come first, as there; others after them, in the order they had. @order ends with
 * NULL. */
void rh_yaml_sort (RhYaml *self, const char *const *order);

G_END_DECLS
