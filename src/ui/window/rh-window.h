/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window: one collection, in one environment. The last one of a collection that closes, closes
 * the collection; where that would lose something it asks first. */
#pragma once

#include "window/rh-collection-page.h"

G_BEGIN_DECLS

#define RH_TYPE_WINDOW (rh_window_get_type ())
G_DECLARE_FINAL_TYPE (RhWindow, rh_window, RH, WINDOW, AdwApplicationWindow)

/* Shows the first collection of @workspace, or the ways to begin. Properties: "narrow", "wide"
 * (boolean), set by the breakpoints. Signal "filled": it is not beginning any more. */
RhWindow *rh_window_new (AdwApplication *application, RhWorkspace *workspace);
RhWorkspace *rh_window_get_workspace (RhWindow *self);
/* NULL: none yet. */
RhCollection *rh_window_get_collection (RhWindow *self);
/* Shows a collection: in the window that has it, in this one if it has none, or in one of its own.
 * Which one it is; borrowed. */
RhWindow *rh_window_show (RhWindow *self, RhCollection *collection);
/* Opens the collection in a folder, or of an opencollection.yml; offers to import a folder of
 * another program; or says why not. */
void rh_window_open_folder (RhWindow *self, GFile *folder);
/* Each of @files (of GFile) that is a folder or an opencollection.yml, so; other files are imported
 * together. */
void rh_window_open_files (RhWindow *self, GPtrArray *files);
/* With @collection, which is open, and no tab. */
RhWindow *rh_window_new_for_collection (AdwApplication *application,
                                        RhWorkspace *workspace,
                                        RhCollection *collection);
/* As it was left; takes @state. */
RhWindow *rh_window_new_restored (AdwApplication *application,
                                  RhWorkspace *workspace,
                                  RhSessionWindow *state);
/* With the starter collection in that environment of it, if there is no collection in it yet. */
void rh_window_begin (RhWindow *self, const char *environment);
/* Closes without asking, whatever dialog is open. */
void rh_window_close_anyway (RhWindow *self);
/* NULL while there is no collection in it. */
RhCollectionPage *rh_window_get_page (RhWindow *self);
/* It has not been filled yet. */
gboolean rh_window_is_beginning (RhWindow *self);
/* What a session keeps of it; NULL: nothing. (transfer full) */
RhSessionWindow *rh_window_save (RhWindow *self);

G_END_DECLS
