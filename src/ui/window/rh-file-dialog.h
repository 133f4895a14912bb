/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question before a file outside the collection's folder is sent. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Its responses are "cancel", which is the default, and "send". */
AdwAlertDialog *rh_file_dialog_new (const char *path);

G_END_DECLS
