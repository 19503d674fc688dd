/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-guide-book.h"
#include "berth-guide-markup.h"
#include "berth-guide-topics.h"
#include "berth-test.h"

#include <string.h>

static const char *const english[] = { "en", NULL };
static const char *const korean[] = { "fr", "ko", "en", NULL };

static void
assert_markup (const char *text, const char *markup, const char *plain)
{
  g_autofree char *made = berth_guide_markup_from_markdown (text);
  g_autofree char *words = berth_guide_markup_to_plain (made);

  g_assert_cmpstr (made, ==, markup);
  g_assert_cmpstr (words, ==, plain);
}

static void
test_markup (void)
{
  assert_markup ("a **b** c", "a <b>b</b> c", "a b c");
  assert_markup ("*per hour*", "<i>per hour</i>", "per hour");
  assert_markup ("`a < b && c`", "<tt>a &lt; b &amp;&amp; c</tt>", "a < b && c");
  assert_markup ("see [the quota](quota.md#ask).",
                 "see <a href=\"quota.md#ask\">the quota</a>.", "see the quota.");
  assert_markup ("2 * 3 [and `so", "2 * 3 [and `so", "2 * 3 [and `so");
  assert_markup ("****", "****", "****");
  assert_markup ("", "", "");
}

static void
test_blocks (void)
{
  static const struct {
    BerthGuideBlockKind kind;
    const char *text;
  } wanted[] = {
    { BERTH_GUIDE_BLOCK_PARAGRAPH, "First line and second." },
    { BERTH_GUIDE_BLOCK_HEADING, "Part" },
    { BERTH_GUIDE_BLOCK_BULLET, "one goes on" },
    { BERTH_GUIDE_BLOCK_BULLET, "two" },
    { BERTH_GUIDE_BLOCK_STEP, "do" },
    { BERTH_GUIDE_BLOCK_NOTE, "mind this" },
    { BERTH_GUIDE_BLOCK_CODE, "chmod 600 **key**\n\nls" },
    { BERTH_GUIDE_BLOCK_PICTURE, "a drawing" },
  };
  g_autoptr (BerthGuidePage) page = berth_guide_page_new (
    "page", "# Title\n\nFirst line\nand second.\n\n<a id=\"part\"></a>\n## Part\n"
            "- one\n  goes on\n- two\n\n1. do\n\n> mind\n> this\n\n"
            "```\nchmod 600 **key**\n\nls\n```\n![a drawing](a.svg)\n");
  guint position = 0;

  g_assert_cmpstr (berth_guide_page_get_title (page), ==, "Title");
  g_assert_cmpuint (berth_guide_page_get_n_blocks (page), ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++) {
    const BerthGuideBlock *block = berth_guide_page_get_block (page, i);

    g_assert_cmpint (block->kind, ==, wanted[i].kind);
    g_assert_cmpstr (block->text, ==, wanted[i].text);
  }
  g_assert_cmpstr (berth_guide_page_get_block (page, 7)->file, ==, "a.svg");
  g_assert_true (berth_guide_page_find_anchor (page, "part", &position));
  g_assert_cmpuint (position, ==, 1);
  g_assert_false (berth_guide_page_find_anchor (page, "nothing", &position));
  g_assert_true (berth_guide_page_find_text (page, "THIS mind", &position));
  g_assert_cmpuint (position, ==, 5);
  g_assert_false (berth_guide_page_find_text (page, "mind drawing", &position));
}

static void
test_language (void)
{
  static const char *const none[] = { "fr_FR.UTF-8", "fr", "C", NULL };
  g_autoptr (BerthGuideBook) book = berth_guide_book_new (korean);
  g_autoptr (BerthGuideBook) spare = berth_guide_book_new (none);

  g_assert_cmpstr (berth_guide_book_get_language (book), ==, "ko");
  g_assert_cmpstr (berth_guide_page_get_title (berth_guide_book_find (book, "quota")), ==,
                   "할당량");
  g_assert_cmpstr (berth_guide_book_get_language (spare), ==, "en");
  g_assert_null (berth_guide_book_find (book, "nothing"));
}

