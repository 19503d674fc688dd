/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-html.h"

#include <string.h>

/* The header is a few lines; a number is not looked for behind that. */
#define HEADER_BYTES_MAX 1024

#define START_MARK "<!--StartFragment-->"
#define END_MARK "<!--EndFragment-->"
/* Every number as wide as the next, so that the header's own length is known before they
 * are. */
#define HEADER                                                                           \
  "Version:0.9\r\n"                                                                      \
  "StartHTML:%010" G_GSIZE_FORMAT "\r\n"                                                 \
  "EndHTML:%010" G_GSIZE_FORMAT "\r\n"                                                   \
  "StartFragment:%010" G_GSIZE_FORMAT "\r\n"                                             \
  "EndFragment:%010" G_GSIZE_FORMAT "\r\n"

/* The offset behind @key in the header; FALSE where there is none, or a nonsensical one
 * ("-1" says that there is no context). */
static gboolean
find_offset (const char *text, gsize size, const char *key, gsize *offset)
{
  g_autofree char *header = g_strndup (text, MIN (size, HEADER_BYTES_MAX));
  const char *at = strstr (header, key);
  guint64 value;

  if (at == NULL || !g_ascii_isdigit (at[strlen (key)]))
    return FALSE;
  value = g_ascii_strtoull (at + strlen (key), NULL, 10);
  *offset = (gsize) value;
  return value <= size;
}

static gboolean
find_span (const char *text,
           gsize size,
           const char *start_key,
           const char *end_key,
           gsize *start,
           gsize *end)
{
  return find_offset (text, size, start_key, start)
         && find_offset (text, size, end_key, end) && *start < *end;
}

/*< private >
 * berth_rdp_html_from_wire:
 * @bytes: "HTML Format": a header with offsets into what follows, UTF-8
 *
 * Returns: (transfer full) (nullable): the document; %NULL where the offsets lead nowhere
 *   and there is no markup either
 */
GBytes *
berth_rdp_html_from_wire (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *markup;
  char *html;
  gsize start, end;

  if (size == 0)
    return NULL;
  size = strnlen (data, size);
  if (!find_span (data, size, "StartHTML:", "EndHTML:", &start, &end)
      && !find_span (data, size, "StartFragment:", "EndFragment:", &start, &end)) {
    markup = memchr (data, '<', size);
    if (markup == NULL)
      return NULL;
    start = (gsize) (markup - data);
    end = size;
  }
  html = g_utf8_make_valid (data + start, (gssize) (end - start));
  return g_bytes_new_take (html, strlen (html));
}

static char *
mark_fragment (const char *html)
{
  const char *start = strstr (html, START_MARK);

  if (start != NULL && strstr (start, END_MARK) != NULL)
    return g_strdup (html);
  return g_strconcat ("<html><body>\r\n" START_MARK, html, END_MARK "\r\n</body></html>",
                      NULL);
}

/*< private >
 * berth_rdp_html_to_wire:
 * @bytes: a document or a piece of one, UTF-8
 *
 * Returns: (transfer full): the same as "HTML Format"
 */
GBytes *
berth_rdp_html_to_wire (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *valid = g_utf8_make_valid (size > 0 ? data : "", (gssize) size);
  g_autofree char *html = mark_fragment (valid);
  g_autofree char *empty
    = g_strdup_printf (HEADER, (gsize) 0, (gsize) 0, (gsize) 0, (gsize) 0);
  gsize header = strlen (empty);
  const char *fragment = strstr (html, START_MARK) + strlen (START_MARK);
  const char *fragment_end = strstr (fragment, END_MARK);
  GString *wire = g_string_new (NULL);

  g_string_append_printf (wire, HEADER, header, header + strlen (html),
                          header + (gsize) (fragment - html),
                          header + (gsize) (fragment_end - html));
  g_string_append (wire, html);
  /* With its NUL: some programs look for one. */
  g_string_append_c (wire, '\0');
  return g_string_free_to_bytes (wire);
}
