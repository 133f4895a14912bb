/* SPDX-License-Identifier: GPL-3.0-or-later */
/* {{variables}} in a GtkSourceView: completion, marks and tooltip. Marks are laid anew after a
 * change, once the main loop is idle, and not at all in a text that takes long to walk. */
#define G_LOG_DOMAIN "rh-variable-source"

#include "config.h"

#include "common/rh-variable-source.h"

#include "common/rh-variable-match.h"
#include "common/rh-variable-words.h"
#include "text/rh-template.h"

#define MARKED_MAX (256 * 1024) /* characters */
#define LINE_MAX_CHARS 10000
#define MATCHES_MAX 50

struct _RhVariableSource
{
  GObject parent_instance;

  /* Borrowed: it has us as its data */
  GtkSourceView *view;
  GtkTextBuffer *buffer;
  GtkTextTag *tags[RH_VARIABLE_LOOK_KNOWN + 1];

  /* Owned */
  RhVariableScope *scope;

  /* Plain */
  guint idle;
};

static void provider_init (GtkSourceCompletionProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RhVariableSource,
                               rh_variable_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_SOURCE_TYPE_COMPLETION_PROVIDER,
                                                      provider_init))

/* --- A name that is offered ----------------------------------------------------------------------
 */

#define RH_TYPE_VARIABLE_PROPOSAL (rh_variable_proposal_get_type ())
G_DECLARE_FINAL_TYPE (RhVariableProposal, rh_variable_proposal, RH, VARIABLE_PROPOSAL, GObject)

struct _RhVariableProposal
{
  GObject parent_instance;

  char *name;
};

G_DEFINE_FINAL_TYPE_WITH_CODE (RhVariableProposal,
                               rh_variable_proposal,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_SOURCE_TYPE_COMPLETION_PROPOSAL, NULL))

static void
rh_variable_proposal_finalize (GObject *object)
{
  g_free (RH_VARIABLE_PROPOSAL (object)->name);

  G_OBJECT_CLASS (rh_variable_proposal_parent_class)->finalize (object);
}

static void
rh_variable_proposal_class_init (RhVariableProposalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_variable_proposal_finalize;
}

static void
rh_variable_proposal_init (RhVariableProposal *self)
{
}

/* --- Completion ----------------------------------------------------------------------------------
 */

/* In the line of @cursor, whose offset in it is @offset. */
static gboolean
find_match (const GtkTextIter *cursor, RhVariableMatch *match)
{
  GtkTextIter start = *cursor;
  GtkTextIter end = *cursor;
  g_autofree char *line = NULL;

  if (gtk_text_iter_get_chars_in_line (cursor) > LINE_MAX_CHARS)
    return FALSE;

  gtk_text_iter_set_line_offset (&start, 0);
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  line = gtk_text_iter_get_slice (&start, &end);
  return rh_variable_match_find (line, gtk_text_iter_get_line_offset (cursor), match);
}

static void
fill (RhVariableSource *self, GListStore *proposals, const RhVariableMatch *match)
{
  g_auto (GStrv) all = rh_variable_scope_dup_names (self->scope);
  g_auto (GStrv) names
      = rh_variable_match_filter ((const char *const *) all, match->typed, MATCHES_MAX);

  g_list_store_remove_all (proposals);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (RhVariableProposal) proposal = g_object_new (RH_TYPE_VARIABLE_PROPOSAL, NULL);

      proposal->name = g_strdup (names[i]);
      g_list_store_append (proposals, proposal);
    }
}

static void
populate_async (GtkSourceCompletionProvider *provider,
                GtkSourceCompletionContext *context,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  RhVariableSource *self = RH_VARIABLE_SOURCE (provider);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GListStore *proposals = g_list_store_new (RH_TYPE_VARIABLE_PROPOSAL);
  RhVariableMatch match = { 0 };
  GtkTextIter cursor;

  gtk_source_completion_context_get_bounds (context, NULL, &cursor);
  if (find_match (&cursor, &match))
    fill (self, proposals, &match);
  rh_variable_match_clear (&match);
  g_task_return_pointer (task, proposals, g_object_unref);
}

