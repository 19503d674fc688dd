/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-keyboard.h"

#include "berth-desktop-keymap.h"
#include "berth-desktop-keys.h"

/* What these do belongs to a key's place on the keyboard, never to its letter. */
#define COMMAND_MASK                                                                     \
  (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK | GDK_HYPER_MASK)

#define TOGGLE_SCROLL_LOCK 1
#define TOGGLE_NUM_LOCK 2
#define TOGGLE_CAPS_LOCK 4

/**
 * BerthDesktopKeyboard:
 *
 * Sends what is typed into a widget. Keys go by their place on the keyboard; what an
 * input method makes of them goes as text. Once the widget loses the focus no key is held
 * any more: the release of an Alt+Tab is never seen here.
 */
struct _BerthDesktopKeyboard {
  GObject parent_instance;
  GtkWidget *widget; /* not a reference: it owns this */
  GtkEventController *keys;
  GtkEventController *focus;
  GtkIMContext *input_method;
  BerthDesktopKeys *held;
  BerthDesktopSink *sink;
  gboolean uses_input_method;
  gboolean is_composing;
  char *committed; /* (nullable): while a key is with the input method */
  gboolean is_filtering;
};

G_DEFINE_FINAL_TYPE (BerthDesktopKeyboard, berth_desktop_keyboard, G_TYPE_OBJECT)

/* With no dead key and nothing composed an input method gives back the key's own letter;
 * the key says it better. */
static gboolean
is_plain_letter (const char *text, guint keyval)
{
  gunichar letter = gdk_keyval_to_unicode (keyval);

  return letter != 0 && g_utf8_get_char (text) == letter
         && *g_utf8_next_char (text) == '\0';
}

static void
on_commit (BerthDesktopKeyboard *self, const char *text)
{
  if (self->is_filtering)
    g_set_str (&self->committed, text);
  else if (self->sink != NULL)
    berth_desktop_sink_send_text (self->sink, text);
}

static void
on_preedit_started (BerthDesktopKeyboard *self)
{
  self->is_composing = TRUE;
}

static void
on_preedit_ended (BerthDesktopKeyboard *self)
{
  self->is_composing = FALSE;
}

static gboolean
filter (BerthDesktopKeyboard *self, GdkEvent *event)
{
  gboolean taken;

  g_clear_pointer (&self->committed, g_free);
  self->is_filtering = TRUE;
  taken = gtk_im_context_filter_keypress (self->input_method, event);
  self->is_filtering = FALSE;
  return taken;
}

/* TRUE where the input method has the key, so that nothing more is to be sent. */
static gboolean
give_to_input_method (BerthDesktopKeyboard *self, guint keyval, GdkEvent *event)
{
  gboolean was_composing = self->is_composing;

  if (!filter (self, event))
    return FALSE;
  if (self->committed == NULL)
    return TRUE;
  if (!was_composing && is_plain_letter (self->committed, keyval))
    return FALSE;
  berth_desktop_sink_send_text (self->sink, self->committed);
  return TRUE;
}

static gboolean
wants_input_method (BerthDesktopKeyboard *self, GdkModifierType state, guint16 scancode)
{
  return self->uses_input_method && (state & COMMAND_MASK) == 0
         && !berth_desktop_keymap_is_modifier (scancode);
}

static gboolean
on_pressed (GtkEventControllerKey *controller,
            guint keyval,
            guint keycode,
            GdkModifierType state,
            BerthDesktopKeyboard *self)
{
  GdkEvent *event
    = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));

  return berth_desktop_keyboard_press (self, keyval, keycode, state, event);
}

static void
on_released (GtkEventControllerKey *controller,
             guint keyval,
             guint keycode,
             GdkModifierType state,
             BerthDesktopKeyboard *self)
{
  GdkEvent *event
    = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));

  if (event != NULL && self->uses_input_method)
    gtk_im_context_filter_keypress (self->input_method, event);
  berth_desktop_keyboard_release (self, keycode);
}

