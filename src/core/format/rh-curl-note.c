/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words for options of curl that are not taken over as they were. */
#define G_LOG_DOMAIN "rh-curl-note"

#include "config.h"

#include "format/rh-curl.h"

#include <glib/gi18n.h>

const char *
rh_curl_note_sentence (RhCurlNoteKind kind)
{
  switch (kind)
    {
    case RH_CURL_NOTE_UNKNOWN:
      return _ ("Left out: curl is not known to have it");
    case RH_CURL_NOTE_IGNORED:
      return _ ("Left out: there is nothing like it here");
    case RH_CURL_NOTE_PROPOSAL:
      return _ ("Left out: certificates and proxies are for you to set, by address");
    case RH_CURL_NOTE_VARIABLE:
      return _ ("A variable of the shell became a variable of that name");
    case RH_CURL_NOTE_SHELL:
      return _ ("Only a shell can fill it in: it stands as it was written");
    case RH_CURL_NOTE_FILE:
      return _ ("Left out: the file was not read");
    case RH_CURL_NOTE_FILE_AS_IS:
      return _ ("The file is sent as it is; curl would take its line ends out");
    case RH_CURL_NOTE_FILE_NAMED:
      return _ ("Sent as a file with its name; curl would send its content alone");
    case RH_CURL_NOTE_STANDARD_INPUT:
      return _ ("Left out: it comes from another command");
    case RH_CURL_NOTE_REPLACED:
      return _ ("Another option says something else, and that one counts");
    case RH_CURL_NOTE_ENCODED:
      return _ ("The form is fully encoded when it is sent");
    case RH_CURL_NOTE_PATTERN:
      return _ ("curl would send several requests; the URL is sent as it stands");
    case RH_CURL_NOTE_NO_PASSWORD:
      return _ ("curl would ask for the password; type it on the Auth page");
    case RH_CURL_NOTE_MORE_URLS:
      return _ ("Only the first URL became a request");
    case RH_CURL_NOTE_MORE_COMMANDS:
      return _ ("Only the first command became a request");
    case RH_CURL_NOTE_NOT_TEXT:
      return _ ("Bytes that are no text were replaced");
    case RH_CURL_NOTE_UNFINISHED:
      return _ ("The command ends too early: a quote or a value is missing");
    case RH_CURL_NOTE_NO_URL:
      return _ ("The command has no URL");
    default:
      return "";
    }
}
