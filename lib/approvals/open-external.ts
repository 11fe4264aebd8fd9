import type { Transaction } from "@/db/client";
import { reachProject } from "@/lib/catalog/reach";
import { actorOf, type Caller, callerMay } from "@/lib/directory/caller";
import { canonicalJson } from "@/lib/kernel/canonical-json";
import type { Clock } from "@/lib/kernel/clock";
import type { ProjectId } from "@/lib/kernel/ids";
import { newId } from "@/lib/kernel/new-id";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { pinVersion } from "@/lib/workflows/store";
import { decide, refusalOfOpening } from "./core/decide";
import { externalFingerprint } from "./core/operation-fingerprint";
import type { RequestState } from "./core/request-state";
import type { ExternalSubject } from "./core/request-subject";
import { storeOpened } from "./execute";
import type { ExternalRequestInput } from "./input";
import { askersOf, openingFacts, requesterOf } from "./opening";
import { chooseRules } from "./operation-rules";
import { readClock } from "./store";
import { findEver, lockSubject, nextNumber } from "./store-opening";
import { readRoster } from "./store-roster";

/** Rule 7: one request for ever. JSON keeps `a/b` and `c` apart from `a` and `b/c`. */
function externalKey(project: ProjectId, { pipeline, run, name, attempt }: ExternalSubject): string {
  return canonicalJson([project, pipeline, run, name, attempt]);
}

/**
 * Asks in the name of another system (engine.md, open). Of two who ask for the same attempt at the same instant one is
 * told of the other's request. Rules of the requester's own take `request.set_rules`.
 */
export async function openExternal(
  tx: Transaction,
  caller: Caller,
  input: ExternalRequestInput,
  clock?: Clock,
): Promise<Result<RequestState>> {
  const { organizationId } = caller;
  const reached = await reachProject(tx, caller, input.project, "request.create");
  if (!reached.ok) return reached;
  const { id: projectId, slug, name: projectName } = reached.value;
  if (input.rules && !callerMay(caller, "request.set_rules", projectId))
    return refused(refusal("not_permitted"));
  const requester = await requesterOf(tx, caller, input.startedBy);
  if (!requester.ok) return requester;
  const { pipeline = null, run = null, name, attempt, resource, action, details } = input;
  const project = { id: projectId, slug, name: projectName };
  const subject: ExternalSubject = { project, pipeline, run, name, attempt, resource, action, details };

  const subjectKey = externalKey(projectId, subject);
  await lockSubject(tx, organizationId, "external", subjectKey);
  const now = clock?.() ?? (await readClock(tx));
  const earlier = await findEver(tx, organizationId, "external", subjectKey);
  if (earlier) return refused(askedBefore(caller, projectId, earlier));
  const chosen = await chooseRules(tx, caller, input, projectId);
  if (!chosen.ok) return chosen;
  const { rules, profile, rulesFrom } = chosen.value;
  const roster = await readRoster(tx, organizationId, [rules], askersOf(caller, requester.value));
  const facts = openingFacts(caller, roster, projectId, true);
  const why = refusalOfOpening(rules, facts);
  if (why) return refused(why);
  if (profile) await pinVersion(tx, { organizationId, profileId: profile.id, version: profile.version }, now);
  const request = {
    workflow: "external" as const,
    subject,
    fingerprintInput: externalFingerprint(organizationId, subject, subject),
    id: newId("req"),
    organizationId,
    number: await nextNumber(tx, organizationId),
    projectId,
    subjectKey,
    profile,
    rulesFrom,
    rules,
    openedBy: caller.member.id,
    startedBy: requester.value,
    builders: [],
    message: input.message,
  };
  const { events } = decide(null, { type: "open", actor: actorOf(caller), request }, facts, now);
  return ok(await storeOpened(tx, events));
}

type Earlier = NonNullable<Awaited<ReturnType<typeof findEver>>>;

function askedBefore(caller: Caller, projectId: ProjectId, { number, openedBy, startedBy }: Earlier) {
  const isOwn = [openedBy, startedBy].includes(caller.member.id);
  const visible = isOwn || callerMay(caller, "request.read", projectId);
  return refusal("request_exists", {
    detail: "This attempt was asked for before. Follow that request, or ask with another attempt.",
    ...(visible ? { facts: { number } } : {}),
  });
}
