/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-source.h"

G_DEFINE_INTERFACE (BerthDesktopSource, berth_desktop_source, G_TYPE_OBJECT)

static guint step_signal;
static guint notice_signal;

static void
berth_desktop_source_default_init (BerthDesktopSourceInterface *iface)
{
  /**
   * BerthDesktopSource::step:
   * @sentence: what is being done now
   */
  step_signal = g_signal_new ("step", BERTH_TYPE_DESKTOP_SOURCE, G_SIGNAL_RUN_LAST, 0,
                              NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * BerthDesktopSource::notice:
   * @sentence: something to tell in passing
   */
  notice_signal = g_signal_new ("notice", BERTH_TYPE_DESKTOP_SOURCE, G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

/**
 * berth_desktop_source_prepare:
 * @parent: what questions are shown above
 * @cancellable: (nullable): gives up
 *
 * Returns: (transfer full): a future that resolves to a #BerthRdpSession that is not
 *   connected yet, or rejects with what kept it from getting there
 */
DexFuture *
berth_desktop_source_prepare (BerthDesktopSource *self,
                              GtkWidget *parent,
                              GCancellable *cancellable)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_SOURCE (self), NULL);

  return BERTH_DESKTOP_SOURCE_GET_IFACE (self)->prepare (self, parent, cancellable);
}

/**
 * berth_desktop_source_can_forget:
 *
 * Returns: whether a person decided which certificate is trusted, and may do so anew
 */
gboolean
berth_desktop_source_can_forget (BerthDesktopSource *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_SOURCE (self), FALSE);

  return BERTH_DESKTOP_SOURCE_GET_IFACE (self)->forget != NULL;
}

/**
 * berth_desktop_source_forget:
 *
 * Drops the certificate that was trusted; only where berth_desktop_source_can_forget().
 *
 * Returns: (transfer full): a future that resolves to %TRUE, or rejects with what kept it
 */
DexFuture *
berth_desktop_source_forget (BerthDesktopSource *self)
{
  g_return_val_if_fail (berth_desktop_source_can_forget (self), NULL);

  return BERTH_DESKTOP_SOURCE_GET_IFACE (self)->forget (self);
}

/**
 * berth_desktop_source_can_install:
 *
 * Returns: whether a desktop can be installed where there is none
 */
gboolean
berth_desktop_source_can_install (BerthDesktopSource *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_SOURCE (self), FALSE);

  return BERTH_DESKTOP_SOURCE_GET_IFACE (self)->new_installer != NULL;
}

/**
 * berth_desktop_source_new_installer:
 * @parent: where questions are asked
 *
 * Only where berth_desktop_source_can_install().
 *
 * Returns: (transfer full): what installs a desktop, not begun yet
 */
BerthDesktopInstaller *
berth_desktop_source_new_installer (BerthDesktopSource *self, GtkWidget *parent)
{
  g_return_val_if_fail (berth_desktop_source_can_install (self), NULL);

  return BERTH_DESKTOP_SOURCE_GET_IFACE (self)->new_installer (self, parent);
}

/**
 * berth_desktop_source_close:
 *
 * Ends what carries the session, if that is anything.
 */
void
berth_desktop_source_close (BerthDesktopSource *self)
{
  g_return_if_fail (BERTH_IS_DESKTOP_SOURCE (self));

  if (BERTH_DESKTOP_SOURCE_GET_IFACE (self)->close != NULL)
    BERTH_DESKTOP_SOURCE_GET_IFACE (self)->close (self);
}

/**
 * berth_desktop_source_get_shared:
 *
 * Returns: what of this computer the first session gets; known once that is prepared
 */
BerthRdpFeatures
berth_desktop_source_get_shared (BerthDesktopSource *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_SOURCE (self), BERTH_RDP_FEATURE_NONE);

  if (BERTH_DESKTOP_SOURCE_GET_IFACE (self)->get_shared == NULL)
    return BERTH_RDP_FEATURE_CLIPBOARD | BERTH_RDP_FEATURE_AUDIO_OUT;
  return BERTH_DESKTOP_SOURCE_GET_IFACE (self)->get_shared (self);
}

/**
 * berth_desktop_source_get_title:
 *
 * Returns: what the desktop is called
 */
const char *
berth_desktop_source_get_title (BerthDesktopSource *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_SOURCE (self), NULL);

  return BERTH_DESKTOP_SOURCE_GET_IFACE (self)->get_title (self);
}

/**
 * berth_desktop_source_emit_step:
 * @sentence: what is being done now
 *
 * For what implements this.
 */
void
berth_desktop_source_emit_step (BerthDesktopSource *self, const char *sentence)
{
  g_return_if_fail (BERTH_IS_DESKTOP_SOURCE (self));

  g_signal_emit (self, step_signal, 0, sentence);
}

/**
 * berth_desktop_source_emit_notice:
 * @sentence: something to tell in passing
 *
 * For what implements this.
 */
void
berth_desktop_source_emit_notice (BerthDesktopSource *self, const char *sentence)
{
  g_return_if_fail (BERTH_IS_DESKTOP_SOURCE (self));

  g_signal_emit (self, notice_signal, 0, sentence);
}
