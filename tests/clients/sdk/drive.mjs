// SPDX-License-Identifier: GPL-3.0-or-later
// Azure's JavaScript libraries against a practice cloud, whose line of JSON comes by standard input. Prints a line for
// each step: "ok NAME", or "not ok NAME" and why; what comes after a failure is not tried.

import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { text } from "node:stream/consumers";

import { ComputeManagementClient } from "@azure/arm-compute";
import { NetworkManagementClient } from "@azure/arm-network";
import { ResourceManagementClient } from "@azure/arm-resources";
import { createHttpHeaders, createPipelineRequest } from "@azure/core-rest-pipeline";
import { ClientSecretCredential } from "@azure/identity";

const GROUP = "from-sdk";
const LOCATION = "koreacentral";
const SIZE = "Standard_NC4as_T4_v3";
const PLAN = { publisher: "nvidia", product: "ngc_azure_17_11", name: "ngc-base-version-23_09_1_gen2" };

const ready = JSON.parse(await text(process.stdin));
const credential = new ClientSecretCredential(ready.tenant, ready.clientId, ready.clientSecret, {
  authorityHost: ready.authority,
  disableInstanceDiscovery: true,
});
const options = { endpoint: ready.endpoint, $host: ready.endpoint };
const compute = new ComputeManagementClient(credential, ready.subscription, options);
const network = new NetworkManagementClient(credential, ready.subscription, options);
const resources = new ResourceManagementClient(credential, ready.subscription, options);
const made = {};
const quick = { updateIntervalInMs: 500 };

async function collect(list) {
  const found = [];
  for await (const one of list) found.push(one);
  return found;
}

// What none of these libraries has a call for.
async function ask(method, path, version, body) {
  const answer = await resources.sendRequest(
    createPipelineRequest({
      url: `${ready.endpoint}/subscriptions/${ready.subscription}${path}?api-version=${version}`,
      method,
      headers: createHttpHeaders(body ? { "content-type": "application/json" } : {}),
      body: body && JSON.stringify(body),
    }),
  );
  assert.ok(answer.status < 300, `${answer.status} ${answer.bodyAsText}`);
  return answer.bodyAsText ? JSON.parse(answer.bodyAsText) : null;
}

function publicKey() {
  // OpenSSH's form of an RSA key: three strings, each with its length before it.
  const { publicKey: key } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const { n, e } = key.export({ format: "jwk" });
  const number = (part) => {
    const bytes = Buffer.from(part, "base64url");
    return bytes[0] & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
  };
  const parts = [Buffer.from("ssh-rsa"), number(e), number(n)].map((part) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    return Buffer.concat([length, part]);
  });
  return `ssh-rsa ${Buffer.concat(parts).toString("base64")} sdk`;
}

