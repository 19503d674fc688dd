/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-picture.h"

#include "berth-future.h"

#include <gdk/gdk.h>
#include <string.h>

#define HEADER_SIZE 54
#define INFO_SIZE 40
#define BITS_OF_A_PIXEL 24

typedef struct {
  GBytes *picture;
  char *mime;
} Conversion;

static void
conversion_free (gpointer data)
{
  Conversion *conversion = data;

  g_bytes_unref (conversion->picture);
  g_free (conversion->mime);
  g_free (conversion);
}

static void
put (guint8 *bmp, gsize at, gsize number)
{
  const guint32 little = GUINT32_TO_LE ((guint32) number);

  memcpy (bmp + at, &little, sizeof little);
}

/* BITMAPFILEHEADER and BITMAPINFOHEADER; rows end at whole words, the lowest comes first.
 */
static GBytes *
write_bmp (GdkTexture *texture)
{
  const gsize width = (gsize) gdk_texture_get_width (texture);
  const gsize height = (gsize) gdk_texture_get_height (texture);
  const gsize row = (width * BITS_OF_A_PIXEL / 8 + 3) / 4 * 4;
  const gsize size = HEADER_SIZE + row * height;
  guint8 *bmp = g_malloc0 (size);
  GdkTextureDownloader *downloader = gdk_texture_downloader_new (texture);

  memcpy (bmp, "BM", 2);
  put (bmp, 2, size);
  put (bmp, 10, HEADER_SIZE);
  put (bmp, 14, INFO_SIZE);
  put (bmp, 18, width);
  put (bmp, 22, height);
  bmp[26] = 1;
  bmp[28] = BITS_OF_A_PIXEL;
  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_B8G8R8);
  gdk_texture_downloader_download_into (downloader, bmp + HEADER_SIZE, row);
  for (gsize i = 0; i < height / 2; i++) {
    guint8 *upper = bmp + HEADER_SIZE + i * row;
    guint8 *lower = bmp + HEADER_SIZE + (height - 1 - i) * row;

    for (gsize j = 0; j < row; j++) {
      guint8 byte = upper[j];

      upper[j] = lower[j];
      lower[j] = byte;
    }
  }
  gdk_texture_downloader_free (downloader);
  return g_bytes_new_take (bmp, size);
}

/* Textures of bytes may be made and read on any thread. */
static DexFuture *
convert_in_thread (gpointer data)
{
  Conversion *conversion = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture
    = gdk_texture_new_from_bytes (conversion->picture, &error);

  if (texture == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_boxed (
    G_TYPE_BYTES, g_str_equal (conversion->mime, BERTH_DESKTOP_PICTURE_BMP)
                    ? write_bmp (texture)
                    : gdk_texture_save_to_png_bytes (texture));
}

/**
 * berth_desktop_picture_convert:
 * @picture: a picture's file
 * @mime: %BERTH_DESKTOP_PICTURE_PNG or %BERTH_DESKTOP_PICTURE_BMP
 *
 * Returns: (transfer full): a future that resolves to a #GBytes of that type, or rejects
 *   with why @picture is none
 */
DexFuture *
berth_desktop_picture_convert (GBytes *picture, const char *mime)
{
  Conversion *conversion = g_new0 (Conversion, 1);

  conversion->picture = g_bytes_ref (picture);
  conversion->mime = g_strdup (mime);
  return berth_future_spawn_thread (convert_in_thread, conversion, conversion_free);
}

/**
 * berth_desktop_picture_find_other:
 * @mimes: what somebody copied
 *
 * Desktops of xrdp know pictures as BMP, and most programs here as PNG, so that each is
 * offered where the other one is.
 *
 * Returns: (nullable): which of both is missing, to be made of the other; %NULL where
 *   none is, or there is no picture
 */
const char *
berth_desktop_picture_find_other (const char *const *mimes)
{
  gboolean has_png = g_strv_contains (mimes, BERTH_DESKTOP_PICTURE_PNG);
  gboolean has_bmp = g_strv_contains (mimes, BERTH_DESKTOP_PICTURE_BMP);

  if (has_png == has_bmp)
    return NULL;
  return has_png ? BERTH_DESKTOP_PICTURE_BMP : BERTH_DESKTOP_PICTURE_PNG;
}

/**
 * berth_desktop_picture_add_other:
 * @mimes: what somebody copied
 *
 * Returns: (transfer full): @mimes, with berth_desktop_picture_find_other()
 */
GStrv
berth_desktop_picture_add_other (const char *const *mimes)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  const char *other = berth_desktop_picture_find_other (mimes);

  g_strv_builder_addv (all, (const char **) mimes);
  if (other != NULL)
    g_strv_builder_add (all, other);
  return g_strv_builder_end (all);
}