/* Where both languages say the same in the same order, nobody is told less. */
static void
test_same_in_both (void)
{
  g_autoptr (BerthGuideBook) one = berth_guide_book_new (english);
  g_autoptr (BerthGuideBook) other = berth_guide_book_new (korean);
  GListModel *pages = berth_guide_book_get_pages (one);

  g_assert_cmpuint (g_list_model_get_n_items (pages), ==, 8);
  g_assert_cmpuint (g_list_model_get_n_items (berth_guide_book_get_pages (other)), ==, 8);
  for (guint i = 0; i < 8; i++) {
    g_autoptr (BerthGuidePage) a = g_list_model_get_item (pages, i);
    g_autoptr (BerthGuidePage) b
      = g_list_model_get_item (berth_guide_book_get_pages (other), i);

    g_assert_cmpstr (berth_guide_page_get_name (a), ==, berth_guide_page_get_name (b));
    g_assert_cmpuint (berth_guide_page_get_n_blocks (a), ==,
                      berth_guide_page_get_n_blocks (b));
    for (guint j = 0; j < berth_guide_page_get_n_blocks (a); j++) {
      const BerthGuideBlock *in_a = berth_guide_page_get_block (a, j);
      const BerthGuideBlock *in_b = berth_guide_page_get_block (b, j);

      g_assert_cmpint (in_a->kind, ==, in_b->kind);
      g_assert_cmpstr (in_a->anchor, ==, in_b->anchor);
      g_assert_cmpstr (in_a->file, ==, in_b->file);
    }
  }
}

static char *
dup_drawing (BerthGuideBook *book, const char *file)
{
  g_autofree char *resource = berth_guide_book_dup_resource (book, file);
  g_autoptr (GBytes) bytes
    = g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GRegex) words = g_regex_new (">[^<]*</text>", 0, 0, NULL);

  return g_regex_replace_literal (words, g_bytes_get_data (bytes, NULL),
                                  (gssize) g_bytes_get_size (bytes), 0, "></text>", 0,
                                  NULL);
}

/* The same drawing, with other words. */
static void
test_same_pictures (void)
{
  g_autoptr (BerthGuideBook) one = berth_guide_book_new (english);
  g_autoptr (BerthGuideBook) other = berth_guide_book_new (korean);

  for (guint i = 0; i < 8; i++) {
    g_autoptr (BerthGuidePage) page
      = g_list_model_get_item (berth_guide_book_get_pages (one), i);
    guint pictures = 0;

    for (guint j = 0; j < berth_guide_page_get_n_blocks (page); j++) {
      const BerthGuideBlock *block = berth_guide_page_get_block (page, j);
      g_autofree char *a = NULL;
      g_autofree char *b = NULL;

      if (block->kind != BERTH_GUIDE_BLOCK_PICTURE)
        continue;
      a = dup_drawing (one, block->file);
      b = dup_drawing (other, block->file);
      g_assert_cmpstr (a, ==, b);
      pictures++;
    }
    g_assert_cmpuint (pictures, ==, 1);
  }
}

static void
assert_target (BerthGuideBook *book, BerthGuidePage *from, const char *target)
{
  g_auto (GStrv) parts = g_strsplit (target, "#", 2);
  g_autofree char *name = g_strndup (parts[0], strcspn (parts[0], "."));
  BerthGuidePage *page = *name != '\0' ? berth_guide_book_find (book, name) : from;
  guint position;

  g_test_message ("%s: %s", berth_guide_page_get_name (from), target);
  g_assert_nonnull (page);
  if (parts[1] != NULL)
    g_assert_true (berth_guide_page_find_anchor (page, parts[1], &position));
}

static void
assert_well_formed (const char *markup)
{
  static const GMarkupParser parser = { 0 };
  g_autoptr (GMarkupParseContext) context
    = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, NULL, NULL);
  g_autofree char *element = g_strdup_printf ("<p>%s</p>", markup);

  g_assert_true (g_markup_parse_context_parse (context, element, -1, NULL));
  g_assert_true (g_markup_parse_context_end_parse (context, NULL));
}

