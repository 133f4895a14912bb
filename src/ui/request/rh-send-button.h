/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Send, which is Cancel while a request runs. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_SEND_BUTTON (rh_send_button_get_type ())
/* Property "running" (writable). Activates win.send or win.cancel. */
G_DECLARE_FINAL_TYPE (RhSendButton, rh_send_button, RH, SEND_BUTTON, AdwBin)

G_END_DECLS
