import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { member, roleAssignment } from "@/db/schema";
import { useDatabase } from "@/db/testing/database";
import { startDeployment } from "@/lib/deploy/start-deployment";
import type { Caller } from "@/lib/directory/caller";
import { openRequestInput } from "./input";
import { openRequest } from "./open-request";
import { answer, makeScene, type Scene } from "./testing/scene";

/** Whoever was let in and lost the right before the verb's turn came (engine.md, the write path, 2). */
const database = useDatabase();

const shop = { project: "shop", component: "checkout" };
const asks = (scene: Scene, caller: Caller) =>
  openRequest(
    scene.db,
    caller,
    openRequestInput.parse({
      workflow: "environment-promotion",
      subject: { ...shop, from: "staging", to: "production" },
    }),
  );
const redeploys = (scene: Scene, caller: Caller) =>
  startDeployment(scene.db, caller, { ...shop, kind: "redeploy", environment: "staging" });

test.each([
  ["asks", asks],
  ["deploys", redeploys],
] as const)("whoever lost the role meanwhile %s in vain, whoever was disabled too", async (_, act) => {
  for (const lose of ["role", "membership"] as const) {
    const scene = await makeScene(database.db);
    const known = await scene.as(scene.dev);
    const mine = scene.dev.id;
    if (lose === "role") await scene.db.delete(roleAssignment).where(eq(roleAssignment.memberId, mine));
    else await scene.db.update(member).set({ disabledAt: new Date() }).where(eq(member.id, mine));
    expect(answer(await act(scene, known))).toBe("not_found");
  }
});
