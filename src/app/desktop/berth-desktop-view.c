/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-view.h"

#include "berth-config.h"
#include "berth-desktop-clipboard.h"
#include "berth-desktop-failure.h"
#include "berth-desktop-full-screen.h"
#include "berth-desktop-sharing.h"
#include "berth-desktop-shot.h"
#include "berth-desktop-shortcuts.h"
#include "berth-desktop-statistics.h"
#include "berth-future.h"

#include <glib/gi18n.h>

/**
 * BerthDesktopView:
 *
 * A desktop in the window: from the steps on the way there through the desktop itself to
 * the end of its session, each with a way on.
 */
struct _BerthDesktopView {
  AdwBin parent_instance;

  GtkStack *stack;
  AdwStatusPage *connecting_page;
  BerthDesktopFailure *failure;
  AdwToolbarView *toolbar_view;
  GtkWidget *toolbar;
  GtkWidget *menu_button;
  GtkMenuButton *statistics_button;
  BerthDesktopStatistics *statistics;
  GtkLabel *title_label;
  AdwBanner *ended_banner;
  GtkScrolledWindow *scrolled;
  BerthDesktopScreen *screen;
  GtkRevealer *waiting;
  GtkLabel *waiting_label;
  GtkRevealer *grab_hint;

  BerthDesktopSource *source;
  BerthDesktopShortcuts *shortcuts;
  BerthDesktopSharing *sharing;
  BerthDesktopFullScreen *full_screen;
  BerthDesktopClipboard *clipboard; /* (nullable): while a desktop is there */
  BerthRdpSession *session;         /* of the present try, once it is prepared */
  GCancellable *cancellable;        /* of the present try */
  BerthSessionState state;
  gboolean local_input;
};

G_DEFINE_FINAL_TYPE (BerthDesktopView, berth_desktop_view, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_STATE,
  PROP_TITLE,
  PROP_SIZE_MODE,
  PROP_GRAB_KEYS,
  PROP_LOCAL_INPUT,
  PROP_FULL_SCREEN,
  N_PROPS,
};

static GParamSpec *pspecs[N_PROPS];

enum { TOAST, N_SIGNALS };

static guint signals[N_SIGNALS];

/* One try to open the desktop. The view may be gone before it ends, so the fiber holds it
 * weakly. */
typedef struct {
  GWeakRef view;
  DexFuture *prepared;
  GCancellable *cancellable;
  BerthRdpSession *session;
  guint width;
  guint height;
  double scale;
} Try;

static void
try_free (gpointer data)
{
  Try *try = data;

  g_weak_ref_clear (&try->view);
  dex_clear (&try->prepared);
  g_clear_object (&try->cancellable);
  g_clear_object (&try->session);
  g_free (try);
}

static void
set_state (BerthDesktopView *self, BerthSessionState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_STATE]);
}

static void
show_actions (BerthDesktopView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_ready = self->state == BERTH_SESSION_STATE_READY;

  gtk_widget_action_set_enabled (widget, "desktop.send-keys", is_ready);
  gtk_widget_action_set_enabled (widget, "desktop.disconnect", self->cancellable != NULL);
  gtk_widget_action_set_enabled (
    widget, "desktop.screenshot",
    !berth_desktop_tiles_is_empty (berth_desktop_screen_get_tiles (self->screen)));
  gtk_widget_set_sensitive (GTK_WIDGET (self->statistics_button), is_ready);
}

static void
show_page (BerthDesktopView *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  show_actions (self);
}

static void
drop_session (BerthDesktopView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  berth_desktop_screen_set_session (self->screen, NULL);
  berth_desktop_statistics_set_session (self->statistics, NULL);
  g_clear_object (&self->clipboard);
  gtk_revealer_set_reveal_child (self->waiting, FALSE);
  if (self->session != NULL) {
    g_signal_handlers_disconnect_by_data (self->session, self);
    dex_future_disown (berth_rdp_session_close (self->session));
  }
  g_clear_object (&self->session);
  if (self->source != NULL)
    berth_desktop_source_close (self->source);
}

static void
on_failed (BerthDesktopView *self, const GError *error)
{
  gboolean given_up = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  drop_session (self);
  if (given_up) {
    set_state (self, BERTH_SESSION_STATE_CLOSED);
    show_page (self, "idle");
    return;
  }
  set_state (self, BERTH_SESSION_STATE_FAILED);
  berth_desktop_failure_show (self->failure, error);
  show_page (self, "failed");
}

