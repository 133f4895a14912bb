/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A body and the document on it, for tests. */
#pragma once

#include "body/rh-body-document.h"

G_BEGIN_DECLS

RhSpool *rh_body_rig_spool (const char *bytes, gssize length);
/* Runs the main loop until the document is complete. */
void rh_body_rig_wait (RhBodyDocument *document);
/* On a body of its own, complete. @length -1: up to the NUL. */
RhBodyDocument *rh_body_rig_open (const char *bytes,
                                  gssize length,
                                  RhBodySyntax syntax,
                                  RhBodyLayout layout,
                                  const char *charset);
/* All rows that are not folded away, each ended by LF. */
char *rh_body_rig_dup_text (RhBodyDocument *document);
void rh_body_rig_assert_rows (RhBodyDocument *document, const char *expected);
/* A letter for each byte of the text: what kind of token it is in, "." for none. */
char *rh_body_rig_dup_kinds (RhBodyDocument *document);
RhBodyRow *rh_body_rig_read_row (RhBodyDocument *document, guint64 place);

G_END_DECLS
