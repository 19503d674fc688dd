/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-image-page.h"

#include "berth-choice-row.h"
#include "berth-config.h"
#include "berth-desktop-support.h"
#include "berth-faces.h"
#include "berth-future.h"
#include "berth-help-button.h"
#include "berth-image.h"
#include "berth-image-details.h"
#include "berth-image-hit.h"
#include "berth-image-index.h"
#include "berth-image-name.h"
#include "berth-image-names-page.h"
#include "berth-image-notes.h"
#include "berth-option.h"
#include "berth-wizard-closures.h"

#include <glib/gi18n.h>

#define N_RECOMMENDED 4

/**
 * BerthImagePage:
 *
 * What is on the disk at first: a recommended image, one that a search found, or any of
 * the catalogue; and what is known of it.
 */
struct _BerthImagePage {
  AdwBin parent_instance;

  BerthDraft *draft;
  BerthImageIndex *index;
  GListStore *versions;
  DexFuture *choosing;
  DexFuture *searching;
  gboolean showing;
  BerthChoiceRow *recommended[N_RECOMMENDED];
  BerthChoiceRow *nothing; /* is active while none of the recommended is the choice */

  AdwNavigationView *navigation;
  GtkSearchEntry *search_entry;
  AdwPreferencesGroup *results_group;
  BerthFaces *results_faces;
  GtkListBox *results_list;
  AdwPreferencesGroup *recommended_group;
  AdwPreferencesGroup *chosen_group;
  BerthFaces *chosen_faces;
  AdwComboRow *version_row;
  AdwActionRow *urn_row;
  AdwActionRow *machine_row;
  AdwActionRow *plan_row;
  AdwActionRow *age_row;
  AdwSwitchRow *desktop_row;
};

G_DEFINE_FINAL_TYPE (BerthImagePage, berth_image_page, ADW_TYPE_BIN)

typedef struct {
  BerthImagePage *self;
  char *publisher;
  char *offer;
  char *sku;     /* NULL = the one to begin with */
  char *version; /* NULL = the newest */
} Choosing;

static void
choosing_free (gpointer data)
{
  Choosing *choosing = data;

  g_object_unref (choosing->self);
  g_free (choosing->publisher);
  g_free (choosing->offer);
  g_free (choosing->sku);
  g_free (choosing->version);
  g_free (choosing);
}

static BerthMachineSpec *
get_spec (BerthImagePage *self)
{
  return berth_draft_get_spec (self->draft);
}

static int
compare_options (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return berth_image_sku_compare (berth_option_get_id ((BerthOption *) a),
                                  berth_option_get_id ((BerthOption *) b));
}

/* The skus of an offer whose skus are versions, the one to begin with first. */
static void
show_versions (BerthImagePage *self, GListModel *skus, const char *sku)
{
  g_autoptr (GListStore) options = g_list_store_new (BERTH_TYPE_OPTION);

  for (guint i = 0; skus != NULL && i < g_list_model_get_n_items (skus); i++) {
    g_autoptr (BerthImageName) name = g_list_model_get_item (skus, i);
    const char *id = berth_image_name_get_name (name);
    g_autofree char *title = berth_image_sku_dup_title (id);

    berth_option_store_add (options, id, title);
  }
  g_list_store_sort (options, compare_options, NULL);
  self->showing = TRUE;
  adw_combo_row_set_model (self->version_row, G_LIST_MODEL (options));
  if (sku != NULL)
    adw_combo_row_set_selected (self->version_row,
                                berth_option_find (G_LIST_MODEL (options), sku));
  self->showing = FALSE;
  g_set_object (&self->versions, options);
  gtk_widget_set_visible (GTK_WIDGET (self->version_row), skus != NULL);
}

