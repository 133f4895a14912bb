/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A curl command made into a request: what it says is in it or listed. */
#include "format/rh-curl.h"

#include "lib/rh-test.h"

#include <string.h>

/* What came out, as one text: "METHOD URL", headers, "kind: body", auth, settings, notes. */

static void
append_rows (GString *out, GListModel *rows, const char *format)
{
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);

      g_string_append_printf (
          out, "%s%s%s%s%s%s%s%s\n", format, rh_field_get_name (field),
          rh_field_is_bare (field) ? "" : "=", rh_field_get_value (field),
          rh_field_is_file (field) ? " (file)" : "", rh_field_get_media_type (field),
          *rh_field_get_file_name (field) != '\0' ? " as " : "", rh_field_get_file_name (field));
    }
}

static void
append_headers (GString *out, RhRequestItem *item)
{
  GListModel *rows = rh_request_item_get_headers (item);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);

      g_string_append_printf (out, "%s: %s\n", rh_field_get_name (field),
                              rh_field_get_value (field));
    }
}

static void
append_body (GString *out, RhRequestItem *item)
{
  switch (rh_request_item_get_body_kind (item))
    {
    case RH_BODY_KIND_JSON:
      g_string_append_printf (out, "json %s\n", rh_request_item_get_body_text (item));
      break;
    case RH_BODY_KIND_XML:
      g_string_append_printf (out, "xml %s\n", rh_request_item_get_body_text (item));
      break;
    case RH_BODY_KIND_TEXT:
      g_string_append_printf (out, "text %s\n", rh_request_item_get_body_text (item));
      break;
    case RH_BODY_KIND_FORM:
      append_rows (out, rh_request_item_get_form (item), "form ");
      break;
    case RH_BODY_KIND_MULTIPART:
      append_rows (out, rh_request_item_get_parts (item), "part ");
      break;
    case RH_BODY_KIND_FILE:
      g_string_append_printf (out, "file %s\n", rh_request_item_get_body_path (item));
      break;
    case RH_BODY_KIND_KEPT:
    case RH_BODY_KIND_NONE:
    default:
      break;
    }
}

static void
append_auth (GString *out, RhRequestItem *item)
{
  RhAuthKind kind = rh_request_item_get_auth_kind (item);
  RhAuth *auth = rh_request_item_get_auth (item);

  if (kind == RH_AUTH_KIND_BASIC || kind == RH_AUTH_KIND_DIGEST)
    g_string_append_printf (out, "%s %s|%s\n", kind == RH_AUTH_KIND_BASIC ? "basic" : "digest",
                            rh_auth_get (auth, RH_AUTH_USERNAME),
                            rh_auth_get (auth, RH_AUTH_PASSWORD));
  else if (kind == RH_AUTH_KIND_BEARER)
    g_string_append_printf (out, "bearer %s\n", rh_auth_get (auth, RH_AUTH_TOKEN));
}

static void
append_settings (GString *out, RhRequestItem *item)
{
  static const char *const names[]
      = { "follow", "max", "keep-method", "connect", "first-byte", "total", "http1", "cookies" };

  for (guint i = 0; i < RH_N_SETTINGS; i++)
    {
      int value = rh_request_settings_get (rh_request_item_get_settings (item), (RhSetting) i);

      if (value != RH_SETTING_INHERIT)
        g_string_append_printf (out, "%s %d\n", names[i], value);
    }
}

static void
append_notes (GString *out, GPtrArray *notes)
{
  static const char *const kinds[] = {
    "unknown",     "ignored",   "proposal",      "variable", "shell",      "file",
    "as-is",       "named",     "input",         "replaced", "encoded",    "pattern",
    "no-password", "more-urls", "more-commands", "not-text", "unfinished", "no-url",
  };

  for (guint i = 0; i < notes->len; i++)
    {
      const RhCurlNote *note = notes->pdata[i];

      g_string_append_printf (out, "! %s%s%s%s%s\n", kinds[note->kind],
                              note->what == NULL ? "" : " ", note->what == NULL ? "" : note->what,
                              note->detail == NULL ? "" : " ",
                              note->detail == NULL ? "" : note->detail);
    }
}

