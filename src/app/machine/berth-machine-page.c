/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-machine-page.h"
#include "berth-delete-dialog.h"
#include "berth-desktop-machine.h"
#include "berth-desktop-view.h"
#include "berth-machine-closures.h"
#include "berth-machine-entry.h"
#include "berth-machine-panel.h"
#include "berth-machine-status.h"
#include "berth-serial-log-dialog.h"
#include "berth-ssh-banner.h"
#include "berth-terminal-view.h"

#include "berth-explanation.h"
#include "berth-future.h"

#include <glib/gi18n.h>

/**
 * BerthMachinePage:
 *
 * One machine: its terminals and desktops where it can be entered, else why it cannot and
 * what to do.
 */
struct _BerthMachinePage {
  AdwNavigationPage parent_instance;
  AdwWindowTitle *title;
  BerthMachinePanel *panel;
  GtkStack *stack;
  AdwStatusPage *status;
  GtkWidget *start_button;
  GtkWidget *choose_key_button;
  GtkWidget *again_button;
  AdwTabView *tabs;
  AdwTabBar *tab_bar;
  AdwToolbarView *toolbar_view;
  AdwOverlaySplitView *split;
  BerthAccount *account;
  BerthMachineItem *item;
  BerthSshTarget *target;
  GError *entry_error;
  GCancellable *cancellable;
  gboolean is_entering;
  gboolean wants_desktop; /* and not a terminal, once it is entered */
  gboolean had_sidebar;   /* before a desktop filled the screen */
  gboolean was_running;
};

enum { TOAST, DELETED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthMachinePage, berth_machine_page, ADW_TYPE_NAVIGATION_PAGE)

static gboolean
can_be_entered (BerthMachinePage *self)
{
  return berth_machine_item_get_state (self->item) == BERTH_POWER_STATE_RUNNING
         && berth_machine_item_get_activity (self->item) == NULL
         && berth_machine_item_get_unreachable_reason (self->item) == NULL
         && berth_machine_item_get_address (self->item) != NULL
         && berth_machine_item_get_user (self->item) != NULL;
}