/* The session is over; its last picture stays. */
static void
on_ended (BerthDesktopView *self, BerthSessionState state)
{
  const GError *error = berth_rdp_session_get_error (self->session);

  adw_banner_set_title (self->ended_banner,
                        error != NULL ? error->message : _ ("The session was closed."));
  adw_banner_set_revealed (self->ended_banner, TRUE);
  berth_desktop_view_set_full_screen (self, FALSE);
  set_state (self, state);
  drop_session (self);
  show_actions (self);
}

static void
show_waiting (BerthDesktopView *self)
{
  gboolean is_empty
    = berth_desktop_tiles_is_empty (berth_desktop_screen_get_tiles (self->screen));
  gboolean is_lost
    = self->session != NULL && berth_rdp_session_is_reconnecting (self->session);

  if (is_lost)
    gtk_label_set_text (self->waiting_label,
                        _ ("The connection was lost. Connecting again…"));
  else if (is_empty)
    gtk_label_set_text (self->waiting_label, _ ("The desktop is being drawn…"));
  gtk_revealer_set_reveal_child (self->waiting,
                                 self->session != NULL && (is_lost || is_empty));
}

static void
on_picture (BerthDesktopView *self)
{
  if (gtk_revealer_get_reveal_child (self->waiting))
    show_waiting (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "desktop.screenshot", TRUE);
}

/* A keyboard that is grabbed for a dead connection would lock a person out. */
static void
on_reconnecting (BerthDesktopView *self)
{
  if (berth_rdp_session_is_reconnecting (self->session))
    berth_desktop_shortcuts_set_grab (self->shortcuts, FALSE);
  show_waiting (self);
}

static void
on_session_state (BerthDesktopView *self)
{
  BerthSessionState state = berth_rdp_session_get_state (self->session);

  if (self->state == BERTH_SESSION_STATE_READY
      && (state == BERTH_SESSION_STATE_CLOSED || state == BERTH_SESSION_STATE_FAILED))
    on_ended (self, state);
}

static void
take_session (BerthDesktopView *self, BerthRdpSession *session)
{
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (on_session_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::reconnecting", G_CALLBACK (on_reconnecting),
                           self, G_CONNECT_SWAPPED);
}

static void
on_ready (BerthDesktopView *self)
{
  adw_banner_set_revealed (self->ended_banner, FALSE);
  berth_desktop_screen_set_session (self->screen, self->session);
  berth_desktop_statistics_set_session (self->statistics, self->session);
  self->clipboard
    = berth_desktop_clipboard_new (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                                   berth_rdp_session_get_clipboard (self->session));
  set_state (self, BERTH_SESSION_STATE_READY);
  show_page (self, "ready");
  show_waiting (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->screen));
}

static BerthDesktopView *
ref_waiting_view (Try *try)
{
  g_autoptr (BerthDesktopView) self = g_weak_ref_get (&try->view);

  return self != NULL && self->cancellable == try->cancellable ? g_steal_pointer (&self)
                                                               : NULL;
}

static gboolean
prepare (Try *try, GError **error)
{
  g_autoptr (BerthDesktopView) self = NULL;

  try->session = dex_await_object (g_steal_pointer (&try->prepared), error);
  self = ref_waiting_view (try);
  if (try->session == NULL || self == NULL)
    return FALSE;
  berth_desktop_sharing_fill (self->sharing, try->session);
  take_session (self, try->session);
  return TRUE;
}

static DexFuture *
connect_fiber (gpointer data)
{
  Try *try = data;
  g_autoptr (BerthDesktopView) self = NULL;
  g_autoptr (GError) error = NULL;
  gboolean connected
    = prepare (try, &error)
      && dex_await (berth_rdp_session_connect (try->session, try->width, try->height,
                                               try->scale, try->cancellable),
                    &error);

  self = ref_waiting_view (try);
  if (self == NULL) {
    /* Nobody is waiting for this one any more. */
    if (try->session != NULL)
      dex_future_disown (berth_rdp_session_close (try->session));
    return dex_future_new_true ();
  }
  if (connected)
    on_ready (self);
  else
    on_failed (self, error);
  return dex_future_new_true ();
}

/* The size that the desktop will have below the toolbar. */
static void
find_first_size (BerthDesktopView *self, Try *try)
{
  int bar = 0;

  if (!berth_desktop_view_is_full_screen (self))
    gtk_widget_measure (gtk_widget_get_parent (self->toolbar), GTK_ORIENTATION_VERTICAL,
                        -1, NULL, &bar, NULL, NULL);
  berth_desktop_placement_find_room (GTK_WIDGET (self), bar, &try->width, &try->height,
                                     &try->scale);
}

