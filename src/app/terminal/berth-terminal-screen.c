/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-terminal-screen.h"

#include <adwaita.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <glib/gi18n.h>
#include <pcre2.h>

#define RESIZE_SETTLES_MS 50
#define BELL_MS 120
#define BELL_OPACITY 0.6
#define ZOOM_STEP 1.1
#define ZOOM_LEAST 0.4
#define ZOOM_MOST 4.0

/* Web addresses in plain text; what ends a sentence does not end an address. */
#define ADDRESS_PATTERN                                                                  \
  "(?:https?|ftp)://"                                                                    \
  "[^\\s<>\"'`|\\\\^{}\\x00-\\x1f]*[^\\s<>\"'`|\\\\^{}\\x00-\\x1f.,;:!?)\\]]"

/**
 * BerthTerminalScreen:
 *
 * A terminal that one types into, with nothing behind it yet: search, zoom, clipboard,
 * links, bell and colours around VTE without a PTY.
 */
struct _BerthTerminalScreen {
  GtkWidget parent_instance;

  GtkWidget *box;
  VteTerminal *terminal;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;

  guint resize_id;
  guint bell_id;
  guint columns; /* as told last */
  guint rows;
};

G_DEFINE_FINAL_TYPE (BerthTerminalScreen, berth_terminal_screen, GTK_TYPE_WIDGET)

enum {
  SIGNAL_TYPED,
  SIGNAL_RESIZED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *const light_palette[] = {
  "#241f31", "#c01c28", "#2a7b40", "#9a6a00", "#1e5fb4", "#813d9c", "#1b7f86", "#6f6c76",
  "#5e5c64", "#d5303b", "#2f8f4a", "#a87600", "#2a7bde", "#a347ba", "#23959d", "#241f31",
};

static const char *const dark_palette[] = {
  "#241f31", "#f66151", "#57e389", "#f8e45c", "#62a0ea", "#dc8add", "#5bc8d0", "#c0bfbc",
  "#9a9996", "#ff7b6e", "#8ff0a4", "#fdf0a0", "#99c1f1", "#e8b0e9", "#93dde3", "#ffffff",
};

static void
apply_colors (BerthTerminalScreen *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GdkRGBA palette[G_N_ELEMENTS (light_palette)];
  GdkRGBA foreground, background;

  for (gsize i = 0; i < G_N_ELEMENTS (palette); i++)
    gdk_rgba_parse (&palette[i], dark ? dark_palette[i] : light_palette[i]);
  gdk_rgba_parse (&foreground, dark ? "#ffffff" : "#241f31");
  gdk_rgba_parse (&background, dark ? "#1d1d20" : "#ffffff");
  vte_terminal_set_colors (self->terminal, &foreground, &background, palette,
                           G_N_ELEMENTS (palette));
}

static gboolean
on_resize_settled (gpointer user_data)
{
  BerthTerminalScreen *self = user_data;
  guint columns, rows;

  self->resize_id = 0;
  berth_terminal_screen_get_size (self, &columns, &rows);
  if (columns != self->columns || rows != self->rows) {
    self->columns = columns;
    self->rows = rows;
    g_signal_emit (self, signals[SIGNAL_RESIZED], 0, columns, rows);
  }
  return G_SOURCE_REMOVE;
}

/* While a window is dragged only the size it comes to rest at matters to the host. */
static void
note_size (BerthTerminalScreen *self)
{
  g_clear_handle_id (&self->resize_id, g_source_remove);
  self->resize_id = g_timeout_add (RESIZE_SETTLES_MS, on_resize_settled, self);
}

static void
berth_terminal_screen_measure (GtkWidget *widget,
                               GtkOrientation orientation,
                               int for_size,
                               int *minimum,
                               int *natural,
                               int *minimum_baseline,
                               int *natural_baseline)
{
  gtk_widget_measure (BERTH_TERMINAL_SCREEN (widget)->box, orientation, for_size, minimum,
                      natural, minimum_baseline, natural_baseline);
}

/* The one place that hears of every change of size; a layout manager would bypass it. */
static void
berth_terminal_screen_size_allocate (GtkWidget *widget,
                                     int width,
                                     int height,
                                     int baseline)
{
  BerthTerminalScreen *self = BERTH_TERMINAL_SCREEN (widget);

  gtk_widget_allocate (self->box, width, height, baseline, NULL);
  note_size (self);
}

static gboolean
berth_terminal_screen_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (BERTH_TERMINAL_SCREEN (widget)->terminal));
}

