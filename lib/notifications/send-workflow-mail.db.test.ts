import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { effect } from "@/db/schema";
import { useDatabase } from "@/db/testing/database";
import { callerFor, disable, makeMember, makeWorld } from "@/db/testing/world";
import { doEffect } from "@/lib/jobs/tasks";
import { configureWorkflow } from "@/lib/workflows/configure-workflow";
import { listFileMails } from "./read-file-mail";

const database = useDatabase();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "countersign-mail-"));
  process.env.COUNTERSIGN_DATA_DIR = folder;
});
afterAll(() => rm(folder, { recursive: true }));

test("when a workflow is turned off, all other administrators read who did it, why, and what is let through", async () => {
  const { db } = database;
  const world = await makeWorld(db);
  const vera = await makeMember(world, "Vera Lind", ["administrator"]);
  await makeMember(world, "Tove Berg", ["administrator"]);
  const left = await makeMember(world, "Sol Okafor", ["administrator"]);
  await makeMember(world, "Rune Kvist", ["reviewer", { role: "administrator", project: world.shop }]);
  await makeMember(world, "Bot", ["administrator"], "service");
  const caller = await callerFor(world, vera);
  const workflow = "environment-promotion";
  await configureWorkflow(db, caller, workflow, { enabled: true, roles: ["reviewer"] });
  await configureWorkflow(db, caller, workflow, { enabled: false, reason: "The board is away" });
  await disable(world, left.id);
  const promised = await db
    .select({ id: effect.id })
    .from(effect)
    .where(and(eq(effect.organizationId, caller.organizationId), eq(effect.kind, "mail.workflow-changed")));
  expect(promised).toHaveLength(2);
  for (const { id } of promised) await doEffect(db, id, new AbortController().signal);
  const mails = await listFileMails(folder);
  expect(mails.map(({ to, subject }) => [to.email, subject])).toEqual([
    ["tove.berg@meridian.example", "Turned off: Environment Promotion in Meridian"],
  ]);
  for (const fact of [
    "Turned off by Vera Lind",
    "The board is away",
    "Every way into Production",
    "Nothing was open",
  ])
    expect(mails[0]?.text).toContain(fact);
});
