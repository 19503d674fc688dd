/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-suggestions-dialog.h"

#include "berth-config.h"
#include "berth-draft-suggestions.h"
#include "berth-suggestion-row.h"

#include <glib/gi18n.h>

/**
 * BerthSuggestionsDialog:
 *
 * What else would serve, as a small table of price, odds and quota. One click takes a row
 * into the draft. Closing the dialog gives the search up.
 */
struct _BerthSuggestionsDialog {
  AdwDialog parent_instance;

  BerthDraft *draft;
  BerthSuggestions *suggestions; /* nullable */
  GtkSizeGroup *columns[BERTH_SUGGESTION_N_COLUMNS];

  AdwPreferencesGroup *now_group;
  GtkWidget *spinner;
  GtkListBox *list;
  GtkLabel *empty_label;
  GtkLabel *error_label;
};

G_DEFINE_FINAL_TYPE (BerthSuggestionsDialog, berth_suggestions_dialog, ADW_TYPE_DIALOG)

static void
on_chosen (BerthSuggestionsDialog *self, BerthSuggestionRow *row)
{
  berth_draft_take_suggestion (self->draft, berth_suggestion_row_get_suggestion (row));
  adw_dialog_close (ADW_DIALOG (self));
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  BerthSuggestionsDialog *self = user_data;
  GtkWidget *row = berth_suggestion_row_new (item, self->columns, FALSE);

  g_signal_connect_object (row, "chosen", G_CALLBACK (on_chosen), self,
                           G_CONNECT_SWAPPED);
  return row;
}

static void
on_changed (BerthSuggestionsDialog *self)
{
  const gboolean busy
    = self->suggestions != NULL && berth_suggestions_is_busy (self->suggestions);
  const GError *error
    = self->suggestions != NULL ? berth_suggestions_get_error (self->suggestions) : NULL;

  gtk_widget_set_visible (self->spinner, busy);
  gtk_label_set_label (self->empty_label,
                       busy ? _ ("Asking Azure…")
                            : _ ("Nothing else was found that would serve."));
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), error != NULL);
  if (error != NULL) {
    g_autofree char *text
      /* Translators: %s is why */
      = g_strdup_printf (_ ("Other regions could not be asked: %s"), error->message);

    gtk_label_set_label (self->error_label, text);
  }
}

static void
show_current (BerthSuggestionsDialog *self)
{
  BerthSuggestion *current = self->suggestions != NULL
                               ? berth_suggestions_get_current (self->suggestions)
                               : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->now_group), current != NULL);
  if (current != NULL)
    adw_preferences_group_add (self->now_group,
                               berth_suggestion_row_new (current, self->columns, TRUE));
}

static void
berth_suggestions_dialog_dispose (GObject *object)
{
  BerthSuggestionsDialog *self = BERTH_SUGGESTIONS_DIALOG (object);

  g_clear_object (&self->suggestions);
  g_clear_object (&self->draft);
  for (gsize i = 0; i < BERTH_SUGGESTION_N_COLUMNS; i++)
    g_clear_object (&self->columns[i]);
  gtk_widget_dispose_template (GTK_WIDGET (object), BERTH_TYPE_SUGGESTIONS_DIALOG);
  G_OBJECT_CLASS (berth_suggestions_dialog_parent_class)->dispose (object);
}

static void
berth_suggestions_dialog_class_init (BerthSuggestionsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_suggestions_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/wizard/berth-suggestions-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthSuggestionsDialog, now_group);
  gtk_widget_class_bind_template_child (widget_class, BerthSuggestionsDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, BerthSuggestionsDialog, list);
  gtk_widget_class_bind_template_child (widget_class, BerthSuggestionsDialog,
                                        empty_label);
  gtk_widget_class_bind_template_child (widget_class, BerthSuggestionsDialog,
                                        error_label);
}

static void
berth_suggestions_dialog_init (BerthSuggestionsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < BERTH_SUGGESTION_N_COLUMNS; i++)
    self->columns[i] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
}

/**
 * berth_suggestions_dialog_new:
 * @draft: whose need it is
 *
 * Returns: (transfer floating): a dialog that begins to look
 */
AdwDialog *
berth_suggestions_dialog_new (BerthDraft *draft)
{
  BerthSuggestionsDialog *self = g_object_new (BERTH_TYPE_SUGGESTIONS_DIALOG, NULL);

  self->draft = g_object_ref (draft);
  self->suggestions = berth_draft_new_suggestions (draft);
  show_current (self);
  if (self->suggestions != NULL) {
    gtk_list_box_bind_model (self->list, berth_suggestions_get_list (self->suggestions),
                             create_row, self, NULL);
    g_signal_connect_object (self->suggestions, "changed", G_CALLBACK (on_changed), self,
                             G_CONNECT_SWAPPED);
  }
  on_changed (self);
  return ADW_DIALOG (self);
}
