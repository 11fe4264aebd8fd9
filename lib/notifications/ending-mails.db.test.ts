import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { effect } from "@/db/schema";
import { useDatabase } from "@/db/testing/database";
import { mailsOf } from "@/db/testing/rows";
import { giveRole } from "@/db/testing/world";
import { closeOverdue } from "@/lib/approvals/close-overdue";
import { answer, makeScene, type Scene, type SceneWish } from "@/lib/approvals/testing/scene";
import { doEffect } from "@/lib/jobs/tasks";
import { listFileMails } from "./read-file-mail";

/** What people read when a request or an approval ended otherwise than by a decision, or could not run by itself. */
const database = useDatabase();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "countersign-mail-"));
  process.env.COUNTERSIGN_DATA_DIR = folder;
});
afterAll(() => rm(folder, { recursive: true }));

const about = "checkout #47 to Production (request 1)";

async function asked(wish: SceneWish = {}): Promise<Scene> {
  const scene = await makeScene(database.db, wish);
  expect(answer(await scene.ask(scene.dev))).toBe("ok");
  return scene;
}

async function approved(wish: SceneWish = {}): Promise<Scene> {
  const scene = await asked(wish);
  expect(answer(await scene.vote(scene.rune, "approve"))).toBe("ok");
  return scene;
}

/** The mails with this subject that this scene's organization was sent: to whom, and the text in one line. */
async function sent({ world }: Scene, subject: string): Promise<Map<string, string>> {
  const promised = await database.db
    .select({ id: effect.id, kind: effect.kind })
    .from(effect)
    .where(eq(effect.organizationId, world.organizationId));
  for (const { id, kind } of promised)
    if (kind !== "deployment.run") await doEffect(database.db, id, new AbortController().signal);
  const mails = (await listFileMails(folder)).filter(
    (mail) => mail.subject === subject && mail.text.includes(`/${world.slug}/`),
  );
  return new Map(mails.map(({ to, text }) => [to.name, text.replaceAll(/\s+/g, " ")]));
}

/** As if so many hours had passed. */
async function later({ world }: Scene, hours: number): Promise<void> {
  await database.pool.query(
    `update approval_request set lapses_at = lapses_at - $2 * interval '1 hour', decided_at = decided_at - $2 * interval '1 hour'
      where organization_id = $1`,
    [world.organizationId, hours],
  );
}

test("expired: who asked and who was asked, each with their own reason to be told", async () => {
  const hour = 3_600_000;
  const scene = await makeScene(database.db);
  await scene.ask(scene.dev, {}, () => new Date(Date.now() - 73 * hour));
  await closeOverdue(database.db);
  const mails = await sent(scene, `Expired: ${about}`);
  expect([...mails.keys()].sort()).toEqual(["Ada Berg", "Ines Duarte", "Rune Kvist"]);
  expect(mails.get("Ines Duarte")).toContain("You get this because you asked for request 1");
  expect(mails.get("Rune Kvist")).toContain("You get this because you were asked to decide on request 1");
  expect(mails.get("Rune Kvist")).toMatch(/It was not decided by \w{3} \d+ \w{3} \d\d:\d\d UTC\./);
});

test("cancelled by an administrator: the requester, too, and by whom; by the requester: only who was asked", async () => {
  const scene = await asked();
  await scene.cancel(scene.admin);
  const mails = await sent(scene, `Cancelled: ${about}`);
  expect([...mails.keys()].sort()).toEqual(["Ada Berg", "Ines Duarte", "Rune Kvist"]);
  expect(mails.get("Ines Duarte")).toContain("Cancelled by Vera Lind");
  expect(mails.get("Ines Duarte")).toContain("You get this because you asked for request 1");
  const own = await asked();
  await own.cancel(own.dev);
  expect([...(await sent(own, `Cancelled: ${about}`)).keys()].sort()).toEqual(["Ada Berg", "Rune Kvist"]);
});

test("revoked: the requester, by whom and why", async () => {
  const scene = await approved();
  await scene.revoke(scene.admin, "Incident in the payment gateway");
  const mails = await sent(scene, `Revoked: ${about}`);
  expect([...mails.keys()]).toEqual(["Ines Duarte"]);
  expect(mails.get("Ines Duarte")).toContain("Vera Lind took it back before it was used.");
  expect(mails.get("Ines Duarte")).toContain("Incident in the payment gateway");
});

test("overridden: who was asked, by whom, why and with what outcome; who asked hears of the decision", async () => {
  const scene = await asked({ change: { allowBuilderVote: true } });
  await scene.override(scene.admin, "reject", "The audit is not over");
  const mails = await sent(scene, `Overridden: ${about}`);
  expect([...mails.keys()].sort()).toEqual(["Ada Berg", "Rune Kvist"]);
  expect(mails.get("Rune Kvist")).toContain("Vera Lind rejected request 1 instead of its approvers.");
  expect(mails.get("Rune Kvist")).toContain("The audit is not over");
  expect([...(await sent(scene, `Rejected: ${about}`)).keys()]).toEqual(["Ines Duarte"]);
});

test("lapsed: the requester, and since when", async () => {
  const scene = await approved();
  await later(scene, 25);
  await closeOverdue(database.db);
  const mails = await sent(scene, `Lapsed: ${about}`);
  expect([...mails.keys()]).toEqual(["Ines Duarte"]);
  expect(mails.get("Ines Duarte")).toMatch(/It was not used by \w{3} \d+ \w{3} \d\d:\d\d UTC\./);
});

test("what runs by itself does not ask for a click, and what could not run says why to whom it concerns", async () => {
  const scene = await approved({ change: { onApproval: "execute" } });
  await database.pool.query("update deployment set health = 'unhealthy' where environment_id = $1", [
    scene.world.environments.staging,
  ]);
  const told = await sent(scene, `Approved: ${about}`);
  expect([...told.keys()]).toEqual(["Ines Duarte"]);
  expect(told.get("Ines Duarte")).toContain("Its rules let it be promoted by itself, in your name.");
  expect(told.get("Ines Duarte")).not.toContain("Promote on the Deploy page");
  const mails = await sent(scene, `Not promoted: ${about}`);
  expect([...mails.keys()].sort()).toEqual(["Ines Duarte", "Vera Lind"]);
  expect(mails.get("Ines Duarte")).toContain("Staging does not run this build healthily any more.");
  expect(mails.get("Ines Duarte")).toContain("You get this because you asked for request 1");
  expect(mails.get("Vera Lind")).toContain("You get this because you are an administrator");
  expect(mails.get("Vera Lind")).toContain("/projects/shop/components/checkout/deploy");
});

test("whoever was both asked and asks gets one mail", async () => {
  const scene = await makeScene(database.db, { change: { allowRequesterVote: true } });
  await giveRole(scene.world, scene.admin.id, "reviewer");
  await scene.ask(scene.admin);
  await database.pool.query("update approval_request set expires_at = now() where organization_id = $1", [
    scene.world.organizationId,
  ]);
  await closeOverdue(database.db);
  const told = (await mailsOf(database.pool, scene.world.organizationId)).filter((one) =>
    one.startsWith("request-expired"),
  );
  expect(told).toEqual([
    "request-expired → Ada Berg",
    "request-expired → Rune Kvist",
    "request-expired → Vera Lind",
  ]);
});
