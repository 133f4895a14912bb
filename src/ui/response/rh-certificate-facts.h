/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The certificates that a server showed, its own first, in rows; and what is wrong with them. */
#pragma once

#include "http/rh-hop.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Nothing is added for a hop without a certificate. */
void rh_certificate_facts_add (AdwPreferencesPage *page, RhHop *hop);

/* "3F:A0:…": SHA-256 of the whole certificate. (transfer full) */
char *rh_certificate_facts_dup_fingerprint (GTlsCertificate *certificate);
/* Sentences, one a line; NULL: nothing is wrong. */
char *rh_certificate_facts_dup_errors (GTlsCertificateFlags errors);

G_END_DECLS
