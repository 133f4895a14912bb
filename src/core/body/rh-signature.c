/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What bytes are by how they begin. A table: the formats that an API sends, no more. */
#define G_LOG_DOMAIN "rh-signature"

#include "config.h"

#include "body/rh-signature.h"

#include "text/rh-charset.h"

#include <string.h>

typedef struct
{
  gsize offset;
  const char *bytes;
  gsize length;
  RhSignature signature;
} Known;

#define AT(offset, bytes, type, suffix, image) \
  { \
    offset, bytes, sizeof (bytes) - 1, \
    { \
      type, suffix, image \
    } \
  }

/* Those that begin alike: the longer first. */
static const Known known[] = {
  AT (0, "\x89PNG\r\n\x1a\n", "image/png", "png", TRUE),
  AT (0, "\xFF\xD8\xFF", "image/jpeg", "jpg", TRUE),
  AT (0, "GIF87a", "image/gif", "gif", TRUE),
  AT (0, "GIF89a", "image/gif", "gif", TRUE),
  AT (8, "WEBPVP8", "image/webp", "webp", TRUE),
  AT (4, "ftypavif", "image/avif", "avif", TRUE),
  AT (4, "ftypavis", "image/avif", "avif", TRUE),
  AT (4, "ftypheic", "image/heic", "heic", TRUE),
  AT (0, "\0\0\1\0", "image/vnd.microsoft.icon", "ico", TRUE),
  AT (0, "II*\0", "image/tiff", "tiff", TRUE),
  AT (0, "MM\0*", "image/tiff", "tiff", TRUE),
  AT (0, "\xFF\x0A", "image/jxl", "jxl", FALSE),
  AT (0, "\0\0\0\x0CJXL \r\n\x87\n", "image/jxl", "jxl", FALSE),
  AT (0, "%PDF-", "application/pdf", "pdf", FALSE),
  AT (0, "PK\x03\x04", "application/zip", "zip", FALSE),
  AT (0, "PK\x05\x06", "application/zip", "zip", FALSE),
  AT (0, "\x1f\x8b\x08", "application/gzip", "gz", FALSE),
  AT (0, "BZh", "application/x-bzip2", "bz2", FALSE),
  AT (0,
      "\xFD"
      "7zXZ\0",
      "application/x-xz",
      "xz",
      FALSE),
  AT (0, "\x28\xB5\x2F\xFD", "application/zstd", "zst", FALSE),
  AT (0, "7z\xBC\xAF\x27\x1C", "application/x-7z-compressed", "7z", FALSE),
  AT (257, "ustar", "application/x-tar", "tar", FALSE),
  AT (0, "\0asm", "application/wasm", "wasm", FALSE),
  AT (0,
      "\x7f"
      "ELF",
      "application/x-executable",
      "elf",
      FALSE),
  AT (0, "SQLite format 3\0", "application/vnd.sqlite3", "sqlite", FALSE),
  AT (0, "OggS", "audio/ogg", "ogg", FALSE),
  AT (0, "fLaC", "audio/flac", "flac", FALSE),
  AT (0, "ID3", "audio/mpeg", "mp3", FALSE),
  AT (8, "WAVEfmt ", "audio/wav", "wav", FALSE),
  AT (4, "ftyp", "video/mp4", "mp4", FALSE),
  AT (0, "\x1A\x45\xDF\xA3", "video/webm", "webm", FALSE),
  AT (0, "wOF2", "font/woff2", "woff2", FALSE),
  AT (0, "wOFF", "font/woff", "woff", FALSE),
  AT (0, "OTTO", "font/otf", "otf", FALSE),
  AT (0, "\0\1\0\0\0", "font/ttf", "ttf", FALSE),
  AT (0, "PAR1", "application/vnd.apache.parquet", "parquet", FALSE),
  AT (0, "\x30\x82", "application/pkix-cert", "der", FALSE),
  AT (0, "BM", "image/bmp", "bmp", TRUE),
};

/* Two letters are too few: a bitmap has its size next and four bytes of nothing after it. */
static gboolean
is_really (const Known *one, const char *bytes, gsize length)
{
  if (!g_str_equal (one->signature.suffix, "bmp"))
    return TRUE;

  return length >= 10 && memcmp (bytes + 6, "\0\0\0\0", 4) == 0;
}

const RhSignature *
rh_signature_find (const char *bytes, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      const Known *one = &known[i];

      if (length >= one->offset + one->length
          && memcmp (bytes + one->offset, one->bytes, one->length) == 0
          && is_really (one, bytes, length))
        return &one->signature;
    }

  return NULL;
}

gboolean
rh_signature_is_binary (const char *bytes, gsize length)
{
  gsize mark;

  if (rh_signature_find (bytes, length) != NULL)
    return TRUE;

  return rh_charset_from_mark (bytes, length, &mark) == NULL
         && memchr (bytes, '\0', length) != NULL;
}
