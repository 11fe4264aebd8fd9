import type { Facts } from "@/lib/approvals/core/commands";
import { decide } from "@/lib/approvals/core/decide";
import type { Roster } from "@/lib/approvals/core/eligibility";
import type { RequestEvent } from "@/lib/approvals/core/events";
import { evolve } from "@/lib/approvals/core/evolve";
import { isRequester, type RequestState } from "@/lib/approvals/core/request-state";
import { takesPart } from "@/lib/approvals/core/taking-part";
import { assertDecidersAgree } from "@/lib/approvals/core/testing/deciders";
import { assertInvariants } from "@/lib/approvals/core/testing/invariants";
import {
  type Act,
  type Deed,
  type Directory,
  isTurn,
  type Play,
  type Told,
  turned,
} from "@/lib/approvals/core/testing/play";
import { actorNamed, fingerprintInput, subject } from "@/lib/approvals/core/testing/story";
import { hasPermission, type Permission, systemRoles } from "@/lib/directory/permissions";
import { type Actor, systemActor } from "@/lib/kernel/actor";
import type { GroupId, MemberId, ProfileId, RequestId } from "@/lib/kernel/ids";
import { commandOf, toldOf } from "./play-words";

/** Plays it through `decide` and `evolve`, with the facts that the write path would read; all that must hold is checked. */
export function playInCore(play: Play): Told[] {
  const { project } = play;
  let directory = play.directory;
  let all = opened(play);
  let state = folded(null, all);
  return play.acts.map((act): Told => {
    if (isTurn(act)) {
      directory = turned(directory, act);
      assertDecidersAgree(state, rosterOf(directory), act.at);
      return toldOf(state, rosterOf(directory), act.at, "");
    }
    const roster = rosterOf(directory);
    const command = commandOf(act, state, actorOf(act), `${all.length}`);
    const facts = factsOf(act, state, all, { directory, roster, project });
    const { events, refusal } = decide(state, command, facts, act.at);
    const before = state;
    state = folded(before, events);
    all = [...all, ...events];
    assertInvariants({ before, after: state, happened: events, all, roster });
    assertDecidersAgree(state, roster, act.at);
    return toldOf(state, roster, act.at, refusal?.code ?? "ok");
  });
}

function folded(from: RequestState | null, events: RequestEvent[]): RequestState {
  const state = events.reduce<RequestState | null>((before, event) => evolve(before, event), from);
  if (!state) throw new Error("a play begins with a request that could be opened");
  return state;
}

function actorOf(deed: Deed): Actor {
  return "who" in deed ? actorNamed(deed.who.slice("mem_".length)) : systemActor;
}

function opened({
  rules,
  directory,
  project,
  openedAt,
  openedBy,
  startedBy,
  builders,
}: Play): RequestEvent[] {
  const request = {
    id: "req_1" as RequestId,
    organizationId: fingerprintInput.organization,
    number: 1,
    workflow: "environment-promotion" as const,
    projectId: project,
    subjectKey: "cmp_checkout/env_production",
    subject,
    fingerprintInput,
    profile: { id: "prf_1" as ProfileId, name: "Production", version: 1 },
    rulesFrom: null,
    rules,
    openedBy,
    startedBy,
    builders,
    message: null,
  };
  const may = { create: true, execute: true, cancel: false, override: false, see: true };
  const facts: Facts = { ...anyPlace, roster: rosterOf(directory), may, requesterLost: false };
  const actor = actorNamed(openedBy.slice("mem_".length));
  return decide(null, { type: "open", actor, request }, facts, openedAt).events;
}

const anyPlace = {
  remindedAt: null,
  gate: "gated",
  openRequest: null,
  sourceHealthy: true,
  deploymentRunning: false,
} as const;

interface Where extends Pick<Play, "directory" | "project"> {
  roster: Roster;
}

/** The facts that the write path reads about whoever does it. */
function factsOf(act: Act & Deed, state: RequestState, all: RequestEvent[], where: Where): Facts {
  const { directory, roster, project } = where;
  const who = "who" in act ? act.who : null;
  const may = (permission: Permission, id: MemberId | null = who) =>
    id === null ||
    (roster.members.get(id)?.disabled === false && hasPermission(heldBy(id, directory), permission, project));
  const sees =
    who === null ||
    (roster.members.get(who)?.disabled === false &&
      (may("request.read") ||
        isRequester(state, who) ||
        participants(all).has(who) ||
        takesPart(state, who, roster, act.at)));
  return {
    ...anyPlace,
    ...(act.type === "use" && { sourceHealthy: act.healthy, deploymentRunning: act.deploying }),
    roster,
    may: {
      create: may("request.create"),
      execute: may("promotion.execute"),
      cancel: may("request.cancel"),
      override: may("request.override"),
      see: sees,
    },
    requesterLost: !may("request.create", state.openedBy),
  };
}

function heldBy(id: MemberId, { held }: Directory) {
  return held
    .filter(({ who }) => who === id)
    .map(({ role, where }) => ({
      system: systemRoles.find((name) => role === `rol_${name}`) ?? null,
      permissions: [],
      projectId: where,
    }));
}

/** Whom the request's events name as asked, told or part of a vote. */
function participants(all: RequestEvent[]): Set<MemberId> {
  return new Set(
    all.flatMap((event) => {
      if (event.type === "vote.cast") return [event.data.voterId, event.data.principalId];
      if (event.type !== "step.opened") return [];
      return [...event.data.asked.map(({ memberId }) => memberId), ...event.data.told];
    }),
  );
}

function rosterOf({ members, held, groups, delegations }: Directory): Roster {
  const members_ = members.map(
    ({ id, service, disabled }) =>
      [id, { name: id, kind: service ? ("service" as const) : ("person" as const), disabled }] as const,
  );
  const names = new Set(groups.map(({ group }) => group));
  return {
    members: new Map(members_),
    holders: held.map(({ who, role, where }) => ({ roleId: role, memberId: who, projectId: where })),
    groups: new Map<GroupId, MemberId[]>(
      [...names].map((name) => [name, groups.filter(({ group }) => group === name).map(({ who }) => who)]),
    ),
    delegations: delegations.map(({ from, to, where, starts, ends }) => ({
      from,
      to,
      projectId: where,
      startsAt: starts,
      endsAt: ends,
      cancelledAt: null,
    })),
  };
}
