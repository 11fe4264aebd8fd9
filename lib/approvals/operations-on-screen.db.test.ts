import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeMember } from "@/db/testing/world";
import { verifyRecord } from "@/lib/audit/verify-record";
import { presets } from "./core/presets";
import { loadHistory } from "./loaders-history";
import { loadPending } from "./loaders-pending";
import { loadReview } from "./loaders-review";
import { makeScene, rulesFor } from "./testing/scene";

/** What people see of requests that are not about promotions. */
const database = useDatabase();

test("a reviewer finds in Pending and Review what another system would do", async () => {
  const { ask, dev, rune, as } = await makeScene(database.db, { workflow: "external" });
  await ask(dev);
  const caller = await as(rune);
  expect(await loadPending(caller, { scope: "me" })).toMatchObject({
    value: {
      rows: [
        {
          number: 1,
          name: "deploy-prod of run 812",
          tag: null,
          project: "shop",
          action: { from: null, to: "restart billing-db" },
          changes: "1 detail",
          canDecide: true,
        },
      ],
    },
  });
  expect(await loadReview(caller, 1)).toMatchObject({
    value: {
      project: { name: "shop", href: `/${caller.organization.slug}/projects/shop` },
      about: {
        kind: "operation",
        title: "deploy-prod of run 812 asks to restart billing-db",
        details: [{ key: "reason", value: "The pool leaks" }],
      },
      rules: "Production, version 1",
    },
  });
});

test("History tells what it was, and who chose the rules", async () => {
  const { ask, admin, dev, rune, vote, as, world } = await makeScene(database.db, { workflow: "external" });
  const rules = rulesFor(world, presets.countersign);
  await ask(admin, { name: "own" }, undefined, { rules });
  await ask(dev, { name: "named" }, undefined, { profile: "Production" });
  for (const number of [1, 2]) await vote(rune, "approve", { number });
  const history = await loadHistory(await as(rune), { filter: {}, limit: 9 });
  expect(history).toMatchObject({
    value: {
      items: [
        {
          number: 2,
          resource: "billing-db",
          action: "restart",
          profile: "Production, version 1, chosen by the requester",
        },
        { number: 1, profile: "Rules set by the requester" },
      ],
    },
  });
  expect(await loadReview(await as(rune), 1)).toMatchObject({
    value: { rules: "Rules set by the requester" },
  });
  for (const [q, numbers] of [
    ["BILLING", [2, 1]],
    ["named", [2]],
    ["ledger", []],
  ] as const) {
    const found = await loadHistory(await as(rune), { filter: { q }, limit: 9 });
    expect(found.ok && found.value.items.map(({ number }) => number)).toEqual(numbers);
  }
  expect(await verifyRecord(database.db, world.organizationId)).toMatchObject({ ok: true });
});

test("a certificate operation belongs to no project; whoever may see it reads it, others do not", async () => {
  const { ask, dev, rune, as, world } = await makeScene(database.db, { workflow: "certificate-operation" });
  await ask(dev);
  expect(await loadReview(await as(rune), 1)).toMatchObject({
    value: { project: null, about: { title: "Revoke ra/tls-servers", details: [{ key: "serial" }] } },
  });
  expect(await loadPending(await as(rune), { scope: "me" })).toMatchObject({
    value: { rows: [{ name: "ra/tls-servers", project: null, action: { to: "revoke" } }] },
  });
  const local = await makeMember(world, "Lea Lund", [{ role: "reviewer", project: world.shop }]);
  expect(await loadReview(await as(local), 1)).toMatchObject({ refusal: { code: "not_found" } });
  expect(await loadPending(await as(local), { scope: "all" })).toMatchObject({ value: { rows: [] } });
  expect(await verifyRecord(database.db, world.organizationId)).toMatchObject({ ok: true });
});
