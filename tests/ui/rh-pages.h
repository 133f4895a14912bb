/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The app walked page by page, in any language: nothing is found by its words. */
#pragma once

#include "ui/rh-ui-fixture.h"

G_BEGIN_DECLS

/* @root, a window or the dialog on it, shows the page of that name and is laid out. */
typedef void (*RhPageLook) (GtkWidget *root, const char *page, gpointer data);

/* A new window of that width; each page in turn. */
void rh_pages_walk (int width, RhPageLook look, gpointer data);

/* Runs the main loop until @widget's window is laid out and drawn. */
void rh_pages_settle (GtkWidget *widget);

/* Whether it stands out of its window or popover, where nothing scrolls sideways. */
gboolean rh_pages_is_outside (GtkWidget *widget);
gboolean rh_pages_scrolls_sideways (GtkWidget *widget);

/* How wide @root, a window or a dialog, has to be at least. */
int rh_pages_get_minimum_width (GtkWidget *root);

/* What may be cut to an ellipsis: an address; a hint in an empty entry, which has its accessible
 * name besides; where it is @narrow what stands between buttons or shares a line, and is short most
 * of the time. */
gboolean rh_pages_may_be_cut (GtkWidget *label, gboolean narrow);

/* What is wrong with @widget on a page, in words: @what, of @text. (transfer full) */
char *rh_pages_dup_fault (int width,
                          const char *page,
                          GtkWidget *widget,
                          const char *what,
                          const char *text);

/* For somebody who wants to look: in the folder RH_TEST_PICTURES, if it is set. */
void rh_pages_take_picture (GtkWidget *widget, const char *page);

/* Everything below @root that can be seen, in order, popovers too. */
typedef void (*RhPageVisit) (GtkWidget *widget, gpointer data);
void rh_pages_visit (GtkWidget *root, RhPageVisit visit, gpointer data);

G_END_DECLS
