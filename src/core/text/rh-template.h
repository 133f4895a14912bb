/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text with {{variables}}: finds them and fills them in. Look-ups only; there is no expression
 * language and there never will be (standards.md 2.1). */
#pragma once

#include "text/rh-codec.h"
#include "text/rh-text.h"

G_BEGIN_DECLS

#define RH_TEMPLATE_ERROR (rh_template_error_quark ())
GQuark rh_template_error_quark (void);
typedef enum
{
  RH_TEMPLATE_ERROR_UNKNOWN, /* a variable nobody defines; the message is its name */
  RH_TEMPLATE_ERROR_CYCLE,   /* the message is the path: "a → b → a" */
  RH_TEMPLATE_ERROR_DEPTH,   /* more than RH_TEMPLATE_MAX_DEPTH levels */
  RH_TEMPLATE_ERROR_SIZE,    /* over RH_TEMPLATE_MAX_SIZE bytes, or 100,000 insertions */
} RhTemplateError;

#define RH_TEMPLATE_MAX_DEPTH 20
#define RH_TEMPLATE_MAX_SIZE (64 * 1024 * 1024)

/* What a scope knows about a variable. Strings are borrowed by the caller of the look-up until it
 * returns to the main loop or changes the scope. */
typedef struct
{
  const char *value; /* itself a template unless @literal */
  RhSource source;
  gboolean secret;
  gboolean literal;           /* values of secrets are never looked into for {{…}} */
  const char *const *origins; /* for secrets */
} RhVariableValue;

/* Fills @value and returns TRUE if @name is known. */
typedef gboolean (*RhVariableLookup) (const char *name, RhVariableValue *value, gpointer user_data);

/* One {{name}} in a template: bytes from the first "{" to after the last "}". */
typedef struct
{
  gsize start;
  gsize length;
  char *name; /* trimmed */
} RhTemplateRef;

/* Every well-formed reference in order: letters, digits, "_", "-", "." and "$", spaces around them
 * allowed. Text such as "{{}}" or "{{a b}}" is plain. An element is freed with the array. */
GArray *rh_template_find (const char *text); /* of RhTemplateRef */
gboolean rh_template_has_refs (const char *text);
/* Whether a variable can be called so. */
gboolean rh_template_is_name (const char *name);

/* Whether the bytes are {{name}}: what stands for a variable that has no value, in the text of its
 * own span. Nothing encodes that. */
gboolean rh_template_is_open (const char *bytes, gsize length, const char *name);

/* Resolves each variable, level by level, and encodes what was inserted for @place; what was typed
 * stays as typed. A span names the variable whose value its bytes were written in: with a =
 * "x{{b}}",
 * "{{a}}" gives a span of a and a span of b, and the second alone is secret if b is. */
RhText *rh_template_fill (const char *text,
                          RhPlace place,
                          RhVariableLookup lookup,
                          gpointer user_data,
                          GError **error);

G_END_DECLS
