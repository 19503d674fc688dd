/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-guide-page.h"
#include "berth-guide-markup.h"

#include <string.h>

/**
 * BerthGuidePage:
 *
 * A page of the guide, read from the Markdown that a forge shows too: `#` and `##`
 * titles, paragraphs, lists, `>` notes, fenced code, pictures on a line of their own, and
 * `<a id="…"></a>` before what can be linked to. More is not understood, and the tests
 * see to it that no page has more.
 */
struct _BerthGuidePage {
  GObject parent_instance;
  char *name;
  char *title;
  GPtrArray *blocks;
};

/* Where the reading is: a block is gathered line by line, until something else begins. */
typedef struct {
  BerthGuidePage *page;
  GString *text;
  BerthGuideBlockKind kind;
  char *anchor;
  gboolean in_code;
} Reader;

G_DEFINE_FINAL_TYPE (BerthGuidePage, berth_guide_page, G_TYPE_OBJECT)

static void
block_free (gpointer data)
{
  BerthGuideBlock *block = data;

  g_free (block->text);
  g_free (block->plain);
  g_free (block->anchor);
  g_free (block->file);
  g_free (block);
}

static void
add_block (Reader *reader, BerthGuideBlockKind kind, char *text, char *plain, char *file)
{
  BerthGuideBlock *block = g_new0 (BerthGuideBlock, 1);

  block->kind = kind;
  block->text = text;
  block->plain = plain;
  block->file = file;
  block->anchor = g_steal_pointer (&reader->anchor);
  g_ptr_array_add (reader->page->blocks, block);
}

static void
finish (Reader *reader)
{
  if (reader->text->len == 0)
    return;
  if (reader->kind == BERTH_GUIDE_BLOCK_CODE) {
    add_block (reader, reader->kind, g_strdup (reader->text->str),
               g_strdup (reader->text->str), NULL);
  } else {
    char *markup = berth_guide_markup_from_markdown (reader->text->str);

    add_block (reader, reader->kind, markup, berth_guide_markup_to_plain (markup), NULL);
  }
  g_string_truncate (reader->text, 0);
}

static void
begin (Reader *reader, BerthGuideBlockKind kind, const char *text)
{
  finish (reader);
  reader->kind = kind;
  g_string_assign (reader->text, text);
}

/* ![what is to be seen](file) */
static void
read_picture (Reader *reader, const char *line)
{
  const char *middle = strstr (line, "](");
  const char *end = middle != NULL ? strchr (middle, ')') : NULL;
  char *seen;

  finish (reader);
  if (end == NULL)
    return;
  seen = g_strndup (line + 2, (gsize) (middle - line) - 2);
  add_block (reader, BERTH_GUIDE_BLOCK_PICTURE, seen, g_strdup (seen),
             g_strndup (middle + 2, (gsize) (end - middle) - 2));
}

/* <a id="…"></a> */
static void
read_anchor (Reader *reader, const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, "\"", 3);

  finish (reader);
  g_free (reader->anchor);
  reader->anchor = g_strdup (parts[1]);
}

static void
read_code (Reader *reader, const char *line)
{
  if (g_str_has_prefix (line, "```")) {
    finish (reader);
    reader->in_code = FALSE;
    return;
  }
  if (reader->text->len > 0)
    g_string_append_c (reader->text, '\n');
  g_string_append (reader->text, line);
}

/* What stands behind "1. ", or nothing. */
static const char *
skip_number (const char *line)
{
  gsize digits = strspn (line, "0123456789");

  return digits > 0 && g_str_has_prefix (line + digits, ". ") ? line + digits + 2 : NULL;
}

static void
read_on (Reader *reader, const char *line)
{
  const char *words = line + strspn (line, " ");

  if (reader->kind == BERTH_GUIDE_BLOCK_NOTE && g_str_has_prefix (words, "> "))
    words += 2;
  if (reader->text->len == 0)
    reader->kind = BERTH_GUIDE_BLOCK_PARAGRAPH;
  else
    g_string_append_c (reader->text, ' ');
  g_string_append (reader->text, words);
}

static void
read_line (Reader *reader, const char *line)
{
  if (reader->in_code) {
    read_code (reader, line);
  } else if (*line == '\0') {
    finish (reader);
  } else if (g_str_has_prefix (line, "```")) {
    begin (reader, BERTH_GUIDE_BLOCK_CODE, "");
    reader->in_code = TRUE;
  } else if (g_str_has_prefix (line, "# ")) {
    g_set_str (&reader->page->title, line + 2);
  } else if (g_str_has_prefix (line, "## ")) {
    begin (reader, BERTH_GUIDE_BLOCK_HEADING, line + 3);
    finish (reader);
  } else if (g_str_has_prefix (line, "<a id=\"")) {
    read_anchor (reader, line);
  } else if (g_str_has_prefix (line, "![")) {
    read_picture (reader, line);
  } else if (g_str_has_prefix (line, "- ")) {
    begin (reader, BERTH_GUIDE_BLOCK_BULLET, line + 2);
  } else if (skip_number (line) != NULL) {
    begin (reader, BERTH_GUIDE_BLOCK_STEP, skip_number (line));
  } else if (g_str_has_prefix (line, "> ") && reader->text->len == 0) {
    begin (reader, BERTH_GUIDE_BLOCK_NOTE, line + 2);
  } else {
    read_on (reader, line);
  }
}

