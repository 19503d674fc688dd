/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-terminal-pump.h"

/* VTE takes any amount and works through all of it within its next frame, so what it is
 * given per frame decides how long the window stands still. */
#define UPDATE_GOAL_USEC 8000
#define BUDGET_FIRST (64 * 1024)
#define BUDGET_LEAST (4 * 1024)
#define BUDGET_MOST (1024 * 1024)

/* A hidden terminal has no frame clock; VTE then looks at its input ten times a second.
 */
#define HIDDEN_PERIOD_MS 100
#define HIDDEN_BUDGET (128 * 1024)

/**
 * BerthTerminalPump:
 *
 * Carries a shell's output to a terminal, no faster than the terminal can show it: what
 * does not fit into a frame stays with the shell, which then stops the host.
 */
struct _BerthTerminalPump {
  GObject parent_instance;

  VteTerminal *terminal; /* weak */
  BerthSshShell *shell;
  GdkFrameClock *clock; /* while it is watched */
  gulong begun_id;
  gulong laid_out_id;
  gulong painted_id;
  guint tick_id;
  guint timer_id;
  gint64 frame_begun_usec;
  gboolean fed_in_frame;
  gsize budget;
};

G_DEFINE_FINAL_TYPE (BerthTerminalPump, berth_terminal_pump, G_TYPE_OBJECT)

enum {
  SIGNAL_DRAINED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
stop_watching_clock (BerthTerminalPump *self)
{
  if (self->clock == NULL)
    return;
  g_clear_signal_handler (&self->begun_id, self->clock);
  g_clear_signal_handler (&self->laid_out_id, self->clock);
  g_clear_signal_handler (&self->painted_id, self->clock);
  g_clear_object (&self->clock);
}

static void
stop (BerthTerminalPump *self)
{
  if (self->tick_id != 0 && self->terminal != NULL)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->terminal), self->tick_id);
  self->tick_id = 0;
  g_clear_handle_id (&self->timer_id, g_source_remove);
  stop_watching_clock (self);
}

static void
berth_terminal_pump_dispose (GObject *object)
{
  BerthTerminalPump *self = BERTH_TERMINAL_PUMP (object);

  stop (self);
  if (self->shell != NULL)
    g_signal_handlers_disconnect_by_data (self->shell, self);
  g_clear_object (&self->shell);
  g_clear_weak_pointer (&self->terminal);

  G_OBJECT_CLASS (berth_terminal_pump_parent_class)->dispose (object);
}

static void
berth_terminal_pump_class_init (BerthTerminalPumpClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = berth_terminal_pump_dispose;

  /**
   * BerthTerminalPump::drained:
   *
   * The shell has ended, and all that it said is in the terminal.
   */
  signals[SIGNAL_DRAINED]
    = g_signal_new ("drained", BERTH_TYPE_TERMINAL_PUMP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
}

static void
berth_terminal_pump_init (BerthTerminalPump *self)
{
  self->budget = BUDGET_FIRST;
}

/* Returns whether there is more to come at once. */
static gboolean
feed (BerthTerminalPump *self, gsize budget)
{
  g_autoptr (GBytes) bytes = berth_ssh_shell_read (self->shell, budget);
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);

  if (size > 0)
    vte_terminal_feed (self->terminal, data, (gssize) size);
  self->fed_in_frame = size == budget;
  return berth_ssh_shell_get_available (self->shell) > 0;
}

static void
tell_if_drained (BerthTerminalPump *self)
{
  if (berth_ssh_shell_is_closed (self->shell)
      && berth_ssh_shell_get_available (self->shell) == 0)
    g_signal_emit (self, signals[SIGNAL_DRAINED], 0);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  BerthTerminalPump *self = user_data;

  if (feed (self, self->budget))
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  stop_watching_clock (self);
  tell_if_drained (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_timer (gpointer user_data)
{
  BerthTerminalPump *self = user_data;

  if (feed (self, HIDDEN_BUDGET))
    return G_SOURCE_CONTINUE;
  self->timer_id = 0;
  tell_if_drained (self);
  return G_SOURCE_REMOVE;
}

static void
on_frame_begun (BerthTerminalPump *self)
{
  self->frame_begun_usec = g_get_monotonic_time ();
}

/* The frame's updates, VTE's own work among them, are over when it comes to layout. */
static void
on_frame_updated (BerthTerminalPump *self)
{
  gint64 spent = g_get_monotonic_time () - self->frame_begun_usec;

  if (self->frame_begun_usec == 0 || !self->fed_in_frame)
    return;
  self->frame_begun_usec = 0;
  if (spent > UPDATE_GOAL_USEC)
    self->budget = MAX (self->budget / 2, BUDGET_LEAST);
  else if (spent < UPDATE_GOAL_USEC / 2)
    self->budget = MIN (self->budget + self->budget / 4, BUDGET_MOST);
}

static void
watch_clock (BerthTerminalPump *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->terminal));

  if (clock == NULL || self->clock != NULL)
    return;
  self->clock = g_object_ref (clock);
  self->frame_begun_usec = 0;
  self->begun_id
    = g_signal_connect_swapped (clock, "before-paint", G_CALLBACK (on_frame_begun), self);
  self->laid_out_id
    = g_signal_connect_swapped (clock, "layout", G_CALLBACK (on_frame_updated), self);
  self->painted_id = g_signal_connect_swapped (clock, "after-paint",
                                               G_CALLBACK (on_frame_updated), self);
}

static void
schedule (BerthTerminalPump *self)
{
  if (self->shell == NULL || self->terminal == NULL)
    return;
  if (gtk_widget_get_mapped (GTK_WIDGET (self->terminal))) {
    g_clear_handle_id (&self->timer_id, g_source_remove);
    if (self->tick_id != 0)
      return;
    watch_clock (self);
    self->tick_id
      = gtk_widget_add_tick_callback (GTK_WIDGET (self->terminal), on_tick, self, NULL);
  } else if (self->timer_id == 0) {
    stop (self);
    self->timer_id = g_timeout_add (HIDDEN_PERIOD_MS, on_timer, self);
  }
}

static void
on_visibility_changed (BerthTerminalPump *self)
{
  stop (self);
  schedule (self);
}

/**
 * berth_terminal_pump_new:
 * @terminal: where output goes; the pump does not keep it alive
 */
BerthTerminalPump *
berth_terminal_pump_new (VteTerminal *terminal)
{
  BerthTerminalPump *self;

  g_return_val_if_fail (VTE_IS_TERMINAL (terminal), NULL);

  self = g_object_new (BERTH_TYPE_TERMINAL_PUMP, NULL);
  g_set_weak_pointer (&self->terminal, terminal);
  g_signal_connect_object (terminal, "map", G_CALLBACK (on_visibility_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (terminal, "unmap", G_CALLBACK (on_visibility_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return self;
}

/**
 * berth_terminal_pump_set_shell:
 * @shell: (nullable): where output comes from
 *
 * Connects the terminal with a shell, in place of the one before.
 */
void
berth_terminal_pump_set_shell (BerthTerminalPump *self, BerthSshShell *shell)
{
  g_return_if_fail (BERTH_IS_TERMINAL_PUMP (self));

  stop (self);
  if (self->shell != NULL)
    g_signal_handlers_disconnect_by_data (self->shell, self);
  g_set_object (&self->shell, shell);
  self->budget = BUDGET_FIRST;
  if (shell == NULL)
    return;
  g_signal_connect_swapped (shell, "readable", G_CALLBACK (schedule), self);
  g_signal_connect_swapped (shell, "notify::closed", G_CALLBACK (schedule), self);
  schedule (self);
}
