/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undoes a Content-Encoding while the bytes come (RFC 9110 8.4). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RhUnpacker RhUnpacker;

/* Where it goes; FALSE with @error: no more of it. */
typedef gboolean (*RhUnpackerSink) (const guint8 *bytes,
                                    gsize size,
                                    gpointer user_data,
                                    GError **error);

/* What rh_unpacker_new() knows, for Accept-Encoding. */
#define RH_UNPACKER_CODINGS "gzip, deflate"

/* @coding: in whatever case. NULL: it is none that is known here. */
RhUnpacker *rh_unpacker_new (const char *coding);
void rh_unpacker_free (RhUnpacker *self);

/* RH_HTTP_ERROR_ENCODING, or the sink's error. */
gboolean rh_unpacker_put (RhUnpacker *self,
                          const guint8 *bytes,
                          gsize size,
                          RhUnpackerSink sink,
                          gpointer user_data,
                          GError **error);
/* After the last byte: FALSE when what is packed ends early. Nothing at all is in every coding. */
gboolean rh_unpacker_finish (RhUnpacker *self, GError **error);
/* The bytes were not of that coding from the start, and have been passed on as they came. */
gboolean rh_unpacker_is_absent (RhUnpacker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhUnpacker, rh_unpacker_free)

G_END_DECLS
