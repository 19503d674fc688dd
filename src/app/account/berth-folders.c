/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-folders.h"

/**
 * berth_folders_dup_data:
 *
 * Where Berth remembers things: $BERTH_DATA_DIR, else "berth" in the user's data folder.
 *
 * Returns: (transfer full): a path; it need not exist
 */
char *
berth_folders_dup_data (void)
{
  const char *chosen = g_getenv ("BERTH_DATA_DIR");

  if (chosen != NULL && *chosen != '\0')
    return g_strdup (chosen);
  return g_build_filename (g_get_user_data_dir (), "berth", NULL);
}

/**
 * berth_folders_dup_practice:
 *
 * Returns: (transfer full): where the practice cloud keeps its state
 */
char *
berth_folders_dup_practice (void)
{
  g_autofree char *data = berth_folders_dup_data ();

  return g_build_filename (data, "practice", NULL);
}

/**
 * berth_folders_dup_azure:
 *
 * Returns: (transfer full): where what is remembered of clouds that one signs in to is
 */
char *
berth_folders_dup_azure (void)
{
  g_autofree char *data = berth_folders_dup_data ();

  return g_build_filename (data, "azure", NULL);
}

/**
 * berth_folders_dup_journals:
 *
 * Returns: (transfer full): where each run that is under way keeps its journal
 */
char *
berth_folders_dup_journals (void)
{
  g_autofree char *data = berth_folders_dup_data ();

  return g_build_filename (data, "runs", NULL);
}

/**
 * berth_folders_dup_spot:
 * @is_practice: whether the prices are the practice cloud's, which are none
 *
 * Returns: (transfer full): where records of Spot prices are kept
 */
char *
berth_folders_dup_spot (gboolean is_practice)
{
  g_autofree char *data = berth_folders_dup_data ();

  return g_build_filename (data, is_practice ? "practice-spot" : "spot", NULL);
}

/**
 * berth_folders_dup_keys:
 * @settings: (nullable): the application's settings
 *
 * Where new private keys are saved: $BERTH_KEY_DIR, else what the person chose, else
 * "keys" in the data folder.
 *
 * Returns: (transfer full): a path; it need not exist
 */
char *
berth_folders_dup_keys (GSettings *settings)
{
  const char *forced = g_getenv ("BERTH_KEY_DIR");
  g_autofree char *chosen = NULL;
  g_autofree char *data = NULL;

  if (forced != NULL && *forced != '\0')
    return g_strdup (forced);
  if (settings != NULL)
    chosen = g_settings_get_string (settings, "key-folder");
  if (chosen != NULL && g_path_is_absolute (chosen))
    return g_steal_pointer (&chosen);
  data = berth_folders_dup_data ();
  return g_build_filename (data, "keys", NULL);
}
