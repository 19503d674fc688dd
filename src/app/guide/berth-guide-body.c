/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-guide-body.h"
#include "berth-guide-picture.h"

#include "berth-config.h"

#include <glib/gi18n.h>

#define TEXT_WIDTH 640
#define MARGIN 18
#define GAP_ABOVE_HEADING 18
#define CARD_PADDING 12

/**
 * BerthGuideBody:
 *
 * A page of the guide as widgets, one for each block, in a column that scrolls.
 */
struct _BerthGuideBody {
  AdwBin parent_instance;
  BerthGuideBook *book;
  GtkScrolledWindow *scrolled;
  GtkBox *column;
  guint step;   /* the number of the last numbered line */
  guint frames; /* the wait for the block to begin with */
};

enum { LINK_FOLLOWED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthGuideBody, berth_guide_body, ADW_TYPE_BIN)

/* Links between pages are the guide's; all others are the browser's. */
static gboolean
on_link (GtkLabel *label, const char *target, BerthGuideBody *self)
{
  if (g_uri_peek_scheme (target) != NULL)
    return FALSE;
  g_signal_emit (self, signals[LINK_FOLLOWED], 0, target);
  return TRUE;
}

static GtkWidget *
create_text (BerthGuideBody *self, const char *markup)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  g_signal_connect_object (label, "activate-link", G_CALLBACK (on_link), self, 0);
  return label;
}

static GtkWidget *
create_heading (BerthGuideBody *self, const char *markup)
{
  GtkWidget *label = g_object_new (
    GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "label", markup,
    "use-markup", TRUE, "wrap", TRUE, "xalign", 0.0f, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL,
                                  2, -1);
  gtk_widget_add_css_class (label, "title-3");
  gtk_widget_set_margin_top (label, GAP_ABOVE_HEADING);
  return label;
}

static GtkWidget *
create_line (BerthGuideBody *self, const char *mark, const char *markup)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new (mark);

  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), 2);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), create_text (self, markup));
  return box;
}

static GtkWidget *
create_step (BerthGuideBody *self, const char *markup)
{
  g_autofree char *number = g_strdup_printf ("%u.", ++self->step);

  return create_line (self, number, markup);
}

static GtkWidget *
create_card (GtkWidget *first, GtkWidget *last)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "card");
  gtk_widget_set_margin_start (first, CARD_PADDING);
  gtk_widget_set_margin_top (first, CARD_PADDING);
  gtk_widget_set_margin_bottom (first, CARD_PADDING);
  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), last);
  return box;
}

static GtkWidget *
create_note (BerthGuideBody *self, const char *markup)
{
  GtkWidget *label = create_text (self, markup);
  GtkWidget *icon
    = g_object_new (GTK_TYPE_IMAGE, "icon-name", "dialog-information-symbolic",
                    "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (icon, "accent");
  gtk_widget_set_margin_top (label, CARD_PADDING);
  gtk_widget_set_margin_bottom (label, CARD_PADDING);
  gtk_widget_set_margin_start (label, CARD_PADDING);
  gtk_widget_set_margin_end (label, CARD_PADDING);
  return create_card (icon, label);
}

static void
on_copy_clicked (GtkWidget *button, gpointer label)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (button),
                          gtk_label_get_text (GTK_LABEL (label)));
}

/* As it is typed: no hyphen is put where a line is broken. */
static GtkWidget *
create_code_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "monospace");
  return label;
}

static GtkWidget *
create_code (const char *text)
{
  GtkWidget *label = create_code_label (text);
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  gtk_widget_set_tooltip_text (button, _ ("Copy"));
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (button, CARD_PADDING / 2);
  gtk_widget_set_margin_bottom (button, CARD_PADDING / 2);
  gtk_widget_set_margin_end (button, CARD_PADDING / 2);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_copy_clicked), label, 0);
  return create_card (label, button);
}

static GtkWidget *
create_picture (BerthGuideBody *self, const BerthGuideBlock *block)
{
  g_autofree char *resource = berth_guide_book_dup_resource (self->book, block->file);

  return berth_guide_picture_new (resource, block->text);
}

