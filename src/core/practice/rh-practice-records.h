/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Made-up records that nobody changes: accounts, tags, export jobs and what else has books. Names
 * of members besides ids are ours where the service documents none. Private to practice. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *const *texts; /* a JSON object each, NULL-terminated; with an "id" */
  const char *parent;       /* the member that names what they are in; NULL: nothing */
} RhPracticeRecords;

extern const RhPracticeRecords rh_practice_accounts;
extern const RhPracticeRecords rh_practice_tag_groups;
extern const RhPracticeRecords rh_practice_tags;
extern const RhPracticeRecords rh_practice_tax_codes;
extern const RhPracticeRecords rh_practice_export_jobs;
extern const RhPracticeRecords rh_practice_export_items;
extern const RhPracticeRecords rh_practice_entries;
extern const RhPracticeRecords rh_practice_subscriptions;

/* Those whose member @name is @value, or all with @value NULL. (transfer full) (element-type
 * JsonObject) */
GPtrArray *
rh_practice_records_find (const RhPracticeRecords *self, const char *name, const char *value);

G_END_DECLS
