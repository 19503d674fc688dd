/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BERTH_TYPE_SSH_PAGE (berth_ssh_page_get_type ())
G_DECLARE_FINAL_TYPE (BerthSshPage, berth_ssh_page, BERTH, SSH_PAGE, AdwNavigationPage)

BerthSshPage *berth_ssh_page_new (const char *uri, const char *key_folder);

G_END_DECLS