static void
on_step (BerthDesktopView *self, const char *sentence)
{
  adw_status_page_set_description (self->connecting_page, sentence);
}

static void
on_size_wanted (BerthDesktopView *self, guint width, guint height, double scale)
{
  if (self->session != NULL && self->state == BERTH_SESSION_STATE_READY)
    berth_rdp_session_request_size (self->session, width, height, scale);
}

static void
on_notice (BerthDesktopView *self, const char *text)
{
  g_signal_emit (self, signals[TOAST], 0, text);
}

/* A session's channels are agreed on when it begins. */
static void
on_sharing_changed (BerthDesktopView *self)
{
  if (self->state == BERTH_SESSION_STATE_READY)
    berth_desktop_view_connect (self);
}

static void
on_way_out (BerthDesktopView *self)
{
  adw_toolbar_view_set_reveal_top_bars (self->toolbar_view, TRUE);
  gtk_widget_grab_focus (self->menu_button);
}

static void
on_full_screen_key (BerthDesktopView *self)
{
  berth_desktop_view_set_full_screen (self, !berth_desktop_view_is_full_screen (self));
}

static void
on_full_screen (BerthDesktopView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_FULL_SCREEN]);
  if (self->state == BERTH_SESSION_STATE_READY)
    gtk_widget_grab_focus (GTK_WIDGET (self->screen));
}

static void
on_grab_changed (BerthDesktopView *self)
{
  gtk_revealer_set_reveal_child (self->grab_hint,
                                 berth_desktop_shortcuts_get_grab (self->shortcuts));
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_GRAB_KEYS]);
}

static void
on_reconnect (GtkWidget *widget, const char *action, GVariant *parameter)
{
  berth_desktop_view_connect (BERTH_DESKTOP_VIEW (widget));
}

static void
on_disconnect (GtkWidget *widget, const char *action, GVariant *parameter)
{
  berth_desktop_view_disconnect (BERTH_DESKTOP_VIEW (widget));
}

static void
on_send_keys (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BerthDesktopView *self = BERTH_DESKTOP_VIEW (widget);

  berth_desktop_shortcuts_send (self->shortcuts, g_variant_get_string (parameter, NULL));
  gtk_widget_grab_focus (GTK_WIDGET (self->screen));
}

static void
on_screenshot (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BerthDesktopView *self = BERTH_DESKTOP_VIEW (widget);
  g_autoptr (GdkTexture) picture
    = berth_desktop_tiles_dup_picture (berth_desktop_screen_get_tiles (self->screen));

  berth_desktop_shot_take (widget, berth_desktop_view_get_title (self), picture);
}

static void
set_size_mode (BerthDesktopView *self, BerthDesktopSize mode)
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
set_local_input (BerthDesktopView *self, gboolean local_input)
{
  if (self->local_input == local_input)
    return;
  self->local_input = local_input;
  berth_desktop_keyboard_set_local_input (
    berth_desktop_screen_get_keyboard (self->screen), local_input);
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_LOCAL_INPUT]);
}

