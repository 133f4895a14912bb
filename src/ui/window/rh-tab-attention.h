/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of request and response somebody attends to: it stays in front when there is room for one
 * only. Keys and presses count, not the focus, which falls on the request by itself when something
 * else goes. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RH_TYPE_TAB_ATTENTION (rh_tab_attention_get_type ())
G_DECLARE_FINAL_TYPE (RhTabAttention, rh_tab_attention, RH, TAB_ATTENTION, GObject)

RhTabAttention *rh_tab_attention_new (void);
void rh_tab_attention_watch_request (RhTabAttention *self, GtkWidget *widget);
void rh_tab_attention_watch_response (RhTabAttention *self, GtkWidget *widget);
void rh_tab_attention_set_response (RhTabAttention *self, gboolean response);
gboolean rh_tab_attention_is_response (RhTabAttention *self);

G_END_DECLS