/* What was wished stays wished while an image is looked at that cannot have it. */
static void
show_desktop (BerthImagePage *self)
{
  BerthMachineSpec *spec = get_spec (self);
  const char *obstacle
    = berth_desktop_find_obstacle (berth_machine_spec_get_image (spec));

  self->showing = TRUE;
  adw_action_row_set_subtitle (
    ADW_ACTION_ROW (self->desktop_row),
    obstacle != NULL
      ? obstacle
      : _ ("Xfce, with Korean fonts and input. It adds about 10 minutes to the first "
           "boot and 2 GB to the disk. It is reached through SSH only, so no port is "
           "opened, and there is no password to know."));
  adw_switch_row_set_active (self->desktop_row, berth_desktop_will_be_installed (spec));
  gtk_widget_set_sensitive (GTK_WIDGET (self->desktop_row), obstacle == NULL);
  self->showing = FALSE;
}

static void
on_desktop_switched (BerthImagePage *self)
{
  if (!self->showing)
    berth_machine_spec_set_desktop (get_spec (self),
                                    adw_switch_row_get_active (self->desktop_row)
                                      ? BERTH_DESKTOP_XFCE
                                      : BERTH_DESKTOP_NONE);
}

static void
show_image (BerthImagePage *self, BerthImageChoice *image)
{
  g_autofree char *urn = NULL;
  g_autofree char *machine = NULL;
  g_autofree char *plan = NULL;
  g_autofree char *age = NULL;
  g_autoptr (GDateTime) now = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->chosen_group), image != NULL);
  if (image == NULL)
    return;
  urn = berth_image_choice_dup_urn (image);
  now = berth_clock_dup_now_utc (
    berth_account_get_clock (berth_draft_get_account (self->draft)));
  machine = berth_image_details_dup_machine (berth_image_choice_get_architecture (image),
                                             berth_image_choice_get_generation (image),
                                             berth_image_choice_get_os_disk_gib (image));
  plan = berth_image_details_dup_plan (berth_image_choice_get_plan_publisher (image),
                                       berth_image_choice_get_plan_product (image),
                                       berth_image_choice_get_plan_name (image));
  age = berth_image_details_dup_age (berth_image_choice_get_sku (image),
                                     berth_image_choice_get_version (image),
                                     berth_image_choice_get_deprecation (image), now);
  adw_action_row_set_subtitle (self->urn_row, urn);
  adw_action_row_set_subtitle (self->machine_row, machine);
  adw_action_row_set_subtitle (self->plan_row, plan);
  adw_action_row_set_subtitle (self->age_row, age);
  berth_faces_show_ready (self->chosen_faces);
}

static void
show_recommended (BerthImagePage *self)
{
  BerthImageChoice *image = berth_machine_spec_get_image (get_spec (self));
  const BerthImageNote *chosen
    = image != NULL ? berth_image_notes_find (berth_image_choice_get_publisher (image),
                                              berth_image_choice_get_offer (image))
                    : NULL;
  gsize n_notes = 0;
  const BerthImageNote *notes = berth_image_notes_get (&n_notes);

  self->showing = TRUE;
  berth_choice_row_set_active (self->nothing, TRUE);
  for (gsize i = 0; i < n_notes; i++)
    if (&notes[i] == chosen)
      berth_choice_row_set_active (self->recommended[i], TRUE);
  self->showing = FALSE;
}

static void
show_failure (Choosing *choosing, const GError *error)
{
  if (berth_error_is_cancelled (error) || choosing->self->draft == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (choosing->self->chosen_group), TRUE);
  berth_faces_show_failed (choosing->self->chosen_faces,
                           _ ("This Image Could Not Be Looked Up"), error->message);
}

/* The first in the order of the version list: generation 2 and newest. */
static char *
find_first_sku (GListModel *skus)
{
  g_autofree char *first = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (skus); i++) {
    g_autoptr (BerthImageName) name = g_list_model_get_item (skus, i);
    const char *sku = berth_image_name_get_name (name);

    if (first == NULL || berth_image_sku_compare (sku, first) < 0)
      g_set_str (&first, sku);
  }
  return g_steal_pointer (&first);
}

