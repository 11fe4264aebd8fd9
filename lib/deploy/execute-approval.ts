import type { Database, Transaction } from "@/db/client";
import type { ExecutionRefusalCode } from "@/lib/approvals/core/events";
import { executeIn } from "@/lib/approvals/execute";
import { refusalSentence } from "@/lib/approvals/refusal-copy";
import { callerOfMember } from "@/lib/auth/caller-of-member";
import { lockPlace } from "@/lib/catalog/store-configuration";
import { findEnvironmentById, readComponentNames } from "@/lib/catalog/store-places";
import { type Caller, callerMay } from "@/lib/directory/caller";
import { holdOrganization } from "@/lib/directory/store";
import { wakeDrainer } from "@/lib/jobs/wake";
import { systemActor } from "@/lib/kernel/actor";
import type { OrganizationId, RequestId } from "@/lib/kernel/ids";
import { invariant } from "@/lib/kernel/invariant";
import { refusal } from "@/lib/kernel/refusal";
import { type Result, refused } from "@/lib/kernel/result";
import { beginDeployment } from "./begin-deployment";
import { whyNotExecuted } from "./core/execution-words";
import { lookOutside } from "./look-outside";
import { readApproved, wasUsed } from "./store-grants";
import type { Wish } from "./wish";

/** Takes the promise on in a transaction; false when it was kept before. */
type Claim = (tx: Transaction) => Promise<boolean>;

/**
 * What `onApproval: "execute"` promises: what was approved is deployed by itself, through the gate like any other use, as
 * the member who opened the request and with what they may at this moment. Refused, it is not tried again: the record and
 * a mail say why, and the approval stays ready (engine.md, rule 9). Promise, use and deployment are one transaction, so it
 * happens once however often the job runs; not at all when somebody has used the approval before.
 */
export async function executeApproval(
  db: Database,
  organizationId: OrganizationId,
  id: RequestId,
  claim: Claim,
): Promise<void> {
  const { wish, openedBy, requester, names } = await resolveApproved(db, organizationId, id);
  const caller = await callerOfMember(db, organizationId, openedBy);
  const outside = await lookOutside(db, wish, names);
  await db.transaction(async (tx) => {
    await holdOrganization(tx, organizationId);
    if (!(await claim(tx))) return;
    await lockPlace(tx, wish.place);
    if (await wasUsed(tx, organizationId, id)) return;
    const begun = await beginAs(tx, caller, wish, outside);
    if (begun.ok) return;
    const concerned = { requester, from: wish.from?.name ?? wish.to.name, to: wish.to.name };
    const reason = whyNotExecuted(begun.refusal, concerned, refusalSentence(begun.refusal));
    await noteRefusal(tx, organizationId, id, begun.refusal.code, reason);
  });
  wakeDrainer();
}

/** Says on the record and by mail that a defect of ours kept it from running, so that somebody promotes. */
export async function giveUpExecution(
  db: Database,
  organizationId: OrganizationId,
  id: RequestId,
  claim: Claim,
): Promise<void> {
  const reason = "Countersign could not start it: something went wrong on our side.";
  await db.transaction(async (tx) => {
    if (await claim(tx)) await noteRefusal(tx, organizationId, id, "defect", reason);
  });
  wakeDrainer();
}

async function noteRefusal(
  tx: Transaction,
  organizationId: OrganizationId,
  id: RequestId,
  code: ExecutionRefusalCode,
  reason: string,
): Promise<void> {
  const command = { type: "refuse-execution", actor: systemActor, code, reason } as const;
  await executeIn(tx, { organizationId, caller: null }, { id }, () => command);
}

async function resolveApproved(db: Database, organizationId: OrganizationId, id: RequestId) {
  const approved = await readApproved(db, organizationId, id);
  invariant(approved, "a job's request exists");
  const { subject, number, openedBy, startedBy, requester, organization } = approved;
  const { kind, build } = subject;
  const componentId = subject.component.id;
  const to = await findEnvironmentById(db, organizationId, subject.to.id);
  const from = await findEnvironmentById(db, organizationId, subject.from.id);
  const held = await readComponentNames(db, organizationId, componentId);
  invariant(to && from && held, "what a request names is never removed");
  const wish: Wish = {
    place: { organizationId, componentId, environmentId: to.id },
    projectId: held.project.id,
    kind,
    from: kind === "promote" ? from : null,
    to,
    build: build.number,
    request: number,
    startedBy: startedBy ?? openedBy,
    retryOf: null,
    actor: systemActor,
  };
  const names = { organization, project: held.project.slug, component: held.component.slug };
  return { wish, openedBy, requester, names };
}

async function beginAs(
  tx: Transaction,
  caller: Caller | undefined,
  wish: Wish,
  outside: Awaited<ReturnType<typeof lookOutside>>,
): Promise<Result<unknown>> {
  if (!caller || !callerMay(caller, "promotion.execute", wish.projectId))
    return refused(refusal("not_permitted"));
  if (!outside.ok) return outside;
  return beginDeployment(tx, caller, { ...wish, found: outside.value });
}
