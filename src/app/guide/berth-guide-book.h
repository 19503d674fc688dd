/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-guide-page.h"

G_BEGIN_DECLS

#define BERTH_TYPE_GUIDE_BOOK (berth_guide_book_get_type ())
G_DECLARE_FINAL_TYPE (BerthGuideBook, berth_guide_book, BERTH, GUIDE_BOOK, GObject)

BerthGuideBook *berth_guide_book_new (const char *const *languages);

const char *berth_guide_book_get_language (BerthGuideBook *self);
GListModel *berth_guide_book_get_pages (BerthGuideBook *self);
BerthGuidePage *berth_guide_book_find (BerthGuideBook *self, const char *name);
char *berth_guide_book_dup_resource (BerthGuideBook *self, const char *file);

G_END_DECLS
