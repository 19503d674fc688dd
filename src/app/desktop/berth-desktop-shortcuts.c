/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-shortcuts.h"

#include "berth-desktop-keymap.h"

#define MODIFIERS                                                                        \
  (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)

#define CTRL 0x1d
#define ALT 0x38
#define E(code) (BERTH_DESKTOP_KEY_EXTENDED | (code))
#define MOST_KEYS 3

/**
 * BerthDesktopShortcuts:
 *
 * Which keys are Berth's own while a desktop has the focus: F11 and Ctrl+Alt+Home. All
 * others are the desktop's, those of the window's menus too; where the person wants it,
 * the system's as well.
 */
struct _BerthDesktopShortcuts {
  GObject parent_instance;
  GtkWidget *screen;        /* not a reference: what owns it owns this */
  GtkEventController *keys; /* (nullable): on the window, while it shows the screen */
  gboolean grab;
  gboolean is_grabbing;
};

enum { PROP_0, PROP_GRAB, N_PROPS };

static GParamSpec *pspecs[N_PROPS];

enum { WAY_OUT, FULL_SCREEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthDesktopShortcuts, berth_desktop_shortcuts, G_TYPE_OBJECT)

static const struct {
  const char *name;
  guint16 scancodes[MOST_KEYS];
} combinations[] = {
  { "ctrl-alt-del", { CTRL, ALT, E (0x53) } },
  { "ctrl-alt-home", { CTRL, ALT, E (0x47) } },
  { "ctrl-esc", { CTRL, 0x01 } },
  { "alt-tab", { ALT, 0x0f } },
  { "alt-f4", { ALT, 0x3e } },
  { "super", { E (0x5b) } },
  { "print", { E (0x37) } },
  { "f11", { 0x57 } },
  { "hangul", { 0x72 } },
};

static GdkToplevel *
get_toplevel (BerthDesktopShortcuts *self)
{
  GtkNative *native = gtk_widget_get_native (self->screen);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;

  return GDK_IS_TOPLEVEL (surface) ? GDK_TOPLEVEL (surface) : NULL;
}

/* Held only while the desktop has the focus, whatever the person wants in general. */
static void
apply_grab (BerthDesktopShortcuts *self)
{
  GdkToplevel *toplevel = get_toplevel (self);
  gboolean wanted = self->grab && gtk_widget_has_focus (self->screen);

  if (toplevel == NULL || wanted == self->is_grabbing)
    return;
  self->is_grabbing = wanted;
  if (wanted)
    gdk_toplevel_inhibit_system_shortcuts (toplevel, NULL);
  else
    gdk_toplevel_restore_system_shortcuts (toplevel);
}

static gboolean
take_own_key (BerthDesktopShortcuts *self, guint keyval, GdkModifierType state)
{
  if (keyval == GDK_KEY_F11 && (state & MODIFIERS) == 0) {
    g_signal_emit (self, signals[FULL_SCREEN], 0);
    return TRUE;
  }
  if ((keyval == GDK_KEY_Home || keyval == GDK_KEY_KP_Home)
      && (state & MODIFIERS) == (GDK_CONTROL_MASK | GDK_ALT_MASK)) {
    berth_desktop_shortcuts_set_grab (self, FALSE);
    g_signal_emit (self, signals[WAY_OUT], 0);
    return TRUE;
  }
  return FALSE;
}

/* Before the window looks for shortcuts of its own: Ctrl+W is the desktop's. */
static gboolean
on_pressed (GtkEventControllerKey *controller,
            guint keyval,
            guint keycode,
            GdkModifierType state,
            BerthDesktopShortcuts *self)
{
  if (!gtk_widget_has_focus (self->screen))
    return FALSE;
  return take_own_key (self, keyval, state)
         || gtk_event_controller_key_forward (controller, self->screen);
}

/* The release of a key whose press was taken stops here as well, unless it is passed on.
 */
static void
on_released (GtkEventControllerKey *controller,
             guint keyval,
             guint keycode,
             GdkModifierType state,
             BerthDesktopShortcuts *self)
{
  if (gtk_widget_has_focus (self->screen))
    gtk_event_controller_key_forward (controller, self->screen);
}

static void
on_unmapped (BerthDesktopShortcuts *self)
{
  if (self->keys == NULL)
    return;
  gtk_widget_remove_controller (gtk_event_controller_get_widget (self->keys), self->keys);
  self->keys = NULL;
}

