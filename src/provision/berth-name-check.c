/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-name-check.h"

#include "berth-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The rules for names, checked while they are typed. Sources: the compute service's rules
 * for osProfile.computerName and adminUsername, and the resource manager's for groups. */

#define MACHINE_NAME_MAX 64
#define GROUP_NAME_MAX 90
#define USER_NAME_MAX 32

/* Names that Azure refuses, and names that Linux images have already. */
static const char *const reserved_users[] = {
  "1",
  "123",
  "a",
  "actuser",
  "adm",
  "admin",
  "admin1",
  "admin2",
  "administrator",
  "aspnet",
  "backup",
  "bin",
  "console",
  "daemon",
  "david",
  "docker",
  "games",
  "guest",
  "john",
  "lp",
  "mail",
  "man",
  "nobody",
  "news",
  "owner",
  "proxy",
  "root",
  "server",
  "sql",
  "sshd",
  "support",
  "support_388945a0",
  "sync",
  "sys",
  "syslog",
  "test",
  "test1",
  "test2",
  "test3",
  "ubuntu",
  "user",
  "user1",
  "user2",
  "user3",
  "user4",
  "user5",
  "uucp",
  "video",
  "www-data",
  "xrdp",
  NULL,
};

static gboolean
consists_of (const char *name, const char *others)
{
  for (const char *p = name; *p != '\0'; p++) {
    if (!g_ascii_isalnum (*p) && strchr (others, *p) == NULL)
      return FALSE;
  }
  return TRUE;
}

/**
 * berth_name_check_machine:
 * @name: (nullable): a machine's name as far as it is typed
 *
 * Returns: (nullable): what is wrong with it, translated; %NULL when Azure takes it
 */
const char *
berth_name_check_machine (const char *name)
{
  if (name == NULL || *name == '\0')
    return _ ("A machine needs a name.");
  if (strlen (name) > MACHINE_NAME_MAX)
    return _ ("A name has at most 64 letters.");
  if (!consists_of (name, "-."))
    return _ ("A name has only the letters a–z, digits, “-” and “.”.");
  if (!g_ascii_isalnum (name[0]) || !g_ascii_isalnum (name[strlen (name) - 1]))
    return _ ("A name begins and ends with a letter or a digit.");
  if (strspn (name, "0123456789.") == strlen (name))
    return _ ("A name of digits alone would be taken for an address.");
  return NULL;
}

/**
 * berth_name_check_group:
 * @name: (nullable): a resource group's name as far as it is typed
 *
 * Returns: (nullable): what is wrong with it, translated; %NULL when Azure takes it
 */
const char *
berth_name_check_group (const char *name)
{
  if (name == NULL || *name == '\0')
    return _ ("A resource group needs a name.");
  if (strlen (name) > GROUP_NAME_MAX)
    return _ ("A resource group's name has at most 90 letters.");
  if (!consists_of (name, "-_.()"))
    return _ (
      "A resource group's name has only the letters a–z, digits, “-”, “_”, “.”, “(” and "
      "“)”.");
  if (g_str_has_suffix (name, "."))
    return _ ("A resource group's name does not end with “.”.");
  return NULL;
}

/**
 * berth_name_check_user:
 * @name: (nullable): a user's name as far as it is typed
 *
 * Returns: (nullable): what is wrong with it, translated; %NULL when Azure and Linux take
 * it
 */
const char *
berth_name_check_user (const char *name)
{
  if (name == NULL || *name == '\0')
    return _ ("A machine needs a user who signs in.");
  if (strlen (name) > USER_NAME_MAX)
    return _ ("A user name has at most 32 letters.");
  if (strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789_-") != strlen (name))
    return _ ("A user name has only the letters a–z in lower case, digits, “-” and “_”.");
  if (!g_ascii_islower (name[0]) && name[0] != '_')
    return _ ("A user name begins with a letter.");
  if (g_strv_contains (reserved_users, name))
    return _ ("This user name is reserved. Take another one.");
  return NULL;
}

/**
 * berth_name_suggest:
 * @size: (nullable): the machine's size
 * @location: (nullable): the machine's region
 *
 * Returns: (transfer full): a name that says what the machine is for: a size with a GPU
 * makes "gpu-koreacentral", any other "linux-koreacentral"
 */
char *
berth_name_suggest (const char *size, const char *location)
{
  /* In Azure's size names N marks the families with a GPU. */
  const gboolean gpu = size != NULL && g_str_has_prefix (size, "Standard_N");

  return g_strdup_printf ("%s-%s", gpu ? "gpu" : "linux",
                          location != NULL ? location : "vm");
}
