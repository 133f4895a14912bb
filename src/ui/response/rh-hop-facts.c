/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was sent, hop by hop, in rows. */
#define G_LOG_DOMAIN "rh-hop-facts"

#include "config.h"

#include "response/rh-hop-facts.h"

#include "common/rh-copy-button.h"
#include "http/rh-hop-text.h"
#include "response/rh-fact-row.h"
#include "response/rh-format.h"
#include "response/rh-mask-words.h"

#include <glib/gi18n.h>
#include <string.h>

static void
add_notes (AdwExpanderRow *row, RhHop *hop)
{
  const char *const *notes = rh_hop_get_notes (hop);

  for (guint i = 0; notes != NULL && notes[i] != NULL; i++)
    {
      g_autofree char *words = rh_format_hop_note (notes[i]);

      adw_expander_row_add_row (row, rh_fact_row_new (_ ("Note"), words));
    }
}

static void
add_body_size (AdwExpanderRow *row, RhHop *hop)
{
  g_autofree char *size = NULL;

  if (rh_hop_get_sent_body_size (hop) <= 0)
    return;

  size = g_format_size_full ((guint64) rh_hop_get_sent_body_size (hop), G_FORMAT_SIZE_LONG_FORMAT);
  adw_expander_row_add_row (row, rh_fact_row_new (_ ("Body"), size));
}

static char *
dup_subtitle (RhHop *hop)
{
  const RhTiming *timing = rh_hop_get_timing (hop);
  g_autofree char *status = NULL;
  g_autofree char *duration = NULL;

  if (rh_hop_get_status (hop) == 0)
    return g_strdup (_ ("No response"));

  status = rh_format_status (rh_hop_get_status (hop), rh_hop_get_reason (hop));
  if (timing->total < 0)
    return g_steal_pointer (&status);
  duration = rh_format_duration (timing->total);
  return g_strdup_printf ("%s · %s", status, duration);
}

static char *
dup_shown_url (RhHop *hop)
{
  g_autofree char *url = rh_hop_text_dup_url (hop);

  return rh_mask_words_dup (url);
}

static GtkWidget *
row_new (RhHop *hop, RhHop *next, RhBody *body)
{
  g_autofree char *url = dup_shown_url (hop);
  g_autofree char *title = g_strdup_printf ("%s %s", rh_hop_get_method (hop), url);
  g_autofree char *subtitle = dup_subtitle (hop);
  g_autofree char *text = rh_hop_text_dup_request (hop, body);
  GtkWidget *row = rh_fact_row_new_expander (title, subtitle);
  g_autofree char *shown = g_strchomp (rh_mask_words_dup (text));
  GtkWidget *message = rh_fact_row_new (_ ("As It Went Out, Secrets Masked"), shown);

  gtk_widget_add_css_class (message, "message");
  add_notes (ADW_EXPANDER_ROW (row), hop);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), message);
  add_body_size (ADW_EXPANDER_ROW (row), hop);
  if (next != NULL)
    {
      g_autofree char *target = dup_shown_url (next);

      adw_expander_row_add_row (ADW_EXPANDER_ROW (row), rh_fact_row_new (_ ("Went On To"), target));
    }
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row),
                               rh_copy_button_new (text, _ ("Copy Request")));
  return row;
}

void
rh_hop_facts_add (AdwPreferencesPage *page, RhExchange *exchange)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  RhBody *body = rh_request_get_body (rh_exchange_get_request (exchange));
  GListModel *hops = rh_exchange_get_hops (exchange);
  guint n_hops = g_list_model_get_n_items (hops);

  adw_preferences_group_set_title (group, _ ("What Was Sent"));
  for (guint i = 0; i < n_hops; i++)
    {
      g_autoptr (RhHop) hop = g_list_model_get_item (hops, i);
      g_autoptr (RhHop) next = g_list_model_get_item (hops, i + 1);
      GtkWidget *row = row_new (hop, next, body);

      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), n_hops == 1);
      adw_preferences_group_add (group, row);
    }
  adw_preferences_page_add (page, group);
}

/* --- Cookies ------------------------------------------------------------------------------------
 */

static char *
dup_name (const char *pair)
{
  g_autofree char *name = g_strndup (pair, strcspn (pair, "="));

  return g_strdup (g_strstrip (name));
}

static void
add_sent_cookies (AdwPreferencesGroup *group, const char *field, guint *n_rows)
{
  g_auto (GStrv) pairs = g_strsplit (field, ";", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_autofree char *name = dup_name (pairs[i]);

      if (*name == '\0')
        continue;
      /* Translators: of a cookie, which was sent. */
      adw_preferences_group_add (group, rh_fact_row_new (name, _ ("Sent")));
      (*n_rows)++;
    }
}

static void
add_set_cookie (AdwPreferencesGroup *group, const char *field, guint *n_rows)
{
  const char *semicolon = strchr (field, ';');
  g_autofree char *name = dup_name (field);
  g_autofree char *attributes = g_strdup (semicolon != NULL ? semicolon + 1 : "");
  g_autofree char *words = NULL;

  g_strstrip (attributes);
  /* Translators: %s are the attributes of a cookie, as the server wrote them. */
  words = *attributes != '\0' ? g_strdup_printf (_ ("Set: %s"), attributes) : g_strdup (_ ("Set"));
  adw_preferences_group_add (group, rh_fact_row_new (name, words));
  (*n_rows)++;
}

void
rh_hop_facts_add_cookies (AdwPreferencesPage *page, RhHop *hop)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  RhHeaders *sent = rh_hop_get_sent_headers (hop);
  RhHeaders *received = rh_hop_get_headers (hop);
  guint n_rows = 0;

  g_object_ref_sink (group);
  adw_preferences_group_set_title (group, _ ("Cookies"));
  for (guint i = 0; i < rh_headers_get_length (sent); i++)
    if (g_ascii_strcasecmp (rh_headers_nth_name (sent, i), "Cookie") == 0)
      add_sent_cookies (group, rh_text_peek (rh_headers_nth_value (sent, i), NULL), &n_rows);
  for (guint i = 0; i < rh_headers_get_length (received); i++)
    if (g_ascii_strcasecmp (rh_headers_nth_name (received, i), "Set-Cookie") == 0)
      add_set_cookie (group, rh_text_peek (rh_headers_nth_value (received, i), NULL), &n_rows);
  if (n_rows > 0)
    adw_preferences_page_add (page, group);
  g_object_unref (group);
}
