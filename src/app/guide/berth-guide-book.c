/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-guide-book.h"

#include <string.h>

#define FOLDER "/io/github/berth/Berth/guide"
#define CONTENTS "README.md"
#define SPARE_LANGUAGE "en"
#define PAGE_END ".md"

/**
 * BerthGuideBook:
 *
 * The guide in one language: `docs/guide/LANGUAGE`, compiled into the program. Its list
 * of contents says which pages there are, and in which order.
 */
struct _BerthGuideBook {
  GObject parent_instance;
  const char *language; /* interned */
  GListStore *pages;
};

G_DEFINE_FINAL_TYPE (BerthGuideBook, berth_guide_book, G_TYPE_OBJECT)

static char *
dup_text (const char *language, const char *file)
{
  g_autofree char *path = g_strdup_printf (FOLDER "/%s/%s", language, file);
  g_autoptr (GBytes) bytes
    = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (bytes == NULL)
    return NULL;
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static const char *
choose_language (const char *const *languages)
{
  for (gsize i = 0; languages[i] != NULL; i++) {
    g_autofree char *path = g_strdup_printf (FOLDER "/%s/" CONTENTS, languages[i]);

    if (g_resources_get_info (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL))
      return g_intern_string (languages[i]);
  }
  return SPARE_LANGUAGE;
}

static void
add_page (BerthGuideBook *self, const char *file)
{
  g_autofree char *text = dup_text (self->language, file);
  g_autofree char *name = g_strndup (file, strlen (file) - strlen (PAGE_END));
  g_autoptr (BerthGuidePage) page = NULL;

  g_return_if_fail (text != NULL);

  page = berth_guide_page_new (name, text);
  g_list_store_append (self->pages, page);
}

/* Each line of the contents that begins with "- [Title](page.md)". */
static void
read_contents (BerthGuideBook *self)
{
  g_autofree char *text = dup_text (self->language, CONTENTS);
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  for (gsize i = 0; lines != NULL && lines[i] != NULL; i++) {
    const char *target = strstr (lines[i], "](");
    g_autofree char *file = NULL;

    if (!g_str_has_prefix (lines[i], "- [") || target == NULL)
      continue;
    file = g_strndup (target + 2, strcspn (target + 2, ")"));
    if (g_str_has_suffix (file, PAGE_END))
      add_page (self, file);
  }
}

static void
berth_guide_book_finalize (GObject *object)
{
  g_object_unref (BERTH_GUIDE_BOOK (object)->pages);
  G_OBJECT_CLASS (berth_guide_book_parent_class)->finalize (object);
}

static void
berth_guide_book_class_init (BerthGuideBookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_guide_book_finalize;
}

static void
berth_guide_book_init (BerthGuideBook *self)
{
  self->pages = g_list_store_new (BERTH_TYPE_GUIDE_PAGE);
}

/**
 * berth_guide_book_new:
 * @languages: what the person reads, best first, as g_get_language_names() tells
 *
 * Returns: (transfer full): the guide in the first of them that there is, else in English
 */
BerthGuideBook *
berth_guide_book_new (const char *const *languages)
{
  BerthGuideBook *self;

  g_return_val_if_fail (languages != NULL, NULL);

  self = g_object_new (BERTH_TYPE_GUIDE_BOOK, NULL);
  self->language = choose_language (languages);
  read_contents (self);
  return self;
}

/**
 * berth_guide_book_get_language:
 *
 * Returns: (transfer none): its language, such as "ko"
 */
const char *
berth_guide_book_get_language (BerthGuideBook *self)
{
  g_return_val_if_fail (BERTH_IS_GUIDE_BOOK (self), NULL);

  return self->language;
}

/**
 * berth_guide_book_get_pages:
 *
 * Returns: (transfer none): its pages, in the order in which they are read
 */
GListModel *
berth_guide_book_get_pages (BerthGuideBook *self)
{
  g_return_val_if_fail (BERTH_IS_GUIDE_BOOK (self), NULL);

  return G_LIST_MODEL (self->pages);
}

/**
 * berth_guide_book_find:
 * @name: a page's name, such as "quota"
 *
 * Returns: (transfer none) (nullable): that page
 */
BerthGuidePage *
berth_guide_book_find (BerthGuideBook *self, const char *name)
{
  guint n_pages;

  g_return_val_if_fail (BERTH_IS_GUIDE_BOOK (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  n_pages = g_list_model_get_n_items (G_LIST_MODEL (self->pages));
  for (guint i = 0; i < n_pages; i++) {
    g_autoptr (BerthGuidePage) page
      = g_list_model_get_item (G_LIST_MODEL (self->pages), i);

    if (g_str_equal (berth_guide_page_get_name (page), name))
      return page; /* the book holds it */
  }
  return NULL;
}

/**
 * berth_guide_book_dup_resource:
 * @file: a file that a page names, such as "pictures/spot.svg"
 *
 * Returns: (transfer full): the path of its resource
 */
char *
berth_guide_book_dup_resource (BerthGuideBook *self, const char *file)
{
  g_return_val_if_fail (BERTH_IS_GUIDE_BOOK (self), NULL);
  g_return_val_if_fail (file != NULL, NULL);

  return g_strdup_printf (FOLDER "/%s/%s", self->language, file);
}