static void
show_content (BerthMachinePage *self)
{
  gboolean has_terminal = adw_tab_view_get_n_pages (self->tabs) > 0;
  gboolean is_key_missing
    = g_error_matches (self->entry_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  gboolean can_enter = can_be_entered (self);

  gtk_stack_set_visible_child_name (self->stack, has_terminal ? "terminal" : "status");
  if (!has_terminal)
    berth_machine_status_show (self->status, self->item, self->entry_error);
  gtk_widget_set_visible (
    self->start_button,
    berth_machine_item_get_activity (self->item) == NULL
      && berth_machine_state_can_start (berth_machine_item_get_state (self->item)));
  gtk_widget_set_visible (self->choose_key_button, can_enter && is_key_missing);
  gtk_widget_set_visible (self->again_button,
                          can_enter && !self->is_entering && !is_key_missing);
}

static void
show_actions (BerthMachinePage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  BerthPowerState state = berth_machine_item_get_state (self->item);
  gboolean is_free = berth_machine_item_get_activity (self->item) == NULL;

  gtk_widget_action_set_enabled (widget, "machine.start",
                                 is_free && berth_machine_state_can_start (state));
  gtk_widget_action_set_enabled (widget, "machine.switch-off",
                                 is_free && berth_machine_state_can_switch_off (state));
  gtk_widget_action_set_enabled (widget, "machine.restart",
                                 is_free && state == BERTH_POWER_STATE_RUNNING);
  gtk_widget_action_set_enabled (widget, "machine.delete", is_free);
  gtk_widget_action_set_enabled (widget, "machine.copy-command", self->target != NULL);
  gtk_widget_action_set_enabled (widget, "machine.new-terminal",
                                 can_be_entered (self) && !self->is_entering);
  gtk_widget_action_set_enabled (widget, "machine.open-desktop",
                                 can_be_entered (self) && !self->is_entering);
}

static void
close_terminals (BerthMachinePage *self)
{
  while (adw_tab_view_get_n_pages (self->tabs) > 0)
    adw_tab_view_close_page (self->tabs, adw_tab_view_get_nth_page (self->tabs, 0));
}

static void
show_tab (BerthMachinePage *self, AdwTabPage *page, const char *icon_name)
{
  g_autoptr (GIcon) icon = g_themed_icon_new (icon_name);

  adw_tab_page_set_title (page, berth_machine_item_get_name (self->item));
  adw_tab_page_set_icon (page, icon);
  adw_tab_view_set_selected_page (self->tabs, page);
}

static void
open_terminal (BerthMachinePage *self)
{
  BerthTerminalView *view
    = berth_terminal_view_new (self->target, berth_account_get_host_keys (self->account));
  AdwTabPage *page = adw_tab_view_append (self->tabs, GTK_WIDGET (view));

  show_tab (self, page, "utilities-terminal-symbolic");
  berth_terminal_view_connect (view);
  gtk_widget_grab_focus (GTK_WIDGET (view));
}

static void
on_desktop_toast (BerthMachinePage *self, const char *text)
{
  g_signal_emit (self, signals[TOAST], 0, text);
}

/* Nothing but the desktop is to be seen. */
static void
on_full_screen (BerthMachinePage *self, GParamSpec *pspec, BerthDesktopView *view)
{
  gboolean is_full = berth_desktop_view_is_full_screen (view);

  if (is_full)
    self->had_sidebar = adw_overlay_split_view_get_show_sidebar (self->split);
  adw_toolbar_view_set_reveal_top_bars (self->toolbar_view, !is_full);
  adw_overlay_split_view_set_show_sidebar (self->split, !is_full && self->had_sidebar);
  gtk_widget_set_visible (GTK_WIDGET (self->tab_bar), !is_full);
}

static void
open_desktop (BerthMachinePage *self)
{
  g_autoptr (BerthDesktopSource) source
    = berth_desktop_machine_new (berth_machine_item_get_name (self->item), self->target,
                                 berth_account_get_host_keys (self->account),
                                 berth_account_get_desktop_passwords (self->account),
                                 berth_machine_item_is_ours (self->item));
  BerthDesktopView *view = berth_desktop_view_new (source);
  AdwTabPage *page = adw_tab_view_append (self->tabs, GTK_WIDGET (view));

  show_tab (self, page, "computer-symbolic");
  g_signal_connect_object (view, "toast", G_CALLBACK (on_desktop_toast), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::full-screen", G_CALLBACK (on_full_screen), self,
                           G_CONNECT_SWAPPED);
  berth_desktop_view_connect (view);
}

static void
take_target (BerthMachinePage *self, BerthSshTarget *target)
{
  g_autofree char *command = NULL;

  g_set_object (&self->target, target);
  if (target != NULL)
    command = berth_ssh_target_dup_command_line (target);
  berth_machine_panel_set_command (self->panel, command);
}

/* sshd comes up some time after the machine runs: first it has to answer. */
static BerthSshTarget *
await_target (BerthMachinePage *self, GError **error)
{
  g_autoptr (BerthSshTarget) target = dex_await_object (
    berth_machine_entry_find (self->account, self->item, self->cancellable), error);

  if (target == NULL)
    return NULL;
  take_target (self, target);
  if (!dex_await (berth_ssh_banner_wait (berth_account_get_clock (self->account),
                                         berth_ssh_target_get_address (target),
                                         berth_ssh_target_get_port (target),
                                         self->cancellable),
                  error))
    return NULL;
  return g_steal_pointer (&target);
}

static DexFuture *
enter_fiber (gpointer data)
{
  BerthMachinePage *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthSshTarget) target = await_target (self, &error);

  self->is_entering = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return dex_future_new_true ();
  g_clear_error (&self->entry_error);
  if (target != NULL && can_be_entered (self) && self->wants_desktop)
    open_desktop (self);
  else if (target != NULL && can_be_entered (self))
    open_terminal (self);
  else if (target == NULL)
    self->entry_error = g_steal_pointer (&error);
  show_content (self);
  show_actions (self);
  return dex_future_new_true ();
}

static void
enter (BerthMachinePage *self, gboolean wants_desktop)
{
  if (self->is_entering || !can_be_entered (self))
    return;
  self->is_entering = TRUE;
  self->wants_desktop = wants_desktop;
  g_clear_error (&self->entry_error);
  dex_future_disown (
    berth_future_spawn (enter_fiber, g_object_ref (self), g_object_unref));
}

