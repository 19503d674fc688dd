/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-pane.h"

#include "berth-desktop-full-screen.h"
#include "berth-desktop-monitors.h"
#include "berth-desktop-shot.h"
#include "berth-desktop-shortcuts.h"
#include "berth-desktop-statistics.h"
#include "berth-desktop-waiting.h"

/**
 * BerthDesktopPane:
 *
 * A desktop that is there, with its bar and its menus. The last picture stays when the
 * session goes.
 */
struct _BerthDesktopPane {
  AdwBin parent_instance;

  AdwToolbarView *toolbar_view;
  GtkWidget *toolbar;
  GtkWidget *menu_button;
  GtkMenuButton *statistics_button;
  BerthDesktopStatistics *statistics;
  GtkLabel *title_label;
  AdwBanner *ended_banner;
  GtkScrolledWindow *scrolled;
  BerthDesktopScreen *screen;
  BerthDesktopWaiting *waiting;
  GtkRevealer *grab_hint;

  BerthDesktopShortcuts *shortcuts;
  BerthDesktopFullScreen *full_screen;
  BerthDesktopMonitors *monitors;
  BerthRdpSession *session; /* (nullable) */
  gboolean local_input;
  gboolean all_monitors;
};

G_DEFINE_FINAL_TYPE (BerthDesktopPane, berth_desktop_pane, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_SIZE_MODE,
  PROP_GRAB_KEYS,
  PROP_LOCAL_INPUT,
  PROP_FULL_SCREEN,
  PROP_ALL_MONITORS,
  N_PROPS,
};

static GParamSpec *pspecs[N_PROPS];

enum { TOAST, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
show_actions (BerthDesktopPane *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "desktop.send-keys", self->session != NULL);
  gtk_widget_action_set_enabled (
    widget, "desktop.screenshot",
    !berth_desktop_tiles_is_empty (berth_desktop_screen_get_tiles (self->screen)));
  gtk_widget_set_sensitive (GTK_WIDGET (self->statistics_button), self->session != NULL);
}

/* A keyboard that is grabbed for a dead connection would lock a person out. */
static void
on_reconnecting (BerthDesktopPane *self)
{
  if (berth_rdp_session_is_reconnecting (self->session))
    berth_desktop_shortcuts_set_grab (self->shortcuts, FALSE);
}

static void
on_size_wanted (BerthDesktopPane *self, guint width, guint height, double scale)
{
  if (self->session != NULL)
    berth_rdp_session_request_size (self->session, width, height, scale);
}

static void
on_way_out (BerthDesktopPane *self)
{
  adw_toolbar_view_set_reveal_top_bars (self->toolbar_view, TRUE);
  gtk_widget_grab_focus (self->menu_button);
}

/* From a monitor beside, where no bar is. */
static void
on_way_out_beside (BerthDesktopPane *self)
{
  berth_desktop_shortcuts_set_grab (self->shortcuts, FALSE);
  gtk_window_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  on_way_out (self);
}

static void
on_several_changed (BerthDesktopPane *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "desktop.all-monitors",
                                 berth_desktop_monitors_are_several (self->monitors));
}

static void
update_monitors (BerthDesktopPane *self)
{
  berth_desktop_monitors_set_active (
    self->monitors, self->all_monitors && berth_desktop_pane_is_full_screen (self));
}

static void
on_full_screen_key (BerthDesktopPane *self)
{
  berth_desktop_pane_set_full_screen (self, !berth_desktop_pane_is_full_screen (self));
}

static void
on_full_screen (BerthDesktopPane *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_FULL_SCREEN]);
  update_monitors (self);
  if (self->session != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->screen));
}

static void
on_grab_changed (BerthDesktopPane *self)
{
  gboolean grab = berth_desktop_shortcuts_get_grab (self->shortcuts);

  gtk_revealer_set_reveal_child (self->grab_hint, grab);
  berth_desktop_monitors_set_grab (self->monitors, grab);
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_GRAB_KEYS]);
}

static void
on_send_keys (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BerthDesktopPane *self = BERTH_DESKTOP_PANE (widget);

  berth_desktop_shortcuts_send (self->shortcuts, g_variant_get_string (parameter, NULL));
  gtk_widget_grab_focus (GTK_WIDGET (self->screen));
}