static GListModel *
populate_finish (GtkSourceCompletionProvider *provider, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
refilter (GtkSourceCompletionProvider *provider,
          GtkSourceCompletionContext *context,
          GListModel *model)
{
  RhVariableMatch match = { 0 };
  GtkTextIter cursor;

  gtk_source_completion_context_get_bounds (context, NULL, &cursor);
  if (find_match (&cursor, &match))
    fill (RH_VARIABLE_SOURCE (provider), G_LIST_STORE (model), &match);
  else
    g_list_store_remove_all (G_LIST_STORE (model));
  rh_variable_match_clear (&match);
}

static gboolean
is_trigger (GtkSourceCompletionProvider *provider, const GtkTextIter *iter, gunichar c)
{
  RhVariableMatch match = { 0 };
  gboolean found = c == '{' && find_match (iter, &match);

  rh_variable_match_clear (&match);
  return found;
}

static void
display (GtkSourceCompletionProvider *provider,
         GtkSourceCompletionContext *context,
         GtkSourceCompletionProposal *proposal,
         GtkSourceCompletionCell *cell)
{
  RhVariableSource *self = RH_VARIABLE_SOURCE (provider);
  const char *name = RH_VARIABLE_PROPOSAL (proposal)->name;
  g_autofree char *value = NULL;
  RhSource source = RH_SOURCE_TYPED;

  switch (gtk_source_completion_cell_get_column (cell))
    {
    case GTK_SOURCE_COMPLETION_COLUMN_TYPED_TEXT:
      gtk_source_completion_cell_set_text (cell, name);
      return;
    case GTK_SOURCE_COMPLETION_COLUMN_AFTER:
      rh_variable_scope_lookup (self->scope, name, &source, NULL, NULL);
      gtk_source_completion_cell_set_text (cell, rh_variable_words_source (source));
      return;
    case GTK_SOURCE_COMPLETION_COLUMN_DETAILS:
      value = rh_variable_words_value (self->scope, name);
      gtk_source_completion_cell_set_text (cell, value);
      return;
    case GTK_SOURCE_COMPLETION_COLUMN_ICON:
    case GTK_SOURCE_COMPLETION_COLUMN_BEFORE:
    case GTK_SOURCE_COMPLETION_COLUMN_COMMENT:
    default:
      gtk_source_completion_cell_set_widget (cell, NULL);
    }
}

static void
activate (GtkSourceCompletionProvider *provider,
          GtkSourceCompletionContext *context,
          GtkSourceCompletionProposal *proposal)
{
  RhVariableSource *self = RH_VARIABLE_SOURCE (provider);
  g_autofree char *insertion = g_strconcat (RH_VARIABLE_PROPOSAL (proposal)->name, "}}", NULL);
  RhVariableMatch match = { 0 };
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &start,
                                    gtk_text_buffer_get_insert (self->buffer));
  if (!find_match (&start, &match))
    return;

  end = start;
  gtk_text_iter_set_line_offset (&start, match.start);
  gtk_text_iter_set_line_offset (&end, match.end);
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, insertion, -1);
  gtk_text_buffer_end_user_action (self->buffer);
  rh_variable_match_clear (&match);
}

static void
provider_init (GtkSourceCompletionProviderInterface *iface)
{
  iface->populate_async = populate_async;
  iface->populate_finish = populate_finish;
  iface->refilter = refilter;
  iface->is_trigger = is_trigger;
  iface->display = display;
  iface->activate = activate;
}

/* --- Marks ---------------------------------------------------------------------------------------
 */

static void
update_tags (RhVariableSource *self)
{
  for (guint look = 0; look < G_N_ELEMENTS (self->tags); look++)
    {
      GdkRGBA color;

      rh_variable_words_color ((RhVariableLook) look, &color);
      g_object_set (self->tags[look], "foreground-rgba", &color, NULL);
    }
}

static void
remove_marks (RhVariableSource *self)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  for (guint look = 0; look < G_N_ELEMENTS (self->tags); look++)
    gtk_text_buffer_remove_tag (self->buffer, self->tags[look], &start, &end);
}

/* Over those of the language, which makes its own when it needs them and takes a bare {{name}} for
 * a mistake. */
static void
raise_tags (RhVariableSource *self)
{
  int n = gtk_text_tag_table_get_size (gtk_text_buffer_get_tag_table (self->buffer));

  for (guint look = 0; look < G_N_ELEMENTS (self->tags); look++)
    gtk_text_tag_set_priority (self->tags[look], n - 1);
}

static void
lay_marks (RhVariableSource *self, const char *text)
{
  g_autoptr (GArray) references = rh_template_find (text);
  const char *at = text;
  int offset = 0;

  for (guint i = 0; i < references->len; i++)
    {
      const RhTemplateRef *reference = &g_array_index (references, RhTemplateRef, i);
      const char *begin = text + reference->start;
      RhVariableLook look = rh_variable_words_look (self->scope, reference->name);
      GtkTextIter start;
      GtkTextIter end;

      offset += (int) g_utf8_strlen (at, begin - at);
      at = begin;
      gtk_text_buffer_get_iter_at_offset (self->buffer, &start, offset);
      end = start;
      gtk_text_iter_forward_chars (&end, (int) reference->length);
      gtk_text_buffer_apply_tag (self->buffer, self->tags[look], &start, &end);
    }
}

