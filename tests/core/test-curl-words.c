/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a command, as the shell that it was written for splits them. */
#include "format/rh-curl-words.h"

#include "lib/rh-test.h"

#include <string.h>

/* Words in brackets, commands on lines of their own. */
static char *
dup_words (const char *text, RhShell shell)
{
  g_autoptr (GPtrArray) commands = rh_shell_split (text, shell);
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < commands->len; i++)
    {
      RhShellCommand *command = commands->pdata[i];

      if (i > 0)
        g_string_append_c (words, '\n');
      for (guint j = 0; command->words[j] != NULL; j++)
        g_string_append_printf (words, "[%s]", command->words[j]);
    }

  return g_string_free_and_steal (words);
}

static void
assert_words (RhShell shell, const char *text, const char *expected)
{
  g_autofree char *words = dup_words (text, shell);

  g_assert_cmpstr (words, ==, expected);
}

static void
assert_bash (const char *text, const char *expected)
{
  assert_words (RH_SHELL_BASH, text, expected);
}

static void
test_quotes (void)
{
  assert_bash ("curl 'a b' \"c d\" e\\ f", "[curl][a b][c d][e f]");
  assert_bash ("a''b \"\" '' c\"d\"'e'", "[ab][][][cde]");
  assert_bash ("'it'\\''s' \"a\\\"b\\\\c\\d\\$e\\`\"", "[it's][a\"b\\c\\d$e`]");
  assert_bash ("'$a `b` \\n {{c}}'", "[$a `b` \\n {{c}}]");
  assert_bash ("'two\nlines' \"and\ntwo\"", "[two\nlines][and\ntwo]");
  assert_bash ("tail\\", "[tail\\]");
}

static void
test_ansi_quotes (void)
{
  assert_bash ("$'a\\nb\\t\\'c\\'\\\\'", "[a\nb\t'c'\\]");
  assert_bash ("$'\\x41\\102\\u00e9\\U0001F600\\e\\cA\\a\\b\\f\\v\\r\\E\\\"\\?'",
               "[AB\303\251\360\237\230\200\033\001\a\b\f\v\r\033\"?]");
  assert_bash ("$'\\q\\xzz\\u'", "[\\q\\xzz\\u]");
  assert_bash ("$'cut\\0off'end", "[cutend]");
  assert_bash ("$'\\ud800'", "[\357\277\275]");
  assert_bash ("$\"plain\"", "[plain]");
  assert_bash ("pre$'\\x2d'post", "[pre-post]");
}

static void
test_lines_and_commands (void)
{
  assert_bash ("curl \\\n  -X \\\r\n POST", "[curl][-X][POST]");
  assert_bash ("curl a # not this\ncurl b;curl c && curl d | jq . & e",
               "[curl][a]\n[curl][b]\n[curl][c]\n[curl][d]\n[jq][.]\n[e]");
  assert_bash ("# only this\n\n\n", "");
  assert_bash ("a#b '#c' \\#d", "[a#b][#c][#d]");
  assert_bash ("(curl a)", "[curl][a]");
}

static void
test_redirections (void)
{
  g_autoptr (GPtrArray) commands
      = rh_shell_split ("curl -d @- u < in.json > out 2>&1 2>/dev/null &> all -v\n"
                        "curl <<< \"text\" u",
                        RH_SHELL_BASH);
  RhShellCommand *first = commands->pdata[0];
  RhShellCommand *second = commands->pdata[1];

  g_assert_cmpuint (commands->len, ==, 2);
  g_assert_cmpstr (first->input_file, ==, "in.json");
  g_assert_null (first->input_text);
  g_assert_cmpstr (second->input_text, ==, "text\n");
  assert_bash ("curl -d @- u < in.json > out 2>&1 2>/dev/null &> all -v", "[curl][-d][@-][u][-v]");
  assert_bash ("curl 2 a2>b", "[curl][2][a2]");
}

static void
test_here_documents (void)
{
  g_autoptr (GPtrArray) commands = rh_shell_split ("curl -d @- u <<EOF | jq .\n"
                                                   "{\"a\": \"$NAME\\$\"}\n"
                                                   "EOF\n"
                                                   "curl -d @- v <<-'END'\n"
                                                   "\t$plain\n"
                                                   "\tEND\n"
                                                   "curl w",
                                                   RH_SHELL_BASH);
  RhShellCommand *first = commands->pdata[0];
  RhShellCommand *third = commands->pdata[2];

  g_assert_cmpuint (commands->len, ==, 4);
  g_assert_cmpstr (first->input_text, ==, "{\"a\": \"{{NAME}}$\"}\n");
  g_assert_cmpstr (first->variables[0], ==, "NAME");
  g_assert_cmpstr (third->input_text, ==, "$plain\n");
  g_assert_null (third->variables[0]);
  g_assert_false (third->unfinished);
}

