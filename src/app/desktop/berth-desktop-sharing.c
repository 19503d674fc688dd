/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-sharing.h"

#include "berth-config.h"
#include "berth-rdp-shared-folder.h"

#include <glib/gi18n.h>

#define PREFIX "sharing"

/**
 * BerthDesktopSharing:
 *
 * What of this computer a desktop gets beside its picture: the clipboard, sound, the
 * microphone and one folder, as the actions "sharing.clipboard", "sharing.sound",
 * "sharing.microphone", "sharing.folder" and "sharing.no-folder" of a widget. It lives as
 * long as the tab and is kept nowhere, so that no machine hears or reads more than was
 * asked for today.
 */
struct _BerthDesktopSharing {
  GObject parent_instance;
  GtkWidget *widget; /* (nullable): weak, since it may go while a folder is chosen */
  GSimpleActionGroup *actions;
  char *folder; /* (nullable) */
};

enum { CHANGED, NOTICE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthDesktopSharing, berth_desktop_sharing, G_TYPE_OBJECT)

static gboolean
is_on (BerthDesktopSharing *self, const char *name)
{
  g_autoptr (GVariant) state
    = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), name);

  return g_variant_get_boolean (state);
}

static void
on_switched (GSimpleAction *action, GVariant *value, gpointer data)
{
  g_simple_action_set_state (action, value);
  g_signal_emit (data, signals[CHANGED], 0);
}

static void
take_folder (BerthDesktopSharing *self, char *folder)
{
  GAction *stop = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "no-folder");

  g_free (self->folder);
  self->folder = folder;
  g_simple_action_set_enabled (G_SIMPLE_ACTION (stop), folder != NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_chosen (GObject *chooser, GAsyncResult *result, gpointer data)
{
  g_autoptr (BerthDesktopSharing) self = data;
  g_autoptr (GFile) file
    = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (chooser), result, NULL);
  const char *path = file != NULL ? g_file_peek_path (file) : NULL;

  if (path != NULL)
    berth_desktop_sharing_set_folder (self, path);
}

static void
on_choose (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BerthDesktopSharing *self = data;
  GtkRoot *root = self->widget != NULL ? gtk_widget_get_root (self->widget) : NULL;
  g_autoptr (GtkFileDialog) chooser = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (chooser, _ ("Share a Folder"));
  gtk_file_dialog_set_accept_label (chooser, _ ("_Share"));
  gtk_file_dialog_select_folder (chooser, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                 NULL, on_chosen, g_object_ref (self));
}

static void
on_stop (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  take_folder (data, NULL);
}

static void
berth_desktop_sharing_dispose (GObject *object)
{
  BerthDesktopSharing *self = BERTH_DESKTOP_SHARING (object);

  if (self->widget != NULL)
    gtk_widget_insert_action_group (self->widget, PREFIX, NULL);
  g_clear_weak_pointer (&self->widget);
  G_OBJECT_CLASS (berth_desktop_sharing_parent_class)->dispose (object);
}

static void
berth_desktop_sharing_finalize (GObject *object)
{
  BerthDesktopSharing *self = BERTH_DESKTOP_SHARING (object);

  g_clear_object (&self->actions);
  g_free (self->folder);
  G_OBJECT_CLASS (berth_desktop_sharing_parent_class)->finalize (object);
}