static char *
describe (const char *command)
{
  g_autoptr (RhCurlImport) import = rh_curl_import (command);
  GString *out = g_string_new (NULL);

  g_assert_nonnull (import);
  g_string_append_printf (out, "%s %s\n", rh_request_item_get_method (import->item),
                          rh_request_item_get_url (import->item));
  append_headers (out, import->item);
  append_body (out, import->item);
  append_auth (out, import->item);
  append_settings (out, import->item);
  append_notes (out, import->notes);
  return g_string_free_and_steal (out);
}

static void
assert_import (const char *command, const char *expected)
{
  g_autofree char *description = describe (command);

  g_assert_cmpstr (description, ==, expected);
}

#define U "https://a.example/"

static void
assert_auth (const char *command, RhAuthKind kind)
{
  g_autoptr (RhCurlImport) import = rh_curl_import (command);

  g_assert_cmpint (rh_request_item_get_auth_kind (import->item), ==, kind);
}

/* Nothing is added to a command that names no credential, nor to one that has it in a header. */
static void
test_without_authorization (void)
{
  assert_auth ("curl " U, RH_AUTH_KIND_NONE);
  assert_auth ("curl -H 'Authorization: Custom x' " U, RH_AUTH_KIND_NONE);
  assert_auth ("curl -H \"Authorization: Bearer $ACCESS_TOKEN\" " U, RH_AUTH_KIND_INHERIT);
  assert_auth ("curl -H \"Authorization: Bearer $REHEARSAL_ACCESS_TOKEN\" " U,
               RH_AUTH_KIND_INHERIT);
}

static void
test_methods (void)
{
  assert_import ("curl " U, "GET " U "\n");
  assert_import ("curl -X delete " U, "delete " U "\n");
  assert_import ("curl -XPUT " U, "PUT " U "\n");
  assert_import ("curl --request=PATCH " U, "PATCH " U "\n");
  assert_import ("curl -I " U, "HEAD " U "\n");
  assert_import ("curl -d '' " U,
                 "POST " U "\nContent-Type: application/x-www-form-urlencoded\ntext \n");
  assert_import ("curl -F a=b " U, "POST " U "\npart a=b\n");
  assert_import ("curl -sSLX POST " U " -v -o out -ikw '%{http_code}'",
                 "POST " U "\nfollow 1\n! proposal -k\n");
}

static void
test_urls (void)
{
  assert_import ("curl a.example", "GET http://a.example\n");
  assert_import ("curl '{{api}}/v1/{{id}}?x={{y}}'", "GET {{api}}/v1/{{id}}?x={{y}}\n");
  assert_import ("curl --url " U, "GET " U "\n");
  assert_import ("curl -- " U, "GET " U "\n");
  assert_import ("curl https://u:p%40@a.example/x", "GET https://a.example/x\nbasic u|p@\n");
  assert_import ("curl -u a:b https://u:p@a.example/", "GET " U "\nbasic a|b\n! replaced @\n");
  assert_import ("curl " U " b.example c.example", "GET " U "\n! more-urls\n! more-urls\n");
  assert_import ("curl 'https://a.example/[1-9]'", "GET https://a.example/[1-9]\n! pattern\n");
  assert_import ("curl -g 'https://[::1]/?a[]=1&b={x}'", "GET https://[::1]/?a[]=1&b={x}\n");
  assert_import ("curl -G -d a=1 --data-urlencode 'b=x y&{{z}}' '" U "?c=3#f'",
                 "GET " U "?c=3&a=1&b=x+y%26{{z}}#f\n");
  assert_import ("curl --url-query 'a=b c' --url-query '+raw=%41' " U, "GET " U "?a=b+c&raw=%41\n");
  assert_import ("curl -v", "GET \n! no-url\n");
}

