import type { Transaction } from "@/db/client";
import { actorOf, type Caller, callerMay } from "@/lib/directory/caller";
import type { Clock } from "@/lib/kernel/clock";
import { newId } from "@/lib/kernel/new-id";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { operationGate } from "@/lib/workflows/resolve-operation-profile";
import { lockProfile } from "@/lib/workflows/resolve-profile";
import { pinVersion } from "@/lib/workflows/store";
import { decide, refusalOfOpening } from "./core/decide";
import { certificateFingerprint } from "./core/operation-fingerprint";
import type { RequestState } from "./core/request-state";
import { storeOpened } from "./execute";
import type { CertificateRequestInput } from "./input";
import { askersOf, openingFacts, requesterOf, stillOpen } from "./opening";
import { readClock } from "./store";
import { lockSubject, nextNumber } from "./store-opening";
import { readRoster } from "./store-roster";

/**
 * Asks for an operation of what issues certificates (engine.md, open). It belongs to the organization, so asking takes
 * `request.create` there. One request is open per resource, whatever the action.
 */
export async function openCertificateOperation(
  tx: Transaction,
  caller: Caller,
  { resource, action, details, startedBy, message }: CertificateRequestInput,
  clock?: Clock,
): Promise<Result<RequestState>> {
  const { organizationId } = caller;
  const workflow = "certificate-operation" as const;
  if (!callerMay(caller, "request.create", "organization")) return refused(refusal("not_permitted"));
  const requester = await requesterOf(tx, caller, startedBy);
  if (!requester.ok) return requester;

  await lockSubject(tx, organizationId, workflow, resource);
  const now = clock?.() ?? (await readClock(tx));
  const openRequest = await stillOpen(tx, caller, workflow, resource, clock);
  if (openRequest !== null) return refused(isOpenAlready(caller, openRequest));
  const { gate, binding } = await operationGate(tx, organizationId, workflow, {
    projectId: null,
    resource,
    action,
  });
  if (!binding) return refused(refusal(gate));
  const { profile, rules } = await lockProfile(tx, organizationId, binding);
  const roster = await readRoster(tx, organizationId, [rules], askersOf(caller, requester.value));
  const facts = openingFacts(caller, roster, "organization", true);
  const why = refusalOfOpening(rules, facts);
  if (why) return refused(why);
  await pinVersion(tx, { organizationId, profileId: profile.id, version: profile.version }, now);
  const subject = { resource, action, details };
  const request = {
    workflow,
    subject,
    fingerprintInput: certificateFingerprint(organizationId, subject),
    id: newId("req"),
    organizationId,
    number: await nextNumber(tx, organizationId),
    projectId: null,
    subjectKey: resource,
    profile,
    rulesFrom: null,
    rules,
    openedBy: caller.member.id,
    startedBy: requester.value,
    builders: [],
    message,
  };
  const { events } = decide(null, { type: "open", actor: actorOf(caller), request }, facts, now);
  return ok(await storeOpened(tx, events));
}

function isOpenAlready(caller: Caller, number: number) {
  return refusal("request_exists", {
    detail: "A request for this resource is open already. Wait for its decision, or have it cancelled first.",
    ...(callerMay(caller, "request.read", "organization") ? { facts: { number } } : {}),
  });
}
