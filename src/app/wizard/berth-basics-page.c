/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-basics-page.h"

#include "berth-choice-row.h"
#include "berth-config.h"
#include "berth-faces.h"
#include "berth-future.h"
#include "berth-groups.h"
#include "berth-help-button.h"
#include "berth-location.h"
#include "berth-name-check.h"
#include "berth-option.h"
#include "berth-resource-group.h"
#include "berth-subscription.h"
#include "berth-subscriptions.h"
#include "berth-wizard-closures.h"

#include <glib/gi18n.h>

/**
 * BerthBasicsPage:
 *
 * What the machine is called, where it stands, who pays, and which group it belongs to.
 */
struct _BerthBasicsPage {
  AdwBin parent_instance;

  BerthDraft *draft;
  GListStore *subscriptions;
  GListStore *regions;
  GListStore *groups;
  DexFuture *loading;
  DexFuture *loading_groups;
  gboolean showing;

  BerthFaces *faces;
  AdwEntryRow *name_row;
  GtkLabel *name_problem;
  AdwComboRow *subscription_row;
  AdwComboRow *region_row;
  BerthChoiceRow *new_group_row;
  BerthChoiceRow *old_group_row;
  AdwComboRow *group_row;
};

G_DEFINE_FINAL_TYPE (BerthBasicsPage, berth_basics_page, ADW_TYPE_BIN)

static BerthMachineSpec *
get_spec (BerthBasicsPage *self)
{
  return berth_draft_get_spec (self->draft);
}

static BerthArmClient *
get_client (BerthBasicsPage *self)
{
  return berth_account_get_client (berth_draft_get_account (self->draft));
}

static void
show_name_state (BerthBasicsPage *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name_row));
  const char *problem = berth_name_check_machine (name);
  g_autofree char *group = g_strdup_printf ("%s_group", name);
  g_autofree char *explanation
    /* Translators: %s is the name of the resource group */
    = g_strdup_printf (
      _ ("“%s” is made for you. Deleting it later deletes all that belongs "
         "to the machine, and nothing else."),
      group);

  gtk_label_set_label (self->name_problem,
                       problem != NULL
                         ? problem
                         : _ ("Letters, digits, hyphens and dots; it becomes the "
                              "host name, too."));
  if (problem != NULL) {
    gtk_widget_add_css_class (GTK_WIDGET (self->name_row), "error");
    gtk_widget_add_css_class (GTK_WIDGET (self->name_problem), "error");
    gtk_widget_remove_css_class (GTK_WIDGET (self->name_problem), "dim-label");
  } else {
    gtk_widget_remove_css_class (GTK_WIDGET (self->name_row), "error");
    gtk_widget_remove_css_class (GTK_WIDGET (self->name_problem), "error");
    gtk_widget_add_css_class (GTK_WIDGET (self->name_problem), "dim-label");
  }
  berth_choice_row_set_explanation (self->new_group_row, explanation);
}

static void
on_name_changed (BerthBasicsPage *self)
{
  if (self->draft == NULL)
    return;
  show_name_state (self);
  if (!self->showing)
    berth_machine_spec_set_name (get_spec (self),
                                 gtk_editable_get_text (GTK_EDITABLE (self->name_row)));
}

static void
on_group_selected (BerthBasicsPage *self)
{
  const char *group = berth_option_get_id_at (
    G_LIST_MODEL (self->groups), adw_combo_row_get_selected (self->group_row));

  if (self->draft == NULL || self->showing || group == NULL
      || !berth_choice_row_get_active (self->old_group_row))
    return;
  berth_machine_spec_set_group (get_spec (self), group);
}

static void
on_group_kind_changed (BerthBasicsPage *self)
{
  gboolean existing = berth_choice_row_get_active (self->old_group_row);

  gtk_widget_set_visible (GTK_WIDGET (self->group_row), existing);
  if (self->draft == NULL || self->showing)
    return;
  berth_machine_spec_set_group_is_new (get_spec (self), !existing);
  if (existing)
    on_group_selected (self);
  else
    berth_machine_spec_set_group (get_spec (self), NULL);
}

