/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work in a thread whose task ends where it began. GLib's own thread lets go of the task after it
 * has handed over the result: whoever had the source object may be done with it by then, and it
 * would be freed in that thread, where no widget and no object of the main loop may end. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* As g_task_run_in_thread(), but that the last reference to @task, and by it to its source object
 * and its data, is given up in the context that @task returns in, after @func has returned. @func
 * returns @task as its last act: the callback may run at once. */
void rh_thread_task_run (GTask *task, GTaskThreadFunc func);

G_END_DECLS
