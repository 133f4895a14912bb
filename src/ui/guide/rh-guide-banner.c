/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of Get Started in the real window. */
#define G_LOG_DOMAIN "rh-guide-banner"

#include "config.h"

#include "guide/rh-guide-banner.h"

#include "common/rh-announce.h"
#include "guide/rh-guide-words.h"

#include <glib/gi18n.h>

struct _RhGuideBanner
{
  AdwBin parent_instance;

  /* Owned */
  RhProgress *progress;

  /* Borrowed */
  AdwBanner *banner;

  /* Plain */
  RhStep next; /* as it was said last */
};

enum
{
  CONNECTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhGuideBanner, rh_guide_banner, ADW_TYPE_BIN)

static void
say (RhGuideBanner *self, const char *text, const char *button)
{
  gboolean is_new = !adw_banner_get_revealed (self->banner)
                    || !g_str_equal (adw_banner_get_title (self->banner), text);

  adw_banner_set_title (self->banner, text);
  adw_banner_set_button_label (self->banner, button);
  adw_banner_set_revealed (self->banner, TRUE);
  if (is_new)
    rh_announce (self->banner, text);
}

static void
say_call (RhGuideBanner *self)
{
  const RhStepFact *fact = rh_progress_get_fact (self->progress, RH_STEP_CALL);
  g_autofree char *words = rh_guide_words_dup_fact (RH_STEP_CALL, fact);
  /* Translators: %s is what came back, such as "GET /v2/employees · 200 · JSON · 3 items" */
  g_autofree char *text = g_strdup_printf (_ ("The first call worked: %s"), words);

  say (self, text, _ ("_What It Proved"));
}

static void
update (RhGuideBanner *self)
{
  g_autoptr (RhCause) cause = rh_progress_explain (self->progress);
  RhStep next = rh_progress_get_next (self->progress);
  gboolean connected = self->next <= RH_STEP_CONNECT && next == RH_STEP_CALL;

  self->next = next;
  if (next == RH_N_STEPS)
    say_call (self);
  else if (next == RH_STEP_CALL && cause->kind != RH_CAUSE_NONE)
    say (self, _ ("The first call did not work yet."), _ ("_Find Out Why"));
  else if (next == RH_STEP_CALL)
    say (self, _ ("Connected. Send makes the first call."), _ ("_Get Started"));
  else
    adw_banner_set_revealed (self->banner, FALSE);

  if (connected)
    g_signal_emit (self, signals[CONNECTED], 0);
}

static void
clicked_cb (RhGuideBanner *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.get-started", NULL);
}

static void
rh_guide_banner_dispose (GObject *object)
{
  rh_guide_banner_follow (RH_GUIDE_BANNER (object), NULL);

  G_OBJECT_CLASS (rh_guide_banner_parent_class)->dispose (object);
}

static void
rh_guide_banner_class_init (RhGuideBannerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_guide_banner_dispose;

  signals[CONNECTED] = g_signal_new ("connected", RH_TYPE_GUIDE_BANNER, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
}

static void
rh_guide_banner_init (RhGuideBanner *self)
{
  self->banner = ADW_BANNER (adw_banner_new (""));
  adw_banner_set_use_markup (self->banner, FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->banner));
  g_signal_connect_object (self->banner, "button-clicked", G_CALLBACK (clicked_cb), self,
                           G_CONNECT_SWAPPED);
}

void
rh_guide_banner_follow (RhGuideBanner *self, RhProgress *progress)
{
  g_return_if_fail (RH_IS_GUIDE_BANNER (self));
  g_return_if_fail (progress == NULL || RH_IS_PROGRESS (progress));

  if (self->progress != NULL)
    g_signal_handlers_disconnect_by_data (self->progress, self);
  g_set_object (&self->progress, progress);
  if (progress == NULL)
    {
      if (self->banner != NULL && adw_bin_get_child (ADW_BIN (self)) != NULL)
        adw_banner_set_revealed (self->banner, FALSE);
      return;
    }

  self->next = rh_progress_get_next (progress);
  g_signal_connect_object (progress, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

RhProgress *
rh_guide_banner_get_progress (RhGuideBanner *self)
{
  g_return_val_if_fail (RH_IS_GUIDE_BANNER (self), NULL);

  return self->progress;
}
