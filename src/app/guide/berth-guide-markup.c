/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-guide-markup.h"

#include <string.h>

static void
append_escaped (GString *markup, const char *text, gsize length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

  g_string_append (markup, escaped);
}

/* What stands between @mark at the start of @text and the next one; the number of bytes
 * read, 0 where nothing is between. */
static gsize
append_between (GString *markup, const char *text, const char *mark, const char *tag)
{
  const char *inside = text + strlen (mark);
  const char *end = strstr (inside, mark);

  if (end == NULL || end == inside)
    return 0;
  g_string_append_printf (markup, "<%s>", tag);
  append_escaped (markup, inside, (gsize) (end - inside));
  g_string_append_printf (markup, "</%s>", tag);
  return (gsize) (end - text) + strlen (mark);
}

/* [words](target) */
static gsize
append_link (GString *markup, const char *text)
{
  const char *middle = strstr (text, "](");
  const char *end = middle != NULL ? strchr (middle, ')') : NULL;

  if (end == NULL)
    return 0;
  g_string_append (markup, "<a href=\"");
  append_escaped (markup, middle + 2, (gsize) (end - middle) - 2);
  g_string_append (markup, "\">");
  append_escaped (markup, text + 1, (gsize) (middle - text) - 1);
  g_string_append (markup, "</a>");
  return (gsize) (end - text) + 1;
}

static gsize
append_span (GString *markup, const char *text)
{
  if (g_str_has_prefix (text, "**"))
    return append_between (markup, text, "**", "b");
  if (*text == '*')
    return append_between (markup, text, "*", "i");
  if (*text == '`')
    return append_between (markup, text, "`", "tt");
  if (*text == '[')
    return append_link (markup, text);
  return 0;
}

/**
 * berth_guide_markup_from_markdown:
 * @text: a paragraph of a page: **strong**, *emphasis*, `code` and [links](target)
 *
 * Spans do not nest; a mark that is never closed stands for itself.
 *
 * Returns: (transfer full): Pango markup
 */
char *
berth_guide_markup_from_markdown (const char *text)
{
  g_autoptr (GString) markup = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, NULL);

  while (*text != '\0') {
    gsize read = append_span (markup, text);

    if (read == 0) {
      gsize plain = 1 + strcspn (text + 1, "*`[");

      append_escaped (markup, text, plain);
      read = plain;
    }
    text += read;
  }
  return g_string_free (g_steal_pointer (&markup), FALSE);
}

static void
on_text (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer plain,
         GError **error)
{
  g_string_append_len (plain, text, (gssize) length);
}

/**
 * berth_guide_markup_to_plain:
 * @markup: what berth_guide_markup_from_markdown() gave
 *
 * Returns: (transfer full): its words alone, for a search
 */
char *
berth_guide_markup_to_plain (const char *markup)
{
  static const GMarkupParser parser = { .text = on_text };
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autoptr (GMarkupParseContext) context = NULL;

  g_return_val_if_fail (markup != NULL, NULL);

  context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, plain, NULL);
  g_markup_parse_context_parse (context, "<p>", -1, NULL);
  g_markup_parse_context_parse (context, markup, -1, NULL);
  g_markup_parse_context_parse (context, "</p>", -1, NULL);
  return g_string_free (g_steal_pointer (&plain), FALSE);
}