static void
on_item_changed (BerthMachinePage *self)
{
  BerthPowerState state = berth_machine_item_get_state (self->item);
  const char *name = berth_machine_item_get_name (self->item);
  gboolean can_enter = can_be_entered (self);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), name);
  adw_window_title_set_title (self->title, name);
  adw_window_title_set_subtitle (self->title, berth_machine_state_label (state));
  if (!can_enter) {
    close_terminals (self);
    g_clear_error (&self->entry_error);
  }
  if (can_enter && !self->was_running)
    enter (self, FALSE);
  self->was_running = can_enter;
  show_content (self);
  show_actions (self);
}

static void
on_tabs_changed (BerthMachinePage *self)
{
  if (self->item != NULL)
    show_content (self);
}

static void
tell_error (BerthMachinePage *self, const GError *error)
{
  g_autoptr (BerthExplanation) explanation = berth_explain_error (error);

  g_signal_emit (self, signals[TOAST], 0, berth_explanation_get_title (explanation));
}

typedef struct {
  BerthMachinePage *self;
  DexFuture *operation;
  char *done;
} Act;

static void
act_free (gpointer data)
{
  Act *act = data;

  g_object_unref (act->self);
  dex_clear (&act->operation);
  g_free (act->done);
  g_free (act);
}

static DexFuture *
act_fiber (gpointer data)
{
  Act *act = data;
  g_autoptr (GError) error = NULL;

  if (dex_await (g_steal_pointer (&act->operation), &error))
    g_signal_emit (act->self, signals[TOAST], 0, act->done);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell_error (act->self, error);
  return dex_future_new_true ();
}

static void
act_and_tell (BerthMachinePage *self, DexFuture *operation, const char *done)
{
  Act *act = g_new0 (Act, 1);

  act->self = g_object_ref (self);
  act->operation = operation;
  act->done = g_strdup (done);
  dex_future_disown (berth_future_spawn (act_fiber, act, act_free));
}

static void
on_start (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BerthMachinePage *self = BERTH_MACHINE_PAGE (widget);

  act_and_tell (self, berth_machine_item_start (self->item), _ ("The machine runs."));
}

static void
on_switch_off (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BerthMachinePage *self = BERTH_MACHINE_PAGE (widget);

  act_and_tell (self, berth_machine_item_switch_off (self->item),
                _ ("Switched off. You have stopped paying for the machine."));
}

static void
on_restart (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BerthMachinePage *self = BERTH_MACHINE_PAGE (widget);

  act_and_tell (self, berth_machine_item_restart (self->item),
                _ ("The machine has restarted."));
}

static void
on_serial_log (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BerthMachinePage *self = BERTH_MACHINE_PAGE (widget);
  BerthSerialLogDialog *dialog
    = berth_serial_log_dialog_new (self->account, berth_machine_item_get_id (self->item));

  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
on_new_terminal (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BerthMachinePage *self = BERTH_MACHINE_PAGE (widget);

  enter (self, FALSE);
  show_content (self);
  show_actions (self);
}

/* The tab shows each step where the machine was entered before; else that comes first. */
static void
on_open_desktop (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BerthMachinePage *self = BERTH_MACHINE_PAGE (widget);

  if (self->target != NULL && can_be_entered (self))
    open_desktop (self);
  else
    enter (self, TRUE);
  show_content (self);
  show_actions (self);
}

static void
on_copy_command (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BerthMachinePage *self = BERTH_MACHINE_PAGE (widget);
  g_autofree char *command = berth_ssh_target_dup_command_line (self->target);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), command);
  g_signal_emit (self, signals[TOAST], 0, _ ("SSH command copied."));
}

static DexFuture *
delete_fiber (gpointer data)
{
  BerthMachinePage *self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_gone
    = dex_await_boolean (berth_delete_dialog_ask (self->account, self->item,
                                                  GTK_WIDGET (self), self->cancellable),
                         &error);

  if (is_gone)
    g_signal_emit (self, signals[DELETED], 0);
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell_error (self, error);
  return dex_future_new_true ();
}

static void
on_delete (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dex_future_disown (
    berth_future_spawn (delete_fiber, g_object_ref (widget), g_object_unref));
}

static DexFuture *
remember_fiber (gpointer data)
{
  Act *act = data;
  BerthMachinePage *self = act->self;

  dex_await (berth_machine_memory_remember_key (berth_account_get_memory (self->account),
                                                berth_machine_item_get_id (self->item),
                                                act->done),
             NULL);
  enter (self, self->wants_desktop);
  show_content (self);
  return dex_future_new_true ();
}

