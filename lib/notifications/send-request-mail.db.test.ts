import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { effect } from "@/db/schema";
import { useDatabase } from "@/db/testing/database";
import { makeGate, makeGroup } from "@/db/testing/gate";
import { mailsOf } from "@/db/testing/rows";
import { makeMember } from "@/db/testing/world";
import { presets } from "@/lib/approvals/core/presets";
import { loadRequest, loadRequests } from "@/lib/approvals/loaders";
import { answer, makeScene, rulesFor, type Scene } from "@/lib/approvals/testing/scene";
import { updateMember } from "@/lib/directory/update-member";
import { doEffect } from "@/lib/jobs/tasks";
import { listFileMails } from "./read-file-mail";

const database = useDatabase();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "countersign-mail-"));
  process.env.COUNTERSIGN_DATA_DIR = folder;
});
afterAll(() => rm(folder, { recursive: true }));

/** What somebody of this scene is sent, by subject, with the text. */
async function sentTo({ world }: Scene, { email }: { email: string }) {
  const promised = await database.db
    .select({ id: effect.id })
    .from(effect)
    .where(eq(effect.organizationId, world.organizationId));
  for (const { id } of promised) await doEffect(database.db, id, new AbortController().signal);
  const mails = await listFileMails(folder);
  return mails.filter(({ to }) => to.email === email).map(({ subject, text }) => ({ subject, text }));
}

test("a delegate reads whose delegate they are; the requester reads who decided for whom", async () => {
  const scene = await makeScene(database.db);
  const sol = await makeMember(scene.world, "Sol Delegate");
  const req = { ...scene.dev, email: "asks@meridian.example" };
  await database.pool.query("update member set email = $2 where id = $1", [scene.dev.id, req.email]);
  await scene.delegate(scene.rune, sol);
  await scene.ask(scene.dev);
  const [asked] = await sentTo(scene, sol);
  expect(asked?.subject).toBe("Review: checkout #47 to Production (request 1)");
  expect(asked?.text).toContain("You are asked as Rune Kvist's delegate.");
  await scene.vote(sol, "approve");
  const [approved] = await sentTo(scene, req);
  expect(approved?.text).toContain("Sol Delegate for Rune Kvist");
});

test("people who are only told get a mail of their own kind, see the request in lists, and decide nothing", async () => {
  const scene = await makeScene(database.db, { ungated: true });
  const { world, admin, rune, dev } = scene;
  const tia = await makeMember(world, "Tia Told");
  const group = await makeGroup(world, "Support", [tia.id, rune.id, dev.id]);
  const notifyOnly = { roles: [], groups: [group], users: [] };
  await makeGate(world, rulesFor(world, presets.countersign, { requirement: { notifyOnly } }), admin.id);
  await scene.ask(dev);
  expect(await mailsOf(database.pool, world.organizationId)).toEqual([
    "request-told → Tia Told",
    "review-requested → Ada Berg",
    "review-requested → Rune Kvist",
  ]);
  const [mail] = await sentTo(scene, tia);
  expect(mail?.subject).toBe("Asked for: checkout #47 to Production (request 1)");
  expect(mail?.text).toContain("Others decide it");
  const caller = await scene.as(tia);
  expect(await loadRequest(caller, 1, database.db)).toMatchObject({
    ok: true,
    value: { can: { vote: false } },
  });
  expect(await loadRequests(caller, { filter: {}, limit: 20 }, database.db)).toMatchObject({
    ok: true,
    value: { items: [{ state: { number: 1 } }] },
  });
  expect(answer(await scene.vote(tia, "approve"))).toBe("not_eligible");
});

test("approvers and requester read what another system would do, and what comes next", async () => {
  const scene = await makeScene(database.db, { workflow: "external" });
  const [rune, dev] = ["reads@meridian.example", "starts@meridian.example"];
  await database.pool.query("update member set email = $2 where id = $1", [scene.rune.id, rune]);
  await database.pool.query("update member set email = $2 where id = $1", [scene.dev.id, dev]);
  await scene.ask(scene.dev);
  const [asked] = await sentTo(scene, { email: rune });
  expect(asked?.subject).toBe("Review: deploy-prod of run 812, restart billing-db (request 1)");
  expect(asked?.text).toContain("deploy-prod of run 812 asks to restart billing-db");
  expect(asked?.text).toMatch(/Details\s+reason: The pool leaks/);
  await scene.vote(scene.rune, "approve");
  const [approved] = await sentTo(scene, { email: dev });
  expect(approved?.text).toContain("deploy-prod may now restart billing-db, exactly as it was approved.");
  expect(approved?.text).toContain("/approvals/requests/1");
  expect(approved?.text).not.toMatch(/promote/i);
});

test("administrators read which requests have nobody left", async () => {
  const scene = await makeScene(database.db, { reviewers: ["Rune Kvist"] });
  const max = await makeMember(scene.world, "Max Administrates", ["administrator"]);
  await scene.ask(scene.dev);
  const gone = { id: scene.rune.id, disabled: true };
  expect(answer(await updateMember(database.db, await scene.as(scene.admin), gone))).toBe("ok");
  const [mail, ...more] = await sentTo(scene, max);
  expect(more).toEqual([]);
  expect(mail?.subject).toBe("Nobody can decide request 1 in Meridian");
  expect(mail?.text).toContain("1: checkout #47 to Production");
  expect(mail?.text).toContain("/approvals/requests/1");
});
