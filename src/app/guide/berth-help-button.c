/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-help-button.h"

#include "berth-config.h"

#include <glib/gi18n.h>

/**
 * BerthHelpButton:
 *
 * A small question mark beside what needs explaining; it opens the guide at that place.
 * Its tooltip is the question, and its name for those who do not see the mark.
 */
struct _BerthHelpButton {
  GtkButton parent_instance;
  char *topic;
};

enum { PROP_0, PROP_TOPIC, N_PROPS };

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (BerthHelpButton, berth_help_button, GTK_TYPE_BUTTON)

static void
berth_help_button_get_property (GObject *object,
                                guint id,
                                GValue *value,
                                GParamSpec *pspec)
{
  switch (id) {
  case PROP_TOPIC:
    g_value_set_string (value, BERTH_HELP_BUTTON (object)->topic);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_help_button_set_property (GObject *object,
                                guint id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  BerthHelpButton *self = BERTH_HELP_BUTTON (object);

  switch (id) {
  case PROP_TOPIC:
    if (g_set_str (&self->topic, g_value_get_string (value))) {
      /* In this order: an action without its target is a warning of GTK's. */
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", self->topic);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.help");
      g_object_notify_by_pspec (object, pspec);
    }
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
on_tooltip_changed (BerthHelpButton *self)
{
  const char *question = gtk_widget_get_tooltip_text (GTK_WIDGET (self));

  if (question != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    question, -1);
}

static void
berth_help_button_finalize (GObject *object)
{
  g_free (BERTH_HELP_BUTTON (object)->topic);
  G_OBJECT_CLASS (berth_help_button_parent_class)->finalize (object);
}

static void
berth_help_button_class_init (BerthHelpButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = berth_help_button_get_property;
  object_class->set_property = berth_help_button_set_property;
  object_class->finalize = berth_help_button_finalize;

  /**
   * BerthHelpButton:topic:
   *
   * A place in the guide, such as "quota" or "spot#eviction".
   */
  props[PROP_TOPIC] = g_param_spec_string ("topic", NULL, NULL, NULL,
                                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                             | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
berth_help_button_init (BerthHelpButton *self)
{
  gtk_button_set_icon_name (GTK_BUTTON (self), "berth-help-symbolic");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self), "circular");
  g_signal_connect (self, "notify::tooltip-text", G_CALLBACK (on_tooltip_changed), NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), _ ("What is this?"));
}

/**
 * berth_help_button_new:
 * @topic: a place in the guide, such as "quota"
 * @question: what it answers, such as "What is a quota?"
 *
 * Returns: (transfer floating): a button that opens the guide there
 */
GtkWidget *
berth_help_button_new (const char *topic, const char *question)
{
  g_return_val_if_fail (topic != NULL, NULL);
  g_return_val_if_fail (question != NULL, NULL);

  return g_object_new (BERTH_TYPE_HELP_BUTTON, "topic", topic, "tooltip-text", question,
                       NULL);
}
