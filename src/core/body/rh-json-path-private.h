/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A JSONPath as a tree, between its parser and what evaluates it. */
#pragma once

#include "body/rh-json-path.h"

G_BEGIN_DECLS

typedef struct _RhPathExpression RhPathExpression;

typedef enum
{
  RH_PATH_NAME,
  RH_PATH_INDEX,
  RH_PATH_SLICE,
  RH_PATH_ALL,
  RH_PATH_FILTER,
} RhPathSelectorKind;

typedef struct
{
  RhPathSelectorKind kind;
  GString *name;
  gint64 start; /* or the index */
  gint64 end;
  gint64 step;
  gboolean has_start;
  gboolean has_end;
  RhPathExpression *filter;
} RhPathSelector;

typedef struct
{
  gboolean descendants;
  GPtrArray *selectors; /* of RhPathSelector */
} RhPathSegment;

typedef enum
{
  RH_PATH_OR,
  RH_PATH_AND,
  RH_PATH_NOT,
  RH_PATH_EXISTS,
  RH_PATH_EQUAL,
  RH_PATH_UNEQUAL,
  RH_PATH_LESS,
  RH_PATH_LESS_OR_EQUAL,
  RH_PATH_GREATER,
  RH_PATH_GREATER_OR_EQUAL,
} RhPathOperator;

typedef struct
{
  GPtrArray *segments; /* of RhPathSegment; NULL: a literal */
  gboolean from_root;
  GString *literal; /* as JSON */
} RhPathOperand;

struct _RhPathExpression
{
  RhPathOperator op;
  RhPathExpression *left;
  RhPathExpression *right; /* of OR and AND */
  RhPathOperand first;     /* of EXISTS and comparisons */
  RhPathOperand second;    /* of comparisons */
};

struct _RhJsonPath
{
  GPtrArray *segments;
};

G_END_DECLS
