/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What text is by how it begins, for a response that does not say it. Pure. */
#pragma once

#include "body/rh-body-document.h"

G_BEGIN_DECLS

/* @bytes: its first ones; more may follow. RH_BODY_SYNTAX_TEXT: nothing that is known here. */
RhBodySyntax rh_body_guess_syntax (const char *bytes, gsize length);

G_END_DECLS