static GtkWidget *
create_block (BerthGuideBody *self, const BerthGuideBlock *block)
{
  if (block->kind != BERTH_GUIDE_BLOCK_STEP)
    self->step = 0;
  switch (block->kind) {
  case BERTH_GUIDE_BLOCK_HEADING:
    return create_heading (self, block->text);
  case BERTH_GUIDE_BLOCK_BULLET:
    return create_line (self, "•", block->text);
  case BERTH_GUIDE_BLOCK_STEP:
    return create_step (self, block->text);
  case BERTH_GUIDE_BLOCK_NOTE:
    return create_note (self, block->text);
  case BERTH_GUIDE_BLOCK_CODE:
    return create_code (block->text);
  case BERTH_GUIDE_BLOCK_PICTURE:
    return create_picture (self, block);
  case BERTH_GUIDE_BLOCK_PARAGRAPH:
  default:
    return create_text (self, block->text);
  }
}

/* Once the block has its place: before that it is nowhere. */
static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer target)
{
  BerthGuideBody *self = BERTH_GUIDE_BODY (widget);
  graphene_point_t point;

  if (gtk_widget_get_height (target) == 0)
    return G_SOURCE_CONTINUE;
  if (gtk_widget_compute_point (target, GTK_WIDGET (self->column),
                                &GRAPHENE_POINT_INIT (0, 0), &point))
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled),
                              point.y);
  self->frames = 0;
  return G_SOURCE_REMOVE;
}

static void
scroll_to (BerthGuideBody *self, GtkWidget *target)
{
  if (self->frames != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->frames);
  self->frames = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_frame,
                                               g_object_ref (target), g_object_unref);
}

static void
berth_guide_body_dispose (GObject *object)
{
  BerthGuideBody *self = BERTH_GUIDE_BODY (object);

  g_clear_object (&self->book);
  G_OBJECT_CLASS (berth_guide_body_parent_class)->dispose (object);
}

static void
berth_guide_body_class_init (BerthGuideBodyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = berth_guide_body_dispose;

  /**
   * BerthGuideBody::link-followed:
   * @target: a page, an anchor or both: "quota.md", "#ask", "quota.md#ask"
   */
  signals[LINK_FOLLOWED]
    = g_signal_new ("link-followed", BERTH_TYPE_GUIDE_BODY, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
berth_guide_body_init (BerthGuideBody *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  self->column = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  gtk_widget_set_margin_top (GTK_WIDGET (self->column), MARGIN);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->column), 2 * MARGIN);
  gtk_widget_set_margin_start (GTK_WIDGET (self->column), MARGIN);
  gtk_widget_set_margin_end (GTK_WIDGET (self->column), MARGIN);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), TEXT_WIDTH + 2 * MARGIN);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->column));

  self->scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scrolled, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (self->scrolled, clamp);
  /* Page Down works with no link in view, too. */
  gtk_widget_set_focusable (GTK_WIDGET (self->scrolled), TRUE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->scrolled));
}

/**
 * berth_guide_body_new:
 * @book: where the pages are from
 *
 * Returns: (transfer floating): an empty page
 */
GtkWidget *
berth_guide_body_new (BerthGuideBook *book)
{
  BerthGuideBody *self;

  g_return_val_if_fail (BERTH_IS_GUIDE_BOOK (book), NULL);

  self = g_object_new (BERTH_TYPE_GUIDE_BODY, NULL);
  self->book = g_object_ref (book);
  return GTK_WIDGET (self);
}

/**
 * berth_guide_body_show:
 * @position: the block to begin with; 0 for the page's top
 *
 * Shows @page instead of what was shown.
 */
void
berth_guide_body_show (BerthGuideBody *self, BerthGuidePage *page, guint position)
{
  GtkWidget *child;

  g_return_if_fail (BERTH_IS_GUIDE_BODY (self));
  g_return_if_fail (BERTH_IS_GUIDE_PAGE (page));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->column))) != NULL)
    gtk_box_remove (self->column, child);
  self->step = 0;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scrolled),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  berth_guide_page_get_title (page), -1);
  for (guint i = 0; i < berth_guide_page_get_n_blocks (page); i++) {
    child = create_block (self, berth_guide_page_get_block (page, i));
    gtk_box_append (self->column, child);
    if (i == position)
      scroll_to (self, child);
  }
}