static void
on_mapped (BerthDesktopShortcuts *self)
{
  GtkRoot *root = gtk_widget_get_root (self->screen);

  on_unmapped (self);
  self->keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (self->keys, "key-pressed", G_CALLBACK (on_pressed), self, 0);
  g_signal_connect_object (self->keys, "key-released", G_CALLBACK (on_released), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (root), self->keys);
}

static void
berth_desktop_shortcuts_get_property (GObject *object,
                                      guint id,
                                      GValue *value,
                                      GParamSpec *pspec)
{
  switch (id) {
  case PROP_GRAB:
    g_value_set_boolean (value, BERTH_DESKTOP_SHORTCUTS (object)->grab);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_desktop_shortcuts_dispose (GObject *object)
{
  on_unmapped (BERTH_DESKTOP_SHORTCUTS (object));
  G_OBJECT_CLASS (berth_desktop_shortcuts_parent_class)->dispose (object);
}

static void
berth_desktop_shortcuts_class_init (BerthDesktopShortcutsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = berth_desktop_shortcuts_get_property;
  object_class->dispose = berth_desktop_shortcuts_dispose;

  /**
   * BerthDesktopShortcuts:grab:
   *
   * Whether the system's shortcuts are the desktop's while it has the focus.
   */
  pspecs[PROP_GRAB] = g_param_spec_boolean ("grab", NULL, NULL, FALSE,
                                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                              | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, pspecs);

  /**
   * BerthDesktopShortcuts::way-out:
   *
   * Ctrl+Alt+Home was pressed: the keyboard is Berth's again.
   */
  signals[WAY_OUT]
    = g_signal_new ("way-out", BERTH_TYPE_DESKTOP_SHORTCUTS, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);
  /**
   * BerthDesktopShortcuts::full-screen:
   *
   * F11 was pressed.
   */
  signals[FULL_SCREEN]
    = g_signal_new ("full-screen", BERTH_TYPE_DESKTOP_SHORTCUTS, G_SIGNAL_RUN_LAST, 0,
                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
berth_desktop_shortcuts_init (BerthDesktopShortcuts *self)
{
}

/**
 * berth_desktop_shortcuts_new:
 * @screen: a #BerthDesktopScreen; it must outlive the shortcuts
 *
 * Returns: (transfer full): its shortcuts
 */
BerthDesktopShortcuts *
berth_desktop_shortcuts_new (GtkWidget *screen)
{
  BerthDesktopShortcuts *self;

  g_return_val_if_fail (BERTH_IS_DESKTOP_SCREEN (screen), NULL);

  self = g_object_new (BERTH_TYPE_DESKTOP_SHORTCUTS, NULL);
  self->screen = screen;
  g_signal_connect_object (screen, "map", G_CALLBACK (on_mapped), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (screen, "unmap", G_CALLBACK (on_unmapped), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (screen, "notify::has-focus", G_CALLBACK (apply_grab), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * berth_desktop_shortcuts_get_grab:
 *
 * Returns: [property@DesktopShortcuts:grab]
 */
gboolean
berth_desktop_shortcuts_get_grab (BerthDesktopShortcuts *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_SHORTCUTS (self), FALSE);

  return self->grab;
}

/**
 * berth_desktop_shortcuts_set_grab:
 * @grab: whether the system's shortcuts are the desktop's while it has the focus
 */
void
berth_desktop_shortcuts_set_grab (BerthDesktopShortcuts *self, gboolean grab)
{
  g_return_if_fail (BERTH_IS_DESKTOP_SHORTCUTS (self));

  if (self->grab == grab)
    return;
  self->grab = grab;
  apply_grab (self);
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_GRAB]);
}

/**
 * berth_desktop_shortcuts_send:
 * @name: "ctrl-alt-del", say
 *
 * Sends keys that cannot be typed here.
 *
 * Returns: whether there are such keys
 */
gboolean
berth_desktop_shortcuts_send (BerthDesktopShortcuts *self, const char *name)
{
  BerthDesktopKeyboard *keyboard;

  g_return_val_if_fail (BERTH_IS_DESKTOP_SHORTCUTS (self), FALSE);

  keyboard = berth_desktop_screen_get_keyboard (BERTH_DESKTOP_SCREEN (self->screen));
  for (gsize i = 0; i < G_N_ELEMENTS (combinations); i++) {
    gsize n_keys = 0;

    if (!g_str_equal (combinations[i].name, name))
      continue;
    while (n_keys < MOST_KEYS && combinations[i].scancodes[n_keys] != 0)
      n_keys++;
    berth_desktop_keyboard_type (keyboard, combinations[i].scancodes, n_keys);
    return TRUE;
  }
  return FALSE;
}
