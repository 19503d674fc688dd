/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-preferences-dialog.h"
#include "berth-folders.h"

#include <glib/gi18n.h>

/**
 * BerthPreferencesDialog:
 *
 * Light or dark, and what a new machine starts with.
 */
struct _BerthPreferencesDialog {
  AdwPreferencesDialog parent_instance;
  AdwComboRow *scheme_row;
  AdwEntryRow *region_row;
  AdwActionRow *folder_row;
  GtkWidget *reset_button;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (BerthPreferencesDialog,
                     berth_preferences_dialog,
                     ADW_TYPE_PREFERENCES_DIALOG)

/* In the order of the rows' names. */
static const char *const schemes[] = { "system", "light", "dark" };

static void
on_scheme_selected (BerthPreferencesDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->scheme_row);

  if (self->settings != NULL && selected < G_N_ELEMENTS (schemes))
    g_settings_set_string (self->settings, "color-scheme", schemes[selected]);
}

static void
show_scheme (BerthPreferencesDialog *self)
{
  g_autofree char *scheme = g_settings_get_string (self->settings, "color-scheme");

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++) {
    if (g_str_equal (scheme, schemes[i]))
      adw_combo_row_set_selected (self->scheme_row, i);
  }
}

static void
show_folder (BerthPreferencesDialog *self)
{
  g_autofree char *chosen = g_settings_get_string (self->settings, "key-folder");
  g_autofree char *folder = berth_folders_dup_keys (self->settings);
  g_autofree char *shown = g_filename_display_name (folder);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->folder_row), FALSE);
  adw_action_row_set_subtitle (self->folder_row, shown);
  gtk_widget_set_visible (self->reset_button, *chosen != '\0');
}

static void
on_reset_clicked (BerthPreferencesDialog *self)
{
  g_settings_reset (self->settings, "key-folder");
}

static void
on_folder_chosen (GObject *chooser, GAsyncResult *result, gpointer data)
{
  g_autoptr (BerthPreferencesDialog) self = data;
  g_autoptr (GFile) folder
    = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (chooser), result, NULL);

  if (folder != NULL && g_file_peek_path (folder) != NULL)
    g_settings_set_string (self->settings, "key-folder", g_file_peek_path (folder));
}

static void
on_choose_clicked (BerthPreferencesDialog *self)
{
  g_autoptr (GtkFileDialog) chooser = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (chooser, _ ("Choose a Folder for Keys"));
  gtk_file_dialog_select_folder (chooser, GTK_WINDOW (root), NULL, on_folder_chosen,
                                 g_object_ref (self));
}

static void
berth_preferences_dialog_dispose (GObject *object)
{
  BerthPreferencesDialog *self = BERTH_PREFERENCES_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_PREFERENCES_DIALOG);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (berth_preferences_dialog_parent_class)->dispose (object);
}

static void
berth_preferences_dialog_class_init (BerthPreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_preferences_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/window/berth-preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthPreferencesDialog, scheme_row);
  gtk_widget_class_bind_template_child (widget_class, BerthPreferencesDialog, region_row);
  gtk_widget_class_bind_template_child (widget_class, BerthPreferencesDialog, folder_row);
  gtk_widget_class_bind_template_child (widget_class, BerthPreferencesDialog,
                                        reset_button);
  gtk_widget_class_bind_template_callback (widget_class, on_scheme_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_reset_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_clicked);
}

static void
berth_preferences_dialog_init (BerthPreferencesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * berth_preferences_dialog_new:
 * @settings: the application's settings
 *
 * Returns: (transfer floating): a dialog that shows and changes them
 */
BerthPreferencesDialog *
berth_preferences_dialog_new (GSettings *settings)
{
  BerthPreferencesDialog *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (BERTH_TYPE_PREFERENCES_DIALOG, NULL);
  self->settings = g_object_ref (settings);
  show_scheme (self);
  show_folder (self);
  g_signal_connect_object (settings, "changed::key-folder", G_CALLBACK (show_folder),
                           self, G_CONNECT_SWAPPED);
  g_settings_bind (settings, "default-region", self->region_row, "text",
                   G_SETTINGS_BIND_DEFAULT);
  return self;
}