static void
test_headers (void)
{
  assert_import ("curl -H 'X-A:1' -H 'X-B;' -H 'X-A: 2 ' -A agent -e " U "r -b 'a=1' -b 'b=2' " U,
                 "GET " U "\nX-A: 1\nX-B: \nX-A: 2\nUser-Agent: agent\nReferer: " U
                 "r\nCookie: a=1; b=2\n");
  assert_import ("curl -H 'Accept:' -H 'X-C:' -H @file -H secretive -b jar " U,
                 "GET " U "\n! ignored -H X-C:\n! file -H @file\n! unknown -H\n! file -b jar\n");
  assert_import ("curl -A a -H 'user-agent: b' -r 0-9 " U,
                 "GET " U "\nuser-agent: b\nRange: bytes=0-9\n! replaced -A a\n");
}

static void
test_data (void)
{
  assert_import ("curl -d a=1 -d 'b=x%20y' --data-raw c=%7B%7D " U,
                 "POST " U "\nform a=1\nform b=x y\nform c={}\n! encoded\n");
  assert_import ("curl -d 'a={{x}}&b' " U, "POST " U "\nform a={{x}}\nform b\n");
  assert_import ("curl -d 'mail=a@b.c' " U, "POST " U "\nform mail=a@b.c\n! encoded\n");
  assert_import ("curl -d 'a=%zz' " U,
                 "POST " U "\nContent-Type: application/x-www-form-urlencoded\ntext a=%zz\n");
  assert_import ("curl -d '{\"a\":1}' " U,
                 "POST " U "\nContent-Type: application/x-www-form-urlencoded\njson {\"a\":1}\n");
  assert_import ("curl -H 'content-type: application/vnd.x+json; v=1' -d '[{{x}}]' " U,
                 "POST " U "\ncontent-type: application/vnd.x+json; v=1\njson [{{x}}]\n");
  assert_import ("curl -H 'Content-Type: text/xml' --data-binary '<a/>' " U,
                 "POST " U "\nContent-Type: text/xml\nxml <a/>\n");
  assert_import ("curl --json '{\"a\":' --json 1} " U,
                 "POST " U "\nAccept: application/json\njson {\"a\":1}\n");
  assert_import ("curl --data-raw @a " U,
                 "POST " U "\nContent-Type: application/x-www-form-urlencoded\ntext @a\n");
  assert_import ("curl -H Content-Type: -d x " U, "POST " U "\ntext x\n! ignored Content-Type:\n");
}

static void
test_files (void)
{
  assert_import ("curl --data-binary @a.json -H 'Content-Type: application/json' " U,
                 "POST " U "\nContent-Type: application/json\nfile a.json\n");
  assert_import ("curl -d @a " U, "POST " U "\nContent-Type: application/x-www-form-urlencoded\n"
                                  "file a\n! as-is -d a\n");
  assert_import ("curl -d x=1 -d @a " U, "POST " U "\nform x=1\n! file -d a\n");
  assert_import ("curl -T dir/a.txt " U, "PUT " U "a.txt\nfile dir/a.txt\n");
  assert_import ("curl -T a.txt " U "b?c", "PUT " U "b?c\nfile a.txt\n");
  assert_import ("curl -T a -d b=1 " U "b", "PUT " U "b\nform b=1\n! replaced -T a\n");
  assert_import ("curl --data-urlencode n@a " U, "POST " U "\n! file --data-urlencode n@a\n");
}

