/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows the body of a response. What it is, is decided when its first bytes are there. */
#define G_LOG_DOMAIN "rh-body-view"

#include "config.h"

#include "body/rh-body-guess.h"
#include "body/rh-media-type.h"
#include "body/rh-signature.h"
#include "common/rh-settings.h"
#include "common/rh-shared-menu.h"
#include "response/rh-body-view-private.h"
#include "text/rh-charset.h"

#include <glib/gi18n.h>

/* What is looked at to tell text from bytes. */
#define SNIFF_MAX 4096

G_DEFINE_FINAL_TYPE (RhBodyView, rh_body_view, ADW_TYPE_BIN)

typedef struct
{
  const char *name;
  const char *label;
  RhBodyLayout layout;
} Layout;

static const Layout layouts[] = {
  /* Translators: a body that is laid out for reading. */
  { "pretty", N_ ("Pretty"), RH_BODY_LAYOUT_PRETTY },
  /* Translators: a body as it came. */
  { "raw", N_ ("Raw"), RH_BODY_LAYOUT_RAW },
  { "hex", N_ ("Hex"), RH_BODY_LAYOUT_HEX },
  { "image", N_ ("Image"), RH_BODY_LAYOUT_HEX },
};

static const Layout *
find_layout (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (layouts); i++)
    if (g_strcmp0 (layouts[i].name, name) == 0)
      return &layouts[i];

  return NULL;
}

/* --- What it is ---------------------------------------------------------------------------------
 */

static gboolean
is_text (const char *media_type, const char *charset, const char *bytes, gsize length)
{
  gsize mark;
  const char *end;

  if (rh_media_type_is_text (media_type) || charset != NULL)
    return TRUE;
  if (rh_signature_is_binary (bytes, length))
    return FALSE;
  /* A character that the cut goes through is no damage. */
  return rh_charset_from_mark (bytes, length, &mark) != NULL
         || g_utf8_validate (bytes, (gssize) length, &end) || bytes + length - end < 4;
}

/* NULL: its first bytes say nothing. */
static const RhSignature *
find_signature (RhBodyView *self)
{
  g_autoptr (GBytes) start = rh_spool_dup_bytes (rh_exchange_get_spool (self->exchange), SNIFF_MAX);

  return rh_signature_find (g_bytes_get_data (start, NULL), g_bytes_get_size (start));
}

/* Asked once. */
static gboolean
has_svg (void)
{
  static gsize known;

  if (g_once_init_enter (&known))
    g_once_init_leave (&known, rh_body_image_has_svg () ? 1 : 2);

  return known == 1;
}

/* By how its bytes begin, unless the header says it. */
static void
look (RhBodyView *self, RhBodyKind *kind)
{
  g_autoptr (GBytes) start = rh_spool_dup_bytes (rh_exchange_get_spool (self->exchange), SNIFF_MAX);
  g_autofree char *media_type = rh_exchange_dup_media_type (self->exchange);
  g_autofree char *charset = rh_body_view_dup_named_charset (self);
  gsize length;
  const char *bytes = g_bytes_get_data (start, &length);
  const RhSignature *signature = rh_signature_find (bytes, length);

  *kind = (RhBodyKind) {
    .image = signature != NULL && signature->image,
    .text = is_text (media_type, charset, bytes, length),
    .syntax = rh_media_type_get_syntax (media_type),
  };
  kind->drawing = !kind->image && g_str_equal (media_type, "image/svg+xml") && has_svg ();
  if (kind->text && !kind->image && rh_media_type_is_vague (media_type))
    {
      kind->syntax = rh_body_guess_syntax (bytes, length);
      kind->guessed = kind->syntax != RH_BODY_SYNTAX_TEXT;
    }
}

