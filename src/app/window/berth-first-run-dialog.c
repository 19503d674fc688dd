/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-first-run-dialog.h"
#include "berth-guide-book.h"
#include "berth-guide-picture.h"

#include "berth-config.h"

#include <glib/gi18n.h>

/**
 * BerthFirstRunDialog:
 *
 * Three things to know before the first machine, with the guide's drawings. It can be
 * left at any moment and does not come again.
 */
struct _BerthFirstRunDialog {
  AdwDialog parent_instance;
  AdwCarousel *carousel;
  GtkButton *skip_button;
  GtkButton *next_button;
  AdwBin *pictures[3];
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (BerthFirstRunDialog, berth_first_run_dialog, ADW_TYPE_DIALOG)

static guint
get_position (BerthFirstRunDialog *self)
{
  return (guint) (adw_carousel_get_position (self->carousel) + 0.5);
}

static gboolean
is_last (BerthFirstRunDialog *self)
{
  return get_position (self) + 1 >= adw_carousel_get_n_pages (self->carousel);
}

static void
on_position_changed (BerthFirstRunDialog *self)
{
  gtk_button_set_label (self->next_button, is_last (self) ? _ ("_Begin") : _ ("_Next"));
  gtk_widget_set_visible (GTK_WIDGET (self->skip_button), !is_last (self));
}

static void
on_next_clicked (BerthFirstRunDialog *self)
{
  if (is_last (self)) {
    adw_dialog_close (ADW_DIALOG (self));
    return;
  }
  adw_carousel_scroll_to (
    self->carousel, adw_carousel_get_nth_page (self->carousel, get_position (self) + 1),
    TRUE);
}

static void
on_skip_clicked (BerthFirstRunDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
show_pictures (BerthFirstRunDialog *self)
{
  static const char *const names[] = { "start", "cost", "keys" };
  g_autoptr (BerthGuideBook) book = berth_guide_book_new (g_get_language_names ());

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *file = g_strdup_printf ("pictures/%s.svg", names[i]);
    g_autofree char *resource = berth_guide_book_dup_resource (book, file);
    BerthGuidePage *page = berth_guide_book_find (book, names[i]);

    adw_bin_set_child (self->pictures[i], berth_guide_picture_new (
                                            resource, berth_guide_page_get_title (page)));
  }
}

static void
berth_first_run_dialog_closed (AdwDialog *dialog)
{
  g_settings_set_boolean (BERTH_FIRST_RUN_DIALOG (dialog)->settings, "welcome-seen",
                          TRUE);
}

static void
berth_first_run_dialog_dispose (GObject *object)
{
  BerthFirstRunDialog *self = BERTH_FIRST_RUN_DIALOG (object);

  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_FIRST_RUN_DIALOG);
  G_OBJECT_CLASS (berth_first_run_dialog_parent_class)->dispose (object);
}

static void
berth_first_run_dialog_class_init (BerthFirstRunDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_first_run_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = berth_first_run_dialog_closed;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/window/berth-first-run-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthFirstRunDialog, carousel);
  gtk_widget_class_bind_template_child (widget_class, BerthFirstRunDialog, skip_button);
  gtk_widget_class_bind_template_child (widget_class, BerthFirstRunDialog, next_button);
  gtk_widget_class_bind_template_child_full (
    widget_class, "first_picture", FALSE,
    G_STRUCT_OFFSET (BerthFirstRunDialog, pictures[0]));
  gtk_widget_class_bind_template_child_full (
    widget_class, "second_picture", FALSE,
    G_STRUCT_OFFSET (BerthFirstRunDialog, pictures[1]));
  gtk_widget_class_bind_template_child_full (
    widget_class, "third_picture", FALSE,
    G_STRUCT_OFFSET (BerthFirstRunDialog, pictures[2]));
  gtk_widget_class_bind_template_callback (widget_class, on_position_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_next_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_skip_clicked);
}

static void
berth_first_run_dialog_init (BerthFirstRunDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_pictures (self);
}

/**
 * berth_first_run_dialog_new:
 * @settings: the application's settings; they remember that it has been seen
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
berth_first_run_dialog_new (GSettings *settings)
{
  BerthFirstRunDialog *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (BERTH_TYPE_FIRST_RUN_DIALOG, NULL);
  self->settings = g_object_ref (settings);
  return ADW_DIALOG (self);
}