static void
on_key_chosen (GObject *chooser, GAsyncResult *result, gpointer data)
{
  g_autoptr (BerthMachinePage) self = data;
  g_autoptr (GFile) file
    = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (chooser), result, NULL);
  Act *act;

  if (file == NULL || g_file_peek_path (file) == NULL)
    return;
  act = g_new0 (Act, 1);
  act->self = g_object_ref (self);
  act->done = g_strdup (g_file_peek_path (file));
  dex_future_disown (berth_future_spawn (remember_fiber, act, act_free));
}

static void
on_choose_key (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BerthMachinePage *self = BERTH_MACHINE_PAGE (widget);
  g_autoptr (GtkFileDialog) chooser = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (chooser, _ ("Choose the Private Key"));
  gtk_file_dialog_open (chooser, GTK_WINDOW (gtk_widget_get_root (widget)),
                        self->cancellable, on_key_chosen, g_object_ref (self));
}

static void
berth_machine_page_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (BERTH_MACHINE_PAGE (widget)->cancellable);
  GTK_WIDGET_CLASS (berth_machine_page_parent_class)->unroot (widget);
}

static void
berth_machine_page_dispose (GObject *object)
{
  BerthMachinePage *self = BERTH_MACHINE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_MACHINE_PAGE);
  g_clear_object (&self->account);
  g_clear_object (&self->item);
  g_clear_object (&self->target);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->entry_error);
  G_OBJECT_CLASS (berth_machine_page_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  const struct {
    const char *name;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "machine.start", on_start },
    { "machine.switch-off", on_switch_off },
    { "machine.restart", on_restart },
    { "machine.serial-log", on_serial_log },
    { "machine.delete", on_delete },
    { "machine.copy-command", on_copy_command },
    { "machine.new-terminal", on_new_terminal },
    { "machine.open-desktop", on_open_desktop },
    { "machine.choose-key", on_choose_key },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL,
                                     actions[i].activate);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t,
                                       GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "machine.new-terminal", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d,
                                       GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "machine.open-desktop", NULL);
}

static void
install_signals (void)
{
  /**
   * BerthMachinePage::toast:
   * @text: something to tell in passing
   */
  signals[TOAST] = g_signal_new ("toast", BERTH_TYPE_MACHINE_PAGE, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * BerthMachinePage::deleted:
   *
   * The machine is gone.
   */
  signals[DELETED] = g_signal_new ("deleted", BERTH_TYPE_MACHINE_PAGE, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
berth_machine_page_class_init (BerthMachinePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (BERTH_TYPE_MACHINE_PANEL);
  G_OBJECT_CLASS (klass)->dispose = berth_machine_page_dispose;
  widget_class->unroot = berth_machine_page_unroot;
  install_signals ();
  install_actions (widget_class);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/machine/berth-machine-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePage, title);
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePage, panel);
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePage, stack);
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePage, status);
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePage, start_button);
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePage,
                                        choose_key_button);
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePage, again_button);
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePage, tabs);
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePage, tab_bar);
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePage, toolbar_view);
  gtk_widget_class_bind_template_child (widget_class, BerthMachinePage, split);
  gtk_widget_class_bind_template_callback (widget_class, on_tabs_changed);
}

static void
berth_machine_page_init (BerthMachinePage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * berth_machine_page_new:
 * @account: where the machine is
 * @item: the machine
 *
 * Returns: (transfer floating): its page; a machine that runs is entered at once
 */
BerthMachinePage *
berth_machine_page_new (BerthAccount *account, BerthMachineItem *item)
{
  BerthMachinePage *self;

  g_return_val_if_fail (BERTH_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (BERTH_IS_MACHINE_ITEM (item), NULL);

  self = g_object_new (BERTH_TYPE_MACHINE_PAGE, NULL);
  self->account = g_object_ref (account);
  self->item = g_object_ref (item);
  berth_machine_panel_set_item (self->panel, item, berth_account_is_practice (account));
  g_signal_connect_object (item, "changed", G_CALLBACK (on_item_changed), self,
                           G_CONNECT_SWAPPED);
  on_item_changed (self);
  dex_future_disown (berth_machine_item_refresh (item));
  return self;
}