static gboolean
choose_sku (Choosing *choosing, GError **error)
{
  BerthImagePage *self = choosing->self;
  const BerthImageNote *note
    = berth_image_notes_find (choosing->publisher, choosing->offer);
  gboolean many = note != NULL && note->many_versions;
  g_autoptr (GListModel) skus = NULL;

  if (many || choosing->sku == NULL) {
    skus = dex_await_object (berth_image_index_list (self->index, choosing->publisher,
                                                     choosing->offer, NULL, NULL),
                             error);
    if (skus == NULL)
      return FALSE;
  }
  if (choosing->sku == NULL)
    choosing->sku
      = note != NULL && note->sku != NULL ? g_strdup (note->sku) : find_first_sku (skus);
  if (self->draft != NULL)
    show_versions (self, many ? skus : NULL, choosing->sku);
  if (choosing->sku == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         _ ("This region does not have this image."));
  return choosing->sku != NULL;
}

static DexFuture *
choose_fiber (gpointer data)
{
  Choosing *choosing = data;
  BerthImagePage *self = choosing->self;
  g_autoptr (BerthImageChoice) choice = NULL;
  g_autoptr (BerthImage) image = NULL;
  g_autoptr (GError) error = NULL;

  if (choose_sku (choosing, &error))
    image = dex_await_object (
      berth_image_index_get_image (self->index, choosing->publisher, choosing->offer,
                                   choosing->sku, choosing->version, NULL),
      &error);
  if (image == NULL) {
    show_failure (choosing, error);
    return dex_future_new_false ();
  }
  if (self->draft == NULL)
    return dex_future_new_false ();
  choice = berth_image_choice_new_from_image (image);
  berth_machine_spec_set_image (get_spec (self), choice);
  show_image (self, choice);
  show_recommended (self);
  return dex_future_new_true ();
}

static void
choose (BerthImagePage *self,
        const char *publisher,
        const char *offer,
        const char *sku,
        const char *version)
{
  Choosing *choosing = NULL;

  if (self->index == NULL)
    return;
  choosing = g_new0 (Choosing, 1);
  choosing->self = g_object_ref (self);
  choosing->publisher = g_strdup (publisher);
  choosing->offer = g_strdup (offer);
  choosing->sku = g_strdup (sku);
  choosing->version = g_strdup (version);
  gtk_widget_set_visible (GTK_WIDGET (self->chosen_group), TRUE);
  berth_faces_show_loading (self->chosen_faces, _ ("Looking up the image…"));
  dex_clear (&self->choosing);
  self->choosing = berth_future_spawn (choose_fiber, choosing, choosing_free);
}

static void
choose_again (BerthImagePage *self)
{
  BerthImageChoice *image = berth_machine_spec_get_image (get_spec (self));

  if (image != NULL)
    choose (self, berth_image_choice_get_publisher (image),
            berth_image_choice_get_offer (image), berth_image_choice_get_sku (image),
            berth_image_choice_get_version (image));
}

static void
on_version_selected (BerthImagePage *self)
{
  BerthImageChoice *image = NULL;
  const char *sku = NULL;

  if (self->showing || self->versions == NULL || self->draft == NULL)
    return;
  image = berth_machine_spec_get_image (get_spec (self));
  sku = berth_option_get_id_at (G_LIST_MODEL (self->versions),
                                adw_combo_row_get_selected (self->version_row));
  if (image != NULL && sku != NULL
      && g_ascii_strcasecmp (sku, berth_image_choice_get_sku (image)) != 0)
    choose (self, berth_image_choice_get_publisher (image),
            berth_image_choice_get_offer (image), sku, NULL);
}

static void
on_recommended_changed (BerthImagePage *self, GParamSpec *pspec, BerthChoiceRow *row)
{
  gsize n_notes = 0;
  const BerthImageNote *notes = berth_image_notes_get (&n_notes);

  if (self->showing || self->draft == NULL || !berth_choice_row_get_active (row))
    return;
  for (gsize i = 0; i < n_notes; i++)
    if (self->recommended[i] == row)
      choose (self, notes[i].publisher, notes[i].offer, notes[i].sku, NULL);
}

static void
on_image_chosen (BerthImagePage *self,
                 const char *publisher,
                 const char *offer,
                 const char *sku,
                 const char *version)
{
  choose (self, publisher, offer, sku, version);
  adw_navigation_view_pop_to_tag (self->navigation, "start");
}

