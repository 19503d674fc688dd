/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-image-choice.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_EVICTION_TYPE (berth_eviction_type_get_type ())
#define BERTH_TYPE_EVICTION_POLICY (berth_eviction_policy_get_type ())
#define BERTH_TYPE_DESKTOP (berth_desktop_get_type ())
#define BERTH_TYPE_KEY_SOURCE (berth_key_source_get_type ())
#define BERTH_TYPE_MACHINE_SPEC (berth_machine_spec_get_type ())
G_DECLARE_FINAL_TYPE (BerthMachineSpec, berth_machine_spec, BERTH, MACHINE_SPEC, GObject)

/**
 * BerthEvictionType:
 * @BERTH_EVICTION_TYPE_CAPACITY: evicted only when Azure needs the room
 * @BERTH_EVICTION_TYPE_PRICE: evicted as well when the price passes a maximum
 *
 * What may end a Spot machine's run.
 */
typedef enum {
  BERTH_EVICTION_TYPE_CAPACITY,
  BERTH_EVICTION_TYPE_PRICE,
} BerthEvictionType;

/**
 * BerthEvictionPolicy:
 * @BERTH_EVICTION_POLICY_DEALLOCATE: switched off; the disk stays and is paid
 * @BERTH_EVICTION_POLICY_DELETE: the machine and its disk are gone
 *
 * What an eviction leaves.
 */
typedef enum {
  BERTH_EVICTION_POLICY_DEALLOCATE,
  BERTH_EVICTION_POLICY_DELETE,
} BerthEvictionPolicy;

/**
 * BerthKeySource:
 * @BERTH_KEY_SOURCE_NEW_ED25519: Berth makes an Ed25519 key
 * @BERTH_KEY_SOURCE_NEW_RSA: Berth makes an RSA key of 4096 bits
 * @BERTH_KEY_SOURCE_FILE: a private key file of the person's
 * @BERTH_KEY_SOURCE_AZURE: a public key that is stored in Azure
 *
 * Where the machine's SSH key comes from.
 */
typedef enum {
  BERTH_KEY_SOURCE_NEW_ED25519,
  BERTH_KEY_SOURCE_NEW_RSA,
  BERTH_KEY_SOURCE_FILE,
  BERTH_KEY_SOURCE_AZURE,
} BerthKeySource;

/**
 * BerthDesktop:
 * @BERTH_DESKTOP_NONE: a terminal only
 * @BERTH_DESKTOP_XFCE: Xfce behind xrdp, reached through SSH
 *
 * What a machine shows beside its terminal.
 */
typedef enum {
  BERTH_DESKTOP_NONE,
  BERTH_DESKTOP_XFCE,
} BerthDesktop;

GType berth_eviction_type_get_type (void);
GType berth_eviction_policy_get_type (void);
GType berth_key_source_get_type (void);
GType berth_desktop_get_type (void);

BerthMachineSpec *berth_machine_spec_new (void);
BerthMachineSpec *berth_machine_spec_copy (BerthMachineSpec *self);
BerthMachineSpec *berth_machine_spec_from_json (JsonNode *node, GError **error);
JsonNode *berth_machine_spec_to_json (BerthMachineSpec *self);

const char *berth_machine_spec_get_subscription_id (BerthMachineSpec *self);
const char *berth_machine_spec_get_location (BerthMachineSpec *self);
const char *berth_machine_spec_get_name (BerthMachineSpec *self);
const char *berth_machine_spec_get_group (BerthMachineSpec *self);
gboolean berth_machine_spec_get_group_is_new (BerthMachineSpec *self);
BerthImageChoice *berth_machine_spec_get_image (BerthMachineSpec *self);
BerthDesktop berth_machine_spec_get_desktop (BerthMachineSpec *self);
const char *berth_machine_spec_get_size (BerthMachineSpec *self);
const char *berth_machine_spec_get_size_family (BerthMachineSpec *self);
gboolean berth_machine_spec_get_spot (BerthMachineSpec *self);
BerthEvictionType berth_machine_spec_get_eviction_type (BerthMachineSpec *self);
double berth_machine_spec_get_max_price (BerthMachineSpec *self);
BerthEvictionPolicy berth_machine_spec_get_eviction_policy (BerthMachineSpec *self);
const char *berth_machine_spec_get_user (BerthMachineSpec *self);
BerthKeySource berth_machine_spec_get_key_source (BerthMachineSpec *self);
const char *berth_machine_spec_get_key_path (BerthMachineSpec *self);
const char *berth_machine_spec_get_public_key (BerthMachineSpec *self);
const char *berth_machine_spec_get_ssh_from (BerthMachineSpec *self);

void berth_machine_spec_set_subscription_id (BerthMachineSpec *self, const char *id);
void berth_machine_spec_set_location (BerthMachineSpec *self, const char *location);
void berth_machine_spec_set_name (BerthMachineSpec *self, const char *name);
void berth_machine_spec_set_group (BerthMachineSpec *self, const char *group);
void berth_machine_spec_set_group_is_new (BerthMachineSpec *self, gboolean group_is_new);
void berth_machine_spec_set_image (BerthMachineSpec *self, BerthImageChoice *image);
void berth_machine_spec_set_desktop (BerthMachineSpec *self, BerthDesktop desktop);
void berth_machine_spec_set_size (BerthMachineSpec *self, const char *size);
void berth_machine_spec_set_size_family (BerthMachineSpec *self, const char *family);
void berth_machine_spec_set_spot (BerthMachineSpec *self, gboolean spot);
void berth_machine_spec_set_eviction_type (BerthMachineSpec *self,
                                           BerthEvictionType type);
void berth_machine_spec_set_max_price (BerthMachineSpec *self, double max_price);
void berth_machine_spec_set_eviction_policy (BerthMachineSpec *self,
                                             BerthEvictionPolicy policy);
void berth_machine_spec_set_user (BerthMachineSpec *self, const char *user);
void berth_machine_spec_set_key_source (BerthMachineSpec *self, BerthKeySource source);
void berth_machine_spec_set_key_path (BerthMachineSpec *self, const char *path);
void berth_machine_spec_set_public_key (BerthMachineSpec *self, const char *public_key);
void berth_machine_spec_set_ssh_from (BerthMachineSpec *self, const char *range);

char *berth_machine_spec_dup_group (BerthMachineSpec *self);
char *berth_machine_spec_dup_machine_id (BerthMachineSpec *self);

G_END_DECLS