const steps = {
  async "sign in and list groups"() {
    await collect(resources.resourceGroups.list());
  },
  async "create a group"() {
    const group = await resources.resourceGroups.createOrUpdate(GROUP, { location: LOCATION });
    assert.equal(group.properties.provisioningState, "Succeeded");
  },
  async "list sizes"() {
    const sizes = await collect(compute.resourceSkus.list({ filter: `location eq '${LOCATION}'` }));
    const size = sizes.find((one) => one.name === SIZE);
    assert.equal(size.capabilities.find((one) => one.name === "GPUs").value, "1");
  },
  async "read quotas"() {
    const usages = await collect(compute.usage.list(LOCATION));
    const spot = usages.find((one) => one.name.value === "lowPriorityCores");
    assert.ok(spot.limit >= 8, `${spot.limit}`);
  },
  async "request quota"() {
    await resources.providers.register("Microsoft.Quota");
    for (;;) {
      const provider = await resources.providers.get("Microsoft.Quota");
      if (provider.registrationState === "Registered") break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const path =
      `/providers/Microsoft.Compute/locations/${LOCATION}/providers/Microsoft.Quota/quotas/lowPriorityCores`;
    const asked = await ask("PUT", path, "2023-02-01", {
      properties: {
        limit: { limitObjectType: "LimitValue", value: 20 },
        name: { value: "lowPriorityCores" },
      },
    });
    assert.equal(asked.properties.provisioningState, "InProgress");
  },
  async "accept terms"() {
    const path =
      `/providers/Microsoft.MarketplaceOrdering/offerTypes/virtualmachine/publishers/${PLAN.publisher}` +
      `/offers/${PLAN.product}/plans/${PLAN.name}/agreements/current`;
    const terms = await ask("GET", path, "2021-01-01");
    terms.properties.accepted = true;
    const accepted = await ask("PUT", path, "2021-01-01", terms);
    assert.equal(accepted.properties.accepted, true);
  },
  async "create a network"() {
    await network.networkSecurityGroups.beginCreateOrUpdateAndWait(GROUP, "nsg", { location: LOCATION }, quick);
    const vnet = await network.virtualNetworks.beginCreateOrUpdateAndWait(GROUP, "vnet", {
      location: LOCATION,
      addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
      subnets: [{ name: "default", addressPrefix: "10.0.0.0/24" }],
    }, quick);
    const address = await network.publicIPAddresses.beginCreateOrUpdateAndWait(GROUP, "ip", {
      location: LOCATION,
      sku: { name: "Standard" },
      publicIPAllocationMethod: "Static",
    }, quick);
    assert.ok(address.ipAddress);
    const card = await network.networkInterfaces.beginCreateOrUpdateAndWait(GROUP, "nic", {
      location: LOCATION,
      ipConfigurations: [{ name: "one", subnet: { id: vnet.subnets[0].id }, publicIPAddress: { id: address.id } }],
    }, quick);
    made.card = card.id;
  },
  async "create a machine"() {
    const machine = await compute.virtualMachines.createOrUpdate(GROUP, "machine", {
      location: LOCATION,
      plan: PLAN,
      priority: "Spot",
      evictionPolicy: "Deallocate",
      billingProfile: { maxPrice: -1 },
      hardwareProfile: { vmSize: SIZE },
      storageProfile: {
        imageReference: { publisher: PLAN.publisher, offer: PLAN.product, sku: PLAN.name, version: "latest" },
        osDisk: { createOption: "FromImage", deleteOption: "Delete" },
        dataDisks: [{ lun: 0, createOption: "Empty", diskSizeGB: 32, deleteOption: "Delete" }],
      },
      osProfile: {
        computerName: "machine",
        adminUsername: "azureuser",
        linuxConfiguration: {
          disablePasswordAuthentication: true,
          ssh: { publicKeys: [{ path: "/home/azureuser/.ssh/authorized_keys", keyData: publicKey() }] },
        },
      },
      networkProfile: { networkInterfaces: [{ id: made.card }] },
    }, quick);
    assert.equal(machine.priority, "Spot");
    assert.equal(machine.provisioningState, "Succeeded");
  },
  async "list machines"() {
    const machines = await collect(compute.virtualMachines.listAll());
    assert.deepEqual(machines.map((one) => one.name), ["machine"]);
  },
  async "switch off and on"() {
    await compute.virtualMachines.deallocate(GROUP, "machine", quick);
    const off = await compute.virtualMachines.instanceView(GROUP, "machine");
    assert.ok(off.statuses.some((one) => one.code === "PowerState/deallocated"));
    await compute.virtualMachines.start(GROUP, "machine", quick);
    const on = await compute.virtualMachines.instanceView(GROUP, "machine");
    assert.ok(on.statuses.some((one) => one.code === "PowerState/running"));
  },
  async "deploy a template"() {
    const template = {
      $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      contentVersion: "1.0.0.0",
      parameters: { prefix: { type: "string" } },
      resources: [{
        type: "Microsoft.Network/networkSecurityGroups",
        apiVersion: "2024-01-01",
        name: "[concat(parameters('prefix'), '-', copyIndex())]",
        location: "[resourceGroup().location]",
        copy: { name: "several", count: 2 },
        tags: "[union(createObject('a', '1'), createObject('b', '2'))]",
        properties: {},
      }],
    };
    const done = await resources.deployments.beginCreateOrUpdateAndWait(GROUP, "template", {
      properties: { mode: "Incremental", template, parameters: { prefix: { value: "copied" } } },
    }, quick);
    assert.equal(done.properties.provisioningState, "Succeeded");
    const names = (await collect(network.networkSecurityGroups.list(GROUP))).map((one) => one.name);
    assert.deepEqual(names.filter((name) => name.startsWith("copied")).sort(), ["copied-0", "copied-1"]);
  },
  async "be refused"() {
    await assert.rejects(compute.virtualMachines.get(GROUP, "nobody"), (error) => {
      assert.equal(error.statusCode, 404);
      assert.equal(error.code, "ResourceNotFound");
      return true;
    });
  },
  async "delete"() {
    await compute.virtualMachines.delete(GROUP, "machine", quick);
    await resources.resourceGroups.beginDeleteAndWait(GROUP, quick);
    assert.equal((await resources.resourceGroups.checkExistence(GROUP)).body, false);
  },
};

for (const [name, step] of Object.entries(steps)) {
  try {
    await step();
    console.log(`ok ${name}`);
  } catch (error) {
    console.log(`not ok ${name}`);
    console.log(String(error.stack ?? error).split("\n").slice(0, 12).map((line) => `# ${line}`).join("\n"));
    break;
  }
}
