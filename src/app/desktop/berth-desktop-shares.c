/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-shares.h"

#include "berth-config.h"

#include <glib/gi18n.h>

/* What is on at first where a file asks for it, since the person sees it before it is.
 * Whoever wrote the file may also want to listen; that is never on by itself. */
#define ON_WHEN_ASKED (BERTH_RDP_FEATURE_CLIPBOARD | BERTH_RDP_FEATURE_AUDIO_OUT)

/**
 * BerthDesktopShares:
 *
 * What a computer that Berth did not make would get from this one, with a switch each,
 * for the question before it is connected to.
 */
struct _BerthDesktopShares {
  AdwPreferencesGroup parent_instance;
  AdwSwitchRow *clipboard;
  AdwSwitchRow *sound;
  AdwSwitchRow *microphone;
};

G_DEFINE_FINAL_TYPE (BerthDesktopShares, berth_desktop_shares, ADW_TYPE_PREFERENCES_GROUP)

static void
berth_desktop_shares_class_init (BerthDesktopSharesClass *klass)
{
}

static void
berth_desktop_shares_init (BerthDesktopShares *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self),
                                   _ ("What the Desktop Gets"));
}

static void
add_row (BerthDesktopShares *self,
         GtkWidget *row,
         const char *title,
         const char *what,
         gboolean asked)
{
  g_autofree char *both
    = asked ? g_strdup_printf ("%s\n%s", what, _ ("The connection file asks for it."))
            : g_strdup (what);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), both);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static AdwSwitchRow *
add_switch (BerthDesktopShares *self,
            const char *title,
            const char *what,
            BerthRdpFeatures asked,
            BerthRdpFeatures feature)
{
  GtkWidget *row = adw_switch_row_new ();

  add_row (self, row, title, what, (asked & feature) != 0);
  adw_switch_row_set_active (ADW_SWITCH_ROW (row),
                             (asked & feature & ON_WHEN_ASKED) != 0);
  return ADW_SWITCH_ROW (row);
}

/**
 * berth_desktop_shares_new:
 * @asked: what the connection file or link asks for
 *
 * Returns: (transfer floating): the switches
 */
GtkWidget *
berth_desktop_shares_new (BerthRdpFeatures asked)
{
  BerthDesktopShares *self = g_object_new (BERTH_TYPE_DESKTOP_SHARES, NULL);

  self->clipboard = add_switch (self, _ ("Clipboard"),
                                _ ("What is copied here can be read there, and the other "
                                   "way round."),
                                asked, BERTH_RDP_FEATURE_CLIPBOARD);
  self->sound = add_switch (self, _ ("Sound"), _ ("What is played there is heard here."),
                            asked, BERTH_RDP_FEATURE_AUDIO_OUT);
  self->microphone
    = add_switch (self, _ ("Microphone"), _ ("What is said here is heard there."), asked,
                  BERTH_RDP_FEATURE_MICROPHONE);
  if ((asked & BERTH_RDP_FEATURE_DRIVE) != 0)
    add_row (self, adw_action_row_new (), _ ("Folders"),
             _ ("None, but you can share one from the desktop’s menu."), TRUE);
  return GTK_WIDGET (self);
}

/**
 * berth_desktop_shares_get:
 *
 * Returns: what is switched on
 */
BerthRdpFeatures
berth_desktop_shares_get (BerthDesktopShares *self)
{
  BerthRdpFeatures features = BERTH_RDP_FEATURE_NONE;

  g_return_val_if_fail (BERTH_IS_DESKTOP_SHARES (self), BERTH_RDP_FEATURE_NONE);

  if (adw_switch_row_get_active (self->clipboard))
    features |= BERTH_RDP_FEATURE_CLIPBOARD;
  if (adw_switch_row_get_active (self->sound))
    features |= BERTH_RDP_FEATURE_AUDIO_OUT;
  if (adw_switch_row_get_active (self->microphone))
    features |= BERTH_RDP_FEATURE_MICROPHONE;
  return features;
}
