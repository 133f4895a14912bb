/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The query of a URL template. The URL is scanned anew for each change; it is short. */
#define G_LOG_DOMAIN "rh-query"

#include "config.h"

#include "collection/rh-query.h"
#include "text/rh-template.h"

#include <string.h>

typedef struct
{
  gsize start;
  gsize length;
} Segment;

typedef struct
{
  gsize query;    /* after the "?"; @end if there is none */
  gsize end;      /* at the "#", or the end of the URL */
  gboolean there; /* is there a "?" */
  GArray *segments;
} Layout;

static void
layout_init (Layout *self, const char *url)
{
  g_autofree char *plain = rh_query_blank_refs (url);
  char *mark;

  self->end = strcspn (plain, "#");
  plain[self->end] = '\0';
  mark = strchr (plain, '?');
  self->there = mark != NULL;
  self->query = mark == NULL ? self->end : (gsize) (mark - plain) + 1;
  self->segments = g_array_new (FALSE, FALSE, sizeof (Segment));

  for (gsize at = self->query; at < self->end;)
    {
      Segment segment = { at, strcspn (plain + at, "&") };

      if (segment.length > 0)
        g_array_append_val (self->segments, segment);
      at += segment.length + 1;
    }
}

static void
layout_clear (Layout *self)
{
  g_array_unref (self->segments);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Layout, layout_clear)

static char *
splice (const char *url, gsize start, gsize length, const char *by)
{
  return g_strdup_printf ("%.*s%s%s", (int) start, url, by, url + start + length);
}

GStrv
rh_query_split (const char *url)
{
  g_auto (Layout) layout = { 0 };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  layout_init (&layout, url);
  for (guint i = 0; i < layout.segments->len; i++)
    {
      const Segment *segment = &g_array_index (layout.segments, Segment, i);

      g_strv_builder_take (builder, g_strndup (url + segment->start, segment->length));
    }

  return g_strv_builder_end (builder);
}

char *
rh_query_insert (const char *url, guint index, const char *segment)
{
  g_auto (Layout) layout = { 0 };
  g_autofree char *text = NULL;
  const Segment *before;

  layout_init (&layout, url);
  g_return_val_if_fail (index <= layout.segments->len, g_strdup (url));

  if (index == 0)
    {
      text = g_strconcat (layout.there ? "" : "?", segment, layout.query < layout.end ? "&" : "",
                          NULL);
      return splice (url, layout.query, 0, text);
    }

  before = &g_array_index (layout.segments, Segment, index - 1);
  text = g_strconcat ("&", segment, NULL);
  return splice (url, before->start + before->length, 0, text);
}

char *
rh_query_replace (const char *url, guint index, const char *segment)
{
  g_auto (Layout) layout = { 0 };
  const Segment *old;

  layout_init (&layout, url);
  g_return_val_if_fail (index < layout.segments->len, g_strdup (url));

  old = &g_array_index (layout.segments, Segment, index);
  return splice (url, old->start, old->length, segment);
}

char *
rh_query_remove (const char *url, guint index)
{
  g_auto (Layout) layout = { 0 };
  const Segment *old;
  gsize start;
  gsize end;

  layout_init (&layout, url);
  g_return_val_if_fail (index < layout.segments->len, g_strdup (url));

  old = &g_array_index (layout.segments, Segment, index);
  start = old->start;
  end = start + old->length;

  if (layout.segments->len == 1)
    {
      start = layout.query - 1;
      end = layout.end;
    }
  else if (end < layout.end)
    end++; /* the "&" after it */
  else
    start--; /* the "&" before it */

  return splice (url, start, end - start, "");
}

static void
append_encoded (GString *out, const char *text, const char *delimiters)
{
  g_autofree char *plain = rh_query_blank_refs (text);

  for (gsize i = 0; text[i] != '\0'; i++)
    {
      if (strchr (delimiters, plain[i]) != NULL)
        g_string_append_printf (out, "%%%02X", (guint) text[i]);
      else
        g_string_append_c (out, text[i]);
    }
}

char *
rh_query_segment_new (const char *name, const char *value, gboolean bare)
{
  GString *out = g_string_new (NULL);

  append_encoded (out, name, "&#=");
  if (*value != '\0' || (*name != '\0' && !bare))
    g_string_append_c (out, '=');
  append_encoded (out, value, "&#");

  return g_string_free_and_steal (out);
}

void
rh_query_segment_parse (const char *segment, char **name, char **value, gboolean *bare)
{
  g_autofree char *plain = rh_query_blank_refs (segment);
  gsize length = strcspn (plain, "=");

  *bare = segment[length] == '\0';
  *name = g_strndup (segment, length);
  *value = g_strdup (*bare ? "" : segment + length + 1);
}

char *
rh_query_blank_refs (const char *text)
{
  char *copy = g_strdup (text);
  g_autoptr (GArray) refs = rh_template_find (text);

  for (guint i = 0; i < refs->len; i++)
    {
      const RhTemplateRef *ref = &g_array_index (refs, RhTemplateRef, i);

      memset (copy + ref->start, 'x', ref->length);
    }

  return copy;
}
