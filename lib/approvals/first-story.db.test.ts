import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { callerFor, makeBuild, makeLive, makeMember, makeWorld } from "@/db/testing/world";
import { startDeployment } from "@/lib/deploy/start-deployment";
import { configureWorkflow } from "@/lib/workflows/configure-workflow";
import { castVote } from "./cast-vote";
import { promotionRequestInput } from "./input";
import { openRequest } from "./open-request";

const database = useDatabase();

test("a promotion into a critical environment is asked for, approved and then promoted once", async () => {
  const world = await makeWorld(database.db);
  const admin = await makeMember(world, "Vera Lind", ["administrator"]);
  const developer = await makeMember(world, "Ines Duarte", ["developer"]);
  const reviewer = await makeMember(world, "Rune Kvist", ["reviewer"]);
  const build = await makeBuild(world, 47, admin.id);
  await makeLive(world, world.environments.staging, build, developer.id);
  const { db } = database;

  const saved = await configureWorkflow(db, await callerFor(world, admin), "environment-promotion", {
    enabled: true,
    roles: ["reviewer"],
  });
  expect(saved).toMatchObject({ ok: true });

  const direct = await startDeployment(db, await callerFor(world, developer), {
    project: "shop",
    component: "checkout",
    kind: "promote",
    environment: "production",
    from: "staging",
  });
  expect(direct).toMatchObject({ ok: false, refusal: { code: "approval_required" } });

  const input = promotionRequestInput.parse({
    workflow: "environment-promotion",
    subject: { project: "shop", component: "checkout", from: "staging", to: "production" },
    message: "Needed",
  });
  const opened = await openRequest(db, await callerFor(world, developer), input);
  expect(opened).toMatchObject({
    ok: true,
    value: { number: 1, state: "waiting", asked: [{ memberId: reviewer.id }] },
  });

  const voted = await castVote(db, await callerFor(world, reviewer), {
    number: 1,
    decision: "approve",
    comment: null,
  });
  expect(voted).toMatchObject({ ok: true, value: { state: { state: "approved", use: "ready" } } });

  const promote = {
    project: "shop",
    component: "checkout",
    kind: "promote",
    environment: "production",
    from: "staging",
    request: 1,
  } as const;
  expect(await startDeployment(db, await callerFor(world, developer), promote)).toMatchObject({ ok: true });
  expect(await startDeployment(db, await callerFor(world, developer), promote)).toMatchObject({
    ok: false,
    refusal: { code: "approval_running" },
  });
});
