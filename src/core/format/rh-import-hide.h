/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets that stand within something else: a text, an address, what is kept of another program's
 * words. Each becomes a variable of the collection's (rh_import_hide()); names and marks are the
 * redactor's. What has no secret in it comes back as it was. */
#pragma once

#include "format/rh-import.h"
#include "text/rh-redaction.h"

G_BEGIN_DECLS

/* A value that is a secret as a whole; "Bearer …" keeps its scheme. (transfer full) */
char *rh_import_hide_value (RhImport *self, const char *name, const char *value, const char *place);
/* Members of JSON, header lines, name=value, userinfo of URLs, JSON Web Tokens. (transfer full) */
char *rh_import_hide_text (RhImport *self, const char *text, const char *place);
/* The value of a header that is not one secret as a whole. (transfer full) */
char *
rh_import_hide_header (RhImport *self, const char *name, const char *value, const char *place);
/* "https://ada:pw@host/#access_token=…": takes off what stands before "@", which is never sent
 * (standards.md K), into *@userinfo, and empties secrets of the fragment. (transfer full) */
char *rh_import_hide_url (RhImport *self, const char *url, const char *place, char **userinfo);
/* What stands before the last "@" of the authority; @userinfo stays NULL where it is variables only
 * or short. (transfer full) */
char *rh_import_take_userinfo (const char *url, char **userinfo);
/* The values of a URL's params, each as a whole, for what stands in them is encoded. In one walk.
 * (transfer full) */
char *rh_import_hide_query (RhImport *self, const char *url, const char *place);
/* Whatever is in it: members and rows by their names, texts by what is in them. */
void rh_import_hide_tree (RhImport *self, RhYaml *tree, const char *place);
/* Its name, or ""; what is to stand in its place, or NULL, which leaves it. (transfer full) */
typedef char *(*RhSecretReplace) (const char *name, const char *secret, gpointer user_data);
/* The same with something else than a variable of an import. (transfer full) */
char *rh_import_replace_secrets (const char *text, RhSecretReplace replace, gpointer user_data);
/* With masks in the place of secrets; @masked is set if there was one. (transfer full) */
RhExample *rh_import_mask_example (RhExample *example, gboolean *masked);
/* The word that ends before *@at, over what stands between a name and its value. */
char *rh_import_take_word (const char *text, gsize *at);
/* Letters and digits without a space, more of them than people have for a word: what nobody has
 * said is a secret, and looks like one all the same. */
#define RH_IMPORT_MIN_RANDOM 16
gboolean rh_import_is_random (const char *text, gsize length);
/* What people wrote, a name or a description, where a variable would be of no use: a token by its
 * shape, and what "Bearer" or the name of a secret says is one, are masked. NULL: there is none.
 * (transfer full) */
char *rh_import_mask_prose (const char *text);
/* Marks in @text what is a secret by its shape, whatever the field around it is called. */
void rh_import_mark_tokens (RhRedaction *redaction, const char *text);
/* Whether a field's value is one as a whole: by the field's name, by its own shape ("Bearer x", a
 * JSON Web Token), or by both, as in "?key=" with letters and digits. */
gboolean rh_import_is_secret (const char *name, const char *value, gboolean header);
/* Whether a string in a script looks like a secret. */
gboolean rh_import_script_has_secret (const char *code);

G_END_DECLS
