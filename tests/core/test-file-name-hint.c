/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A name to save a response under: the server's word is a hint, never a path. */
#include "http/rh-file-name-hint.h"
#include "lib/rh-test.h"

#include <string.h>

static void
assert_named (const char *disposition, const char *expected)
{
  g_autofree char *name = rh_file_name_hint (disposition, NULL, ".json");

  g_assert_cmpstr (name, ==, expected);
}

static void
assert_of_url (const char *url, const char *expected)
{
  g_autofree char *name = rh_file_name_hint (NULL, url, ".json");

  g_assert_cmpstr (name, ==, expected);
}

static void
test_parameters (void)
{
  assert_named ("attachment; filename=report.pdf", "report.pdf");
  assert_named ("attachment;FileName = \"a;b \\\"c\\\".txt\"; size=3", "a;b _c_.txt");
  assert_named ("attachment; x=\"; filename=evil\"; filename=good", "good");
  assert_named ("attachment", NULL);
  assert_named ("filename=none", NULL);
  assert_named ("attachment; filename=", NULL);
  assert_named ("attachment; filename=\"open", "open");
  assert_named ("", NULL);
}

/* RFC 8187, and before the plain one (RFC 6266 4.3). */
static void
test_extended (void)
{
  assert_named ("attachment; filename=\"EURO.txt\"; filename*=utf-8''%e2%82%ac%20rates.txt",
                "\u20AC rates.txt");
  assert_named ("attachment; filename*=iso-8859-1'en'%A3.txt", "\u00A3.txt");
  assert_named ("attachment; filename*=koi8-r''x; filename=plain.txt", "plain.txt");
  assert_named ("attachment; filename*=utf-8''a%00b.txt", "a");
  assert_named ("attachment; filename*=broken; filename=plain.txt", "plain.txt");
  assert_named ("attachment; filename=\"caf\xE9.txt\"", "caf\u00E9.txt");
}

static void
test_no_paths (void)
{
  assert_named ("attachment; filename=\"../../etc/passwd\"", "passwd");
  assert_named ("attachment; filename=\"C:\\Users\\me\\x.txt\"", "x.txt");
  assert_named ("attachment; filename*=utf-8''..%2f..%2f.bashrc", "bashrc");
  assert_named ("attachment; filename=\"folder/\"", NULL);
  assert_named ("attachment; filename=\"..\"", NULL);
  assert_named ("attachment; filename=\".ssh\"", "ssh");
  assert_named ("attachment; filename=\"a:b.txt\"", "a_b.txt");
  assert_named ("attachment; filename=\"name. . \"", "name");
}

static void
test_nothing_hidden (void)
{
  assert_named ("attachment; filename*=utf-8''invoice%E2%80%AEfdp.exe", "invoicefdp.exe");
  assert_named ("attachment; filename*=utf-8''a%0d%0ab%7f.txt", "ab.txt");
  assert_named ("attachment; filename*=utf-8''%E2%80%8B.htaccess", "htaccess");
}

static void
test_devices (void)
{
  assert_named ("attachment; filename=con", "_con");
  assert_named ("attachment; filename=\"NUL.txt\"", "_NUL.txt");
  assert_named ("attachment; filename=com1.log", "_com1.log");
  assert_named ("attachment; filename=\"aux .x\"", "_aux .x");
  assert_named ("attachment; filename=console", "console");
  assert_named ("attachment; filename=com10", "com10");
}

static void
test_length (void)
{
  g_autofree char *stem = g_strnfill (5000, 'n');
  g_autofree char *plain = g_strconcat ("attachment; filename=", stem, ".json", NULL);
  g_autoptr (GString) wide = g_string_new ("attachment; filename=");
  g_autofree char *name = rh_file_name_hint (plain, NULL, "");
  g_autofree char *euros = NULL;

  g_assert_cmpuint (strlen (name), ==, RH_FILE_NAME_HINT_MAX);
  g_assert_true (g_str_has_suffix (name, "n.json"));
  for (guint i = 0; i < 300; i++)
    g_string_append (wide, "\u20AC");
  euros = rh_file_name_hint (wide->str, NULL, "");
  g_assert_cmpuint (strlen (euros), <=, RH_FILE_NAME_HINT_MAX);
  g_assert_true (g_utf8_validate (euros, -1, NULL));
}

static void
test_url (void)
{
  assert_of_url ("https://api.example.com/v2/employees?limit=20#x", "employees.json");
  assert_of_url ("https://api.example.com/files/a%20b.csv", "a b.csv");
  assert_of_url ("https://api.example.com/files/..%2F.ssh%2Fid", "id.json");
  assert_of_url ("https://api.example.com/files/", NULL);
  assert_of_url ("https://api.example.com", NULL);
  assert_of_url ("https://api.example.com?next=/evil", NULL);
  assert_of_url ("not a url", NULL);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/file-name-hint/parameters", test_parameters);
  g_test_add_func ("/file-name-hint/extended", test_extended);
  g_test_add_func ("/file-name-hint/I17/no-paths", test_no_paths);
  g_test_add_func ("/file-name-hint/I17/nothing-hidden", test_nothing_hidden);
  g_test_add_func ("/file-name-hint/I17/devices", test_devices);
  g_test_add_func ("/file-name-hint/length", test_length);
  g_test_add_func ("/file-name-hint/url", test_url);

  return g_test_run ();
}
