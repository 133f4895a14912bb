/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where somebody was. What a file says is checked for its type and cut to a size, and then taken:
 * a session is no reason not to start. */
#define G_LOG_DOMAIN "rh-session"

#include "config.h"

#include "workspace/rh-session.h"

#include "collection/rh-json.h"

#define VERSION 1
#define FILE_NAME "session.json"
#define MOST_COPIES 100
#define MAX_SIDE 100000

/* The data */

RhSessionTab *
rh_session_tab_new (void)
{
  RhSessionTab *self = g_new0 (RhSessionTab, 1);

  self->path = g_strdup ("");
  self->text = g_strdup ("");
  self->name = g_strdup ("");
  self->page = g_strdup ("");
  self->answer = g_strdup ("");
  return self;
}

void
rh_session_tab_free (RhSessionTab *self)
{
  g_free (self->path);
  g_free (self->text);
  g_free (self->name);
  g_free (self->page);
  g_free (self->answer);
  g_free (self);
}

RhSessionWindow *
rh_session_window_new (void)
{
  RhSessionWindow *self = g_rc_box_new0 (RhSessionWindow);

  self->collection = g_strdup ("");
  self->folder = g_strdup ("");
  self->environment = g_strdup ("");
  self->account = g_strdup ("");
  self->sidebar = TRUE;
  self->tabs = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_session_tab_free);
  self->selected = -1;
  self->closed = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_session_tab_free);
  return self;
}

RhSessionWindow *
rh_session_window_ref (RhSessionWindow *self)
{
  return g_rc_box_acquire (self);
}

static void
window_clear (RhSessionWindow *self)
{
  g_free (self->collection);
  g_free (self->folder);
  g_free (self->environment);
  g_free (self->account);
  g_ptr_array_unref (self->tabs);
  g_ptr_array_unref (self->closed);
}

void
rh_session_window_unref (RhSessionWindow *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) window_clear);
}

RhSession *
rh_session_new (void)
{
  RhSession *self = g_new0 (RhSession, 1);

  self->windows = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_session_window_unref);
  return self;
}

void
rh_session_free (RhSession *self)
{
  g_ptr_array_unref (self->windows);
  g_free (self);
}

/* Reading */

static gboolean
read_string (JsonObject *object, const char *member, char **value, GError **error)
{
  const char *text;

  if (!rh_json_get_string (object, member, &text, error))
    return FALSE;

  g_set_str (value, text);
  return TRUE;
}

static gboolean
read_side (JsonObject *object, const char *member, int *value, GError **error)
{
  gint64 number;

  if (!rh_json_get_int (object, member, 0, &number, error))
    return FALSE;

  *value = (int) CLAMP (number, 0, MAX_SIDE);
  return TRUE;
}

static RhSessionTab *
read_tab (JsonObject *object, GError **error)
{
  g_autoptr (RhSessionTab) tab = rh_session_tab_new ();
  gint64 scroll;

  if (!read_string (object, "path", &tab->path, error)
      || !read_string (object, "text", &tab->text, error)
      || !read_string (object, "name", &tab->name, error)
      || !read_string (object, "page", &tab->page, error)
      || !read_string (object, "answer", &tab->answer, error)
      || !rh_json_get_int (object, "scroll", 0, &scroll, error)
      || !rh_json_get_boolean (object, "pinned", FALSE, &tab->pinned, error))
    return NULL;

  tab->scroll = (double) MAX (scroll, 0);
  return g_steal_pointer (&tab);
}

static gboolean
read_tabs (JsonObject *object, const char *member, guint most, GPtrArray *tabs, GError **error)
{
  JsonArray *array;

  if (!rh_json_get_array (object, member, &array, error))
    return FALSE;

  for (guint i = 0; array != NULL && i < json_array_get_length (array) && i < most; i++)
    {
      JsonObject *element = rh_json_element_object (array, i, member, error);
      RhSessionTab *tab = element == NULL ? NULL : read_tab (element, error);

      if (tab == NULL)
        return FALSE;
      g_ptr_array_add (tabs, tab);
    }

  return TRUE;
}

static RhSessionWindow *
read_window (JsonObject *object, GError **error)
{
  g_autoptr (RhSessionWindow) window = rh_session_window_new ();
  gint64 selected;

  if (!read_string (object, "collection", &window->collection, error)
      || !read_string (object, "folder", &window->folder, error)
      || !read_string (object, "environment", &window->environment, error)
      || !read_string (object, "account", &window->account, error)
      || !read_side (object, "width", &window->width, error)
      || !read_side (object, "height", &window->height, error)
      || !rh_json_get_boolean (object, "maximized", FALSE, &window->maximized, error)
      || !rh_json_get_boolean (object, "sidebar", TRUE, &window->sidebar, error)
      || !rh_json_get_int (object, "selected", -1, &selected, error)
      || !read_tabs (object, "tabs", RH_SESSION_MAX_TABS, window->tabs, error)
      || !read_tabs (object, "closed", RH_SESSION_MAX_CLOSED, window->closed, error))
    return NULL;

  window->selected = (int) CLAMP (selected, -1, (gint64) window->tabs->len - 1);
  return g_steal_pointer (&window);
}

