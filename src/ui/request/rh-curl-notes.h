/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of the options of a curl command that a request was filled from, in words. */
#pragma once

#include "format/rh-curl.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* @notes: of RhCurlNote. */
AdwDialog *rh_curl_notes_dialog_new (GPtrArray *notes);

G_END_DECLS
