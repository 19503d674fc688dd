/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-terminal-view.h"

#include "berth-future.h"
#include "berth-remote-error.h"
#include "berth-ssh-session.h"
#include "berth-ssh-shell.h"
#include "berth-terminal-pump.h"
#include "berth-terminal-questions.h"
#include "berth-terminal-screen.h"

#include <glib/gi18n.h>

/**
 * BerthTerminalView:
 *
 * A shell on a machine, in the window: from "connecting" through the terminal itself to
 * the end of the session, each with a way on.
 */
struct _BerthTerminalView {
  AdwBin parent_instance;

  GtkStack *stack;
  AdwStatusPage *connecting_page;
  AdwStatusPage *failed_page;
  AdwStatusPage *host_changed_page;
  AdwBanner *ended_banner;
  BerthTerminalScreen *screen;

  BerthSshTarget *target;
  BerthHostKeys *host_keys;
  BerthTerminalPump *pump;
  BerthSshSession *session;  /* the present try */
  GCancellable *cancellable; /* (nullable): takes questions of the present try back */
  BerthSshShell *shell;
  BerthSessionState state;
};

G_DEFINE_FINAL_TYPE (BerthTerminalView, berth_terminal_view, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_STATE,
  PROP_TITLE,
  N_PROPS,
};

static GParamSpec *pspecs[N_PROPS];

/* One try to connect. The view may be gone before it ends, so the fiber holds it weakly.
 */
typedef struct {
  GWeakRef view;
  BerthSshSession *session;
  guint columns;
  guint rows;
} Try;

/* Who is asked on the way: a view that may be gone by then, and takes its questions
 * along.
 */
typedef struct {
  GWeakRef view;
  GCancellable *cancellable;
} Asker;

static void
try_free (gpointer data)
{
  Try *try = data;

  g_weak_ref_clear (&try->view);
  g_clear_object (&try->session);
  g_free (try);
}

static void
set_state (BerthTerminalView *self, BerthSessionState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_STATE]);
}

static void
show_page (BerthTerminalView *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
}

static void
drop_session (BerthTerminalView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->pump != NULL)
    berth_terminal_pump_set_shell (self->pump, NULL);
  g_clear_object (&self->shell);
  if (self->session != NULL) {
    g_signal_handlers_disconnect_by_data (self->session, self);
    dex_future_disown (berth_ssh_session_close (self->session));
  }
  g_clear_object (&self->session);
}

static void
show_failure (BerthTerminalView *self, const GError *error)
{
  gboolean changed
    = g_error_matches (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_HOST_KEY_CHANGED);
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (changed ? self->host_changed_page : self->failed_page,
                                   escaped);
  show_page (self, changed ? "host-changed" : "failed");
}

static void
on_connect_failed (BerthTerminalView *self, const GError *error)
{
  gboolean given_up = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  drop_session (self);
  if (given_up)
    show_page (self, "idle");
  else
    show_failure (self, error);
  set_state (self, given_up ? BERTH_SESSION_STATE_CLOSED : BERTH_SESSION_STATE_FAILED);
}

static void
on_shell_opened (BerthTerminalView *self, BerthSshShell *shell)
{
  guint columns, rows;

  g_set_object (&self->shell, shell);
  show_page (self, "ready");
  adw_banner_set_revealed (self->ended_banner, FALSE);
  berth_terminal_pump_set_shell (self->pump, shell);
  berth_terminal_screen_get_size (self->screen, &columns, &rows);
  berth_ssh_shell_resize (shell, columns, rows);
  gtk_widget_grab_focus (GTK_WIDGET (self->screen));
  set_state (self, BERTH_SESSION_STATE_READY);
}

static DexFuture *
connect_fiber (gpointer data)
{
  Try *try = data;
  g_autoptr (BerthTerminalView) self = NULL;
  g_autoptr (BerthSshShell) shell = NULL;
  g_autoptr (GError) error = NULL;

  if (dex_await (berth_ssh_session_connect (try->session, NULL), &error))
    shell = dex_await_object (
      berth_ssh_session_open_shell (try->session, try->columns, try->rows, NULL), &error);

  self = g_weak_ref_get (&try->view);
  if (self == NULL || self->session != try->session) {
    /* Nobody is waiting for this one any more. */
    dex_future_disown (berth_ssh_session_close (try->session));
    return dex_future_new_true ();
  }
  if (shell != NULL)
    on_shell_opened (self, shell);
  else
    on_connect_failed (self, error);
  return dex_future_new_true ();
}