static void
berth_desktop_view_get_property (GObject *object,
                                 guint id,
                                 GValue *value,
                                 GParamSpec *pspec)
{
  BerthDesktopView *self = BERTH_DESKTOP_VIEW (object);

  switch (id) {
  case PROP_STATE:
    g_value_set_enum (value, (gint) self->state);
    break;
  case PROP_TITLE:
    g_value_set_string (value, berth_desktop_view_get_title (self));
    break;
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
    g_value_set_boolean (value, berth_desktop_view_is_full_screen (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_desktop_view_set_property (GObject *object,
                                 guint id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  BerthDesktopView *self = BERTH_DESKTOP_VIEW (object);

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
    berth_desktop_view_set_full_screen (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_desktop_view_dispose (GObject *object)
{
  BerthDesktopView *self = BERTH_DESKTOP_VIEW (object);

  if (self->screen != NULL)
    drop_session (self);
  g_clear_object (&self->full_screen);
  g_clear_object (&self->shortcuts);
  g_clear_object (&self->sharing);
  g_clear_object (&self->source);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_DESKTOP_VIEW);
  G_OBJECT_CLASS (berth_desktop_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/desktop/berth-desktop-view.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopView, stack);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopView, connecting_page);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopView, failure);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopView, toolbar_view);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopView, toolbar);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopView, menu_button);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopView,
                                        statistics_button);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopView, statistics);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopView, title_label);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopView, ended_banner);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopView, scrolled);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopView, screen);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopView, waiting);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopView, waiting_label);
  gtk_widget_class_bind_template_child (widget_class, BerthDesktopView, grab_hint);
  gtk_widget_class_bind_template_callback (widget_class, on_size_wanted);
  gtk_widget_class_bind_template_callback (widget_class, on_notice);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable
    = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  /**
   * BerthDesktopView:state:
   *
   * Where the present session is; a new try starts over.
   */
  pspecs[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, BERTH_TYPE_SESSION_STATE,
                                          BERTH_SESSION_STATE_IDLE, readable);
  /**
   * BerthDesktopView:title:
   *
   * What the desktop is called.
   */
  pspecs[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, readable);
  /**
   * BerthDesktopView:size-mode:
   *
   * What becomes of a desktop whose size is not the window's.
   */
  pspecs[PROP_SIZE_MODE]
    = g_param_spec_enum ("size-mode", NULL, NULL, BERTH_TYPE_DESKTOP_SIZE,
                         BERTH_DESKTOP_SIZE_DYNAMIC, writable);
  /**
   * BerthDesktopView:grab-keys:
   *
   * Whether the system's own shortcuts go to the desktop too.
   */
  pspecs[PROP_GRAB_KEYS]
    = g_param_spec_boolean ("grab-keys", NULL, NULL, FALSE, writable);
  /**
   * BerthDesktopView:local-input:
   *
   * Whether this computer's input method takes part in typing.
   */
  pspecs[PROP_LOCAL_INPUT]
    = g_param_spec_boolean ("local-input", NULL, NULL, TRUE, writable);
  /**
   * BerthDesktopView:full-screen:
   *
   * Whether nothing but the desktop is to be seen. What holds the view hides what is
   * beside it.
   */
  pspecs[PROP_FULL_SCREEN]
    = g_param_spec_boolean ("full-screen", NULL, NULL, FALSE, writable);
  g_object_class_install_properties (object_class, N_PROPS, pspecs);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "desktop.reconnect", NULL, on_reconnect);
  gtk_widget_class_install_action (widget_class, "desktop.disconnect", NULL,
                                   on_disconnect);
  gtk_widget_class_install_action (widget_class, "desktop.screenshot", NULL,
                                   on_screenshot);
  gtk_widget_class_install_action (widget_class, "desktop.send-keys", "s", on_send_keys);
  gtk_widget_class_install_property_action (widget_class, "desktop.size-mode",
                                            "size-mode");
  gtk_widget_class_install_property_action (widget_class, "desktop.grab-keys",
                                            "grab-keys");
  gtk_widget_class_install_property_action (widget_class, "desktop.local-input",
                                            "local-input");
}