static guint
find_toggles (BerthDesktopKeyboard *self)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (self->widget));
  GdkDevice *keyboard = seat != NULL ? gdk_seat_get_keyboard (seat) : NULL;
  guint toggles = 0;

  if (keyboard == NULL)
    return 0;
  if (gdk_device_get_scroll_lock_state (keyboard))
    toggles |= TOGGLE_SCROLL_LOCK;
  if (gdk_device_get_num_lock_state (keyboard))
    toggles |= TOGGLE_NUM_LOCK;
  if (gdk_device_get_caps_lock_state (keyboard))
    toggles |= TOGGLE_CAPS_LOCK;
  return toggles;
}

static void
on_focus_in (BerthDesktopKeyboard *self)
{
  gtk_im_context_focus_in (self->input_method);
  if (self->sink != NULL)
    berth_desktop_sink_send_focus_in (self->sink, find_toggles (self));
}

static void
on_focus_out (BerthDesktopKeyboard *self)
{
  gtk_im_context_reset (self->input_method);
  gtk_im_context_focus_out (self->input_method);
  berth_desktop_keyboard_release_all (self);
}

static void
on_realized (BerthDesktopKeyboard *self)
{
  gtk_im_context_set_client_widget (self->input_method, self->widget);
}

static void
on_unrealized (BerthDesktopKeyboard *self)
{
  gtk_im_context_set_client_widget (self->input_method, NULL);
}

static void
send_release (guint16 scancode, gpointer sink)
{
  berth_desktop_sink_send_key (sink, scancode, FALSE, FALSE);
}

static void
ignore_release (guint16 scancode, gpointer nothing)
{
}

static void
berth_desktop_keyboard_finalize (GObject *object)
{
  BerthDesktopKeyboard *self = BERTH_DESKTOP_KEYBOARD (object);

  g_clear_object (&self->input_method);
  g_clear_object (&self->sink);
  g_clear_pointer (&self->held, berth_desktop_keys_free);
  g_free (self->committed);
  G_OBJECT_CLASS (berth_desktop_keyboard_parent_class)->finalize (object);
}

static void
berth_desktop_keyboard_class_init (BerthDesktopKeyboardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_desktop_keyboard_finalize;
}

static void
berth_desktop_keyboard_init (BerthDesktopKeyboard *self)
{
  self->held = berth_desktop_keys_new ();
  self->uses_input_method = TRUE;
  self->input_method = gtk_im_multicontext_new ();
  /* The composed text is seen in the input method's own window. */
  gtk_im_context_set_use_preedit (self->input_method, FALSE);
  g_signal_connect_object (self->input_method, "commit", G_CALLBACK (on_commit), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->input_method, "preedit-start",
                           G_CALLBACK (on_preedit_started), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->input_method, "preedit-end",
                           G_CALLBACK (on_preedit_ended), self, G_CONNECT_SWAPPED);
}

static void
watch (BerthDesktopKeyboard *self)
{
  self->keys = gtk_event_controller_key_new ();
  g_signal_connect_object (self->keys, "key-pressed", G_CALLBACK (on_pressed), self, 0);
  g_signal_connect_object (self->keys, "key-released", G_CALLBACK (on_released), self, 0);
  gtk_widget_add_controller (self->widget, self->keys);

  self->focus = gtk_event_controller_focus_new ();
  g_signal_connect_object (self->focus, "enter", G_CALLBACK (on_focus_in), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->focus, "leave", G_CALLBACK (on_focus_out), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->widget, self->focus);

  g_signal_connect_object (self->widget, "realize", G_CALLBACK (on_realized), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->widget, "unrealize", G_CALLBACK (on_unrealized), self,
                           G_CONNECT_SWAPPED);
}

/**
 * berth_desktop_keyboard_new:
 * @widget: what is typed into; it must outlive the keyboard
 *
 * Returns: (transfer full): a keyboard that has nowhere to send to yet
 */
BerthDesktopKeyboard *
berth_desktop_keyboard_new (GtkWidget *widget)
{
  BerthDesktopKeyboard *self;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  self = g_object_new (BERTH_TYPE_DESKTOP_KEYBOARD, NULL);
  self->widget = widget;
  watch (self);
  return self;
}

/**
 * berth_desktop_keyboard_set_sink:
 * @sink: (nullable): where keys go from now on
 *
 * What was held at the one before is forgotten.
 */
