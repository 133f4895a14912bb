/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML and HTML as rows: how the cutter and the colours share what a row is within. Private to
 * body/. */
#pragma once

#include "body/rh-body-cutter.h"

G_BEGIN_DECLS

/* A mode: what a row begins within, and more bits about that. */
#define RH_BODY_MARKUP_WITHIN 0x7
#define RH_BODY_MARKUP_CONTENT 0 /* between tags; white space before it is not shown */
#define RH_BODY_MARKUP_TEXT 1
#define RH_BODY_MARKUP_TAG 2
#define RH_BODY_MARKUP_COMMENT 3
#define RH_BODY_MARKUP_CDATA 4
#define RH_BODY_MARKUP_RAW 5
/* The row goes on from the one before. */
#define RH_BODY_MARKUP_GOES_ON 0x8
/* A tag that was cut: the quotation mark that it is in, and what its end will do. */
#define RH_BODY_MARKUP_DOUBLE 0x10
#define RH_BODY_MARKUP_SINGLE 0x20
#define RH_BODY_MARKUP_OPENS 0x40
#define RH_BODY_MARKUP_INDENTS 0x80
/* The line end after the tag of a raw element is not shown. */
#define RH_BODY_MARKUP_FIRST 0x1000
/* Which raw element it is, from 1. */
#define RH_BODY_MARKUP_ANY_RAW 0xf00
#define RH_BODY_MARKUP_SET_RAW(raw) ((raw) << 8)
#define RH_BODY_MARKUP_GET_RAW(mode) (((mode) & RH_BODY_MARKUP_ANY_RAW) >> 8)

extern const RhBodyCutter rh_body_xml_cutter;
extern const RhBodyCutter rh_body_html_cutter;

static inline gboolean
rh_body_markup_is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* A sign of less in a text is none. @bytes: from it on. */
gboolean rh_body_markup_is_tag (const char *bytes, gsize length);
/* Of an element, whose name begins there. */
gsize rh_body_markup_measure_name (const char *bytes, gsize length);
/* The number of an element of HTML that has no markup within, or whose white space is meant, for
 * RH_BODY_MARKUP_SET_RAW; 0: another one. */
guint32 rh_body_markup_find_raw (const char *name, gsize length);
const char *rh_body_markup_get_raw (guint32 mode);

void rh_body_markup_fill (RhBodyRow *row,
                          const RhBodyCutState *before,
                          const RhBodyCut *cut,
                          const char *bytes,
                          gsize length,
                          guint64 offset);

G_END_DECLS
