# SPDX-License-Identifier: GPL-3.0-or-later
"""What may differ from the published files, each with its reason; and what has to have been seen.

A recording of Azure outweighs the file: its name stands in the reason (shared/azure/recordings). An entry that nothing
uses any more fails the check, so that this list cannot rot.
"""

import dataclasses
import re


@dataclasses.dataclass(frozen=True)
class Allowance:
    operation: str  # a regular expression for the whole operation's name
    side: str  # likewise: "request", "response" or both
    path: str  # a regular expression for the whole path, list indices left out
    keyword: str
    reason: str

    def covers(self, operation, finding):
        return (re.fullmatch(self.side, finding.side) is not None and self.keyword == finding.keyword
                and re.fullmatch(self.operation, operation) is not None
                and re.fullmatch(self.path, re.sub(r"\[\d+\]", "[]", finding.path)) is not None)


ALLOWED = [
    Allowance(r"Microsoft\.Compute\.VirtualMachineImages_Get", "response", r"properties\.osDiskImage\.sizeInGb", "unknown",
              "vm-vm_image_show: Azure tells the disk's size, the file does not"),
    Allowance(r"Microsoft\.Resources\.(Subscriptions|Tenants)_List", "response", r"nextLink", "required",
              "ext-account: the last page has no nextLink"),
    Allowance(r"Microsoft\.Resources\.Deployments_Validate", "response", r"id|name|type", "unknown",
              "res-group_deployment: the answer names the deployment"),
    Allowance(r"Microsoft\.Resources\.DeploymentOperations_(List|Get)", "response",
              r"(value\[\]\.)?properties\.trackingId", "unknown", "res-resource_group_deployment: an operation has a trackingId"),
    Allowance(r"Microsoft\.Quota\.Quota_(CreateOrUpdate|Update)", "response", r"", "body",
              "quota-quota_crud: 202 carries the quota as it would be; recorded.py holds it to that"),
    Allowance(r"(Microsoft\.Compute\.VirtualMachines_.*|template Microsoft\.Compute/virtualMachines)", "(request|response)",
              r"(value\[\]\.)?properties\.hardwareProfile\.vmSize", "enum",
              "vm-vm_update_size: the file's list of sizes ended years ago; `skus` is the list that counts"),
]