static void
show_groups (BerthBasicsPage *self, GListModel *groups, const GError *error)
{
  const guint n = groups != NULL ? g_list_model_get_n_items (groups) : 0;
  const char *chosen = berth_machine_spec_get_group (get_spec (self));

  self->showing = TRUE;
  g_list_store_remove_all (self->groups);
  for (guint i = 0; i < n; i++) {
    g_autoptr (BerthResourceGroup) group = g_list_model_get_item (groups, i);

    berth_option_store_add (self->groups, berth_resource_group_get_name (group), NULL);
  }
  if (chosen != NULL && *chosen != '\0')
    adw_combo_row_set_selected (self->group_row,
                                berth_option_find (G_LIST_MODEL (self->groups), chosen));
  self->showing = FALSE;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->group_row),
                               error != NULL ? error->message
                               : n == 0      ? _ ("There is no group yet")
                                             : NULL);
}

static DexFuture *
load_groups_fiber (gpointer data)
{
  BerthBasicsPage *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) groups = dex_await_object (
    berth_groups_list (get_client (self),
                       berth_machine_spec_get_subscription_id (get_spec (self)), NULL),
    &error);

  if (self->draft != NULL && !berth_error_is_cancelled (error))
    show_groups (self, groups, error);
  return dex_future_new_true ();
}

static void
load_groups (BerthBasicsPage *self)
{
  dex_clear (&self->loading_groups);
  self->loading_groups
    = berth_future_spawn (load_groups_fiber, g_object_ref (self), g_object_unref);
}

static void
show_subscriptions (BerthBasicsPage *self, GListModel *subscriptions)
{
  const char *chosen = berth_machine_spec_get_subscription_id (get_spec (self));

  self->showing = TRUE;
  g_list_store_remove_all (self->subscriptions);
  for (guint i = 0; i < g_list_model_get_n_items (subscriptions); i++) {
    g_autoptr (BerthSubscription) subscription = g_list_model_get_item (subscriptions, i);

    berth_option_store_add (self->subscriptions, berth_subscription_get_id (subscription),
                            berth_subscription_get_name (subscription));
  }
  adw_combo_row_set_selected (
    self->subscription_row,
    berth_option_find (G_LIST_MODEL (self->subscriptions), chosen));
  self->showing = FALSE;
}

static int
compare_labels (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return g_utf8_collate (berth_option_get_label ((BerthOption *) a),
                         berth_option_get_label ((BerthOption *) b));
}

static void
show_regions (BerthBasicsPage *self, GListModel *locations)
{
  const char *chosen = berth_machine_spec_get_location (get_spec (self));

  self->showing = TRUE;
  g_list_store_remove_all (self->regions);
  for (guint i = 0; i < g_list_model_get_n_items (locations); i++) {
    g_autoptr (BerthLocation) location = g_list_model_get_item (locations, i);

    /* A logical region ("Global", "Asia") is not a place where a machine can stand. */
    if (g_strcmp0 (berth_location_get_region_type (location), "Logical") == 0)
      continue;
    berth_option_store_add (self->regions, berth_location_get_name (location),
                            berth_location_get_display_name (location));
  }
  g_list_store_sort (self->regions, compare_labels, NULL);
  adw_combo_row_set_selected (self->region_row,
                              berth_option_find (G_LIST_MODEL (self->regions), chosen));
  self->showing = FALSE;
}

static DexFuture *
load_fiber (gpointer data)
{
  BerthBasicsPage *self = data;
  g_autoptr (GListModel) subscriptions = NULL;
  g_autoptr (GListModel) locations = NULL;
  g_autoptr (GError) error = NULL;

  subscriptions
    = dex_await_object (berth_subscriptions_list (get_client (self), NULL), &error);
  if (subscriptions != NULL && self->draft != NULL)
    locations = dex_await_object (
      berth_subscriptions_list_locations (
        get_client (self), berth_machine_spec_get_subscription_id (get_spec (self)),
        NULL),
      &error);
  if (self->draft == NULL || berth_error_is_cancelled (error))
    return dex_future_new_false ();
  if (locations == NULL) {
    berth_faces_show_failed (self->faces, _ ("The Regions Could Not Be Listed"),
                             error->message);
    return dex_future_new_false ();
  }
  show_subscriptions (self, subscriptions);
  show_regions (self, locations);
  berth_faces_show_ready (self->faces);
  return dex_future_new_true ();
}