static void
on_screenshot (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BerthDesktopPane *self = BERTH_DESKTOP_PANE (widget);
  g_autoptr (GdkTexture) picture
    = berth_desktop_tiles_dup_picture (berth_desktop_screen_get_tiles (self->screen));

  berth_desktop_shot_take (widget, gtk_label_get_text (self->title_label), picture);
}

static void
set_size_mode (BerthDesktopPane *self, BerthDesktopSize mode)
{
  GtkPolicyType policy
    = mode == BERTH_DESKTOP_SIZE_ACTUAL ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER;

  if (berth_desktop_screen_get_size_mode (self->screen) == mode)
    return;
  berth_desktop_screen_set_size_mode (self->screen, mode);
  gtk_scrolled_window_set_policy (self->scrolled, policy, policy);
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_SIZE_MODE]);
}

static void
set_local_input (BerthDesktopPane *self, gboolean local_input)
{
  if (self->local_input == local_input)
    return;
  self->local_input = local_input;
  berth_desktop_keyboard_set_local_input (
    berth_desktop_screen_get_keyboard (self->screen), local_input);
  berth_desktop_monitors_set_local_input (self->monitors, local_input);
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_LOCAL_INPUT]);
}

static void
berth_desktop_pane_get_property (GObject *object,
                                 guint id,
                                 GValue *value,
                                 GParamSpec *pspec)
{
  BerthDesktopPane *self = BERTH_DESKTOP_PANE (object);

  switch (id) {
  case PROP_SIZE_MODE:
    g_value_set_enum (value, self->screen != NULL
                               ? (gint) berth_desktop_screen_get_size_mode (self->screen)
                               : BERTH_DESKTOP_SIZE_DYNAMIC);
    break;
  case PROP_GRAB_KEYS:
    g_value_set_boolean (value, self->shortcuts != NULL
                                  && berth_desktop_shortcuts_get_grab (self->shortcuts));
    break;
  case PROP_LOCAL_INPUT:
    g_value_set_boolean (value, self->local_input);
    break;
  case PROP_FULL_SCREEN:
    g_value_set_boolean (value, berth_desktop_pane_is_full_screen (self));
    break;
  case PROP_ALL_MONITORS:
    g_value_set_boolean (value, self->all_monitors);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_desktop_pane_set_property (GObject *object,
                                 guint id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  BerthDesktopPane *self = BERTH_DESKTOP_PANE (object);

  switch (id) {
  case PROP_SIZE_MODE:
    set_size_mode (self, (BerthDesktopSize) g_value_get_enum (value));
    break;
  case PROP_GRAB_KEYS:
    berth_desktop_shortcuts_set_grab (self->shortcuts, g_value_get_boolean (value));
    break;
  case PROP_LOCAL_INPUT:
    set_local_input (self, g_value_get_boolean (value));
    break;
  case PROP_FULL_SCREEN:
    berth_desktop_pane_set_full_screen (self, g_value_get_boolean (value));
    break;
  case PROP_ALL_MONITORS:
    berth_desktop_pane_set_all_monitors (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_desktop_pane_dispose (GObject *object)
{
  BerthDesktopPane *self = BERTH_DESKTOP_PANE (object);

  if (self->screen != NULL)
    berth_desktop_pane_set_session (self, NULL);
  g_clear_object (&self->monitors);
  g_clear_object (&self->full_screen);
  g_clear_object (&self->shortcuts);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_DESKTOP_PANE);
  G_OBJECT_CLASS (berth_desktop_pane_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/desktop/berth-desktop-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopPane, toolbar_view);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopPane, toolbar);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopPane, menu_button);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopPane,
                                        statistics_button);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopPane, statistics);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopPane, title_label);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopPane, ended_banner);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopPane, scrolled);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopPane, screen);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopPane, waiting);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopPane, grab_hint);
  gtk_widget_class_bind_template_callback (widget_class, on_size_wanted);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags writable
    = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  /**
   * BerthDesktopPane:size-mode:
   *
   * What becomes of a desktop whose size is not the window's.
   */
  pspecs[PROP_SIZE_MODE]
    = g_param_spec_enum ("size-mode", NULL, NULL, BERTH_TYPE_DESKTOP_SIZE,
                         BERTH_DESKTOP_SIZE_DYNAMIC, writable);
  /**
   * BerthDesktopPane:grab-keys:
   *
   * Whether the system's own shortcuts go to the desktop too.
   */
  pspecs[PROP_GRAB_KEYS]
    = g_param_spec_boolean ("grab-keys", NULL, NULL, FALSE, writable);
  /**
   * BerthDesktopPane:local-input:
   *
   * Whether this computer's input method takes part in typing.
   */
  pspecs[PROP_LOCAL_INPUT]
    = g_param_spec_boolean ("local-input", NULL, NULL, TRUE, writable);
  /**
   * BerthDesktopPane:full-screen:
   *
   * Whether nothing but the desktop is to be seen. What holds the pane hides what is
   * beside it.
   */
  pspecs[PROP_FULL_SCREEN]
    = g_param_spec_boolean ("full-screen", NULL, NULL, FALSE, writable);
  /**
   * BerthDesktopPane:all-monitors:
   *
   * Whether a desktop that is full screen lies over all monitors, where there are
   * several.
   */
  pspecs[PROP_ALL_MONITORS]
    = g_param_spec_boolean ("all-monitors", NULL, NULL, FALSE, writable);
  g_object_class_install_properties (object_class, N_PROPS, pspecs);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "desktop.screenshot", NULL,
                                   on_screenshot);
  gtk_widget_class_install_action (widget_class, "desktop.send-keys", "s", on_send_keys);
  gtk_widget_class_install_property_action (widget_class, "desktop.size-mode",
                                            "size-mode");
  gtk_widget_class_install_property_action (widget_class, "desktop.grab-keys",
                                            "grab-keys");
  gtk_widget_class_install_property_action (widget_class, "desktop.local-input",
                                            "local-input");
  gtk_widget_class_install_property_action (widget_class, "desktop.all-monitors",
                                            "all-monitors");
}