static void
on_commit (BerthTerminalScreen *self, const char *text, guint size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size);

  g_signal_emit (self, signals[SIGNAL_TYPED], 0, bytes);
}

static gboolean
on_bell_over (gpointer user_data)
{
  BerthTerminalScreen *self = user_data;

  self->bell_id = 0;
  gtk_widget_set_opacity (GTK_WIDGET (self->terminal), 1.0);
  return G_SOURCE_REMOVE;
}

static void
on_bell (BerthTerminalScreen *self)
{
  if (self->bell_id != 0)
    return;
  gtk_widget_set_opacity (GTK_WIDGET (self->terminal), BELL_OPACITY);
  self->bell_id = g_timeout_add (BELL_MS, on_bell_over, self);
}

static void
on_char_size_changed (BerthTerminalScreen *self)
{
  note_size (self);
}

static void
on_selection_changed (BerthTerminalScreen *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "terminal.copy",
                                 vte_terminal_get_has_selection (self->terminal));
}

/* A link may say one thing and lead to another, so where it leads is shown. */
static void
on_hover_changed (BerthTerminalScreen *self, const char *uri)
{
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->terminal), uri);
}

static gboolean
may_open (const char *uri)
{
  const char *scheme = g_uri_peek_scheme (uri);

  return scheme != NULL
         && (g_str_equal (scheme, "http") || g_str_equal (scheme, "https")
             || g_str_equal (scheme, "ftp") || g_str_equal (scheme, "mailto"));
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  BerthTerminalScreen *self = user_data;
  GdkModifierType state
    = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  g_autofree char *uri = NULL;
  g_autoptr (GtkUriLauncher) launcher = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if ((state & GDK_CONTROL_MASK) == 0)
    return;
  uri = vte_terminal_check_hyperlink_at (self->terminal, x, y);
  if (uri == NULL)
    uri = vte_terminal_check_match_at (self->terminal, x, y, NULL);
  if (uri == NULL || !may_open (uri))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  launcher = gtk_uri_launcher_new (uri);
  gtk_uri_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                           NULL, NULL, NULL);
}

/* The entry tells of a change a moment later, when the terminal may be gone from the
 * window: VTE then ends the program, since it has no clipboard for what it finds. */
static void
on_search_changed (BerthTerminalScreen *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  g_autofree char *pattern = g_regex_escape_string (text, -1);
  VteRegex *regex = NULL;

  if (!gtk_widget_get_realized (GTK_WIDGET (self->terminal)))
    return;
  if (*text != '\0')
    regex = vte_regex_new_for_search (
      pattern, -1, PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_MULTILINE | PCRE2_CASELESS,
      NULL);
  vte_terminal_search_set_regex (self->terminal, regex, 0);
  vte_terminal_search_set_wrap_around (self->terminal, TRUE);
  if (regex != NULL)
    vte_terminal_search_find_previous (self->terminal);
  g_clear_pointer (&regex, vte_regex_unref);
}

static void
on_search_previous (BerthTerminalScreen *self)
{
  vte_terminal_search_find_previous (self->terminal);
}

static void
on_search_next (BerthTerminalScreen *self)
{
  vte_terminal_search_find_next (self->terminal);
}

static void
on_search_stopped (BerthTerminalScreen *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->terminal));
}

static void
copy_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  vte_terminal_copy_clipboard_format (BERTH_TERMINAL_SCREEN (widget)->terminal,
                                      VTE_FORMAT_TEXT);
}

static void
paste_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  vte_terminal_paste_clipboard (BERTH_TERMINAL_SCREEN (widget)->terminal);
}

static void
select_all_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  vte_terminal_select_all (BERTH_TERMINAL_SCREEN (widget)->terminal);
}

static void
find_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BerthTerminalScreen *self = BERTH_TERMINAL_SCREEN (widget);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
zoom_by (GtkWidget *widget, double factor)
{
  VteTerminal *terminal = BERTH_TERMINAL_SCREEN (widget)->terminal;
  double scale = factor == 0 ? 1.0 : vte_terminal_get_font_scale (terminal) * factor;

  vte_terminal_set_font_scale (terminal, CLAMP (scale, ZOOM_LEAST, ZOOM_MOST));
}

static void
zoom_in_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  zoom_by (widget, ZOOM_STEP);
}

static void
zoom_out_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  zoom_by (widget, 1 / ZOOM_STEP);
}

static void
zoom_normal_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  zoom_by (widget, 0);
}