static void
test_standard_input (void)
{
  assert_import ("curl -d @- " U, "POST " U "\n! input -d\n");
  assert_import ("curl --data-binary @- " U " < in",
                 "POST " U "\nContent-Type: application/x-www-form-urlencoded\nfile in\n");
  assert_import ("curl --json @- " U " <<'END'\n{\"a\":1}\nEND\n",
                 "POST " U "\nAccept: application/json\njson {\"a\":1}\n\n");
  assert_import ("curl -d @- " U " <<END\na=\n1\nEND\n", "POST " U "\nform a=1\n");
}

static void
test_multipart (void)
{
  assert_import ("curl -F a=b -F 'f=@x.png;type=image/png' -F 'g=@\"a;b\",c' --form-string 'h=@x' "
                 "-F 'i=\"q\\\"\";type=text/plain; charset=utf-8' " U,
                 "POST " U "\npart a=b\npart f=x.png (file)image/png\npart g=a;b\nc (file)\n"
                 "part h=@x\npart i=q\"text/plain;charset=utf-8\n");
  assert_import ("curl -F 'a=b;filename=y' -F 'b=<z' -F '=(;type=multipart/mixed' " U,
                 "POST " U "\npart a=b\npart b=z (file)\n! ignored -F filename=y\n! named -F z\n"
                 "! ignored -F\n");
  assert_import ("curl -F 'a=<z;type=text/csv;filename=y' -F 'b=<-' " U,
                 "POST " U "\npart a=z (file)text/csv as y\npart b=\n! input -F b\n");
  assert_import ("curl -d a=1 -F b=2 " U, "POST " U "\nform a=1\n! replaced -F\n");
}

/* What a file is called to the server, before or after its type; several files have their own. */
static void
test_file_names (void)
{
  assert_import ("curl -F 'a=@x;filename=y;type=text/plain' " U,
                 "POST " U "\npart a=x (file)text/plain as y\n");
  assert_import ("curl -F 'a=@x;type=text/plain; charset=utf-8;filename=\"q;,\\\"r\"' " U,
                 "POST " U "\npart a=x (file)text/plain;charset=utf-8 as q;,\"r\n");
  assert_import ("curl -F 'a=@x;filename=y,z' " U,
                 "POST " U "\npart a=x\nz (file)\n! ignored -F filename=\n");
  assert_import ("curl -F 'a=@x;filename=' " U, "POST " U "\npart a=x (file)\n");
}

static void
test_authorization (void)
{
  assert_import ("curl -u ada:a:b " U, "GET " U "\nbasic ada|a:b\n");
  assert_import ("curl --digest --user ada:pw " U, "GET " U "\ndigest ada|pw\n");
  assert_import ("curl -u ada " U, "GET " U "\nbasic ada|\n! no-password -u\n");
  assert_import ("curl --oauth2-bearer t " U, "GET " U "\nbearer t\n");
  assert_import ("curl -H 'Authorization: Bearer t' " U, "GET " U "\nbearer t\n");
  assert_import ("curl -H 'Authorization: Basic eDp5' -u a:b " U,
                 "GET " U "\nAuthorization: Basic eDp5\n! replaced -u\n");
  assert_import ("curl -H \"Authorization: Bearer $TOKEN\" " U,
                 "GET " U "\nbearer {{TOKEN}}\n! variable TOKEN\n");
  assert_import ("curl -H \"Authorization: Bearer $ACCESS_TOKEN\" " U,
                 "GET " U "\n! variable ACCESS_TOKEN\n");
  assert_import ("curl -H \"Authorization: Bearer $REHEARSAL_ACCESS_TOKEN\" " U,
                 "GET " U "\n! variable ACCESS_TOKEN\n");
  assert_import ("curl --ntlm -n -u a:b " U,
                 "GET " U "\nbasic a|b\n! ignored --ntlm\n! ignored -n\n");
}