static void
berth_desktop_view_class_init (BerthDesktopViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = berth_desktop_view_dispose;
  object_class->get_property = berth_desktop_view_get_property;
  object_class->set_property = berth_desktop_view_set_property;
  install_properties (object_class);
  install_actions (GTK_WIDGET_CLASS (klass));

  /**
   * BerthDesktopView::toast:
   * @text: something to tell in passing
   */
  signals[TOAST] = g_signal_new ("toast", BERTH_TYPE_DESKTOP_VIEW, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (BERTH_TYPE_DESKTOP_FAILURE);
  g_type_ensure (BERTH_TYPE_DESKTOP_SCREEN);
  g_type_ensure (BERTH_TYPE_DESKTOP_STATISTICS);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
berth_desktop_view_init (BerthDesktopView *self)
{
  g_autoptr (GdkPaintable) spinner = NULL;

  self->local_input = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  /* GtkBuilder takes only file names for a paintable. */
  spinner
    = GDK_PAINTABLE (adw_spinner_paintable_new (GTK_WIDGET (self->connecting_page)));
  adw_status_page_set_paintable (self->connecting_page, spinner);
  self->full_screen = berth_desktop_full_screen_new (self->toolbar_view, self->toolbar);
  g_signal_connect_object (self->full_screen, "notify::active",
                           G_CALLBACK (on_full_screen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (berth_desktop_screen_get_tiles (self->screen), "changed",
                           G_CALLBACK (on_picture), self, G_CONNECT_SWAPPED);

  self->sharing = berth_desktop_sharing_new (GTK_WIDGET (self));
  g_signal_connect_object (self->sharing, "changed", G_CALLBACK (on_sharing_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sharing, "notice", G_CALLBACK (on_notice), self,
                           G_CONNECT_SWAPPED);
  self->shortcuts = berth_desktop_shortcuts_new (GTK_WIDGET (self->screen));
  g_signal_connect_object (self->shortcuts, "way-out", G_CALLBACK (on_way_out), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shortcuts, "full-screen",
                           G_CALLBACK (on_full_screen_key), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shortcuts, "notify::grab", G_CALLBACK (on_grab_changed),
                           self, G_CONNECT_SWAPPED);
  show_actions (self);
}

static void
take_source (BerthDesktopView *self, BerthDesktopSource *source)
{
  self->source = g_object_ref (source);
  g_signal_connect_object (source, "step", G_CALLBACK (on_step), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "notice", G_CALLBACK (on_notice), self,
                           G_CONNECT_SWAPPED);
  gtk_label_set_text (self->title_label, berth_desktop_source_get_title (source));
  berth_desktop_failure_set_source (self->failure, source);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->screen),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  berth_desktop_source_get_title (source), -1);
}

/**
 * berth_desktop_view_new:
 * @source: where the desktop comes from
 *
 * Creates a view that waits for berth_desktop_view_connect().
 */
BerthDesktopView *
berth_desktop_view_new (BerthDesktopSource *source)
{
  BerthDesktopView *self;

  g_return_val_if_fail (BERTH_IS_DESKTOP_SOURCE (source), NULL);

  self = g_object_new (BERTH_TYPE_DESKTOP_VIEW, NULL);
  take_source (self, source);
  return self;
}

/**
 * berth_desktop_view_connect:
 *
 * Connects, or connects again.
 */
void
berth_desktop_view_connect (BerthDesktopView *self)
{
  Try *try;

  g_return_if_fail (BERTH_IS_DESKTOP_VIEW (self));

  drop_session (self);
  self->cancellable = g_cancellable_new ();
  set_state (self, BERTH_SESSION_STATE_CONNECTING);
  show_page (self, "connecting");

  try = g_new0 (Try, 1);
  g_weak_ref_init (&try->view, self);
  try->cancellable = g_object_ref (self->cancellable);
  find_first_size (self, try);
  try->prepared
    = berth_desktop_source_prepare (self->source, GTK_WIDGET (self), self->cancellable);
  dex_future_disown (berth_future_spawn (connect_fiber, try, try_free));
}

/**
 * berth_desktop_view_disconnect:
 *
 * Ends the session, or the try to connect.
 */
void
berth_desktop_view_disconnect (BerthDesktopView *self)
{
  gboolean was_ready;

  g_return_if_fail (BERTH_IS_DESKTOP_VIEW (self));

  if (self->cancellable == NULL)
    return;
  was_ready = self->state == BERTH_SESSION_STATE_READY;
  drop_session (self);
  berth_desktop_view_set_full_screen (self, FALSE);
  set_state (self, BERTH_SESSION_STATE_CLOSED);
  adw_banner_set_title (self->ended_banner, _ ("The session was closed."));
  adw_banner_set_revealed (self->ended_banner, was_ready);
  show_page (self, was_ready ? "ready" : "idle");
}

/**
 * berth_desktop_view_get_state:
 *
 * Returns: [property@DesktopView:state]
 */
BerthSessionState
berth_desktop_view_get_state (BerthDesktopView *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_VIEW (self), BERTH_SESSION_STATE_IDLE);

  return self->state;
}

/**
 * berth_desktop_view_get_title:
 *
 * Returns: (nullable): [property@DesktopView:title]
 */
const char *
berth_desktop_view_get_title (BerthDesktopView *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_VIEW (self), NULL);

  return self->source != NULL ? berth_desktop_source_get_title (self->source) : NULL;
}

/**
 * berth_desktop_view_get_screen:
 *
 * Returns: (transfer none): what shows the desktop
 */
BerthDesktopScreen *
berth_desktop_view_get_screen (BerthDesktopView *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_VIEW (self), NULL);

  return self->screen;
}

/**
 * berth_desktop_view_get_session:
 *
 * Returns: (transfer none) (nullable): the present session, from when it is prepared
 */
BerthRdpSession *
berth_desktop_view_get_session (BerthDesktopView *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_VIEW (self), NULL);

  return self->session;
}

/**
 * berth_desktop_view_is_full_screen:
 *
 * Returns: [property@DesktopView:full-screen]
 */
gboolean
berth_desktop_view_is_full_screen (BerthDesktopView *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_VIEW (self), FALSE);

  return self->full_screen != NULL
         && berth_desktop_full_screen_is_active (self->full_screen);
}

/**
 * berth_desktop_view_set_full_screen:
 * @full_screen: whether nothing but the desktop is to be seen
 */
void
berth_desktop_view_set_full_screen (BerthDesktopView *self, gboolean full_screen)
{
  g_return_if_fail (BERTH_IS_DESKTOP_VIEW (self));

  berth_desktop_full_screen_set_active (self->full_screen, full_screen);
}