static gboolean
read_windows (JsonObject *root, RhSession *session, GError **error)
{
  JsonArray *array;

  if (!rh_json_get_array (root, "windows", &array, error))
    return FALSE;

  for (guint i = 0;
       array != NULL && i < json_array_get_length (array) && i < RH_SESSION_MAX_WINDOWS; i++)
    {
      JsonObject *element = rh_json_element_object (array, i, "windows", error);
      RhSessionWindow *window = element == NULL ? NULL : read_window (element, error);

      if (window == NULL)
        return FALSE;
      g_ptr_array_add (session->windows, window);
    }

  return TRUE;
}

RhSession *
rh_session_parse (const char *text, gssize length, GError **error)
{
  g_autoptr (RhSession) session = rh_session_new ();
  g_autoptr (JsonObject) root = NULL;
  gint64 version;

  root = rh_json_parse (text, length, error);
  if (root == NULL || !rh_json_get_int (root, "version", 0, &version, error))
    return NULL;
  if (version != VERSION)
    {
      g_set_error_literal (
          error, RH_COLLECTION_ERROR,
          version > VERSION ? RH_COLLECTION_ERROR_VERSION : RH_COLLECTION_ERROR_CONTENT, "version");
      return NULL;
    }

  return read_windows (root, session, error) ? g_steal_pointer (&session) : NULL;
}

/* Writing */

static void
add_int (JsonBuilder *builder, const char *member, gint64 value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, value);
}

static void
add_boolean (JsonBuilder *builder, const char *member, gboolean value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_boolean_value (builder, value);
}

static void
add_tab (JsonBuilder *builder, const RhSessionTab *tab)
{
  json_builder_begin_object (builder);
  rh_json_add_string (builder, "path", tab->path);
  rh_json_add_string (builder, "text", tab->text);
  rh_json_add_string (builder, "name", tab->name);
  rh_json_add_string (builder, "page", tab->page);
  rh_json_add_string (builder, "answer", tab->answer);
  if (tab->scroll >= 1)
    add_int (builder, "scroll", (gint64) CLAMP (tab->scroll, 0, 1e9));
  if (tab->pinned)
    add_boolean (builder, "pinned", TRUE);
  json_builder_end_object (builder);
}

static void
add_tabs (JsonBuilder *builder, const char *member, GPtrArray *tabs, guint most)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < tabs->len && i < most; i++)
    add_tab (builder, g_ptr_array_index (tabs, i));
  json_builder_end_array (builder);
}

static void
add_window (JsonBuilder *builder, const RhSessionWindow *window)
{
  json_builder_begin_object (builder);
  rh_json_add_string (builder, "collection", window->collection);
  rh_json_add_string (builder, "folder", window->folder);
  rh_json_add_string (builder, "environment", window->environment);
  rh_json_add_string (builder, "account", window->account);
  add_int (builder, "width", window->width);
  add_int (builder, "height", window->height);
  add_boolean (builder, "maximized", window->maximized);
  add_boolean (builder, "sidebar", window->sidebar);
  add_int (builder, "selected", window->selected);
  add_tabs (builder, "tabs", window->tabs, RH_SESSION_MAX_TABS);
  add_tabs (builder, "closed", window->closed, RH_SESSION_MAX_CLOSED);
  json_builder_end_object (builder);
}

char *
rh_session_print (RhSession *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  add_int (builder, "version", VERSION);
  json_builder_set_member_name (builder, "windows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->windows->len && i < RH_SESSION_MAX_WINDOWS; i++)
    add_window (builder, g_ptr_array_index (self->windows, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return rh_json_print (builder);
}

/* The file */

/* Never over another copy. */
static gboolean
move_away (GFile *file, const char *what, GError **error)
{
  const char *path = g_file_peek_path (file);

  for (guint i = 1;; i++)
    {
      g_autofree char *name = i == 1 ? g_strconcat (path, ".", what, NULL)
                                     : g_strdup_printf ("%s.%s-%u", path, what, i);
      g_autoptr (GFile) copy = g_file_new_for_path (name);
      g_autoptr (GError) local_error = NULL;

      if (g_file_move (file, copy, G_FILE_COPY_NONE, NULL, NULL, NULL, &local_error))
        return TRUE;
      if (i == MOST_COPIES || !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }
}

static RhSession *
read_file (GFile *file, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;

  text = rh_json_read_file (file, &length, error);
  return text == NULL ? NULL : rh_session_parse (text, (gssize) length, error);
}

static gboolean
is_missing (const GError *error)
{
  return g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static gboolean
put_aside (GFile *file, const GError *why, GError **error)
{
  gboolean newer = g_error_matches (why, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_VERSION);

  return move_away (file, newer ? "newer" : "broken", error);
}

RhSession *
rh_session_load (GFile *state_dir, GError **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) local_error = NULL;
  RhSession *session;

  g_return_val_if_fail (G_IS_FILE (state_dir), NULL);

  file = g_file_get_child (state_dir, FILE_NAME);
  session = read_file (file, &local_error);
  if (session != NULL || is_missing (local_error))
    return session;

  put_aside (file, local_error, NULL); /* save() tries again */
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

gboolean
rh_session_save (RhSession *self, GFile *state_dir, GError **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (RhSession) old = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (G_IS_FILE (state_dir), FALSE);

  file = g_file_get_child (state_dir, FILE_NAME);
  old = read_file (file, &local_error);
  if (old == NULL && !is_missing (local_error) && !put_aside (file, local_error, error))
    return FALSE;

  text = rh_session_print (self);
  return rh_json_write_file (file, text, error);
}