/* What its first bytes say, else what the header says, unless that is that nobody knows. */
static char *
dup_kind (RhBodyView *self)
{
  const RhSignature *signature = find_signature (self);
  g_autofree char *media_type = rh_exchange_dup_media_type (self->exchange);
  const char *known = signature != NULL ? signature->media_type : media_type;
  g_autofree char *content_type = g_content_type_from_mime_type (known);

  if (*known == '\0' || content_type == NULL || g_content_type_is_unknown (content_type))
    return g_strdup (_ ("Binary data"));
  return g_content_type_get_description (content_type);
}

/* Type, and size, of what is not text. */
static void
describe (RhBodyView *self)
{
  RhSpool *spool = rh_exchange_get_spool (self->exchange);
  g_autofree char *size = g_format_size ((guint64) rh_spool_get_size (spool));
  g_autofree char *kind = dup_kind (self);
  /* Translators: what a body is, and its size. */
  g_autofree char *text = g_strdup_printf (_ ("%s, %s"), kind, size);

  gtk_label_set_label (self->kind_label, text);
}

static void
document_changed_cb (RhBodyView *self)
{
  rh_body_view_update_banner (self);
  rh_body_view_update_actions (self);
  rh_body_view_go_on_finding (self);
}

/* Offsets are others then. */
static void
charset_changed_cb (RhBodyView *self)
{
  rh_body_view_find (self);
}

