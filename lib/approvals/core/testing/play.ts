import type { ApprovalRules } from "@/lib/approvals/core/rules";
import type { RequestStateName, UseStateName, VoteDecision } from "@/lib/approvals/core/vocabulary";
import type { GroupId, MemberId, ProjectId, RoleId } from "@/lib/kernel/ids";

/** A role that somebody holds: in one project, or (null) in the whole organization. */
export interface Held {
  who: MemberId;
  role: RoleId;
  where: ProjectId | null;
}

export interface Delegation {
  from: MemberId;
  to: MemberId;
  /** In one project, or (null) everywhere. */
  where: ProjectId | null;
  starts: Date;
  /** Null: until it is cancelled. */
  ends: Date | null;
}

/** Who is who at one moment. A delegation that was cancelled is not in it any more. */
export interface Directory {
  members: { id: MemberId; service: boolean; disabled: boolean }[];
  held: Held[];
  groups: { group: GroupId; who: MemberId }[];
  delegations: Delegation[];
}

/** What somebody asks of the request. */
export type Deed =
  | {
      type: "vote";
      who: MemberId;
      decision: VoteDecision;
      comment: string | null;
      requirement?: string | undefined;
      onBehalfOf?: MemberId | undefined;
      /** What the voter looked at; undefined says nothing of it. */
      seen?: "this" | "another step" | "another content" | undefined;
    }
  | { type: "start" | "comment" | "cancel"; who: MemberId }
  | { type: "override"; who: MemberId; decision: VoteDecision; reason: string }
  | { type: "use"; who: MemberId; stale: boolean; healthy: boolean; deploying: boolean }
  | { type: "revoke"; who: MemberId; reason: string }
  /** `use`: which one, counted from 0. */
  | { type: "finish" | "fail"; use: number }
  | { type: "expire" | "lapse" | "supersede" };

/** What an administrator, or time, does to who is who. */
export type Turn =
  | { type: "disable" | "enable"; who: MemberId }
  | { type: "give" | "take"; held: Held }
  | { type: "join" | "leave"; group: GroupId; who: MemberId }
  | { type: "delegate"; delegation: Delegation }
  | { type: "undelegate"; from: MemberId; to: MemberId };

export type Act = { at: Date } & (Deed | Turn);

/**
 * One request from its opening on, as it can be put to the model, to the core and to the write path: who asks under which
 * rules, and everything that is done then, in order. All three speak the ids of here (`mem_ann`, `rol_release`).
 */
export interface Play {
  rules: ApprovalRules;
  directory: Directory;
  project: ProjectId;
  openedAt: Date;
  openedBy: MemberId;
  startedBy: MemberId | null;
  builders: MemberId[];
  acts: Act[];
}

/** What can be told of a request after an act, in words that compare: its truth at that instant, and how the act was answered. */
export interface Told {
  /** "ok", the code of the refusal, or "" for a change of who is who. */
  answer: string;
  state: RequestStateName;
  use: UseStateName;
  openStep: number | null;
  overridden: boolean;
  /** Every vote ever cast, in order: `mem_dee for mem_ann: 0 R1 approve`, with ` (replaced)`. */
  votes: string[];
  /** Per step and requirement: `R1 2+0`, approvals and rejections that count. */
  tallies: string[];
  /** "running", "succeeded" or "failed", in order. */
  uses: string[];
  /** In which capacities a vote would be taken now: `mem_dee for mem_ann: R1`, sorted. */
  deciders: string[];
  /** Whom each opening of a step asked, likewise. */
  asked: string[];
}

const turns = ["disable", "enable", "give", "take", "join", "leave", "delegate", "undelegate"];

export function isTurn(act: Act): act is { at: Date } & Turn {
  return turns.includes(act.type);
}

/** Who is who after a turn. What is not there cannot be taken; what is there is not given twice. */
export function turned(directory: Directory, turn: Turn): Directory {
  const { members, held, groups, delegations } = directory;
  const sameHeld = (a: Held, b: Held) => a.who === b.who && a.role === b.role && a.where === b.where;
  switch (turn.type) {
    case "disable":
    case "enable": {
      const disabled = turn.type === "disable";
      return {
        ...directory,
        members: members.map((one) => (one.id === turn.who ? { ...one, disabled } : one)),
      };
    }
    case "give":
    case "take": {
      const others = held.filter((one) => !sameHeld(one, turn.held));
      return { ...directory, held: turn.type === "give" ? [...others, turn.held] : others };
    }
    case "join":
    case "leave": {
      const { group, who } = turn;
      const others = groups.filter((one) => one.group !== group || one.who !== who);
      return { ...directory, groups: turn.type === "join" ? [...others, { group, who }] : others };
    }
    case "delegate":
      return { ...directory, delegations: [...delegations, turn.delegation] };
    case "undelegate":
      return {
        ...directory,
        delegations: delegations.filter(({ from, to }) => from !== turn.from || to !== turn.to),
      };
  }
}
