import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { type Death, mortal } from "@/db/testing/mortal";
import { countsOf, deploymentsOf, eventsOf, mailsOf, requestsOf } from "@/db/testing/rows";
import { verifyRecord } from "@/lib/audit/verify-record";
import { finishDeployment } from "@/lib/deploy/finish-deployment";
import { findDeployment } from "@/lib/deploy/store";
import { updateMember } from "@/lib/directory/update-member";
import type { DeploymentId } from "@/lib/kernel/ids";
import { ok, type Result } from "@/lib/kernel/result";
import { configureWorkflow } from "@/lib/workflows/configure-workflow";
import { answer, makeScene, type Scene, type SceneWish, sceneOn } from "./testing/scene";

/**
 * The process dies at every statement of a verb, one after the other: before it goes out, and with it on its way. Then
 * nothing of the verb is there or everything, and what it asks of the outside with it. Nothing else awaits in between:
 * a verb's awaits are its statements.
 */
const database = useDatabase();

interface Verb {
  wish?: SceneWish;
  prepare?(scene: Scene): Promise<unknown>;
  act(scene: Scene): Promise<Result<unknown>>;
  /** The answer to whoever tries again after it was done. */
  again: string;
}

async function approved({ ask, dev, vote, rune }: Scene): Promise<void> {
  await ask(dev);
  await vote(rune, "approve");
}

async function promoted(scene: Scene): Promise<void> {
  await approved(scene);
  await scene.promote(scene.dev, { request: 1 });
}

/** Writes down how the one deployment that was started ended. */
async function finish(
  { db, world }: Scene,
  result: Parameters<typeof finishDeployment>[2],
): Promise<Result<null>> {
  const { rows } = await database.pool.query<{ id: DeploymentId }>(
    "select recipient as id from effect where organization_id = $1 and kind = 'deployment.run'",
    [world.organizationId],
  );
  const row = rows[0] && (await findDeployment(db, world.organizationId, rows[0].id));
  if (!row) throw new Error("it was started");
  await finishDeployment(db, row, result);
  return ok(null);
}

const verbs: Record<string, Verb> = {
  open: { act: ({ ask, dev }) => ask(dev), again: "request_exists" },
  "a vote that approves": {
    prepare: ({ ask, dev }) => ask(dev),
    act: ({ vote, rune }) => vote(rune, "approve"),
    again: "request_closed",
  },
  cancel: {
    prepare: ({ ask, dev }) => ask(dev),
    act: ({ cancel, dev }) => cancel(dev),
    again: "request_closed",
  },
  override: {
    wish: { change: { allowBuilderVote: true } },
    prepare: ({ ask, dev }) => ask(dev),
    act: ({ override, admin }) => override(admin, "reject"),
    again: "request_closed",
  },
  revoke: {
    prepare: approved,
    act: ({ revoke, admin }) => revoke(admin, "Incident"),
    again: "approval_revoked",
  },
  use: {
    prepare: approved,
    act: ({ promote, dev }) => promote(dev, { request: 1 }),
    again: "approval_running",
  },
  deploy: {
    wish: { ungated: true },
    act: ({ promote, dev }) => promote(dev),
    again: "deployment_running",
  },
  finish: {
    prepare: promoted,
    act: (scene) => finish(scene, { outcome: "delivered", reference: "c0ffee" }),
    again: "ok",
  },
  fail: {
    prepare: promoted,
    act: (scene) => finish(scene, { outcome: "failed", reason: "The repository is gone." }),
    again: "ok",
  },
  "turning the workflow off": {
    prepare: ({ ask, dev }) => ask(dev),
    act: async ({ db, as, admin }) =>
      configureWorkflow(db, await as(admin), "environment-promotion", { enabled: false, reason: "Incident" }),
    again: "ok",
  },
  "disabling the last approver": {
    wish: { reviewers: ["Rune Kvist"] },
    prepare: ({ ask, dev }) => ask(dev),
    act: async ({ db, as, admin, rune }) =>
      updateMember(db, await as(admin), { id: rune.id, disabled: true }),
    again: "ok",
  },
};

/** Everything that is stored of an organization, without ids and times. */
async function stored({ world: { organizationId } }: Scene) {
  const { pool } = database;
  return {
    requests: await requestsOf(pool, organizationId),
    events: await eventsOf(pool, organizationId),
    deployments: await deploymentsOf(pool, organizationId),
    mails: await mailsOf(pool, organizationId),
    counts: await countsOf(pool, organizationId),
  };
}

async function prepared({ wish, prepare }: Verb): Promise<Scene> {
  const scene = await makeScene(database.db, wish);
  await prepare?.(scene);
  return scene;
}

/** Dies at this statement. Answers whether there was one. */
async function dies(scene: Scene, { act }: Verb, at: number, death: Death, torn: boolean): Promise<boolean> {
  const process = mortal(database.connectionString, at, death, torn);
  const acted = await act(sceneOn(scene, process.db)).then(answer, () => "threw");
  await process.buried(database.pool);
  expect(acted).toBe(process.died() ? "threw" : "ok");
  return process.died();
}

/** Dies at one statement after the other, until something is there. Answers that, and what is there when all is done. */
async function diesEverywhere(scene: Scene, verb: Verb, death: Death, torn = false) {
  const sample = await prepared(verb);
  expect(answer(await verb.act(sample))).toBe("ok");
  const whole = await stored(sample);
  const nothing = await stored(scene);
  let at = 0;
  let found = nothing;
  while (JSON.stringify(found) === JSON.stringify(nothing)) {
    at += 1;
    const died = await dies(scene, verb, at, death, torn);
    found = await stored(scene);
    if (!died) break;
  }
  return { at, found, whole };
}

const cases = Object.entries(verbs).flatMap(([name, verb]) =>
  (["before", "unanswered"] as const).map((death) => ({ name, verb, death })),
);

test.each(cases)(
  "$name: dies at every statement ($death), and is done whole or not at all",
  async ({ verb, death }) => {
    const scene = await prepared(verb);
    const { at, found, whole } = await diesEverywhere(scene, verb, death);
    expect(found).toEqual(whole);
    // Otherwise it died nowhere, and this shows nothing.
    expect(at).toBeGreaterThan(3);
    expect(answer(await verb.act(scene))).toBe(verb.again);
    expect((await stored(scene)).mails).toEqual(whole.mails);
    const { problems } = await verifyRecord(database.db, scene.world.organizationId);
    expect(problems).toEqual([]);
  },
);

// A vote, a cancellation, an override and a revocation are one statement: the database tears none of those.
test.each([
  "open",
  "use",
  "deploy",
  "finish",
  "fail",
  "turning the workflow off",
  "disabling the last approver",
])("control: %s without its transaction is found torn", async (name) => {
  const verb = verbs[name] as Verb;
  const { found, whole } = await diesEverywhere(await prepared(verb), verb, "before", true);
  expect(found).not.toEqual(whole);
});
