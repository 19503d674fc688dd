/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-dib.h"

#include <string.h>

/* [MS-WMF] 2.2.2.3 BITMAPINFOHEADER and its successors; a BMP file is one of these behind
 * a BITMAPFILEHEADER. */
#define FILE_HEADER_BYTES 14
#define INFO_HEADER_BYTES 40
#define INFO_HEADER_BYTES_MAX 124
#define MASKS_BYTES 12
#define SIDE_MAX 32767

#define COMPRESSION_NONE 0
#define COMPRESSION_BITFIELDS 3

static guint32
get_u32 (const guint8 *at)
{
  return (guint32) at[0] | (guint32) at[1] << 8 | (guint32) at[2] << 16
         | (guint32) at[3] << 24;
}

static guint16
get_u16 (const guint8 *at)
{
  return (guint16) (at[0] | at[1] << 8);
}

static void
put_u32 (guint8 *at, guint32 value)
{
  for (guint i = 0; i < 4; i++)
    at[i] = (guint8) (value >> (8 * i));
}

static gboolean
is_known_depth (guint depth)
{
  return depth == 1 || depth == 4 || depth == 8 || depth == 16 || depth == 24
         || depth == 32;
}

/* How many bytes lie between the info header and the pixels; FALSE for nonsense. */
static gboolean
measure_colours (const guint8 *dib, guint32 header, guint depth, gsize *size)
{
  guint32 compression = get_u32 (dib + 16);
  guint32 n_colours = get_u32 (dib + 32);

  if (compression != COMPRESSION_NONE && compression != COMPRESSION_BITFIELDS)
    return FALSE;
  if (n_colours > 256)
    return FALSE;
  if (depth <= 8 && n_colours == 0)
    n_colours = 1U << depth;
  *size = 4 * (gsize) n_colours;
  if (compression == COMPRESSION_BITFIELDS && header == INFO_HEADER_BYTES)
    *size += MASKS_BYTES;
  return TRUE;
}

/* Where the pixels begin and how many bytes they are. FALSE for what no decoder should
 * see: compressed, nonsensical or cut short. */
static gboolean
measure (const guint8 *dib, gsize size, gsize *offset, gsize *pixels)
{
  guint32 header, depth;
  gint64 width, height;
  gsize colours;

  if (size < INFO_HEADER_BYTES)
    return FALSE;
  header = get_u32 (dib);
  if (header < INFO_HEADER_BYTES || header > INFO_HEADER_BYTES_MAX || header > size)
    return FALSE;
  width = (gint32) get_u32 (dib + 4);
  height = ABS ((gint64) (gint32) get_u32 (dib + 8));
  depth = get_u16 (dib + 14);
  if (width < 1 || width > SIDE_MAX || height < 1 || height > SIDE_MAX
      || !is_known_depth (depth) || !measure_colours (dib, header, depth, &colours))
    return FALSE;
  *offset = header + colours;
  *pixels = (gsize) (((guint64) width * depth + 31) / 32 * 4 * (guint64) height);
  return TRUE;
}

/*< private >
 * berth_rdp_dib_to_bmp:
 * @dib: CF_DIB or CF_DIBV5
 *
 * Returns: (transfer full) (nullable): a BMP file; %NULL where @dib is not a whole,
 *   uncompressed picture
 */
GBytes *
berth_rdp_dib_to_bmp (GBytes *dib)
{
  gsize size, offset, pixels;
  const guint8 *data = g_bytes_get_data (dib, &size);
  guint8 *bmp;

  if (!measure (data, size, &offset, &pixels) || size < offset + pixels)
    return NULL;
  size = offset + pixels;
  bmp = g_malloc0 (FILE_HEADER_BYTES + size);
  bmp[0] = 'B';
  bmp[1] = 'M';
  put_u32 (bmp + 2, (guint32) (FILE_HEADER_BYTES + size));
  put_u32 (bmp + 10, (guint32) (FILE_HEADER_BYTES + offset));
  memcpy (bmp + FILE_HEADER_BYTES, data, size);
  return g_bytes_new_take (bmp, FILE_HEADER_BYTES + size);
}

/*< private >
 * berth_rdp_dib_from_bmp:
 *
 * Returns: (transfer full) (nullable): CF_DIB; %NULL where @bmp is not a whole,
 *   uncompressed picture
 */
GBytes *
berth_rdp_dib_from_bmp (GBytes *bmp)
{
  gsize size, offset, pixels, at;
  const guint8 *data = g_bytes_get_data (bmp, &size);
  guint8 *dib;

  if (size < FILE_HEADER_BYTES || data[0] != 'B' || data[1] != 'M'
      || !measure (data + FILE_HEADER_BYTES, size - FILE_HEADER_BYTES, &offset, &pixels))
    return NULL;
  /* A file may have a gap before its pixels. */
  at = get_u32 (data + 10);
  if (at < FILE_HEADER_BYTES + offset || at > size || size - at < pixels)
    return NULL;
  dib = g_malloc (offset + pixels);
  memcpy (dib, data + FILE_HEADER_BYTES, offset);
  memcpy (dib + offset, data + at, pixels);
  return g_bytes_new_take (dib, offset + pixels);
}