static void
on_retry (BerthBasicsPage *self)
{
  berth_faces_show_loading (self->faces,
                            _ ("Asking Azure for your subscriptions and regions…"));
  dex_clear (&self->loading);
  self->loading = berth_future_spawn (load_fiber, g_object_ref (self), g_object_unref);
  load_groups (self);
}

static void
on_subscription_selected (BerthBasicsPage *self)
{
  const char *id
    = berth_option_get_id_at (G_LIST_MODEL (self->subscriptions),
                              adw_combo_row_get_selected (self->subscription_row));

  if (self->draft == NULL || self->showing || id == NULL)
    return;
  berth_machine_spec_set_subscription_id (get_spec (self), id);
  load_groups (self);
}

static void
on_region_selected (BerthBasicsPage *self)
{
  const char *name = berth_option_get_id_at (
    G_LIST_MODEL (self->regions), adw_combo_row_get_selected (self->region_row));

  if (self->draft == NULL || self->showing || name == NULL)
    return;
  berth_machine_spec_set_location (get_spec (self), name);
}

static void
show_spec (BerthBasicsPage *self)
{
  BerthMachineSpec *spec = get_spec (self);
  const char *name = berth_machine_spec_get_name (spec);
  gboolean is_new = berth_machine_spec_get_group_is_new (spec);

  self->showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), name != NULL ? name : "");
  berth_choice_row_set_active (is_new ? self->new_group_row : self->old_group_row, TRUE);
  self->showing = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->group_row), !is_new);
  show_name_state (self);
}

static void
on_replaced (BerthBasicsPage *self)
{
  show_spec (self);
  on_retry (self);
}

static void
berth_basics_page_dispose (GObject *object)
{
  BerthBasicsPage *self = BERTH_BASICS_PAGE (object);

  dex_clear (&self->loading);
  dex_clear (&self->loading_groups);
  g_clear_object (&self->draft);
  /* The template would let go of it while the bin still holds it. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), BERTH_TYPE_BASICS_PAGE);
  g_clear_object (&self->subscriptions);
  g_clear_object (&self->regions);
  g_clear_object (&self->groups);
  G_OBJECT_CLASS (berth_basics_page_parent_class)->dispose (object);
}

static void
berth_basics_page_class_init (BerthBasicsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_basics_page_dispose;
  g_type_ensure (BERTH_TYPE_HELP_BUTTON);
  g_type_ensure (BERTH_TYPE_CHOICE_ROW);
  g_type_ensure (BERTH_TYPE_FACES);
  g_type_ensure (BERTH_TYPE_OPTION);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/wizard/berth-basics-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthBasicsPage, faces);
  gtk_widget_class_bind_template_child (widget_class, BerthBasicsPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, BerthBasicsPage, name_problem);
  gtk_widget_class_bind_template_child (widget_class, BerthBasicsPage, subscription_row);
  gtk_widget_class_bind_template_child (widget_class, BerthBasicsPage, region_row);
  gtk_widget_class_bind_template_child (widget_class, BerthBasicsPage, new_group_row);
  gtk_widget_class_bind_template_child (widget_class, BerthBasicsPage, old_group_row);
  gtk_widget_class_bind_template_child (widget_class, BerthBasicsPage, group_row);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_subscription_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_region_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_group_kind_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_group_selected);
}

static void
berth_basics_page_init (BerthBasicsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->subscriptions = g_list_store_new (BERTH_TYPE_OPTION);
  self->regions = g_list_store_new (BERTH_TYPE_OPTION);
  self->groups = g_list_store_new (BERTH_TYPE_OPTION);
  adw_combo_row_set_model (self->subscription_row, G_LIST_MODEL (self->subscriptions));
  adw_combo_row_set_model (self->region_row, G_LIST_MODEL (self->regions));
  adw_combo_row_set_model (self->group_row, G_LIST_MODEL (self->groups));
  berth_choice_row_join (self->old_group_row, self->new_group_row);
}

/**
 * berth_basics_page_set_draft:
 * @self: the page
 * @draft: what it edits
 */
void
berth_basics_page_set_draft (BerthBasicsPage *self, BerthDraft *draft)
{
  g_return_if_fail (BERTH_IS_BASICS_PAGE (self));

  if (!g_set_object (&self->draft, draft))
    return;
  g_signal_connect_object (draft, "replaced", G_CALLBACK (on_replaced), self,
                           G_CONNECT_SWAPPED);
  on_replaced (self);
}
