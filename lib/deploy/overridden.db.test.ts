import { expect, test } from "vitest";
import { approvalRequest } from "@/db/schema";
import { useDatabase } from "@/db/testing/database";
import { answer, makeScene } from "@/lib/approvals/testing/scene";
import { loadDeployBoard } from "./loaders";
import { loadActivity } from "./loaders-activity";
import { loadBuildPage } from "./loaders-builds";
import { loadEnvironmentHistory } from "./loaders-history";
import { readApproval } from "./store-order";
import { ended } from "./testing/guarded";

const database = useDatabase();
const checkout = { project: "shop", component: "checkout" };

test("what shipped by an override says so wherever it is told, whoever had approved by then", async () => {
  const scene = await makeScene(database.db, {
    requirement: { requiredApprovals: 2 },
    change: { allowBuilderVote: true },
  });
  await scene.ask(scene.dev);
  expect(answer(await scene.vote(scene.rune, "approve"))).toBe("ok");
  expect(answer(await scene.override(scene.admin, "approve"))).toBe("ok");
  expect(answer(await scene.promote(scene.dev))).toBe("ok");
  const { organizationId } = scene.world;
  const [request] = await database.db.select({ id: approvalRequest.id }).from(approvalRequest);
  expect(request && (await readApproval(database.db, organizationId, request.id))).toEqual({
    approvers: [{ name: "Rune Kvist", email: "rune.kvist@meridian.example" }],
    overriddenBy: { name: "Vera Lind", email: "vera.lind@meridian.example" },
  });
  await ended(scene, { outcome: "delivered", reference: "c0ffee" });

  const caller = await scene.as(scene.dev);
  const overridden = "overridden by Vera Lind";
  expect(await loadDeployBoard(caller, checkout)).toMatchObject({
    value: {
      environments: [{}, {}, { live: { request: { number: 1, overriddenBy: "Vera Lind" } } }],
    },
  });
  expect(await loadEnvironmentHistory(caller, { ...checkout, environment: "production" })).toMatchObject({
    value: { rows: [{ request: { number: 1 }, approval: overridden }] },
  });
  expect(await loadBuildPage(caller, { ...checkout, number: 47 })).toMatchObject({
    value: { deployments: [{ approval: overridden }, {}] },
  });
  expect(await loadActivity(caller, checkout)).toMatchObject({
    value: {
      items: expect.arrayContaining([
        expect.objectContaining({
          text: `Ines Duarte promoted build #47 to Production under request 1, ${overridden}`,
        }),
      ]),
    },
  });
});

test("what its approvers approved names them", async () => {
  const scene = await makeScene(database.db);
  await scene.ask(scene.dev);
  await scene.vote(scene.rune, "approve");
  await scene.promote(scene.dev);
  await ended(scene, { outcome: "delivered", reference: "c0ffee" });
  const caller = await scene.as(scene.dev);
  expect(await loadEnvironmentHistory(caller, { ...checkout, environment: "production" })).toMatchObject({
    value: { rows: [{ approval: "approved by Rune Kvist" }] },
  });
  expect(await loadDeployBoard(caller, checkout)).toMatchObject({
    value: { environments: [{}, {}, { live: { request: { overriddenBy: null } } }] },
  });
});
