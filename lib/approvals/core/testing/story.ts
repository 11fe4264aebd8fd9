import type { Command, Facts } from "@/lib/approvals/core/commands";
import { decide } from "@/lib/approvals/core/decide";
import { type Effect, effectsOf } from "@/lib/approvals/core/effects";
import type { RequestEvent } from "@/lib/approvals/core/events";
import { evolve } from "@/lib/approvals/core/evolve";
import type { PromotionFingerprint } from "@/lib/approvals/core/fingerprint";
import type { RequestState } from "@/lib/approvals/core/request-state";
import type { Bound, PromotionSubject } from "@/lib/approvals/core/request-subject";
import { type Actor, systemActor } from "@/lib/kernel/actor";
import type { ProfileId, RequestId, UseId, VoteId } from "@/lib/kernel/ids";
import type { Refusal } from "@/lib/kernel/refusal";
import { at, type Cast, member, project, type RulesChange, rosterOf, rulesOf } from "./cast";
import { assertInvariants } from "./invariants";

export const fingerprintInput = {
  organization: "org_1",
  component: "cmp_checkout",
  kind: "promote",
  source: "env_staging",
  target: "env_production",
  digest: "sha256:47",
  configuration: "sha256:c7",
  base: { digest: "sha256:46", configuration: "sha256:c6" },
} as unknown as PromotionFingerprint;

const named = (id: string) => ({ id, slug: id, name: id });
export const subject = {
  kind: "promote",
  project: named("prj_shop"),
  component: named("cmp_checkout"),
  from: named("env_staging"),
  to: named("env_production"),
  build: { id: "bld_47", number: 47, image: "shop/checkout", digest: "sha256:47", commit: "c0ffee" },
  configuration: { id: "cfg_7", version: 7, hash: "sha256:c7" },
  live: null,
} as unknown as PromotionSubject;

export interface Given {
  rules?: RulesChange;
  cast: Cast;
  /** Who opened it. Default "requester", who need not be on the cast. */
  openedBy?: string;
  startedBy?: string | null;
  builders?: string[];
  /** What it is about. Default: a promotion. */
  about?: Bound;
}

type Told = { voteId?: string; at?: Date; may?: Partial<Facts["may"]> } & Partial<
  Pick<Facts, "requesterLost" | "remindedAt" | "gate" | "openRequest" | "sourceHealthy" | "deploymentRunning">
>;
type VoteDetails = {
  requirement?: string;
  onBehalfOf?: string;
  comment?: string | null;
  seen?: { step: string; fingerprint: string };
};

export const actorNamed = (name: string): Actor => ({
  kind: "member",
  memberId: member(name),
  name,
  via: "console",
});

const everything = { create: true, execute: true, cancel: true, override: true, see: true };

/**
 * A request and what is told of it, for tests that read like policy. Each telling answers `"ok"` or the refusal's code,
 * and every one of them is held against what must always hold.
 */
export interface Story {
  state: RequestState;
  cast: Cast;
  now: Date;
  events: RequestEvent[];
  /** Of the last telling. */
  refusal: Refusal | undefined;
  happened: RequestEvent[];
  effects: Effect[];
  tell(command: Command, told?: Told): string;
  vote(name: string, decision: "approve" | "reject", details?: VoteDetails, told?: Told): string;
  use(name: string, current?: Partial<PromotionFingerprint>, told?: Told): string;
}

const promotion: Bound = { workflow: "environment-promotion", subject, fingerprintInput };

function openCommand({
  rules,
  openedBy = "requester",
  startedBy = null,
  builders = [],
  about = promotion,
}: Given): Command {
  return {
    type: "open",
    actor: actorNamed(openedBy),
    request: {
      id: "req_1" as RequestId,
      organizationId: fingerprintInput.organization,
      number: 1,
      ...about,
      projectId: about.workflow === "certificate-operation" ? null : project("shop"),
      subjectKey: "cmp_checkout/env_production",
      profile: { id: "prf_1" as ProfileId, name: "Production", version: 1 },
      rulesFrom: null,
      rules: rulesOf(rules),
      openedBy: member(openedBy),
      startedBy: startedBy === null ? null : member(startedBy),
      builders: builders.map(member),
      message: null,
    },
  };
}