void
rh_body_view_set_document (RhBodyView *self, RhBodyDocument *document)
{
  if (self->document == document)
    return;

  rh_body_view_stop_find (self);
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  g_set_object (&self->document, document);
  rh_body_canvas_set_document (self->canvas, document);
  if (document != NULL)
    {
      g_signal_connect_object (document, "notify", G_CALLBACK (document_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (document, "notify::charset", G_CALLBACK (charset_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  document_changed_cb (self);
  rh_body_view_find (self);
}

static void
drop_document (RhBodyView *self)
{
  g_clear_object (&self->whole);
  rh_body_view_set_document (self, NULL);
}

static void
show_text (RhBodyView *self, RhBodyLayout layout)
{
  g_autofree char *charset = rh_body_view_dup_named_charset (self);

  g_clear_object (&self->whole);
  self->whole = rh_body_document_new (rh_exchange_get_spool (self->exchange), self->kind.syntax,
                                      layout, charset);
  rh_body_view_set_document (self, self->whole);
  rh_body_view_filter (self);
  gtk_stack_set_visible_child_name (self->stack, "text");
}

/* Bytes have no lines to choose from. */
static gboolean
can_filter (RhBodyView *self)
{
  return self->whole != NULL && rh_body_document_get_layout (self->whole) != RH_BODY_LAYOUT_HEX;
}

static void
show_layout (RhBodyView *self, const char *name)
{
  RhSpool *spool = rh_exchange_get_spool (self->exchange);
  gboolean image = g_str_equal (name, "image");

  rh_body_image_load (self->image, image && rh_spool_is_complete (spool) ? spool : NULL,
                      self->kind.drawing);
  if (image)
    {
      drop_document (self);
      rh_body_view_show_find (self, FALSE);
      gtk_stack_set_visible_child_name (self->stack, "image");
    }
  else
    show_text (self, find_layout (name)->layout);
  gtk_widget_set_visible (GTK_WIDGET (self->filter_entry), can_filter (self));
  document_changed_cb (self);
}

static void
offer_layouts (RhBodyView *self, const char *const *names, const char *chosen)
{
  self->choosing = TRUE;
  adw_toggle_group_remove_all (self->layout_group);
  for (guint i = 0; names[i] != NULL; i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_name (toggle, names[i]);
      adw_toggle_set_label (toggle, _ (find_layout (names[i])->label));
      adw_toggle_group_add (self->layout_group, toggle);
    }
  /* Narrow, the entry beside them gives way; there is no room for more than three. */
  adw_toggle_group_set_can_shrink (self->layout_group,
                                   adw_toggle_group_get_n_toggles (self->layout_group) > 3);
  adw_toggle_group_set_active_name (self->layout_group, chosen);
  self->choosing = FALSE;
  show_layout (self, chosen);
}

static void
tell_note (RhBodyView *self, const char *note)
{
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), *note != '\0');
  gtk_label_set_label (self->note_label, note);
}

/* Whose word it is that this is JSON. */
static void
tell_guess (RhBodyView *self)
{
  static const char *const texts[] = {
    [RH_BODY_SYNTAX_JSON] = N_ ("JSON, by its content"),
    [RH_BODY_SYNTAX_XML] = N_ ("XML, by its content"),
    [RH_BODY_SYNTAX_HTML] = N_ ("HTML, by its content"),
  };

  tell_note (self, self->kind.guessed ? _ (texts[self->kind.syntax]) : "");
}

/* A drawing that is not shown as one is text, and why is said. */
static void
image_caption_cb (RhBodyView *self)
{
  if (!self->kind.drawing || !rh_body_image_has_failed (self->image))
    return;

  self->choosing = TRUE;
  adw_toggle_group_set_active_name (self->layout_group, self->preferred);
  self->choosing = FALSE;
  show_layout (self, self->preferred);
  tell_note (self, _ ("The image cannot be drawn: it is broken or too large."));
}

static void
show_nothing (RhBodyView *self, const char *page)
{
  drop_document (self);
  self->kind = (RhBodyKind) { 0 };
  tell_guess (self);
  rh_body_view_show_find (self, FALSE);
  rh_body_image_load (self->image, NULL, FALSE);
  gtk_stack_set_visible_child_name (self->stack, page);
  document_changed_cb (self);
}

static void
decide (RhBodyView *self)
{
  static const char *const structured[] = { "pretty", "raw", "hex", NULL };
  static const char *const plain[] = { "raw", "hex", NULL };
  static const char *const image[] = { "image", "hex", NULL };
  static const char *const drawing[] = { "image", "pretty", "raw", "hex", NULL };
  static const char *const bytes[] = { "hex", NULL };

  gtk_label_set_label (self->kind_label, "");
  if (self->kind.image)
    offer_layouts (self, image, "image");
  else if (self->kind.drawing)
    offer_layouts (self, drawing, "image");
  else if (!self->kind.text)
    offer_layouts (self, bytes, "hex");
  else if (self->kind.syntax != RH_BODY_SYNTAX_TEXT)
    offer_layouts (self, structured, self->preferred);
  else
    offer_layouts (self, plain, "raw");
  if (self->kind.image || !self->kind.text)
    describe (self);
  tell_guess (self);
}

/* There are bytes. Until enough of them have come, the next ones may say something else. */
static void
decide_or_go_on (RhBodyView *self)
{
  RhSpool *spool = rh_exchange_get_spool (self->exchange);
  gboolean complete = rh_spool_is_complete (spool);
  RhBodyKind kind;

  if (!self->settled)
    {
      self->settled = complete || rh_spool_get_size (spool) >= SNIFF_MAX;
      look (self, &kind);
      if (!self->decided || memcmp (&kind, &self->kind, sizeof kind) != 0)
        {
          self->decided = TRUE;
          self->kind = kind;
          decide (self);
          return;
        }
    }
  document_changed_cb (self);
}

static void
update (RhBodyView *self)
{
  RhSpool *spool = rh_exchange_get_spool (self->exchange);
  RhExchangeState state = rh_exchange_get_state (self->exchange);
  gboolean ended = state != RH_EXCHANGE_STATE_WAITING && state != RH_EXCHANGE_STATE_RECEIVING;
  gboolean has_bytes = spool != NULL && rh_spool_get_size (spool) > 0;

  if (has_bytes)
    decide_or_go_on (self);
  else if (ended)
    show_nothing (self, spool == NULL && state == RH_EXCHANGE_STATE_DONE ? "not-kept" : "empty");
  else
    document_changed_cb (self);
  gtk_widget_set_visible (self->bar, has_bytes);
}

static void
spool_complete_cb (RhBodyView *self)
{
  update (self);
  if (self->decided
      && g_strcmp0 (adw_toggle_group_get_active_name (self->layout_group), "image") == 0)
    show_layout (self, "image");
}

static void
spool_size_cb (RhBodyView *self)
{
  if (!self->settled)
    update (self);
}

/* The request was made once more. */
static void
spool_changed_cb (RhBodyView *self)
{
  rh_body_view_show (self, self->exchange);
}

static void
watch (RhBodyView *self)
{
  RhSpool *spool = rh_exchange_get_spool (self->exchange);

  g_signal_connect_object (self->exchange, "notify::spool", G_CALLBACK (spool_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->exchange, "notify::state", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  if (spool == NULL || rh_spool_is_complete (spool))
    return;

  g_signal_connect_object (spool, "notify::size", G_CALLBACK (spool_size_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (spool, "notify::complete", G_CALLBACK (spool_complete_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
unwatch (RhBodyView *self)
{
  RhSpool *spool = self->exchange != NULL ? rh_exchange_get_spool (self->exchange) : NULL;

  if (spool != NULL)
    g_signal_handlers_disconnect_by_data (spool, self);
  if (self->exchange != NULL)
    g_signal_handlers_disconnect_by_data (self->exchange, self);
}

/* --- The template's callbacks --------------------------------------------------------------------
 */

static void
layout_chosen_cb (RhBodyView *self)
{
  const char *name = adw_toggle_group_get_active_name (self->layout_group);

  if (self->choosing || name == NULL || self->exchange == NULL)
    return;

  if (adw_toggle_group_get_n_toggles (self->layout_group) > 2 && !g_str_equal (name, "image"))
    g_set_str (&self->preferred, name);
  show_layout (self, name);
}

static void
find_toggled_cb (RhBodyView *self)
{
  gboolean active = gtk_toggle_button_get_active (self->find_button);

  if (active != gtk_revealer_get_reveal_child (self->find_revealer))
    rh_body_view_show_find (self, active);
}

static void
find_changed_cb (RhBodyView *self)
{
  rh_body_view_find (self);
}

static void
find_next_cb (RhBodyView *self)
{
  rh_body_view_find_next (self, 1);
}

static void
find_previous_cb (RhBodyView *self)
{
  rh_body_view_find_next (self, -1);
}

static void
find_closed_cb (RhBodyView *self)
{
  rh_body_view_show_find (self, FALSE);
}

static void
filter_changed_cb (RhBodyView *self)
{
  gboolean empty = *gtk_editable_get_text (GTK_EDITABLE (self->filter_entry)) == '\0';

  gtk_entry_set_icon_from_icon_name (self->filter_entry, GTK_ENTRY_ICON_SECONDARY,
                                     empty ? NULL : "edit-clear-symbolic");
  gtk_entry_set_icon_tooltip_text (self->filter_entry, GTK_ENTRY_ICON_SECONDARY,
                                   /* Translators: a verb: take the filter away. */
                                   empty ? NULL : _ ("Clear"));
  rh_body_view_filter (self);
}

static void
filter_icon_cb (RhBodyView *self, GtkEntryIconPosition position)
{
  if (position == GTK_ENTRY_ICON_SECONDARY)
    gtk_editable_set_text (GTK_EDITABLE (self->filter_entry), "");
}

/* Esc brings all of it back. */
static gboolean
filter_key_cb (RhBodyView *self, guint key)
{
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  gtk_editable_set_text (GTK_EDITABLE (self->filter_entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  return GDK_EVENT_STOP;
}

static void
wrap_changed_cb (RhBodyView *self)
{
  rh_body_canvas_set_wrap (self->canvas,
                           g_settings_get_boolean (rh_settings_get (), RH_SETTINGS_WRAP_LINES));
}

static void
rh_body_view_dispose (GObject *object)
{
  RhBodyView *self = RH_BODY_VIEW (object);

  unwatch (self);
  g_cancellable_cancel (self->filter_cancellable);
  g_clear_object (&self->filter_cancellable);
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  if (self->search != NULL)
    g_signal_handlers_disconnect_by_data (self->search, self);
  g_clear_object (&self->search);
  g_clear_object (&self->document);
  g_clear_object (&self->whole);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_BODY_VIEW);
  g_clear_object (&self->exchange);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (rh_body_view_parent_class)->dispose (object);
}

static void
rh_body_view_finalize (GObject *object)
{
  g_free (RH_BODY_VIEW (object)->preferred);

  G_OBJECT_CLASS (rh_body_view_parent_class)->finalize (object);
}

static void
rh_body_view_class_init (RhBodyViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_body_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = rh_body_view_finalize;

  g_type_ensure (RH_TYPE_BODY_CANVAS);
  g_type_ensure (RH_TYPE_BODY_FIND_BAR);
  g_type_ensure (RH_TYPE_BODY_IMAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/response/rh-body-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RhBodyView, banner);
  gtk_widget_class_bind_template_child (widget_class, RhBodyView, bar);
  gtk_widget_class_bind_template_child (widget_class, RhBodyView, layout_group);
  gtk_widget_class_bind_template_child (widget_class, RhBodyView, kind_label);
  gtk_widget_class_bind_template_child (widget_class, RhBodyView, note_label);
  gtk_widget_class_bind_template_child (widget_class, RhBodyView, filter_entry);
  gtk_widget_class_bind_template_child (widget_class, RhBodyView, filter_label);
  gtk_widget_class_bind_template_child (widget_class, RhBodyView, find_button);
  gtk_widget_class_bind_template_child (widget_class, RhBodyView, find_revealer);
  gtk_widget_class_bind_template_child (widget_class, RhBodyView, find_bar);
  gtk_widget_class_bind_template_child (widget_class, RhBodyView, stack);
  gtk_widget_class_bind_template_child (widget_class, RhBodyView, canvas);
  gtk_widget_class_bind_template_child (widget_class, RhBodyView, image);
  gtk_widget_class_bind_template_callback (widget_class, layout_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_icon_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_key_cb);
}

static void
rh_body_view_init (RhBodyView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->image, "notify::caption", G_CALLBACK (image_caption_cb), self,
                           G_CONNECT_SWAPPED);
  self->preferred = g_strdup ("pretty");
  self->found = G_MAXUINT;
  rh_body_view_add_actions (self);
  g_object_set (self->canvas, "menu-model", rh_shared_menu_get ("body-menu"), NULL);
  g_signal_connect_object (rh_settings_get (), "changed::" RH_SETTINGS_WRAP_LINES,
                           G_CALLBACK (wrap_changed_cb), self, G_CONNECT_SWAPPED);
  wrap_changed_cb (self);
}

void
rh_body_view_show (RhBodyView *self, RhExchange *exchange)
{
  g_return_if_fail (RH_IS_BODY_VIEW (self));
  g_return_if_fail (RH_IS_EXCHANGE (exchange));

  unwatch (self);
  g_set_object (&self->exchange, exchange);
  self->decided = FALSE;
  self->settled = FALSE;
  self->offers_variables = FALSE;
  rh_body_view_show_find (self, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->filter_entry), "");
  drop_document (self);
  self->kind = (RhBodyKind) { 0 };
  tell_guess (self);
  gtk_stack_set_visible_child_name (self->stack, "text");
  watch (self);
  update (self);
}

const char *
rh_body_view_get_notice (RhBodyView *self)
{
  g_return_val_if_fail (RH_IS_BODY_VIEW (self), NULL);

  return adw_banner_get_title (self->banner);
}

void
rh_body_view_set_offers_variables (RhBodyView *self, gboolean offers)
{
  g_return_if_fail (RH_IS_BODY_VIEW (self));

  self->offers_variables = offers;
  rh_body_view_update_actions (self);
}

GActionGroup *
rh_body_view_get_actions (RhBodyView *self)
{
  g_return_val_if_fail (RH_IS_BODY_VIEW (self), NULL);

  return G_ACTION_GROUP (self->actions);
}