static void
test_settings (void)
{
  assert_import ("curl -L --max-redirs 3 --post301 --http1.1 -m 1.5 --connect-timeout 2 " U,
                 "GET " U "\nfollow 1\nmax 3\nkeep-method 1\nconnect 2000\ntotal 1500\nhttp1 1\n");
  assert_import ("curl --max-redirs 3 --post301 --post302 " U, "GET " U "\nmax 3\nkeep-method 1\n");
  assert_import ("curl --no-location -m soon --max-redirs -1 " U,
                 "GET " U "\nfollow 0\n! unknown -m soon\n! ignored --max-redirs -1\n");
}

/* security.md 4.3; a pass phrase or a proxy's password is not listed. */
static void
test_proposals (void)
{
  assert_import (
      "curl --insecure -x http://u:pw@p:8080 -U a:pw --cert c.pem:pw --key k --cacert ca " U,
      "GET " U "\n! proposal --insecure\n! proposal -x\n! proposal -U\n! proposal --cert\n"
      "! proposal --key k\n! proposal --cacert ca\n");
}

static void
test_nothing_is_dropped (void)
{
  assert_import (
      "curl --nonsense -% --ciphers x --no-nonsense -X",
      "GET \n! unknown --nonsense\n"
      "! unknown -%\n! ignored --ciphers x\n! unknown --no-nonsense\n! unfinished -X\n! no-url\n");
  assert_import ("curl " U "$(id) `id` | jq . && curl b",
                 "GET " U "$(id)\n! more-urls\n"
                 "! shell $(id)\n! shell `id`\n! more-commands\n");
  assert_import ("curl " U " --next -d x b", "GET " U "\n! more-commands --next\n");
  assert_import ("curl '" U, "GET " U "\n! unfinished\n");
  assert_import ("curl " U " -H $'X: \\xff'", "GET " U "\nX: \357\277\275\n! not-text\n");
}

static void
test_which_command (void)
{
  g_autoptr (RhCurlImport) none = rh_curl_import ("wget " U);
  g_autoptr (RhCurlImport) empty = rh_curl_import ("");
  g_autofree char *space = g_strnfill (RH_CURL_MAX_SIZE, ' ');
  g_autofree char *large = g_strconcat ("curl " U, space, NULL);
  g_autoptr (RhCurlImport) too_large = rh_curl_import (large);

  g_assert_null (none);
  g_assert_null (empty);
  g_assert_null (too_large);
  assert_import ("# read it\n$ TOKEN=x sudo /usr/bin/curl " U, "GET " U "\n");
  assert_import ("cd /tmp; curl " U, "GET " U "\n");
  assert_import ("curl ^\"" U "^\" ^\r\n  -H ^\"X: 1^\"", "GET " U "\nX: 1\n");
  assert_import ("curl.exe '" U "' `\r\n  -H 'X: 1'", "GET " U "\nX: 1\n");
}

static void
test_looks_like (void)
{
  g_assert_true (rh_curl_looks_like ("curl " U));
  g_assert_true (rh_curl_looks_like ("  \n$ curl -v"));
  g_assert_true (rh_curl_looks_like ("curl.exe x"));
  g_assert_false (rh_curl_looks_like ("curl"));
  g_assert_false (rh_curl_looks_like ("curl \n"));
  g_assert_false (rh_curl_looks_like ("curly.example/x"));
  g_assert_false (rh_curl_looks_like ("https://a.example/curl x"));
  g_assert_false (rh_curl_looks_like (""));
}

/* Commands of another program's tests, each with the request that curl makes of it */

typedef struct
{
  char *head; /* method and target */
  GPtrArray *headers;
  char *body;
} Wire;

static void
wire_clear (Wire *wire)
{
  g_free (wire->head);
  g_clear_pointer (&wire->headers, g_ptr_array_unref);
  g_free (wire->body);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wire, wire_clear)