/** Decides and applies one command, without a story around it: for walks over many. */
export function step(
  state: RequestState | null,
  command: Command,
  cast: Cast,
  now: Date,
  { at: _at, may, ...facts }: Told = {},
) {
  const all: Facts = {
    roster: rosterOf(cast),
    may: { ...everything, ...may },
    requesterLost: false,
    remindedAt: null,
    gate: "gated",
    openRequest: null,
    sourceHealthy: true,
    deploymentRunning: false,
    ...facts,
  };
  const decision = decide(state, command, all, now);
  const after = decision.events.reduce<RequestState | null>((folded, one) => evolve(folded, one), state);
  return { ...decision, after, roster: all.roster };
}

export function given(start: Given): Story {
  const opened = step(null, openCommand(start), start.cast, at(0));
  if (!opened.after) throw new Error("a story begins with a request that could be opened");
  const story: Story = {
    state: opened.after,
    cast: start.cast,
    now: at(0),
    events: opened.events,
    refusal: undefined,
    happened: opened.events,
    effects: effectsOf(null, opened.after, opened.events),
    tell(command, told = {}) {
      story.now = told.at ?? story.now;
      const before = story.state;
      const { events, refusal, after, roster } = step(before, command, story.cast, story.now, told);
      story.state = after ?? before;
      story.events = [...story.events, ...events];
      story.refusal = refusal;
      story.happened = events;
      story.effects = effectsOf(before, story.state, events);
      assertInvariants({ before, after: story.state, happened: events, all: story.events, roster });
      return refusal?.code ?? "ok";
    },
    vote(name, decision, { onBehalfOf, ...details } = {}, told) {
      const voteId = `vot_${story.events.length}` as VoteId;
      const base = { type: "vote" as const, actor: actorNamed(name), voteId, memberId: member(name) };
      const behalf = onBehalfOf === undefined ? {} : { onBehalfOf: member(onBehalfOf) };
      return story.tell({ ...base, decision, comment: null, ...details, ...behalf }, told);
    },
    use(name, current, told) {
      const useId = `use_${story.events.length}` as UseId;
      return story.tell(
        {
          type: "use",
          actor: actorNamed(name),
          memberId: member(name),
          useId,
          current: { ...fingerprintInput, ...current },
        },
        told,
      );
    },
  };
  return story;
}

/** The commands that carry little more than who gives them. */
export const commands = {
  start: (name: string): Command => ({ type: "start", actor: actorNamed(name), memberId: member(name) }),
  cancel: (name: string): Command => ({
    type: "cancel",
    actor: actorNamed(name),
    memberId: member(name),
    reason: null,
  }),
  cancelBySystem: (): Command => ({ type: "cancel", actor: systemActor, memberId: null, reason: "ungated" }),
  override: (name: string, decision: "approve" | "reject" = "approve", reason = "Urgent"): Command => ({
    type: "override",
    actor: actorNamed(name),
    memberId: member(name),
    decision,
    reason,
  }),
  comment: (name: string): Command => ({ type: "comment", actor: actorNamed(name), text: "Hm" }),
  remind: (name: string): Command => ({ type: "remind", actor: actorNamed(name), memberId: member(name) }),
  expire: (): Command => ({ type: "expire", actor: systemActor }),
  lapse: (): Command => ({ type: "lapse", actor: systemActor }),
  supersede: (): Command => ({ type: "supersede", actor: systemActor, reason: "The base moved" }),
  revoke: (name: string, reason = "Not any more"): Command => ({
    type: "revoke",
    actor: actorNamed(name),
    reason,
  }),
  refuseExecution: (reason = "A deployment was running."): Command => ({
    type: "refuse-execution",
    actor: systemActor,
    code: "deployment_running",
    reason,
  }),
  finish: (useId: UseId): Command => ({ type: "finish", actor: systemActor, useId }),
  fail: (useId: UseId): Command => ({ type: "fail", actor: systemActor, useId, reason: "No disk" }),
};