static void
open_catalogue (BerthImagePage *self, const char *publisher, const char *offer)
{
  BerthImageNamesPage *page
    = berth_image_names_page_new (self->index, publisher, offer, NULL);

  g_signal_connect_object (page, "chosen", G_CALLBACK (on_image_chosen), self,
                           G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->navigation, ADW_NAVIGATION_PAGE (page));
}

static void
on_all_activated (BerthImagePage *self)
{
  if (self->index != NULL)
    open_catalogue (self, NULL, NULL);
}

static GtkWidget *
create_hit_row (gpointer item, gpointer user_data)
{
  BerthImageHit *hit = item;
  const char *sku = berth_image_hit_get_sku (hit);
  const BerthImageNote *note = berth_image_notes_find (
    berth_image_hit_get_publisher (hit), berth_image_hit_get_offer (hit));
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *urn = g_strjoin (":", berth_image_hit_get_publisher (hit),
                                    berth_image_hit_get_offer (hit), sku, NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 note != NULL  ? _ (note->title)
                                 : sku != NULL ? sku
                                               : berth_image_hit_get_offer (hit));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), urn);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "hit", g_object_ref (hit), g_object_unref);
  return row;
}

static void
on_result_activated (BerthImagePage *self, GtkListBoxRow *row)
{
  BerthImageHit *hit = g_object_get_data (G_OBJECT (row), "hit");
  const char *publisher = berth_image_hit_get_publisher (hit);
  const char *offer = berth_image_hit_get_offer (hit);
  const char *sku = berth_image_hit_get_sku (hit);

  if (sku != NULL || berth_image_notes_find (publisher, offer) != NULL)
    choose (self, publisher, offer, sku, NULL);
  else
    open_catalogue (self, publisher, offer);
}

static DexFuture *
search_fiber (gpointer data)
{
  BerthImagePage *self = data;
  g_autofree char *text
    = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) hits
    = dex_await_object (berth_image_index_search (self->index, text, NULL), &error);

  if (self->draft == NULL || berth_error_is_cancelled (error))
    return dex_future_new_false ();
  gtk_list_box_bind_model (self->results_list, hits, create_hit_row, NULL, NULL);
  if (hits == NULL)
    berth_faces_show_failed (self->results_faces,
                             _ ("The Catalogue Could Not Be Searched"), error->message);
  else if (g_list_model_get_n_items (hits) == 0)
    berth_faces_show_empty (self->results_faces, _ ("Nothing Found"),
                            _ ("Try a shorter word, or look through all images."));
  else
    berth_faces_show_ready (self->results_faces);
  return dex_future_new_true ();
}

static void
on_search_changed (BerthImagePage *self)
{
  g_autofree char *text
    = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search_entry))));
  gboolean searching = g_utf8_strlen (text, -1) >= 2 && self->index != NULL;

  dex_clear (&self->searching);
  gtk_widget_set_visible (GTK_WIDGET (self->results_group), searching);
  gtk_widget_set_visible (GTK_WIDGET (self->recommended_group), !searching);
  if (!searching)
    return;
  berth_faces_show_loading (self->results_faces, _ ("Searching the image catalogue…"));
  self->searching
    = berth_future_spawn (search_fiber, g_object_ref (self), g_object_unref);
}

/* Another subscription or region has a catalogue of its own. */
static void
on_place_changed (BerthImagePage *self)
{
  BerthMachineSpec *spec = get_spec (self);
  const char *subscription = berth_machine_spec_get_subscription_id (spec);
  const char *location = berth_machine_spec_get_location (spec);

  g_clear_object (&self->index);
  if (subscription != NULL && location != NULL)
    self->index = berth_image_index_new (
      berth_account_get_client (berth_draft_get_account (self->draft)), subscription,
      location);
  on_search_changed (self);
  choose_again (self);
}