static void
add_line (Wire *wire, const char *name, const char *value)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  g_ptr_array_add (wire->headers, g_strdup_printf ("%s: %s", lower, value));
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* What curl adds by itself is no part of what the command says. */
static gboolean
is_curls_own (const char *line)
{
  return g_ascii_strcasecmp (line, "Accept: */*") == 0
         || g_ascii_strncasecmp (line, "User-Agent: curl/", strlen ("User-Agent: curl/")) == 0
         || g_ascii_strncasecmp (line, "Host:", strlen ("Host:")) == 0
         || g_ascii_strncasecmp (line, "Content-Length:", strlen ("Content-Length:")) == 0;
}

static void
read_expected (Wire *wire, const char *text)
{
  const char *end = strstr (text, "\n\n");
  g_autofree char *head = g_strndup (text, (gsize) (end - text));
  g_auto (GStrv) lines = g_strsplit (head, "\n", -1);
  const char *target = strchr (lines[0], ' ') + 1;
  gsize length = 0;

  /* "GET ?a": a path that is not there goes out as "/" */
  wire->head = g_strdup_printf ("%.*s%s%.*s", (int) (target - lines[0]), lines[0],
                                *target == '?' ? "/" : "", (int) strcspn (target, " "), target);
  wire->headers = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], ": ", 2);

      if (g_ascii_strcasecmp (parts[0], "Content-Length") == 0)
        length = (gsize) g_ascii_strtoull (parts[1], NULL, 10);
      if (!is_curls_own (lines[i]))
        add_line (wire, parts[0], parts[1]);
    }

  g_ptr_array_sort (wire->headers, compare_lines);
  wire->body = g_strndup (end + 2, length);
}

/* "{{NAME}}" was "$NAME". */
static char *
dup_with_shell_names (const char *text)
{
  GString *out = g_string_new (text);

  g_string_replace (out, "{{", "$", 0);
  g_string_replace (out, "}}", "", 0);
  return g_string_free_and_steal (out);
}

static void
add_authorization (Wire *wire, RhRequestItem *item)
{
  RhAuth *auth = rh_request_item_get_auth (item);
  g_autofree char *value = NULL;

  if (rh_request_item_get_auth_kind (item) == RH_AUTH_KIND_BEARER)
    {
      g_autofree char *token = dup_with_shell_names (rh_auth_get (auth, RH_AUTH_TOKEN));

      value = g_strconcat ("Bearer ", token, NULL);
    }
  else if (rh_request_item_get_auth_kind (item) == RH_AUTH_KIND_BASIC)
    {
      g_autofree char *pair = g_strconcat (rh_auth_get (auth, RH_AUTH_USERNAME), ":",
                                           rh_auth_get (auth, RH_AUTH_PASSWORD), NULL);
      g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));

      value = g_strconcat ("Basic ", encoded, NULL);
    }

  if (value != NULL)
    add_line (wire, "Authorization", value);
}

/* As a server reads it: what is sent is encoded, what curl sends may not be. */
static char *
dup_form (RhRequestItem *item)
{
  g_autoptr (GString) out = g_string_new (NULL);

  append_rows (out, rh_request_item_get_form (item), "&");
  g_string_replace (out, "\n", "", 0);
  return g_strdup (out->len == 0 ? "" : out->str + 1);
}

static void
read_actual (Wire *wire, RhRequestItem *item)
{
  GListModel *rows = rh_request_item_get_headers (item);
  const char *url = rh_request_item_get_url (item);
  const char *target = strstr (url, "://") + 3;
  gboolean typed = FALSE;

  target += strcspn (target, "/?");
  wire->head = g_strdup_printf ("%s %s%s", rh_request_item_get_method (item),
                                *target == '/' ? "" : "/", target);
  wire->headers = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);
      g_autofree char *line
          = g_strconcat (rh_field_get_name (field), ": ", rh_field_get_value (field), NULL);

      typed |= g_ascii_strcasecmp (rh_field_get_name (field), "Content-Type") == 0;
      if (!is_curls_own (line))
        add_line (wire, rh_field_get_name (field), rh_field_get_value (field));
    }

  add_authorization (wire, item);
  wire->body = rh_request_item_get_body_kind (item) == RH_BODY_KIND_FORM
                   ? dup_form (item)
                   : g_strdup (rh_request_item_get_body_text (item));
  if (!typed && rh_request_item_get_body_kind (item) == RH_BODY_KIND_FORM)
    add_line (wire, "Content-Type", "application/x-www-form-urlencoded");
  if (!typed && rh_request_item_get_body_kind (item) == RH_BODY_KIND_JSON)
    add_line (wire, "Content-Type", "application/json");
  g_ptr_array_sort (wire->headers, compare_lines);
}

