import type { Roster } from "@/lib/approvals/core/eligibility";
import type { ApprovalRules, Requirement } from "@/lib/approvals/core/rules";
import type { GroupId, MemberId, ProjectId, RoleId } from "@/lib/kernel/ids";

/** Ids that read as what they are. For tests. */
export const member = (name: string) => `mem_${name}` as MemberId;
const role = (name: string) => `rol_${name}` as RoleId;
const group = (name: string) => `grp_${name}` as GroupId;
export const project = (name: string) => `prj_${name}` as ProjectId;

/** 2027-01-04 at `hours` o'clock, UTC: a Monday on which every story of the tests begins at 0. */
export const at = (hours: number, milliseconds = 0) =>
  new Date(Date.UTC(2027, 0, 4) + hours * 3_600_000 + milliseconds);

export interface Cast {
  /** Everybody, by name. `!name` is disabled, `~name` a service account. */
  members: string[];
  /** `role: [names]`, held organization-wide; `role@project: [names]` in one project. */
  roles?: Record<string, string[]>;
  groups?: Record<string, string[]>;
  delegations?: {
    from: string;
    to: string;
    project?: string;
    starts?: Date;
    ends?: Date | null;
    cancelled?: Date | null;
  }[];
}

/** Who is who, as the store would have read it. */
export function rosterOf({ members, roles = {}, groups = {}, delegations = [] }: Cast): Roster {
  return {
    members: new Map(
      members.map((mark) => [
        member(mark.replace(/^[!~]/, "")),
        {
          name: mark.replace(/^[!~]/, ""),
          kind: mark.startsWith("~") ? ("service" as const) : ("person" as const),
          disabled: mark.startsWith("!"),
        },
      ]),
    ),
    holders: Object.entries(roles).flatMap(([key, names]) => {
      const [name = "", where] = key.split("@");
      return names.map((one) => ({
        roleId: role(name),
        memberId: member(one),
        projectId: where === undefined ? null : project(where),
      }));
    }),
    groups: new Map(Object.entries(groups).map(([name, names]) => [group(name), names.map(member)])),
    delegations: delegations.map(({ from, to, project: where, starts, ends, cancelled }) => ({
      from: member(from),
      to: member(to),
      projectId: where === undefined ? null : project(where),
      startsAt: starts ?? at(-1000),
      endsAt: ends ?? null,
      cancelledAt: cancelled ?? null,
    })),
  };
}

type Who = {
  roles?: string[];
  organizationRoles?: string[];
  groups?: string[];
  users?: string[];
  narrowTo?: string[] | null;
};

/** A requirement of so many approvals by whom `who` names. `roles` reach into the project, `organizationRoles` do not. */
export function requirement(
  name: string,
  who: Who,
  requiredApprovals = 1,
  requiredRejections = 1,
): Requirement {
  return {
    name,
    approvers: {
      roles: [
        ...(who.roles ?? []).map((one) => ({ roleId: role(one), scope: "project" as const })),
        ...(who.organizationRoles ?? []).map((one) => ({
          roleId: role(one),
          scope: "organization" as const,
        })),
      ],
      groups: (who.groups ?? []).map(group),
      users: (who.users ?? []).map(member),
      narrowTo: who.narrowTo?.map(member) ?? null,
    },
    notifyOnly: { roles: [], groups: [], users: [] },
    requiredApprovals,
    requiredRejections,
  };
}

export type RulesChange = Partial<Omit<ApprovalRules, "votes" | "steps">> & {
  votes?: Partial<ApprovalRules["votes"]>;
  /** Per step its requirements; the steps are called "Step 1", "Step 2", … */
  steps?: Requirement[][];
};

/** Strict rules (one vote a person and a principal, no delegates, no requester) but for what a test is about. */
export function rulesOf({ votes, steps, ...change }: RulesChange = {}): ApprovalRules {
  return {
    votes: {
      maxPerPrincipal: 1,
      maxPerPerson: 1,
      maxDirect: 0,
      maxDelegated: 0,
      onExcess: "replace-oldest",
      ...votes,
    },
    steps: (steps ?? [[requirement("Reviewers", { roles: ["reviewer"] })]]).map((requirements, index) => ({
      name: `Step ${index + 1}`,
      requirements,
    })),
    allowRequesterVote: false,
    allowBuilderVote: true,
    allowApproverToPromote: true,
    allowDelegates: false,
    distinctAcrossSteps: false,
    comment: "optional",
    hoursToDecide: null,
    hoursToUse: null,
    grantUses: "once",
    whenSourceChanges: "keep",
    onApproval: "unlock",
    startsWaiting: true,
    whoMayCancel: "both",
    allowOverride: true,
    ...change,
  };
}
