/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What bytes are by how they begin: shown beside what the header says of them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes that are enough to tell. */
#define RH_SIGNATURE_LENGTH 512

typedef struct
{
  const char *media_type;
  const char *suffix; /* of a file's name, without the dot */
  gboolean image;     /* one that can be shown */
} RhSignature;

/* NULL: nothing that is known here. (transfer none) */
const RhSignature *rh_signature_find (const char *bytes, gsize length);
/* Whether that is no text: known here, or with NUL and no mark of UTF-16 or UTF-32. */
gboolean rh_signature_is_binary (const char *bytes, gsize length);

G_END_DECLS