# What Berth does and what its practice cloud is for: each has to be seen, so that the recording cannot shrink unseen.
NEEDED = [
    "Microsoft.Resources.Subscriptions_List",
    "Microsoft.Resources.Subscriptions_Get",
    "Microsoft.Resources.Subscriptions_ListLocations",
    "Microsoft.Resources.Tenants_List",
    "Microsoft.Resources.Providers_List",
    "Microsoft.Resources.Providers_Get",
    "Microsoft.Resources.Providers_Register",
    "Microsoft.Resources.Providers_Unregister",
    "Microsoft.Resources.ResourceGroups_List",
    "Microsoft.Resources.ResourceGroups_Get",
    "Microsoft.Resources.ResourceGroups_CheckExistence",
    "Microsoft.Resources.ResourceGroups_CreateOrUpdate",
    "Microsoft.Resources.ResourceGroups_Update",
    "Microsoft.Resources.ResourceGroups_Delete",
    "Microsoft.Resources.Resources_List",
    "Microsoft.Resources.Resources_ListByResourceGroup",
    "Microsoft.Resources.Deployments_Validate",
    "Microsoft.Resources.Deployments_WhatIf",
    "Microsoft.Resources.Deployments_CreateOrUpdate",
    "Microsoft.Resources.Deployments_Get",
    "Microsoft.Resources.Deployments_ListByResourceGroup",
    "Microsoft.Resources.Deployments_Cancel",
    "Microsoft.Resources.Deployments_Delete",
    "Microsoft.Resources.DeploymentOperations_List",
    "Microsoft.Resources.DeploymentOperations_Get",
    "Microsoft.Compute.ResourceSkus_List",
    "Microsoft.Compute.Usage_List",
    "Microsoft.Compute.VirtualMachineSizes_List",
    "Microsoft.Compute.VirtualMachineImages_ListPublishers",
    "Microsoft.Compute.VirtualMachineImages_ListOffers",
    "Microsoft.Compute.VirtualMachineImages_ListSkus",
    "Microsoft.Compute.VirtualMachineImages_List",
    "Microsoft.Compute.VirtualMachineImages_Get",
    "Microsoft.Compute.SpotPlacementScores_Post",
    "Microsoft.Compute.SshPublicKeys_Create",
    "Microsoft.Compute.SshPublicKeys_Update",
    "Microsoft.Compute.SshPublicKeys_Get",
    "Microsoft.Compute.SshPublicKeys_GenerateKeyPair",
    "Microsoft.Compute.SshPublicKeys_ListByResourceGroup",
    "Microsoft.Compute.SshPublicKeys_ListBySubscription",
    "Microsoft.Compute.SshPublicKeys_Delete",
    "Microsoft.Compute.Disks_Get",
    "Microsoft.Compute.Disks_Delete",
    "Microsoft.Compute.Disks_List",
    "Microsoft.Compute.Disks_ListByResourceGroup",
    "Microsoft.Compute.VirtualMachines_CreateOrUpdate",
    "Microsoft.Compute.VirtualMachines_Update",
    "Microsoft.Compute.VirtualMachines_Get",
    "Microsoft.Compute.VirtualMachines_InstanceView",
    "Microsoft.Compute.VirtualMachines_List",
    "Microsoft.Compute.VirtualMachines_ListAll",
    "Microsoft.Compute.VirtualMachines_Start",
    "Microsoft.Compute.VirtualMachines_PowerOff",
    "Microsoft.Compute.VirtualMachines_Restart",
    "Microsoft.Compute.VirtualMachines_Deallocate",
    "Microsoft.Compute.VirtualMachines_SimulateEviction",
    "Microsoft.Compute.VirtualMachines_RetrieveBootDiagnosticsData",
    "Microsoft.Compute.VirtualMachines_RunCommand",
    "Microsoft.Compute.VirtualMachines_Delete",
    "Microsoft.MarketplaceOrdering.MarketplaceAgreements_Get",
    "Microsoft.MarketplaceOrdering.MarketplaceAgreements_Create",
    "Microsoft.Network.NetworkSecurityGroups_CreateOrUpdate",
    "Microsoft.Network.NetworkSecurityGroups_Get",
    "Microsoft.Network.NetworkSecurityGroups_List",
    "Microsoft.Network.NetworkSecurityGroups_ListAll",
    "Microsoft.Network.NetworkSecurityGroups_Delete",
    "Microsoft.Network.VirtualNetworks_CreateOrUpdate",
    "Microsoft.Network.VirtualNetworks_Get",
    "Microsoft.Network.VirtualNetworks_List",
    "Microsoft.Network.VirtualNetworks_ListAll",
    "Microsoft.Network.VirtualNetworks_Delete",
    "Microsoft.Network.Subnets_CreateOrUpdate",
    "Microsoft.Network.Subnets_Get",
    "Microsoft.Network.Subnets_List",
    "Microsoft.Network.Subnets_Delete",
    "Microsoft.Network.PublicIPAddresses_CreateOrUpdate",
    "Microsoft.Network.PublicIPAddresses_Get",
    "Microsoft.Network.PublicIPAddresses_List",
    "Microsoft.Network.PublicIPAddresses_ListAll",
    "Microsoft.Network.PublicIPAddresses_Delete",
    "Microsoft.Network.NetworkInterfaces_CreateOrUpdate",
    "Microsoft.Network.NetworkInterfaces_Get",
    "Microsoft.Network.NetworkInterfaces_List",
    "Microsoft.Network.NetworkInterfaces_ListAll",
    "Microsoft.Network.NetworkInterfaces_Delete",
    "Microsoft.Network.Usages_List",
    "Microsoft.Quota.Quota_List",
    "Microsoft.Quota.Quota_Get",
    "Microsoft.Quota.Quota_CreateOrUpdate",
    "Microsoft.Quota.Quota_Update",
    "Microsoft.Quota.QuotaRequestStatus_Get",
    "Microsoft.Quota.QuotaRequestStatus_List",
    "Microsoft.ResourceGraph.Resources",
    "template Microsoft.Compute/virtualMachines",
    "template Microsoft.Network/networkSecurityGroups",
    "template Microsoft.Network/virtualNetworks",
    "template Microsoft.Network/publicIPAddresses",
    "template Microsoft.Network/networkInterfaces",
    "open endpoints",
    "open token",
    "open prices",
    "open serialconsole.log",
]