static void
berth_desktop_sharing_class_init (BerthDesktopSharingClass *klass)
{
  const GType type = BERTH_TYPE_DESKTOP_SHARING;

  G_OBJECT_CLASS (klass)->dispose = berth_desktop_sharing_dispose;
  G_OBJECT_CLASS (klass)->finalize = berth_desktop_sharing_finalize;

  /**
   * BerthDesktopSharing::changed:
   *
   * The next session shares something else; the present one cannot change any more.
   */
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  /**
   * BerthDesktopSharing::notice:
   * @sentence: why something is not shared
   */
  signals[NOTICE] = g_signal_new ("notice", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
berth_desktop_sharing_init (BerthDesktopSharing *self)
{
  const GActionEntry entries[] = {
    { "clipboard", NULL, NULL, "true", on_switched, { 0 } },
    { "sound", NULL, NULL, "true", on_switched, { 0 } },
    { "microphone", NULL, NULL, "false", on_switched, { 0 } },
    { "folder", on_choose, NULL, NULL, NULL, { 0 } },
    { "no-folder", on_stop, NULL, NULL, NULL, { 0 } },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries,
                                   G_N_ELEMENTS (entries), self);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (
                                 G_ACTION_MAP (self->actions), "no-folder")),
                               FALSE);
}

/**
 * berth_desktop_sharing_new:
 * @widget: gets the actions
 *
 * Returns: (transfer full): the clipboard, sound and nothing else
 */
BerthDesktopSharing *
berth_desktop_sharing_new (GtkWidget *widget)
{
  BerthDesktopSharing *self;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  self = g_object_new (BERTH_TYPE_DESKTOP_SHARING, NULL);
  g_set_weak_pointer (&self->widget, widget);
  gtk_widget_insert_action_group (widget, PREFIX, G_ACTION_GROUP (self->actions));
  return self;
}

static const struct {
  const char *name;
  BerthRdpFeatures feature;
} switches[] = {
  { "clipboard", BERTH_RDP_FEATURE_CLIPBOARD },
  { "sound", BERTH_RDP_FEATURE_AUDIO_OUT },
  { "microphone", BERTH_RDP_FEATURE_MICROPHONE },
};

/**
 * berth_desktop_sharing_set:
 * @features: what the next session shares, but for the folder
 *
 * Sets the switches, before there is a session that would have to begin anew.
 */
void
berth_desktop_sharing_set (BerthDesktopSharing *self, BerthRdpFeatures features)
{
  g_return_if_fail (BERTH_IS_DESKTOP_SHARING (self));

  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++) {
    GAction *action
      = g_action_map_lookup_action (G_ACTION_MAP (self->actions), switches[i].name);

    g_simple_action_set_state (
      G_SIMPLE_ACTION (action),
      g_variant_new_boolean ((features & switches[i].feature) != 0));
  }
}

/**
 * berth_desktop_sharing_get:
 *
 * Returns: what the next session shares
 */
BerthRdpFeatures
berth_desktop_sharing_get (BerthDesktopSharing *self)
{
  BerthRdpFeatures features = BERTH_RDP_FEATURE_NONE;

  g_return_val_if_fail (BERTH_IS_DESKTOP_SHARING (self), features);

  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    if (is_on (self, switches[i].name))
      features |= switches[i].feature;
  if (self->folder != NULL)
    features |= BERTH_RDP_FEATURE_DRIVE;
  return features;
}

/**
 * berth_desktop_sharing_fill:
 * @session: one that is not connected yet
 *
 * Tells it what is shared.
 */
void
berth_desktop_sharing_fill (BerthDesktopSharing *self, BerthRdpSession *session)
{
  g_autofree char *name = NULL;

  g_return_if_fail (BERTH_IS_DESKTOP_SHARING (self));

  if (self->folder != NULL) {
    name = g_path_get_basename (self->folder);
    berth_rdp_session_set_shared_folder (session, self->folder, name);
  }
  berth_rdp_session_set_features (session, berth_desktop_sharing_get (self));
}

/**
 * berth_desktop_sharing_set_folder:
 * @path: what somebody chose
 *
 * Shares it from the next session on; [signal@DesktopSharing::notice] says why not.
 */
void
berth_desktop_sharing_set_folder (BerthDesktopSharing *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  char *folder;

  g_return_if_fail (BERTH_IS_DESKTOP_SHARING (self));

  folder = berth_rdp_shared_folder_resolve (path, &error);
  if (folder != NULL)
    take_folder (self, folder);
  else
    g_signal_emit (self, signals[NOTICE], 0, error->message);
}
