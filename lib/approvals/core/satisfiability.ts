import type { MemberId, ProjectId } from "@/lib/kernel/ids";
import { principalsOf, type Roster } from "./eligibility";
import type { ApprovalRules, Requirement } from "./rules";
import { firstUnmet, unlimited } from "./vote-flow";

/** Why rules can never pass. `path` points into the rules, `message` says it to the person who types them. */
export interface RuleProblem {
  path: string;
  message: string;
}

/**
 * Everything that makes these rules unable to ever pass with the people of now, in a project or (null) by what people
 * hold in the whole organization. Empty: they can (engine.md, Saving refuses).
 */
export function problemsOf(rules: ApprovalRules, roster: Roster, projectId: ProjectId | null): RuleProblem[] {
  const problems = [
    ...nameProblems(rules.steps, "steps", "steps"),
    ...rules.steps.flatMap(({ requirements }, index) => {
      const path = `steps.${index}.requirements`;
      const own = requirements.flatMap((requirement, at) =>
        requirementProblems(requirement, `${path}.${at}`, roster),
      );
      return [...nameProblems(requirements, path, "requirements of a step"), ...own];
    }),
  ];
  if (rules.steps.length === 0) problems.push({ path: "steps", message: "At least one step is needed." });
  if (problems.length === 0) problems.push(...thresholdProblems(rules, roster, projectId));
  if (rules.distinctAcrossSteps && (rules.votes.maxPerPerson !== 1 || rules.votes.maxPerPrincipal !== 1))
    problems.push({
      path: "distinctAcrossSteps",
      message: "Different people per step needs one vote per person and per principal.",
    });
  return problems;
}

/**
 * Everybody without whom rules that can pass could not: the rules hang on each of them. Unless requesters may vote, their
 * own requests cannot be approved either.
 */
export function hangingOn(rules: ApprovalRules, roster: Roster, projectId: ProjectId | null): MemberId[] {
  const requirements = rules.steps.flatMap((step) => step.requirements);
  const wanted = requirements.reduce((sum, { requiredApprovals }) => sum + requiredApprovals, 0);
  // Where more people could approve than approvals are wanted in all, nobody is needed: only the others are tried.
  const scarce = requirements
    .map((requirement) => principalsOf(requirement, roster, projectId))
    .filter((people) => people.size <= wanted);
  return [...new Set(scarce.flatMap((people) => [...people]))].filter(
    (id) => problemsOf(rules, withDisabled(roster, id), projectId).length > 0,
  );
}

function withDisabled(roster: Roster, id: MemberId): Roster {
  const member = roster.members.get(id);
  return member
    ? { ...roster, members: new Map([...roster.members, [id, { ...member, disabled: true }]]) }
    : roster;
}

/** Where roles are held: in the whole organization, and in each project in which somebody holds one. */
function everywhere({ holders }: Roster): (ProjectId | null)[] {
  return [...new Set([null, ...holders.map(({ projectId }) => projectId)])];
}

/** Votes and the record name steps and requirements by their names, so these must tell them apart. */
function nameProblems(named: readonly { name: string }[], path: string, what: string): RuleProblem[] {
  return named.flatMap(({ name }, index) =>
    named.findIndex((other) => other.name === name) === index
      ? []
      : [
          {
            path: `${path}.${index}.name`,
            message: `Two ${what} are called "${name}". Give each its own name.`,
          },
        ],
  );
}

function requirementProblems(requirement: Requirement, path: string, roster: Roster): RuleProblem[] {
  const { roles, groups, users, narrowTo } = requirement.approvers;
  if (roles.length + groups.length + users.length === 0)
    return [
      { path: `${path}.approvers`, message: "Name at least one role, group or person who may approve." },
    ];
  if (narrowTo === null) return [];
  if (narrowTo.length === 0)
    return [
      {
        path: `${path}.approvers.narrowTo`,
        message: "Narrowing to nobody leaves nobody to approve. Name people, or do not narrow.",
      },
    ];
  const all = { ...requirement, approvers: { ...requirement.approvers, narrowTo: null } };
  const wide = new Set(
    everywhere(roster).flatMap((projectId) => [...principalsOf(all, everyoneEnabled(roster), projectId)]),
  );
  const outside = narrowTo.filter((id) => !wide.has(id)).map((id) => roster.members.get(id)?.name ?? id);
  if (outside.length === 0) return [];
  return [
    {
      path: `${path}.approvers.narrowTo`,
      message: `${outside.join(", ")} ${outside.length === 1 ? "holds" : "hold"} none of these roles.`,
    },
  ];
}

/** A disabled member may come back: naming one is not the mistake that narrowing to an outsider is. */
function everyoneEnabled(roster: Roster): Roster {
  return {
    ...roster,
    members: new Map([...roster.members].map(([id, member]) => [id, { ...member, disabled: false }])),
  };
}

/**
 * Can the eligible people reach every threshold under the vote limits, deciding for themselves? A flow per step; one
 * over all steps where nobody may decide two of them.
 */
function thresholdProblems(rules: ApprovalRules, roster: Roster, projectId: ProjectId | null): RuleProblem[] {
  const steps = rules.steps.map(({ requirements }, step) =>
    requirements.map((requirement, at) => ({
      requirement,
      path: `steps.${step}.requirements.${at}.requiredApprovals`,
      people: principalsOf(requirement, roster, projectId),
    })),
  );
  return (rules.distinctAcrossSteps ? [steps.flat()] : steps).flatMap((together) => {
    const wanted = together.map(({ requirement }) => requirement.requiredApprovals);
    const ways = together.flatMap(({ people }, requirement) =>
      [...people].map((id) => ({
        voterId: id,
        principalId: id,
        requirement,
        atMost: unlimited,
      })),
    );
    const short = together[firstUnmet(wanted, ways, rules.votes) ?? -1];
    return short ? [{ path: short.path, message: shortMessage(short, rules.votes) }] : [];
  });
}

function shortMessage(
  { requirement, people }: { requirement: Requirement; people: Set<MemberId> },
  votes: ApprovalRules["votes"],
): string {
  const { name, requiredApprovals } = requirement;
  const caps = [votes.maxPerPerson || votes.maxDirect, votes.maxPerPrincipal].filter((cap) => cap > 0);
  const each = Math.min(...caps, unlimited);
  const needs = `"${name}" needs ${approvals(requiredApprovals)}`;
  // Nobody times no limit is not a number, and so not enough.
  if (people.size * each >= requiredApprovals)
    return `${needs}. The people who could give one are needed elsewhere in these rules.`;
  const could = people.size === 1 ? "1 person" : `${people.size} people`;
  return `${needs}, but only ${could} could give one${each > 1 && each < unlimited ? `, at most ${each} each` : ""}.`;
}

/** "1 approval", "2 approvals". */
export const approvals = (count: number) => (count === 1 ? "1 approval" : `${count} approvals`);