static void
check_pair (const char *command, const char *http)
{
  g_autoptr (RhCurlImport) import = rh_curl_import (command);
  g_auto (Wire) expected = { 0 };
  g_auto (Wire) actual = { 0 };

  g_assert_nonnull (import);
  read_expected (&expected, http);
  read_actual (&actual, import->item);
  g_assert_cmpstr (actual.head, ==, expected.head);
  g_assert_cmpstr (actual.body, ==, expected.body);
  g_assert_cmpuint (actual.headers->len, ==, expected.headers->len);
  for (guint i = 0; i < actual.headers->len; i++)
    g_assert_cmpstr (actual.headers->pdata[i], ==, expected.headers->pdata[i]);
}

/* Here curl would read a file, whose name another command says. */
static gboolean
is_beyond_text (const char *name)
{
  return g_str_equal (name, "redirect_command_data.sh");
}

static char *
read_beside (const char *folder, const char *name, const char *suffix)
{
  g_autofree char *stem = g_strndup (name, strlen (name) - strlen (".sh"));
  g_autofree char *file = g_strconcat (stem, suffix, NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static void
test_corpus (void)
{
  const char *corpora = g_getenv ("RH_TEST_CORPORA");
  g_autofree char *folder = corpora == NULL ? NULL : g_build_filename (corpora, "curl", NULL);
  g_autoptr (GDir) dir = folder == NULL ? NULL : g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_pairs = 0;
  guint n_commands = 0;

  if (dir == NULL)
    {
      g_test_skip ("not there");
      return;
    }

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *command = NULL;
      g_autofree char *http = NULL;
      g_autoptr (RhCurlImport) import = NULL;

      if (!g_str_has_suffix (name, ".sh"))
        continue;

      g_test_message ("%s", name);
      command = read_beside (folder, name, ".sh");
      http = read_beside (folder, name, ".http");
      import = rh_curl_import (command);
      g_assert_nonnull (import);
      g_assert_cmpstr (rh_request_item_get_url (import->item), !=, "");
      n_commands++;
      if (http == NULL || is_beyond_text (name))
        continue;

      check_pair (command, http);
      n_pairs++;
    }

  g_assert_cmpuint (n_commands, ==, 53);
  g_assert_cmpuint (n_pairs, ==, 30);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/curl/without-authorization", test_without_authorization);
  g_test_add_func ("/curl/methods", test_methods);
  g_test_add_func ("/curl/urls", test_urls);
  g_test_add_func ("/curl/headers", test_headers);
  g_test_add_func ("/curl/data", test_data);
  g_test_add_func ("/curl/files", test_files);
  g_test_add_func ("/curl/standard-input", test_standard_input);
  g_test_add_func ("/curl/multipart", test_multipart);
  g_test_add_func ("/curl/file-names", test_file_names);
  g_test_add_func ("/curl/authorization", test_authorization);
  g_test_add_func ("/curl/settings", test_settings);
  g_test_add_func ("/curl/proposals", test_proposals);
  g_test_add_func ("/curl/nothing-is-dropped", test_nothing_is_dropped);
  g_test_add_func ("/curl/which-command", test_which_command);
  g_test_add_func ("/curl/looks-like", test_looks_like);
  g_test_add_func ("/curl/corpus", test_corpus);

  return g_test_run ();
}
