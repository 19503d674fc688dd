/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-choice-row.h"

#include "berth-config.h"

#include <glib/gi18n.h>

/**
 * BerthChoiceRow:
 *
 * One of a few choices that exclude each other, with room to say what it keeps, costs and
 * loses. The row itself is the radio button, for the keyboard and for a screen reader:
 * its check is only how that looks.
 */
struct _BerthChoiceRow {
  AdwActionRow parent_instance;

  GtkCheckButton *check;
  char *explanation;
  char *keeps;
  char *costs;
  char *loses;
};

G_DEFINE_FINAL_TYPE (BerthChoiceRow, berth_choice_row, ADW_TYPE_ACTION_ROW)

enum {
  PROP_0,
  PROP_ACTIVE,
  PROP_EXPLANATION,
  PROP_KEEPS,
  PROP_COSTS,
  PROP_LOSES,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void
append_line (GString *markup, const char *lead, const char *text)
{
  g_autofree char *line = NULL;

  if (text == NULL || *text == '\0')
    return;
  if (markup->len > 0)
    g_string_append_c (markup, '\n');
  line = lead != NULL ? g_markup_printf_escaped ("<b>%s</b> %s", lead, text)
                      : g_markup_escape_text (text, -1);
  g_string_append (markup, line);
}

static void
describe (BerthChoiceRow *self, const char *markup)
{
  g_autofree char *text = NULL;

  if (pango_parse_markup (markup, -1, 0, NULL, &text, NULL, NULL))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
update_subtitle (BerthChoiceRow *self)
{
  g_autoptr (GString) markup = g_string_new (NULL);

  append_line (markup, NULL, self->explanation);
  append_line (markup, _ ("Keeps:"), self->keeps);
  append_line (markup, _ ("Costs:"), self->costs);
  append_line (markup, _ ("Loses:"), self->loses);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), markup->str);
  describe (self, markup->str);
}

static void
tell_checked (BerthChoiceRow *self)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_CHECKED,
                               berth_choice_row_get_active (self)
                                 ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                 : GTK_ACCESSIBLE_TRISTATE_FALSE,
                               -1);
}

static void
on_check_toggled (BerthChoiceRow *self)
{
  tell_checked (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static void
berth_choice_row_get_property (GObject *object,
                               guint id,
                               GValue *value,
                               GParamSpec *pspec)
{
  BerthChoiceRow *self = BERTH_CHOICE_ROW (object);

  switch (id) {
  case PROP_ACTIVE:
    g_value_set_boolean (value, berth_choice_row_get_active (self));
    break;
  case PROP_EXPLANATION:
    g_value_set_string (value, self->explanation);
    break;
  case PROP_KEEPS:
    g_value_set_string (value, self->keeps);
    break;
  case PROP_COSTS:
    g_value_set_string (value, self->costs);
    break;
  case PROP_LOSES:
    g_value_set_string (value, self->loses);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_text (BerthChoiceRow *self, char **text, const GValue *value, GParamSpec *pspec)
{
  if (!g_set_str (text, g_value_get_string (value)))
    return;
  update_subtitle (self);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
berth_choice_row_set_property (GObject *object,
                               guint id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  BerthChoiceRow *self = BERTH_CHOICE_ROW (object);

  switch (id) {
  case PROP_ACTIVE:
    berth_choice_row_set_active (self, g_value_get_boolean (value));
    break;
  case PROP_EXPLANATION:
    set_text (self, &self->explanation, value, pspec);
    break;
  case PROP_KEEPS:
    set_text (self, &self->keeps, value, pspec);
    break;
  case PROP_COSTS:
    set_text (self, &self->costs, value, pspec);
    break;
  case PROP_LOSES:
    set_text (self, &self->loses, value, pspec);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_choice_row_finalize (GObject *object)
{
  BerthChoiceRow *self = BERTH_CHOICE_ROW (object);

  g_free (self->explanation);
  g_free (self->keeps);
  g_free (self->costs);
  g_free (self->loses);
  G_OBJECT_CLASS (berth_choice_row_parent_class)->finalize (object);
}

static void
berth_choice_row_class_init (BerthChoiceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags
    = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = berth_choice_row_get_property;
  object_class->set_property = berth_choice_row_set_property;
  object_class->finalize = berth_choice_row_finalize;

  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE, flags);
  properties[PROP_EXPLANATION]
    = g_param_spec_string ("explanation", NULL, NULL, NULL, flags);
  properties[PROP_KEEPS] = g_param_spec_string ("keeps", NULL, NULL, NULL, flags);
  properties[PROP_COSTS] = g_param_spec_string ("costs", NULL, NULL, NULL, flags);
  properties[PROP_LOSES] = g_param_spec_string ("loses", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass),
                                        GTK_ACCESSIBLE_ROLE_RADIO);
}

static void
berth_choice_row_init (BerthChoiceRow *self)
{
  self->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->check), GTK_ALIGN_CENTER);
  gtk_widget_set_can_focus (GTK_WIDGET (self->check), FALSE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_STATE_HIDDEN,
                               TRUE, -1);
  tell_checked (self);
  g_signal_connect_object (self->check, "toggled", G_CALLBACK (on_check_toggled), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->check));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->check));
}

/**
 * berth_choice_row_new:
 * @title: the choice
 * @explanation: (nullable): a sentence about it
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
berth_choice_row_new (const char *title, const char *explanation)
{
  return g_object_new (BERTH_TYPE_CHOICE_ROW, "title", title, "explanation", explanation,
                       NULL);
}

gboolean
berth_choice_row_get_active (BerthChoiceRow *self)
{
  g_return_val_if_fail (BERTH_IS_CHOICE_ROW (self), FALSE);

  return gtk_check_button_get_active (self->check);
}

void
berth_choice_row_set_active (BerthChoiceRow *self, gboolean active)
{
  g_return_if_fail (BERTH_IS_CHOICE_ROW (self));

  gtk_check_button_set_active (self->check, active);
}

/**
 * berth_choice_row_join:
 * @self: a row
 * @other: a row that excludes @self
 */
void
berth_choice_row_join (BerthChoiceRow *self, BerthChoiceRow *other)
{
  g_return_if_fail (BERTH_IS_CHOICE_ROW (self));
  g_return_if_fail (BERTH_IS_CHOICE_ROW (other));

  gtk_check_button_set_group (self->check, other->check);
}

/**
 * berth_choice_row_set_explanation:
 * @self: the row
 * @explanation: (nullable): a sentence about the choice
 */
void
berth_choice_row_set_explanation (BerthChoiceRow *self, const char *explanation)
{
  g_return_if_fail (BERTH_IS_CHOICE_ROW (self));

  g_object_set (self, "explanation", explanation, NULL);
}