/* The shell is over and all of it is on the screen. */
static void
on_drained (BerthTerminalView *self)
{
  const GError *error = berth_ssh_session_get_error (self->session);
  int status = berth_ssh_shell_get_exit_status (self->shell);
  g_autofree char *title = NULL;

  if (error != NULL)
    title = g_strdup (error->message);
  else if (status > 0)
    /* Translators: %d is a program's exit status */
    title = g_strdup_printf (_ ("The shell ended with status %d."), status);
  else if (status == 0)
    title = g_strdup (_ ("The shell ended."));
  else
    title = g_strdup (_ ("The connection to the machine was lost."));
  adw_banner_set_use_markup (self->ended_banner, FALSE);
  adw_banner_set_title (self->ended_banner, title);
  adw_banner_set_revealed (self->ended_banner, TRUE);
  set_state (self, error != NULL || status < 0 ? BERTH_SESSION_STATE_FAILED
                                               : BERTH_SESSION_STATE_CLOSED);
  drop_session (self);
}

static void
on_session_state (BerthTerminalView *self, GParamSpec *pspec, BerthSshSession *session)
{
  if (berth_ssh_session_get_state (session) == BERTH_SESSION_STATE_AUTHENTICATING)
    set_state (self, BERTH_SESSION_STATE_AUTHENTICATING);
}

static Asker *
asker_new (BerthTerminalView *self)
{
  Asker *asker = g_new0 (Asker, 1);

  g_weak_ref_init (&asker->view, self);
  asker->cancellable = g_object_ref (self->cancellable);
  return asker;
}

static void
asker_free (gpointer data)
{
  Asker *asker = data;

  g_weak_ref_clear (&asker->view);
  g_object_unref (asker->cancellable);
  g_free (asker);
}

static DexFuture *
on_trust_asked (const char *fingerprint, gpointer data)
{
  Asker *asker = data;
  g_autoptr (BerthTerminalView) self = g_weak_ref_get (&asker->view);

  if (self == NULL)
    return dex_future_new_false ();
  return berth_terminal_ask_trust (GTK_WIDGET (self),
                                   berth_ssh_target_get_address (self->target),
                                   fingerprint, asker->cancellable);
}

static DexFuture *
on_passphrase_asked (const char *key_path, guint attempt, gpointer data)
{
  Asker *asker = data;
  g_autoptr (BerthTerminalView) self = g_weak_ref_get (&asker->view);

  if (self == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                  "The terminal was closed");
  return berth_terminal_ask_passphrase (GTK_WIDGET (self), key_path, attempt,
                                        asker->cancellable);
}

static void
on_typed (BerthTerminalView *self, GBytes *bytes)
{
  if (self->shell != NULL)
    berth_ssh_shell_write (self->shell, bytes);
}

static void
on_resized (BerthTerminalView *self, guint columns, guint rows)
{
  if (self->shell != NULL)
    berth_ssh_shell_resize (self->shell, columns, rows);
}

static void
on_title_changed (BerthTerminalView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_TITLE]);
}