void
berth_desktop_keyboard_set_sink (BerthDesktopKeyboard *self, BerthDesktopSink *sink)
{
  g_return_if_fail (BERTH_IS_DESKTOP_KEYBOARD (self));

  if (!g_set_object (&self->sink, sink))
    return;
  berth_desktop_keys_release_all (self->held, ignore_release, NULL);
  if (sink != NULL && gtk_widget_has_focus (self->widget))
    berth_desktop_sink_send_focus_in (sink, find_toggles (self));
}

/**
 * berth_desktop_keyboard_set_local_input:
 * @local_input: whether this computer's input method takes part; else each key goes as it
 *   is, for an input method at the far end
 */
void
berth_desktop_keyboard_set_local_input (BerthDesktopKeyboard *self, gboolean local_input)
{
  g_return_if_fail (BERTH_IS_DESKTOP_KEYBOARD (self));

  self->uses_input_method = local_input;
  gtk_im_context_reset (self->input_method);
}

/**
 * berth_desktop_keyboard_set_caret:
 * @area: where text goes, in the widget: an input method shows itself beside it
 */
void
berth_desktop_keyboard_set_caret (BerthDesktopKeyboard *self, const GdkRectangle *area)
{
  g_return_if_fail (BERTH_IS_DESKTOP_KEYBOARD (self));

  gtk_im_context_set_cursor_location (self->input_method, area);
}

/**
 * berth_desktop_keyboard_press:
 * @keyval: what the key means here
 * @keycode: where it is
 * @state: the modifiers before it
 * @event: (nullable): the event, for an input method
 *
 * Returns: whether the key was for the desktop
 */
gboolean
berth_desktop_keyboard_press (BerthDesktopKeyboard *self,
                              guint keyval,
                              guint keycode,
                              GdkModifierType state,
                              GdkEvent *event)
{
  guint16 scancode = berth_desktop_keymap_find (keycode);

  g_return_val_if_fail (BERTH_IS_DESKTOP_KEYBOARD (self), FALSE);

  if (self->sink == NULL)
    return FALSE;
  if (event != NULL && wants_input_method (self, state, scancode)
      && give_to_input_method (self, keyval, event))
    return TRUE;
  if (scancode == 0)
    return FALSE;
  berth_desktop_sink_send_key (self->sink, scancode, TRUE,
                               berth_desktop_keys_press (self->held, scancode));
  return TRUE;
}

/**
 * berth_desktop_keyboard_release:
 * @keycode: where the key is
 */
void
berth_desktop_keyboard_release (BerthDesktopKeyboard *self, guint keycode)
{
  guint16 scancode = berth_desktop_keymap_find (keycode);

  g_return_if_fail (BERTH_IS_DESKTOP_KEYBOARD (self));

  if (self->sink != NULL && berth_desktop_keys_release (self->held, scancode))
    send_release (scancode, self->sink);
}

/**
 * berth_desktop_keyboard_release_all:
 *
 * Lets go of each key that is held.
 */
void
berth_desktop_keyboard_release_all (BerthDesktopKeyboard *self)
{
  g_return_if_fail (BERTH_IS_DESKTOP_KEYBOARD (self));

  if (self->sink != NULL)
    berth_desktop_keys_release_all (self->held, send_release, self->sink);
}

/**
 * berth_desktop_keyboard_type:
 * @scancodes: (array length=n_scancodes): keys that are pressed together
 *
 * Presses the keys one after the other and lets them go in the other order, whatever is
 * held at the time: Ctrl+Alt+Del for one, which a keyboard here cannot give.
 */
void
berth_desktop_keyboard_type (BerthDesktopKeyboard *self,
                             const guint16 *scancodes,
                             gsize n_scancodes)
{
  g_return_if_fail (BERTH_IS_DESKTOP_KEYBOARD (self));

  if (self->sink == NULL)
    return;
  berth_desktop_keyboard_release_all (self);
  for (gsize i = 0; i < n_scancodes; i++)
    berth_desktop_sink_send_key (self->sink, scancodes[i], TRUE, FALSE);
  for (gsize i = n_scancodes; i-- > 0;)
    berth_desktop_sink_send_key (self->sink, scancodes[i], FALSE, FALSE);
}