/* Tab is the machine's, so the keyboard needs another way out: what stands before the
 * terminal, as Shift+Tab would go. */
static void
leave_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (root != NULL)
    gtk_widget_child_focus (GTK_WIDGET (root), GTK_DIR_TAB_BACKWARD);
}

static void
berth_terminal_screen_dispose (GObject *object)
{
  BerthTerminalScreen *self = BERTH_TERMINAL_SCREEN (object);

  g_clear_handle_id (&self->resize_id, g_source_remove);
  g_clear_handle_id (&self->bell_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_TERMINAL_SCREEN);

  G_OBJECT_CLASS (berth_terminal_screen_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "terminal.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "terminal.paste", NULL, paste_action);
  gtk_widget_class_install_action (widget_class, "terminal.select-all", NULL,
                                   select_all_action);
  gtk_widget_class_install_action (widget_class, "terminal.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "terminal.leave", NULL, leave_action);
  gtk_widget_class_install_action (widget_class, "terminal.zoom-in", NULL,
                                   zoom_in_action);
  gtk_widget_class_install_action (widget_class, "terminal.zoom-out", NULL,
                                   zoom_out_action);
  gtk_widget_class_install_action (widget_class, "terminal.zoom-normal", NULL,
                                   zoom_normal_action);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/terminal/berth-terminal-screen.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthTerminalScreen, box);
  gtk_widget_class_bind_template_child (widget_class, BerthTerminalScreen, terminal);
  gtk_widget_class_bind_template_child (widget_class, BerthTerminalScreen, search_bar);
  gtk_widget_class_bind_template_child (widget_class, BerthTerminalScreen, search_entry);
  gtk_widget_class_bind_template_callback (widget_class, on_commit);
  gtk_widget_class_bind_template_callback (widget_class, on_bell);
  gtk_widget_class_bind_template_callback (widget_class, on_char_size_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_hover_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_previous);
  gtk_widget_class_bind_template_callback (widget_class, on_search_next);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped);
}

static void
berth_terminal_screen_class_init (BerthTerminalScreenClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_terminal_screen_dispose;
  widget_class->measure = berth_terminal_screen_measure;
  widget_class->size_allocate = berth_terminal_screen_size_allocate;
  widget_class->grab_focus = berth_terminal_screen_grab_focus;

  /**
   * BerthTerminalScreen::typed:
   * @bytes: what goes to the host: keys, pasted text, mouse reports, answers to its
   * queries
   */
  signals[SIGNAL_TYPED]
    = g_signal_new ("typed", BERTH_TYPE_TERMINAL_SCREEN, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_BYTES);
  /**
   * BerthTerminalScreen::resized:
   * @columns: the new width in characters
   * @rows: the new height
   */
  signals[SIGNAL_RESIZED]
    = g_signal_new ("resized", BERTH_TYPE_TERMINAL_SCREEN, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  g_type_ensure (VTE_TYPE_TERMINAL);
  install_actions (widget_class);
  bind_template (widget_class);
}

static void
berth_terminal_screen_init (BerthTerminalScreen *self)
{
  VteRegex *addresses;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "terminal.copy", FALSE);

  addresses = vte_regex_new_for_match (
    ADDRESS_PATTERN, -1, PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_MULTILINE, NULL);
  if (addresses != NULL) {
    int tag = vte_terminal_match_add_regex (self->terminal, addresses, 0);

    vte_terminal_match_set_cursor_name (self->terminal, tag, "pointer");
    vte_regex_unref (addresses);
  }
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (apply_colors), self, G_CONNECT_SWAPPED);
  apply_colors (self);
}

/**
 * berth_terminal_screen_get_terminal:
 *
 * Returns: (transfer none): VTE's widget
 */
VteTerminal *
berth_terminal_screen_get_terminal (BerthTerminalScreen *self)
{
  g_return_val_if_fail (BERTH_IS_TERMINAL_SCREEN (self), NULL);

  return self->terminal;
}

/**
 * berth_terminal_screen_get_size:
 * @columns: (out): characters in a line, at least 1
 * @rows: (out): lines, at least 1
 */
void
berth_terminal_screen_get_size (BerthTerminalScreen *self, guint *columns, guint *rows)
{
  g_return_if_fail (BERTH_IS_TERMINAL_SCREEN (self));

  *columns = (guint) MAX (vte_terminal_get_column_count (self->terminal), 1);
  *rows = (guint) MAX (vte_terminal_get_row_count (self->terminal), 1);
}