static void
berth_desktop_pane_class_init (BerthDesktopPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = berth_desktop_pane_dispose;
  object_class->get_property = berth_desktop_pane_get_property;
  object_class->set_property = berth_desktop_pane_set_property;
  install_properties (object_class);
  install_actions (GTK_WIDGET_CLASS (klass));

  /**
   * BerthDesktopPane::toast:
   * @text: something to tell in passing
   */
  signals[TOAST] = g_signal_new ("toast", BERTH_TYPE_DESKTOP_PANE, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (BERTH_TYPE_DESKTOP_SCREEN);
  g_type_ensure (BERTH_TYPE_DESKTOP_STATISTICS);
  g_type_ensure (BERTH_TYPE_DESKTOP_WAITING);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
watch_keys (BerthDesktopPane *self)
{
  self->shortcuts = berth_desktop_shortcuts_new (GTK_WIDGET (self->screen));
  g_signal_connect_object (self->shortcuts, "way-out", G_CALLBACK (on_way_out), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shortcuts, "full-screen",
                           G_CALLBACK (on_full_screen_key), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shortcuts, "notify::grab", G_CALLBACK (on_grab_changed),
                           self, G_CONNECT_SWAPPED);
}

static void
watch_monitors (BerthDesktopPane *self)
{
  self->monitors = berth_desktop_monitors_new (self->screen);
  g_signal_connect_object (self->monitors, "leave", G_CALLBACK (on_full_screen_key), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->monitors, "way-out", G_CALLBACK (on_way_out_beside),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->monitors, "several-changed",
                           G_CALLBACK (on_several_changed), self, G_CONNECT_SWAPPED);
  on_several_changed (self);
}

static void
berth_desktop_pane_init (BerthDesktopPane *self)
{
  BerthDesktopTiles *tiles;

  self->local_input = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->full_screen = berth_desktop_full_screen_new (self->toolbar_view, self->toolbar);
  g_signal_connect_object (self->full_screen, "notify::active",
                           G_CALLBACK (on_full_screen), self, G_CONNECT_SWAPPED);
  tiles = berth_desktop_screen_get_tiles (self->screen);
  berth_desktop_waiting_set_tiles (self->waiting, tiles);
  g_signal_connect_object (tiles, "changed", G_CALLBACK (show_actions), self,
                           G_CONNECT_SWAPPED);
  watch_monitors (self);
  watch_keys (self);
  show_actions (self);
}

/**
 * berth_desktop_pane_set_title:
 * @title: what the desktop is called
 */
void
berth_desktop_pane_set_title (BerthDesktopPane *self, const char *title)
{
  g_return_if_fail (BERTH_IS_DESKTOP_PANE (self));

  gtk_label_set_text (self->title_label, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->screen),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

/**
 * berth_desktop_pane_set_session:
 * @session: (nullable): one that is connected; what is shown from now on
 */
void
berth_desktop_pane_set_session (BerthDesktopPane *self, BerthRdpSession *session)
{
  g_return_if_fail (BERTH_IS_DESKTOP_PANE (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session != NULL) {
    adw_banner_set_revealed (self->ended_banner, FALSE);
    g_signal_connect_object (session, "notify::reconnecting",
                             G_CALLBACK (on_reconnecting), self, G_CONNECT_SWAPPED);
  }
  berth_desktop_screen_set_session (self->screen, session);
  if (self->monitors != NULL)
    berth_desktop_monitors_set_session (self->monitors, session);
  berth_desktop_statistics_set_session (self->statistics, session);
  berth_desktop_waiting_set_session (self->waiting, session);
  show_actions (self);
}

/**
 * berth_desktop_pane_show_ended:
 * @reason: what to say above the last picture
 *
 * Says that the session is over, until there is another one.
 */
void
berth_desktop_pane_show_ended (BerthDesktopPane *self, const char *reason)
{
  g_return_if_fail (BERTH_IS_DESKTOP_PANE (self));

  adw_banner_set_title (self->ended_banner, reason);
  adw_banner_set_revealed (self->ended_banner, TRUE);
}

/**
 * berth_desktop_pane_get_screen:
 *
 * Returns: (transfer none): what shows the desktop
 */
BerthDesktopScreen *
berth_desktop_pane_get_screen (BerthDesktopPane *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_PANE (self), NULL);

  return self->screen;
}

/**
 * berth_desktop_pane_get_windows:
 *
 * Returns: (transfer none): a #BerthDesktopWindow for each other monitor that the desktop
 *   fills
 */
GListModel *
berth_desktop_pane_get_windows (BerthDesktopPane *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_PANE (self), NULL);

  return berth_desktop_monitors_get_windows (self->monitors);
}

/**
 * berth_desktop_pane_get_bar_height:
 *
 * Returns: application pixels that the desktop will not have, now
 */
int
berth_desktop_pane_get_bar_height (BerthDesktopPane *self)
{
  int height = 0;

  g_return_val_if_fail (BERTH_IS_DESKTOP_PANE (self), 0);

  if (!berth_desktop_pane_is_full_screen (self))
    gtk_widget_measure (gtk_widget_get_parent (self->toolbar), GTK_ORIENTATION_VERTICAL,
                        -1, NULL, &height, NULL, NULL);
  return height;
}

/**
 * berth_desktop_pane_is_full_screen:
 *
 * Returns: [property@DesktopPane:full-screen]
 */
gboolean
berth_desktop_pane_is_full_screen (BerthDesktopPane *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_PANE (self), FALSE);

  return self->full_screen != NULL
         && berth_desktop_full_screen_is_active (self->full_screen);
}

/**
 * berth_desktop_pane_set_full_screen:
 * @full_screen: whether nothing but the desktop is to be seen
 */
void
berth_desktop_pane_set_full_screen (BerthDesktopPane *self, gboolean full_screen)
{
  g_return_if_fail (BERTH_IS_DESKTOP_PANE (self));

  berth_desktop_full_screen_set_active (self->full_screen, full_screen);
}

/**
 * berth_desktop_pane_set_all_monitors:
 * @all_monitors: whether a desktop that is full screen lies over all monitors
 */
void
berth_desktop_pane_set_all_monitors (BerthDesktopPane *self, gboolean all_monitors)
{
  g_return_if_fail (BERTH_IS_DESKTOP_PANE (self));

  if (self->all_monitors == all_monitors)
    return;
  self->all_monitors = all_monitors;
  update_monitors (self);
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_ALL_MONITORS]);
}