static void
berth_guide_page_finalize (GObject *object)
{
  BerthGuidePage *self = BERTH_GUIDE_PAGE (object);

  g_free (self->name);
  g_free (self->title);
  g_ptr_array_unref (self->blocks);
  G_OBJECT_CLASS (berth_guide_page_parent_class)->finalize (object);
}

static void
berth_guide_page_class_init (BerthGuidePageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_guide_page_finalize;
}

static void
berth_guide_page_init (BerthGuidePage *self)
{
  self->blocks = g_ptr_array_new_with_free_func (block_free);
  self->title = g_strdup ("");
}

static gboolean
holds_words (const char *folded, char **words)
{
  for (gsize i = 0; words[i] != NULL; i++) {
    if (strstr (folded, words[i]) == NULL)
      return FALSE;
  }
  return TRUE;
}

/**
 * berth_guide_page_new:
 * @name: by what the other pages link to it: its file's name without the end
 * @text: its Markdown
 *
 * Returns: (transfer full): the page
 */
BerthGuidePage *
berth_guide_page_new (const char *name, const char *text)
{
  g_auto (GStrv) lines = NULL;
  BerthGuidePage *self;
  Reader reader = { 0 };

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  self = g_object_new (BERTH_TYPE_GUIDE_PAGE, NULL);
  self->name = g_strdup (name);
  reader.page = self;
  reader.text = g_string_new (NULL);
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    read_line (&reader, lines[i]);
  finish (&reader);
  g_string_free (reader.text, TRUE);
  g_free (reader.anchor);
  return self;
}

/**
 * berth_guide_page_get_name:
 *
 * Returns: (transfer none): by what the other pages link to it
 */
const char *
berth_guide_page_get_name (BerthGuidePage *self)
{
  g_return_val_if_fail (BERTH_IS_GUIDE_PAGE (self), NULL);

  return self->name;
}

/**
 * berth_guide_page_get_title:
 *
 * Returns: (transfer none): what stands above it
 */
const char *
berth_guide_page_get_title (BerthGuidePage *self)
{
  g_return_val_if_fail (BERTH_IS_GUIDE_PAGE (self), NULL);

  return self->title;
}

/**
 * berth_guide_page_get_n_blocks:
 *
 * Returns: how many pieces it has, its title not counted
 */
guint
berth_guide_page_get_n_blocks (BerthGuidePage *self)
{
  g_return_val_if_fail (BERTH_IS_GUIDE_PAGE (self), 0);

  return self->blocks->len;
}

/**
 * berth_guide_page_get_block:
 *
 * Returns: (transfer none): the piece at @position
 */
const BerthGuideBlock *
berth_guide_page_get_block (BerthGuidePage *self, guint position)
{
  g_return_val_if_fail (BERTH_IS_GUIDE_PAGE (self), NULL);
  g_return_val_if_fail (position < self->blocks->len, NULL);

  return g_ptr_array_index (self->blocks, position);
}

/**
 * berth_guide_page_find_anchor:
 * @position: (out): where the piece of that anchor is
 *
 * Returns: whether there is one
 */
gboolean
berth_guide_page_find_anchor (BerthGuidePage *self, const char *anchor, guint *position)
{
  g_return_val_if_fail (BERTH_IS_GUIDE_PAGE (self), FALSE);
  g_return_val_if_fail (anchor != NULL, FALSE);

  for (guint i = 0; i < self->blocks->len; i++) {
    if (g_strcmp0 (berth_guide_page_get_block (self, i)->anchor, anchor) == 0) {
      *position = i;
      return TRUE;
    }
  }
  return FALSE;
}

/**
 * berth_guide_page_find_text:
 * @words: what somebody looks for, in whatever case
 * @position: (out): the first piece that has all the words; 0 where the title has them
 *
 * Returns: whether it is found
 */
gboolean
berth_guide_page_find_text (BerthGuidePage *self, const char *words, guint *position)
{
  g_autofree char *sought = NULL;
  g_autofree char *title = NULL;
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (BERTH_IS_GUIDE_PAGE (self), FALSE);
  g_return_val_if_fail (words != NULL, FALSE);

  sought = g_utf8_casefold (words, -1);
  parts = g_strsplit_set (sought, " \t", -1);
  title = g_utf8_casefold (self->title, -1);
  *position = 0;
  if (holds_words (title, parts))
    return TRUE;
  for (guint i = 0; i < self->blocks->len; i++) {
    g_autofree char *folded
      = g_utf8_casefold (berth_guide_page_get_block (self, i)->plain, -1);

    if (holds_words (folded, parts)) {
      *position = i;
      return TRUE;
    }
  }
  return FALSE;
}
