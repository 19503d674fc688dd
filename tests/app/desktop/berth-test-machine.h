/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-desktop-passwords.h"
#include "berth-host-keys.h"
#include "berth-ssh-target.h"
#include "berth-test-sshd.h"

G_BEGIN_DECLS

#define BERTH_TEST_MACHINE_ID                                                            \
  "/subscriptions/1/resourceGroups/g/providers/M/virtualMachines/vm"
#define BERTH_TEST_MACHINE_PEM                                                           \
  "-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n"

/**
 * BerthTestMachine:
 *
 * A machine with a desktop's settings, entered by SSH. What would change this system only
 * writes down what it is told: no test may touch the real ones.
 */
typedef struct {
  char *folder;
  char *certificate_path;
  BerthTestSshd *sshd; /* NULL where there is none */
  BerthHostKeys *host_keys;
  BerthDesktopPasswords *passwords;
} BerthTestMachine;

gboolean berth_test_machine_set_up (BerthTestMachine *self);
void berth_test_machine_tear_down (BerthTestMachine *self);

char *berth_test_machine_write (BerthTestMachine *self,
                                const char *name,
                                const char *text,
                                int mode);
char *berth_test_machine_read (BerthTestMachine *self, const char *name);
void berth_test_machine_write_settings (BerthTestMachine *self, const char *port);
void berth_test_machine_set_account (BerthTestMachine *self,
                                     const char *state,
                                     const char *hash);
BerthSshTarget *berth_test_machine_new_target (BerthTestMachine *self);

G_END_DECLS
