/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sign-in-ways.h"
#include "berth-clouds.h"

#include <glib/gi18n.h>

/**
 * BerthSignInWays:
 *
 * How to sign in, and where: the ways that there are on this computer, and below them the
 * cloud, the directory and the application for those who need others than most.
 */
struct _BerthSignInWays {
  AdwBin parent_instance;

  GtkWidget *content;
  GtkWidget *browser_row;
  AdwActionRow *cli_row;
  AdwActionRow *environment_row;
  AdwExpanderRow *where_row;
  AdwComboRow *cloud_row;
  AdwEntryRow *endpoint_row;
  GtkLabel *endpoint_problem;
  AdwEntryRow *tenant_row;
  AdwEntryRow *client_row;
  GSettings *settings;
  gboolean showing;
};

enum { WAY_CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthSignInWays, berth_sign_in_ways, ADW_TYPE_BIN)

static gboolean
is_custom (BerthSignInWays *self)
{
  return adw_combo_row_get_selected (self->cloud_row) >= BERTH_N_CLOUDS;
}

static char *
dup_endpoint (BerthSignInWays *self)
{
  if (!is_custom (self))
    return g_strdup (
      berth_clouds_get_endpoint (adw_combo_row_get_selected (self->cloud_row)));
  return berth_clouds_normalize (
    gtk_editable_get_text (GTK_EDITABLE (self->endpoint_row)));
}

static void
show_where (BerthSignInWays *self)
{
  g_autofree char *endpoint = dup_endpoint (self);
  const gboolean wrong = endpoint == NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->endpoint_row), is_custom (self));
  gtk_widget_set_visible (GTK_WIDGET (self->endpoint_problem), wrong);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->endpoint_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->endpoint_row), "error");
  adw_expander_row_set_subtitle (
    self->where_row, is_custom (self) ? endpoint
                                      : berth_clouds_get_title (
                                          adw_combo_row_get_selected (self->cloud_row)));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "ways.choose", !wrong);
}

static void
on_where_changed (BerthSignInWays *self)
{
  g_autofree char *endpoint = NULL;

  if (self->settings == NULL || self->showing)
    return;
  show_where (self);
  endpoint = dup_endpoint (self);
  if (endpoint != NULL)
    g_settings_set_string (self->settings, "cloud-endpoint", endpoint);
}

/* No shell is asked, and nothing is run. */
static void
look_for_cli (BerthSignInWays *self)
{
  g_autofree char *program = g_find_program_in_path ("az");
  const gboolean in_flatpak = g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);

  gtk_widget_set_sensitive (GTK_WIDGET (self->cli_row), program != NULL);
  if (program != NULL)
    adw_action_row_set_subtitle (self->cli_row,
                                 _ ("Take over the sign-in of Azure's command line"));
  else if (in_flatpak)
    adw_action_row_set_subtitle (
      self->cli_row, _ ("As a Flatpak Berth cannot reach the programs of this computer"));
  else
    adw_action_row_set_subtitle (self->cli_row, _ ("It is not installed"));
}

static void
on_choose (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[WAY_CHOSEN], 0, (guint) g_variant_get_int32 (parameter));
}

static void
berth_sign_in_ways_map (GtkWidget *widget)
{
  look_for_cli (BERTH_SIGN_IN_WAYS (widget));
  GTK_WIDGET_CLASS (berth_sign_in_ways_parent_class)->map (widget);
}

static void
berth_sign_in_ways_dispose (GObject *object)
{
  BerthSignInWays *self = BERTH_SIGN_IN_WAYS (object);

  if (self->content != NULL)
    adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_SIGN_IN_WAYS);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (berth_sign_in_ways_parent_class)->dispose (object);
}

static void
berth_sign_in_ways_class_init (BerthSignInWaysClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_sign_in_ways_dispose;
  widget_class->map = berth_sign_in_ways_map;

  /**
   * BerthSignInWays::way-chosen:
   * @way: a #BerthSignInWay
   */
  signals[WAY_CHOSEN]
    = g_signal_new ("way-chosen", BERTH_TYPE_SIGN_IN_WAYS, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/sign-in/berth-sign-in-ways.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthSignInWays, content);
  gtk_widget_class_bind_template_child (widget_class, BerthSignInWays, browser_row);
  gtk_widget_class_bind_template_child (widget_class, BerthSignInWays, cli_row);
  gtk_widget_class_bind_template_child (widget_class, BerthSignInWays, environment_row);
  gtk_widget_class_bind_template_child (widget_class, BerthSignInWays, where_row);
  gtk_widget_class_bind_template_child (widget_class, BerthSignInWays, cloud_row);
  gtk_widget_class_bind_template_child (widget_class, BerthSignInWays, endpoint_row);
  gtk_widget_class_bind_template_child (widget_class, BerthSignInWays, endpoint_problem);
  gtk_widget_class_bind_template_child (widget_class, BerthSignInWays, tenant_row);
  gtk_widget_class_bind_template_child (widget_class, BerthSignInWays, client_row);
  gtk_widget_class_bind_template_callback (widget_class, on_where_changed);
  gtk_widget_class_install_action (widget_class, "ways.choose", "i", on_choose);
}

static void
berth_sign_in_ways_init (BerthSignInWays *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->showing = TRUE;
  for (guint i = 0; i < BERTH_N_CLOUDS; i++)
    gtk_string_list_append (titles, berth_clouds_get_title (i));
  gtk_string_list_append (titles, _ ("Another one"));
  adw_combo_row_set_model (self->cloud_row, G_LIST_MODEL (titles));
  gtk_widget_set_visible (GTK_WIDGET (self->environment_row),
                          berth_identity_has_environment ());
  self->showing = FALSE;
}

/**
 * berth_sign_in_ways_set_settings:
 * @settings: the application's settings, where cloud, directory and client id are kept
 */
void
berth_sign_in_ways_set_settings (BerthSignInWays *self, GSettings *settings)
{
  g_autofree char *endpoint = NULL;
  guint index;

  g_return_if_fail (BERTH_IS_SIGN_IN_WAYS (self));

  g_set_object (&self->settings, settings);
  endpoint = g_settings_get_string (settings, "cloud-endpoint");
  index = berth_clouds_find (endpoint);
  self->showing = TRUE;
  adw_combo_row_set_selected (self->cloud_row, index);
  if (index == BERTH_N_CLOUDS)
    gtk_editable_set_text (GTK_EDITABLE (self->endpoint_row), endpoint);
  self->showing = FALSE;
  g_settings_bind (settings, "sign-in-tenant", self->tenant_row, "text",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "client-id", self->client_row, "text",
                   G_SETTINGS_BIND_DEFAULT);
  show_where (self);
}

/**
 * berth_sign_in_ways_dup_target:
 *
 * Returns: (transfer full): where to sign in, as it was chosen
 */
BerthSignInTarget *
berth_sign_in_ways_dup_target (BerthSignInWays *self)
{
  g_autofree char *endpoint = NULL;
  g_autofree char *client = NULL;
  g_autofree char *tenant = NULL;

  g_return_val_if_fail (BERTH_IS_SIGN_IN_WAYS (self), NULL);

  endpoint = dup_endpoint (self);
  client
    = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->client_row))));
  tenant
    = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->tenant_row))));
  if (*client == '\0') {
    g_settings_reset (self->settings, "client-id");
    g_free (client);
    client = g_settings_get_string (self->settings, "client-id");
  }
  return berth_sign_in_target_new (endpoint, client, *tenant != '\0' ? tenant : NULL);
}