static gboolean
update_cb (gpointer user_data)
{
  RhVariableSource *self = user_data;
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *text = NULL;

  self->idle = 0;
  if (gtk_text_buffer_get_char_count (self->buffer) > MARKED_MAX)
    return G_SOURCE_REMOVE;

  remove_marks (self);
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  text = gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
  if (!rh_template_has_refs (text))
    return G_SOURCE_REMOVE;

  raise_tags (self);
  lay_marks (self, text);
  return G_SOURCE_REMOVE;
}

static void
queue_update (RhVariableSource *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (update_cb, self);
}

/* The tag says where the variable is, so that only that much is read. */
static char *
dup_name_at (RhVariableSource *self, const GtkTextIter *at)
{
  for (guint look = 0; look < G_N_ELEMENTS (self->tags); look++)
    {
      GtkTextIter start = *at;
      GtkTextIter end = *at;
      g_autofree char *text = NULL;
      g_autoptr (GArray) references = NULL;

      if (!gtk_text_iter_has_tag (at, self->tags[look]))
        continue;
      if (!gtk_text_iter_starts_tag (&start, self->tags[look]))
        gtk_text_iter_backward_to_tag_toggle (&start, self->tags[look]);
      gtk_text_iter_forward_to_tag_toggle (&end, self->tags[look]);
      text = gtk_text_iter_get_text (&start, &end);
      references = rh_template_find (text);
      if (references->len > 0)
        return g_strdup (g_array_index (references, RhTemplateRef, 0).name);
    }

  return NULL;
}

static gboolean
query_tooltip_cb (RhVariableSource *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  GtkTextIter at;
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  g_autofree char *origin = NULL;
  g_autofree char *text = NULL;

  if (keyboard)
    gtk_text_buffer_get_iter_at_mark (self->buffer, &at, gtk_text_buffer_get_insert (self->buffer));
  else
    {
      gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, x, y, &x, &y);
      if (!gtk_text_view_get_iter_at_location (view, &at, x, y))
        return FALSE;
    }

  name = dup_name_at (self, &at);
  if (name == NULL)
    return FALSE;

  value = rh_variable_words_value (self->scope, name);
  origin = rh_variable_words_origin (self->scope, name);
  text = origin != NULL ? g_strdup_printf ("%s\n%s", value, origin) : g_strdup (value);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
rh_variable_source_dispose (GObject *object)
{
  RhVariableSource *self = RH_VARIABLE_SOURCE (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->scope);

  G_OBJECT_CLASS (rh_variable_source_parent_class)->dispose (object);
}

static void
rh_variable_source_class_init (RhVariableSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_variable_source_dispose;
}

static void
rh_variable_source_init (RhVariableSource *self)
{
}

static void
make_tags (RhVariableSource *self)
{
  self->tags[RH_VARIABLE_LOOK_UNKNOWN]
      = gtk_text_buffer_create_tag (self->buffer, NULL, "underline", PANGO_UNDERLINE_ERROR, NULL);
  self->tags[RH_VARIABLE_LOOK_SECRET] = gtk_text_buffer_create_tag (
      self->buffer, NULL, "style", PANGO_STYLE_ITALIC, "underline", PANGO_UNDERLINE_NONE, NULL);
  self->tags[RH_VARIABLE_LOOK_KNOWN]
      = gtk_text_buffer_create_tag (self->buffer, NULL, "underline", PANGO_UNDERLINE_NONE, NULL);
  update_tags (self);
}

static void
follow_looks (RhVariableSource *self)
{
  static const char *const looks[]
      = { "notify::dark", "notify::accent-color", "notify::high-contrast" };

  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    g_signal_connect_object (adw_style_manager_get_default (), looks[i], G_CALLBACK (update_tags),
                             self, G_CONNECT_SWAPPED);
}

void
rh_variable_source_attach (GtkSourceView *view, RhVariableScope *scope)
{
  RhVariableSource *self;

  g_return_if_fail (GTK_SOURCE_IS_VIEW (view));
  g_return_if_fail (RH_IS_VARIABLE_SCOPE (scope));

  self = g_object_new (RH_TYPE_VARIABLE_SOURCE, NULL);
  self->view = view;
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  self->scope = g_object_ref (scope);
  make_tags (self);
  follow_looks (self);
  gtk_source_completion_add_provider (gtk_source_view_get_completion (view),
                                      GTK_SOURCE_COMPLETION_PROVIDER (self));
  gtk_widget_set_has_tooltip (GTK_WIDGET (view), TRUE);
  g_signal_connect_object (view, "query-tooltip", G_CALLBACK (query_tooltip_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (queue_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (scope, "changed", G_CALLBACK (queue_update), self, G_CONNECT_SWAPPED);
  queue_update (self);
  g_object_set_data_full (G_OBJECT (view), "rh-variable-source", self, g_object_unref);
}
