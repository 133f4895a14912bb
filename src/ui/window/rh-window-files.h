/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's part in files: choosing folders, making collections, saying what went wrong. */
#pragma once

#include "window/rh-window.h"

G_BEGIN_DECLS

/* Asks for a folder and opens the collection in it, in this window or in one of its own. */
void rh_window_files_open (RhWindow *self);
/* Asks for a name, a service and a folder. @service_id: the service that is chosen to begin with;
 * NULL: none. */
void rh_window_files_create (RhWindow *self, const char *service_id);
/* Asks for a folder for a collection that has none yet; @done when it is there. */
void rh_window_files_choose_folder (RhWindow *self, RhCollection *collection, GCallback done);
/* What is dropped on @place is opened as by rh_window_open_files(). */
void rh_window_files_accept_drops (RhWindow *self, GtkWidget *place);
/* Names files of services that were not taken, once. */
void rh_window_files_show_service_problems (RhWindow *self);
/* Heading and sentence, to be closed. */
void rh_window_files_show_problem (GtkWidget *from, const GError *error);

G_END_DECLS
