import { onTestFinished } from "vitest";
import type { useDatabase } from "@/db/testing/database";
import { effectsOfKind } from "@/db/testing/rows";
import { answer, makeScene, type Person, type Scene } from "@/lib/approvals/testing/scene";
import { finishDeployment } from "@/lib/deploy/finish-deployment";
import { findDeployment } from "@/lib/deploy/store";
import { doEffect } from "@/lib/jobs/tasks";
import { createWebhook } from "../create-webhook";
import { webhookInput } from "../input";
import { loadDeliveries } from "../loaders";
import { startReceiver } from "./receiver";

/** For one test: a scene, somebody else's server that listens as long as the test runs, and what leads from one to the other. */
export async function makeListening({ db, pool }: ReturnType<typeof useDatabase>) {
  const scene = await makeScene(db);
  const receiver = await startReceiver();
  onTestFinished(() => receiver.stop());

  async function subscribe(
    more: object = {},
    { as = scene.admin, of = scene }: { as?: Person; of?: Scene } = {},
  ) {
    const input = webhookInput.parse({ url: receiver.url, ...more });
    const made = await createWebhook(of.db, await of.as(as), input);
    if (!made.ok) throw new Error(JSON.stringify(made.refusal));
    return made.value;
  }

  /** The messages that are promised, in their order: each done once, as its job would. */
  async function deliverAll(): Promise<void> {
    for (const id of await effectsOfKind(pool, scene.world.organizationId, "webhook.deliver"))
      await doEffect(db, id, new AbortController().signal);
  }

  async function deliveries(webhook: { id: string }) {
    const page = await loadDeliveries(await scene.as(scene.admin), { id: webhook.id, limit: 100 });
    if (!page.ok) throw new Error(page.refusal.code);
    return page.value.items;
  }

  async function promoted(outcome: "delivered" | "failed") {
    const started = await scene.promote(scene.dev, { request: 1 });
    if (!started.ok) throw new Error(answer(started));
    const row = await findDeployment(db, scene.world.organizationId, started.value);
    if (!row) throw new Error("it was started");
    const result = outcome === "delivered" ? { outcome, reference: "abc" } : { outcome, reason: "No space" };
    await finishDeployment(db, row, result);
  }

  const told = () => receiver.received.map(({ message }) => message.customData.event);
  return { scene, receiver, subscribe, deliverAll, deliveries, promoted, told };
}
