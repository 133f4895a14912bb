/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A response's body as an image. Its size is known before any memory is taken for its pixels. A
 * drawing in SVG is handed over as bytes without an address, so that nothing that it refers to is
 * found: no file, no host, no entity. */
#define G_LOG_DOMAIN "rh-body-image"

#include "config.h"

#include "response/rh-body-image.h"

#include "http/rh-thread-task.h"

#include <glib/gi18n.h>

#define CHUNK (64 * 1024)

struct _RhBodyImage
{
  AdwBin parent_instance;

  /* Template */
  GtkStack *stack;
  GtkPicture *picture;

  /* Owned */
  GCancellable *cancellable; /* of decoding; NULL: none is under way */
  char *caption;
};

enum
{
  PROP_0,
  PROP_CAPTION,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhBodyImage, rh_body_image, ADW_TYPE_BIN)

/* Of a drawing that is larger: it is made smaller. */
#define SVG_SIDE 4096

/* Of one image, in the thread. */
typedef struct
{
  int width;
  int height;
  gboolean svg;
} Size;

typedef struct
{
  RhSpool *spool;
  gboolean svg;
} Job;

static void
job_free (Job *self)
{
  g_object_unref (self->spool);
  g_free (self);
}

static gboolean
is_too_large (const Size *size)
{
  return !size->svg && (gint64) size->width * size->height > RH_BODY_IMAGE_MAX_PIXELS;
}

static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, Size *size)
{
  size->width = width;
  size->height = height;
  /* No size: the loader stops before it takes memory for the pixels. */
  if (is_too_large (size))
    gdk_pixbuf_loader_set_size (loader, 0, 0);
  else if (size->svg && MAX (width, height) > SVG_SIDE)
    {
      double scale = (double) SVG_SIDE / MAX (width, height);

      gdk_pixbuf_loader_set_size (loader, MAX (1, (int) (width * scale)),
                                  MAX (1, (int) (height * scale)));
    }
}

static gboolean
feed (GdkPixbufLoader *loader,
      RhSpool *spool,
      const Size *size,
      GCancellable *cancellable,
      GError **error)
{
  g_autofree guchar *buffer = g_malloc (CHUNK);
  goffset offset = 0;
  gsize length;

  while ((length = rh_spool_read (spool, offset, buffer, CHUNK)) > 0)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !gdk_pixbuf_loader_write (loader, buffer, length, error) || is_too_large (size))
        return FALSE;
      offset += (goffset) length;
    }

  return TRUE;
}

static GdkPixbufLoader *
make_loader (const Job *job, GError **error)
{
  if (!job->svg)
    return gdk_pixbuf_loader_new ();
  if (rh_spool_get_size (job->spool) <= RH_BODY_IMAGE_MAX_SVG)
    return gdk_pixbuf_loader_new_with_type ("svg", error);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                       _ ("It is too large to draw."));

  return NULL;
}

static void
decode (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbufLoader) loader = make_loader (job, &error);
  Size size = { .svg = job->svg };
  gboolean fed;
  gboolean closed;
  GdkPixbuf *pixbuf;

  if (loader == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &size);
  fed = feed (loader, job->spool, &size, cancellable, &error);
  /* Small ones are looked at only here. */
  closed = gdk_pixbuf_loader_close (loader, fed ? &error : NULL);
  if (is_too_large (&size))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                               _ ("It has %'d × %'d pixels, which is too much to show. Save it to "
                                  "look at it in another program."),
                               size.width, size.height);
      return;
    }
  if (!fed || !closed)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (pixbuf == NULL)
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                                     _ ("It ends before its first pixel."));
  else
    g_task_return_pointer (task, gdk_texture_new_for_pixbuf (pixbuf), g_object_unref);
}

static void
set_caption (RhBodyImage *self, const char *caption)
{
  if (g_set_str (&self->caption, caption))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAPTION]);
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RhBodyImage *self = RH_BODY_IMAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *caption = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  if (texture != NULL)
    /* Translators: width and height of an image. */
    caption = g_strdup_printf (_ ("%'d × %'d pixels"), gdk_texture_get_width (texture),
                               gdk_texture_get_height (texture));
  else
    caption = g_markup_escape_text (error->message, -1);
  set_caption (self, caption);
  gtk_stack_set_visible_child_name (self->stack, texture != NULL ? "picture" : "problem");
}

static void
rh_body_image_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhBodyImage *self = RH_BODY_IMAGE (object);

  switch (prop_id)
    {
    case PROP_CAPTION:
      g_value_set_string (value, self->caption);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_body_image_dispose (GObject *object)
{
  RhBodyImage *self = RH_BODY_IMAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_BODY_IMAGE);

  G_OBJECT_CLASS (rh_body_image_parent_class)->dispose (object);
}

static void
rh_body_image_finalize (GObject *object)
{
  g_free (RH_BODY_IMAGE (object)->caption);

  G_OBJECT_CLASS (rh_body_image_parent_class)->finalize (object);
}

static void
rh_body_image_class_init (RhBodyImageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rh_body_image_get_property;
  object_class->dispose = rh_body_image_dispose;
  object_class->finalize = rh_body_image_finalize;

  properties[PROP_CAPTION]
      = g_param_spec_string ("caption", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/response/rh-body-image.ui");
  gtk_widget_class_bind_template_child (widget_class, RhBodyImage, stack);
  gtk_widget_class_bind_template_child (widget_class, RhBodyImage, picture);
}

static void
rh_body_image_init (RhBodyImage *self)
{
  self->caption = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

gboolean
rh_body_image_has_svg (void)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type ("svg", NULL);

  if (loader != NULL)
    gdk_pixbuf_loader_close (loader, NULL);

  return loader != NULL;
}

void
rh_body_image_load (RhBodyImage *self, RhSpool *spool, gboolean svg)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (RH_IS_BODY_IMAGE (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_picture_set_paintable (self->picture, NULL);
  set_caption (self, "");
  gtk_stack_set_visible_child_name (self->stack, "loading");
  if (spool == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, decoded_cb, NULL);
  g_task_set_source_tag (task, rh_body_image_load);
  job = g_new0 (Job, 1);
  job->spool = g_object_ref (spool);
  job->svg = svg;
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  rh_thread_task_run (task, decode);
}

const char *
rh_body_image_get_caption (RhBodyImage *self)
{
  g_return_val_if_fail (RH_IS_BODY_IMAGE (self), NULL);

  return self->caption;
}

gboolean
rh_body_image_has_picture (RhBodyImage *self)
{
  g_return_val_if_fail (RH_IS_BODY_IMAGE (self), FALSE);

  return gtk_picture_get_paintable (self->picture) != NULL;
}

gboolean
rh_body_image_has_failed (RhBodyImage *self)
{
  g_return_val_if_fail (RH_IS_BODY_IMAGE (self), FALSE);

  return *self->caption != '\0' && !rh_body_image_has_picture (self);
}
