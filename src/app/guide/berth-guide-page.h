/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BerthGuideBlockKind:
 * @BERTH_GUIDE_BLOCK_HEADING: the title of what follows
 * @BERTH_GUIDE_BLOCK_PARAGRAPH: some sentences
 * @BERTH_GUIDE_BLOCK_BULLET: a line of a list
 * @BERTH_GUIDE_BLOCK_STEP: a numbered line of a list
 * @BERTH_GUIDE_BLOCK_NOTE: something not to miss
 * @BERTH_GUIDE_BLOCK_CODE: what is typed into a terminal, or answered there
 * @BERTH_GUIDE_BLOCK_PICTURE: a drawing
 *
 * What a page is made of.
 */
typedef enum {
  BERTH_GUIDE_BLOCK_HEADING,
  BERTH_GUIDE_BLOCK_PARAGRAPH,
  BERTH_GUIDE_BLOCK_BULLET,
  BERTH_GUIDE_BLOCK_STEP,
  BERTH_GUIDE_BLOCK_NOTE,
  BERTH_GUIDE_BLOCK_CODE,
  BERTH_GUIDE_BLOCK_PICTURE,
} BerthGuideBlockKind;

/**
 * BerthGuideBlock:
 * @kind: what it is
 * @text: Pango markup; plain text of code, and what is to be seen in a picture
 * @plain: the words of @text alone
 * @anchor: (nullable): by what a link finds it
 * @file: (nullable): a picture's file, beside the page
 *
 * A piece of a page, shown as one widget.
 */
typedef struct {
  BerthGuideBlockKind kind;
  char *text;
  char *plain;
  char *anchor;
  char *file;
} BerthGuideBlock;

#define BERTH_TYPE_GUIDE_PAGE (berth_guide_page_get_type ())
G_DECLARE_FINAL_TYPE (BerthGuidePage, berth_guide_page, BERTH, GUIDE_PAGE, GObject)

BerthGuidePage *berth_guide_page_new (const char *name, const char *text);

const char *berth_guide_page_get_name (BerthGuidePage *self);
const char *berth_guide_page_get_title (BerthGuidePage *self);
guint berth_guide_page_get_n_blocks (BerthGuidePage *self);
const BerthGuideBlock *berth_guide_page_get_block (BerthGuidePage *self, guint position);

gboolean
berth_guide_page_find_anchor (BerthGuidePage *self, const char *anchor, guint *position);
gboolean
berth_guide_page_find_text (BerthGuidePage *self, const char *words, guint *position);

G_END_DECLS