static void
assert_block (BerthGuideBook *book, BerthGuidePage *page, const BerthGuideBlock *block)
{
  const char *link = block->text;

  if (block->kind == BERTH_GUIDE_BLOCK_PICTURE) {
    g_autofree char *resource = berth_guide_book_dup_resource (book, block->file);

    g_assert_true (
      g_resources_get_info (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL));
    g_assert_cmpint (g_utf8_strlen (block->text, -1), >, 20);
    return;
  }
  if (block->kind == BERTH_GUIDE_BLOCK_CODE)
    return;
  assert_well_formed (block->text);
  /* What the program does not know of Markdown would stand there as it is. */
  g_assert_null (strpbrk (block->plain, "`|"));
  g_assert_null (strstr (block->plain, "**"));
  while ((link = strstr (link, "<a href=\"")) != NULL) {
    g_autofree char *target = NULL;

    link += strlen ("<a href=\"");
    target = g_strndup (link, strcspn (link, "\""));
    assert_target (book, page, target);
  }
}

static void
test_nothing_is_amiss (void)
{
  const char *const *const languages[] = { english, korean };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++) {
    g_autoptr (BerthGuideBook) book = berth_guide_book_new (languages[i]);
    GListModel *pages = berth_guide_book_get_pages (book);

    for (guint j = 0; j < g_list_model_get_n_items (pages); j++) {
      g_autoptr (BerthGuidePage) page = g_list_model_get_item (pages, j);

      g_assert_cmpstr (berth_guide_page_get_title (page), !=, "");
      for (guint k = 0; k < berth_guide_page_get_n_blocks (page); k++)
        assert_block (book, page, berth_guide_page_get_block (page, k));
    }
  }
}

/* What the blog post's author had to find out for himself. */
static void
test_answers (void)
{
  static const char *const questions[][2] = {
    { "LowPriorityCores quota", "quota" },
    { "Permissions 0644", "keys" },
    { "chmod 600", "keys" },
    { "port 3389", "connecting" },
    { "kaggle-linux-gpu-vm_group", "resource-group" },
    { "auction", "spot" },
    { "System restart required", "connecting" },
    { "enable-linger", "connecting" },
    { "Deallocate", "spot" },
    { "budget mail", "cost" },
  };
  g_autoptr (BerthGuideBook) book = berth_guide_book_new (english);
  guint position;

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++) {
    g_test_message ("%s", questions[i][0]);
    g_assert_true (berth_guide_page_find_text (
      berth_guide_book_find (book, questions[i][1]), questions[i][0], &position));
  }
}

static void
assert_topic (BerthGuideBook *book, const char *topic)
{
  BerthGuidePage *first = berth_guide_book_find (book, "start");

  assert_target (book, first, topic);
}

/* Everything that a question mark leads to is there. */
static void
test_topics (void)
{
  g_autoptr (BerthGuideBook) book = berth_guide_book_new (english);
  guint found = 0;

  for (int i = 0; i <= BERTH_VERDICT_TOPIC_ACCESS; i++) {
    g_autoptr (BerthVerdict) verdict
      = berth_verdict_new (i, BERTH_VERDICT_LEVEL_BLOCKED, "title", NULL, NULL);
    const char *topic = berth_guide_topic_of_verdict (verdict);

    if (topic != NULL)
      assert_topic (book, topic);
    found += topic != NULL;
  }
  g_assert_cmpuint (found, ==, 9);
  for (int i = 0; i <= BERTH_FIX_OPEN_PAGE; i++) {
    g_autoptr (BerthFix) fix = berth_fix_new (i, "label", NULL);
    const char *topic = berth_guide_topic_of_fix (fix);

    if (topic != NULL)
      assert_topic (book, topic);
  }
  g_assert_null (berth_guide_topic_of_fix (NULL));
}

int
main (int argc, char **argv)
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/app/guide/markup", test_markup);
  berth_test_add ("/app/guide/blocks", test_blocks);
  berth_test_add ("/app/guide/language", test_language);
  berth_test_add ("/app/guide/same-in-both", test_same_in_both);
  berth_test_add ("/app/guide/same-pictures", test_same_pictures);
  berth_test_add ("/app/guide/nothing-is-amiss", test_nothing_is_amiss);
  berth_test_add ("/app/guide/answers", test_answers);
  berth_test_add ("/app/guide/topics", test_topics);
  return g_test_run ();
}