static void
test_variables (void)
{
  g_autoptr (GPtrArray) commands = rh_shell_split (
      "curl \"Bearer $TOKEN\" ${HOST}/x$TOKEN '$NOT' $(cat a) \"`date`\" ${A:-b} $1 $ \"\\$c\"",
      RH_SHELL_BASH);
  RhShellCommand *command = commands->pdata[0];
  g_autofree char *variables = g_strjoinv ("|", command->variables);
  g_autofree char *unread = g_strjoinv ("|", command->unread);

  g_assert_cmpstr (variables, ==, "TOKEN|HOST");
  g_assert_cmpstr (unread, ==, "$(cat a)|`date`|${A:-b}|$1");
  assert_bash ("$REHEARSAL_A_B ${REHEARSAL_2X}c $REHEARSAL_ $REHEARSAL",
               "[{{A_B}}][{{2X}}c]"
               "[{{REHEARSAL_}}][{{REHEARSAL}}]");
  assert_bash ("\"Bearer $TOKEN\" ${HOST}/x '$NOT' $(cat a) \"\\$c\" $ {{d}}",
               "[Bearer {{TOKEN}}][{{HOST}}/x][$NOT][$(cat a)][$c][$][{{d}}]");
}

static void
test_unfinished (void)
{
  static const char *const texts[] = { "curl 'a", "curl \"a", "curl $'a", "curl <<X\na\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) commands = rh_shell_split (texts[i], RH_SHELL_BASH);
      RhShellCommand *command = commands->pdata[0];

      g_assert_true (command->unfinished);
    }
}

static void
test_cmd (void)
{
  assert_words (RH_SHELL_CMD,
                "curl \"https://a.example/?b=1&c=2\" ^\r\n  -H \"x: y\" ^\r\n"
                "  --data-raw \"{\\\"a\\\":1}\"",
                "[curl][https://a.example/?b=1&c=2][-H][x: y][--data-raw][{\"a\":1}]");
  assert_words (RH_SHELL_CMD,
                "curl ^\"https://a.example/?b=1^&c=%%5E^\" ^\n -d ^\"^{^\\^\"a^\\^\":1^}^\"",
                "[curl][https://a.example/?b=1&c=%%5E][-d][{\"a\":1}]");
  assert_words (RH_SHELL_CMD, "curl \"a\"\"b\" c\\\\d \"e\\\\\" & f",
                "[curl][a\"b][c\\\\d][e\\]\n[f]");
  assert_words (RH_SHELL_CMD, "curl \"a^b\"\r\ncurl c", "[curl][a^b]\n[curl][c]");
}

static void
test_powershell (void)
{
  assert_words (RH_SHELL_POWERSHELL, "curl.exe 'it''s' \"a`\"b`n\"\"c\" `\r\n  -X POST # d\n e",
                "[curl.exe][it's][a\"b\n\"c][-X][POST]\n[e]");
}

static void
test_guess (void)
{
  g_assert_cmpint (rh_shell_guess ("curl 'a' \\\n -v"), ==, RH_SHELL_BASH);
  g_assert_cmpint (rh_shell_guess ("curl ^\"a^\""), ==, RH_SHELL_CMD);
  g_assert_cmpint (rh_shell_guess ("curl \"a\" ^\r\n -v"), ==, RH_SHELL_CMD);
  g_assert_cmpint (rh_shell_guess (" curl.exe 'a'"), ==, RH_SHELL_POWERSHELL);
  g_assert_cmpint (rh_shell_guess ("curl 'a' `\n -v"), ==, RH_SHELL_POWERSHELL);
  g_assert_cmpint (rh_shell_guess ("curl a -d @- < `echo b`\n"), ==, RH_SHELL_BASH);
  g_assert_cmpint (rh_shell_guess ("curl -d 'x^2'"), ==, RH_SHELL_BASH);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/curl-words/quotes", test_quotes);
  g_test_add_func ("/curl-words/ansi-quotes", test_ansi_quotes);
  g_test_add_func ("/curl-words/lines-and-commands", test_lines_and_commands);
  g_test_add_func ("/curl-words/redirections", test_redirections);
  g_test_add_func ("/curl-words/here-documents", test_here_documents);
  g_test_add_func ("/curl-words/variables", test_variables);
  g_test_add_func ("/curl-words/unfinished", test_unfinished);
  g_test_add_func ("/curl-words/cmd", test_cmd);
  g_test_add_func ("/curl-words/powershell", test_powershell);
  g_test_add_func ("/curl-words/guess", test_guess);

  return g_test_run ();
}