static void
berth_terminal_view_get_property (GObject *object,
                                  guint prop_id,
                                  GValue *value,
                                  GParamSpec *pspec)
{
  BerthTerminalView *self = BERTH_TERMINAL_VIEW (object);

  switch (prop_id) {
  case PROP_STATE:
    g_value_set_enum (value, (gint) self->state);
    break;
  case PROP_TITLE:
    g_value_set_string (value, berth_terminal_view_get_title (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
berth_terminal_view_dispose (GObject *object)
{
  BerthTerminalView *self = BERTH_TERMINAL_VIEW (object);

  drop_session (self);
  g_clear_object (&self->pump);
  g_clear_object (&self->target);
  g_clear_object (&self->host_keys);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_TERMINAL_VIEW);

  G_OBJECT_CLASS (berth_terminal_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/terminal/berth-terminal-view.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthTerminalView, stack);
  gtk_widget_class_bind_template_child (widget_class, BerthTerminalView, connecting_page);
  gtk_widget_class_bind_template_child (widget_class, BerthTerminalView, failed_page);
  gtk_widget_class_bind_template_child (widget_class, BerthTerminalView,
                                        host_changed_page);
  gtk_widget_class_bind_template_child (widget_class, BerthTerminalView, ended_banner);
  gtk_widget_class_bind_template_child (widget_class, BerthTerminalView, screen);
  gtk_widget_class_bind_template_callback (widget_class, berth_terminal_view_connect);
  gtk_widget_class_bind_template_callback (widget_class, berth_terminal_view_disconnect);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
  gtk_widget_class_bind_template_callback (widget_class, on_resized);
}

static void
berth_terminal_view_class_init (BerthTerminalViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = berth_terminal_view_dispose;
  object_class->get_property = berth_terminal_view_get_property;

  /**
   * BerthTerminalView:state:
   *
   * Where the present session is; a new try starts over.
   */
  pspecs[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, BERTH_TYPE_SESSION_STATE,
                                          BERTH_SESSION_STATE_IDLE,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * BerthTerminalView:title:
   *
   * What the shell calls itself, else the address.
   */
  pspecs[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, pspecs);

  g_type_ensure (BERTH_TYPE_TERMINAL_SCREEN);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
berth_terminal_view_init (BerthTerminalView *self)
{
  g_autoptr (GdkPaintable) spinner = NULL;
  VteTerminal *terminal;

  gtk_widget_init_template (GTK_WIDGET (self));
  /* GtkBuilder takes only file names for a paintable. */
  spinner
    = GDK_PAINTABLE (adw_spinner_paintable_new (GTK_WIDGET (self->connecting_page)));
  adw_status_page_set_paintable (self->connecting_page, spinner);
  terminal = berth_terminal_screen_get_terminal (self->screen);
  self->pump = berth_terminal_pump_new (terminal);
  g_signal_connect_object (self->pump, "drained", G_CALLBACK (on_drained), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (terminal, "termprop-changed::" VTE_TERMPROP_XTERM_TITLE,
                           G_CALLBACK (on_title_changed), self, G_CONNECT_SWAPPED);
}

/**
 * berth_terminal_view_new:
 * @target: where to go
 * @host_keys: what is known about hosts
 *
 * Creates a view that waits for berth_terminal_view_connect().
 */
BerthTerminalView *
berth_terminal_view_new (BerthSshTarget *target, BerthHostKeys *host_keys)
{
  BerthTerminalView *self;

  g_return_val_if_fail (BERTH_IS_SSH_TARGET (target), NULL);
  g_return_val_if_fail (BERTH_IS_HOST_KEYS (host_keys), NULL);

  self = g_object_new (BERTH_TYPE_TERMINAL_VIEW, NULL);
  self->target = g_object_ref (target);
  self->host_keys = g_object_ref (host_keys);
  return self;
}

/**
 * berth_terminal_view_connect:
 *
 * Connects, or connects again; what the terminal showed stays above.
 */
void
berth_terminal_view_connect (BerthTerminalView *self)
{
  g_autofree char *description = NULL;
  Try *try;

  g_return_if_fail (BERTH_IS_TERMINAL_VIEW (self));

  drop_session (self);
  self->session = berth_ssh_session_new (self->target, self->host_keys);
  self->cancellable = g_cancellable_new ();
  berth_ssh_session_set_trust_func (self->session, on_trust_asked, asker_new (self),
                                    asker_free);
  berth_ssh_session_set_passphrase_func (self->session, on_passphrase_asked,
                                         asker_new (self), asker_free);
  g_signal_connect_object (self->session, "notify::state", G_CALLBACK (on_session_state),
                           self, G_CONNECT_SWAPPED);

  try = g_new0 (Try, 1);
  g_weak_ref_init (&try->view, self);
  try->session = g_object_ref (self->session);
  berth_terminal_screen_get_size (self->screen, &try->columns, &try->rows);

  description = g_strdup_printf ("%s@%s", berth_ssh_target_get_user (self->target),
                                 berth_ssh_target_get_address (self->target));
  adw_status_page_set_description (self->connecting_page, description);
  show_page (self, "connecting");
  set_state (self, BERTH_SESSION_STATE_CONNECTING);
  dex_future_disown (berth_future_spawn (connect_fiber, try, try_free));
}

/**
 * berth_terminal_view_disconnect:
 *
 * Ends the session, or the try to connect.
 */
void
berth_terminal_view_disconnect (BerthTerminalView *self)
{
  g_return_if_fail (BERTH_IS_TERMINAL_VIEW (self));

  if (self->session == NULL)
    return;
  if (self->shell == NULL) {
    g_cancellable_cancel (self->cancellable);
    /* Its fiber hears of it, and shows the page. */
    dex_future_disown (berth_ssh_session_close (self->session));
    return;
  }
  drop_session (self);
  adw_banner_set_title (self->ended_banner, _ ("The session was closed."));
  adw_banner_set_revealed (self->ended_banner, TRUE);
  set_state (self, BERTH_SESSION_STATE_CLOSED);
}

/**
 * berth_terminal_view_get_state:
 *
 * Returns: [property@TerminalView:state]
 */
BerthSessionState
berth_terminal_view_get_state (BerthTerminalView *self)
{
  g_return_val_if_fail (BERTH_IS_TERMINAL_VIEW (self), BERTH_SESSION_STATE_IDLE);

  return self->state;
}

/**
 * berth_terminal_view_get_title:
 *
 * Returns: [property@TerminalView:title]
 */
const char *
berth_terminal_view_get_title (BerthTerminalView *self)
{
  const char *title;

  g_return_val_if_fail (BERTH_IS_TERMINAL_VIEW (self), NULL);

  title = vte_terminal_get_termprop_string (
    berth_terminal_screen_get_terminal (self->screen), VTE_TERMPROP_XTERM_TITLE, NULL);
  if (title != NULL && *title != '\0')
    return title;
  return self->target != NULL ? berth_ssh_target_get_address (self->target) : NULL;
}

/**
 * berth_terminal_view_dup_text:
 *
 * Returns: (transfer full): what the terminal shows, as plain text
 */
char *
berth_terminal_view_dup_text (BerthTerminalView *self)
{
  g_return_val_if_fail (BERTH_IS_TERMINAL_VIEW (self), NULL);

  return vte_terminal_get_text_format (berth_terminal_screen_get_terminal (self->screen),
                                       VTE_FORMAT_TEXT);
}
