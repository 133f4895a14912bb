/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes wrong with files of other programs. */
#define G_LOG_DOMAIN "rh-problem-import"

#include "config.h"

#include "common/rh-problem-private.h"

#include "format/rh-import-reader.h"

#include <glib/gi18n.h>

static const RhProblemEntry import_entries[] = {
  RH_PROBLEM_ENTRY (
      RH_IMPORT_ERROR_UNKNOWN,
      N_ ("Cannot Be Imported"),
      N_ ("It is of no kind that is known here. Postman, Bruno, Insomnia, OpenAPI, HAR and curl "
          "commands can be imported; a collection is opened by its folder."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (RH_IMPORT_ERROR_ENCODING,
                    N_ ("Not Text"),
                    N_ ("The file has bytes that are no text. Save it as UTF-8 and try again."),
                    RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_IMPORT_ERROR_SYNTAX,
      N_ ("Not JSON"),
      N_ ("The file begins as JSON and is none. It may have been cut off: export it again."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_IMPORT_ERROR_CONTENT,
      N_ ("Not as It Has to Be"),
      N_ ("Something in the file is not what belongs there, so nothing was imported. Export it "
          "again."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (RH_IMPORT_ERROR_TOO_LARGE,
                    N_ ("Too Large"),
                    N_ ("At once 64 MB can be imported. Divide it."),
                    RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (RH_IMPORT_ERROR_TOO_DEEP,
                    N_ ("Nested Too Deeply"),
                    N_ ("The file has more levels than are read. Make it flatter."),
                    RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_IMPORT_ERROR_VERSION,
      N_ ("Of Another Version"),
      N_ ("This version of the program’s files is not read here. Export it with the newest one."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (RH_IMPORT_ERROR_NOTHING,
                    N_ ("Nothing to Import"),
                    N_ ("There is no request and no environment in it."),
                    RH_PROBLEM_DETAIL_PLAIN),
};

const RhProblemDomain rh_problem_import_domains[] = {
  { rh_import_error_quark, import_entries, G_N_ELEMENTS (import_entries) },
  { NULL },
};