static void
on_replaced (BerthImagePage *self)
{
  BerthImageChoice *image = berth_machine_spec_get_image (get_spec (self));

  show_versions (self, NULL, NULL);
  show_image (self, image);
  show_recommended (self);
  show_desktop (self);
  choose_again (self);
}

static void
add_recommended (BerthImagePage *self)
{
  gsize n_notes = 0;
  const BerthImageNote *notes = berth_image_notes_get (&n_notes);

  self->nothing = BERTH_CHOICE_ROW (g_object_ref_sink (berth_choice_row_new ("", NULL)));
  for (gsize i = 0; i < n_notes && i < N_RECOMMENDED; i++) {
    GtkWidget *row = berth_choice_row_new (_ (notes[i].title), _ (notes[i].inside));

    self->recommended[i] = BERTH_CHOICE_ROW (row);
    berth_choice_row_join (self->recommended[i], self->nothing);
    g_signal_connect_object (row, "notify::active", G_CALLBACK (on_recommended_changed),
                             self, G_CONNECT_SWAPPED);
    adw_preferences_group_add (self->recommended_group, row);
  }
}

static void
berth_image_page_dispose (GObject *object)
{
  BerthImagePage *self = BERTH_IMAGE_PAGE (object);

  dex_clear (&self->choosing);
  dex_clear (&self->searching);
  g_clear_object (&self->draft);
  /* The template would let go of it while the bin still holds it. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), BERTH_TYPE_IMAGE_PAGE);
  g_clear_object (&self->nothing);
  g_clear_object (&self->versions);
  g_clear_object (&self->index);
  G_OBJECT_CLASS (berth_image_page_parent_class)->dispose (object);
}

static void
berth_image_page_class_init (BerthImagePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_image_page_dispose;
  g_type_ensure (BERTH_TYPE_HELP_BUTTON);
  g_type_ensure (BERTH_TYPE_FACES);
  g_type_ensure (BERTH_TYPE_OPTION);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/wizard/berth-image-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthImagePage, navigation);
  gtk_widget_class_bind_template_child (widget_class, BerthImagePage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, BerthImagePage, results_group);
  gtk_widget_class_bind_template_child (widget_class, BerthImagePage, results_faces);
  gtk_widget_class_bind_template_child (widget_class, BerthImagePage, results_list);
  gtk_widget_class_bind_template_child (widget_class, BerthImagePage, recommended_group);
  gtk_widget_class_bind_template_child (widget_class, BerthImagePage, chosen_group);
  gtk_widget_class_bind_template_child (widget_class, BerthImagePage, chosen_faces);
  gtk_widget_class_bind_template_child (widget_class, BerthImagePage, version_row);
  gtk_widget_class_bind_template_child (widget_class, BerthImagePage, urn_row);
  gtk_widget_class_bind_template_child (widget_class, BerthImagePage, machine_row);
  gtk_widget_class_bind_template_child (widget_class, BerthImagePage, plan_row);
  gtk_widget_class_bind_template_child (widget_class, BerthImagePage, age_row);
  gtk_widget_class_bind_template_child (widget_class, BerthImagePage, desktop_row);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_result_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_version_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_desktop_switched);
  gtk_widget_class_bind_template_callback (widget_class, on_all_activated);
  gtk_widget_class_bind_template_callback (widget_class, choose_again);
}

static void
berth_image_page_init (BerthImagePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_recommended (self);
}

/**
 * berth_image_page_set_draft:
 * @self: the page
 * @draft: what it edits
 */
void
berth_image_page_set_draft (BerthImagePage *self, BerthDraft *draft)
{
  g_return_if_fail (BERTH_IS_IMAGE_PAGE (self));

  if (!g_set_object (&self->draft, draft))
    return;
  show_versions (self, NULL, NULL);
  show_image (self, berth_machine_spec_get_image (get_spec (self)));
  show_recommended (self);
  show_desktop (self);
  on_place_changed (self);
  g_signal_connect_object (get_spec (self), "notify::image", G_CALLBACK (show_desktop),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "place-changed", G_CALLBACK (on_place_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "replaced", G_CALLBACK (on_replaced), self,
                           G_CONNECT_SWAPPED);
}
