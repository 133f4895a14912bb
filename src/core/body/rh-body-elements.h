/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The elements of markup that have begun, told of from front to back: which rows begin and end one.
 * What has no end of its own name is dropped when something around it ends, so that an element is
 * never said to end where another one does. Private to body/. */
#pragma once

#include "body/rh-body-tables.h"

G_BEGIN_DECLS

typedef enum
{
  RH_BODY_MARK_NONE,
  RH_BODY_MARK_BEGINS,
  RH_BODY_MARK_WHOLE, /* begins and ends here */
  RH_BODY_MARK_EMPTY, /* the tag that began last says at its end that it has none */
  RH_BODY_MARK_ENDS,
} RhBodyMarkKind;

/* What a row does to elements. */
typedef struct
{
  RhBodyMarkKind kind;
  guint64 name;  /* rh_body_elements_hash() */
  gboolean flat; /* its end may be left out: another one of its kind ends it too */
} RhBodyMark;

typedef struct
{
  guint64 name;
  guint64 row;
  guint64 start;
  guint64 n_items;
  gboolean flat;
} RhBodyLevel;

/* The innermost ones. Begin with { 0 }. */
typedef struct
{
  RhBodyLevel levels[RH_BODY_FOLD_DEPTH]; /* a ring */
  guint64 first;
  guint64 n; /* of the first, and those after it */
} RhBodyElements;

guint64 rh_body_elements_hash (const char *name, gsize length, gboolean ignore_case);
/* @offset: where @row begins. TRUE: an element ends in it, @container and where that starts. */
gboolean rh_body_elements_take (RhBodyElements *self,
                                const RhBodyMark *mark,
                                guint64 row,
                                guint64 offset,
                                RhBodyContainer *container,
                                guint64 *start);

G_END_DECLS
