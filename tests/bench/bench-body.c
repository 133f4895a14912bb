/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A body of any size as rows: from the last byte to the first screen and to the end, what it costs
 * in memory, the longest that the main loop waits, and looks at random places. Argument: which
 * body. Prints one line of JSON. */
#include "config.h"

#include "body/rh-body-document.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define SCREEN 60
#define LOOKS 500
#define MEGABYTE 1000000

#define ELEMENT \
  "<person id=\"3c90c3cc\"><name>Ada Lovelace</name><active/><tags><tag>a</tag></tags></person>"

typedef struct
{
  const char *name;
  const char *head;
  const char *piece; /* over and over */
  const char *tail;
  guint64 size;
  RhBodySyntax syntax;
} Kind;

#define OBJECT \
  "{\"id\":\"3c90c3cc-0d44-4b50-8888-8dd25736052a\",\"name\":\"Ada Lovelace\"," \
  "\"email\":\"ada@acme.example\",\"active\":true,\"tags\":[\"a\",\"bb\"],\"balance\":12.50}"

static const Kind kinds[] = {
  { "json-10", "[" OBJECT, "," OBJECT, "]", 10 * MEGABYTE, RH_BODY_SYNTAX_JSON },
  { "json-100", "[" OBJECT, "," OBJECT, "]", 100 * MEGABYTE, RH_BODY_SYNTAX_JSON },
  { "numbers-100", "[1", ",2", "]", 100 * MEGABYTE, RH_BODY_SYNTAX_JSON },
  { "xml-100", "<all>", ELEMENT, "</all>", 100 * MEGABYTE, RH_BODY_SYNTAX_XML },
  { "lines-1m", "", "2026-11-28 a short line\n", "", 24 * MEGABYTE, RH_BODY_SYNTAX_TEXT },
  { "rows-10m", "", "7\n", "", 20 * MEGABYTE, RH_BODY_SYNTAX_TEXT },
  { "rows-200m", "", "7\n", "", 400 * G_GUINT64_CONSTANT (1000000), RH_BODY_SYNTAX_TEXT },
};

static RhSpool *
make_body (const Kind *kind)
{
  RhSpool *spool = rh_spool_new (G_MAXINT64, FALSE);
  g_autoptr (GString) block = g_string_new (NULL);
  guint64 size = strlen (kind->head);

  while (block->len < MEGABYTE)
    g_string_append (block, kind->piece);
  rh_spool_write (spool, kind->head, strlen (kind->head), NULL);
  for (; size < kind->size; size += block->len)
    rh_spool_write (spool, block->str, block->len, NULL);
  rh_spool_write (spool, kind->tail, strlen (kind->tail), NULL);
  rh_spool_close (spool);

  return spool;
}

/* Kilobytes that are this process's own: not the file. */
static guint64
get_memory (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  line = strstr (status, "RssAnon:");

  return line == NULL ? 0 : g_ascii_strtoull (line + strlen ("RssAnon:"), NULL, 10);
}

typedef struct
{
  double first;
  double whole;
  double processor; /* for the whole */
  double stall;
  double look;
  double work; /* bytes of the worst look */
} Figures;

static double
get_milliseconds (gint64 since)
{
  return (double) (g_get_monotonic_time () - since) / 1000;
}

static double
get_processor_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);

  return (double) time.tv_sec * 1000 + (double) time.tv_nsec / 1e6;
}

static void
wait_for_rows (RhBodyDocument *document, Figures *figures)
{
  gint64 begin = g_get_monotonic_time ();
  double processor = get_processor_time ();

  while (!rh_body_document_is_complete (document))
    {
      gint64 turn;

      /* Waiting is no stall; what is done then is. */
      while (!g_main_context_pending (NULL))
        g_usleep (100);
      turn = g_get_monotonic_time ();
      g_main_context_iteration (NULL, FALSE);
      if (figures->first == 0 && rh_body_document_get_n_rows (document) >= SCREEN)
        {
          g_autoptr (GPtrArray) rows = rh_body_document_read (document, 0, SCREEN);

          figures->first = get_milliseconds (begin);
        }
      figures->stall = MAX (figures->stall, get_milliseconds (turn));
    }
  figures->whole = get_milliseconds (begin);
  figures->processor = get_processor_time () - processor;
}

static void
look_around (RhBodyDocument *document, Figures *figures)
{
  guint64 n_rows = rh_body_document_get_n_rows (document);
  guint64 at = 1;
  gint64 begin = g_get_monotonic_time ();

  for (guint i = 0; i < LOOKS; i++)
    {
      gint64 turn = g_get_monotonic_time ();
      guint64 before = rh_body_document_get_work (document);
      g_autoptr (GPtrArray) rows = NULL;

      at = (at * 6364136223846793005 + 1442695040888963407) % n_rows;
      rows = rh_body_document_read (document, at, SCREEN);
      figures->stall = MAX (figures->stall, get_milliseconds (turn));
      figures->work = MAX (figures->work, (double) (rh_body_document_get_work (document) - before));
    }
  figures->look = get_milliseconds (begin) / LOOKS;
}

static void
run (const Kind *kind)
{
  g_autoptr (RhSpool) spool = make_body (kind);
  guint64 memory = get_memory ();
  g_autoptr (RhBodyDocument) document
      = rh_body_document_new (spool, kind->syntax, RH_BODY_LAYOUT_PRETTY, "utf-8");
  Figures figures = { 0 };

  wait_for_rows (document, &figures);
  memory = get_memory () - memory;
  look_around (document, &figures);
  g_print ("{\"rows\": %" G_GUINT64_FORMAT
           ", \"first\": %.1f, \"whole\": %.1f, \"processor\": %.1f, \"memory\": %.1f, \"size\": "
           "%.1f, \"stall\": %.2f, "
           "\"look\": %.3f, \"work\": %.0f}\n",
           rh_body_document_get_n_rows (document), figures.first, figures.whole, figures.processor,
           (double) memory / 1000, (double) rh_spool_get_size (spool) / MEGABYTE, figures.stall,
           figures.look, figures.work);
}

int
main (int argc, char **argv)
{
  for (guint i = 0; argc == 2 && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (argv[1], kinds[i].name))
      {
        run (&kinds[i]);
        return 0;
      }
  fprintf (stderr, "usage: bench-body json-10|json-100|numbers-100|xml-100|lines-1m|rows-10m|"
                   "rows-200m\n");

  return 2;
}
