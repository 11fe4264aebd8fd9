import type { MemberId, ProjectId } from "@/lib/kernel/ids";
import { principalsOf, type Roster } from "./eligibility";
import type { ApprovalRules, Requirement } from "./rules";

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

/** Where roles are held: in the whole organization, and in each project in which somebody holds one. */
function everywhere({ holders }: Roster): (ProjectId | null)[] {
  return [null, ...new Set(holders.flatMap(({ projectId }) => (projectId === null ? [] : [projectId])))];
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
 * Can the eligible people reach every threshold under the vote limits? A flow per step, person → requirement; one over
 * all steps where nobody may decide two of them.
 */
function thresholdProblems(rules: ApprovalRules, roster: Roster, projectId: ProjectId | null): RuleProblem[] {
  const { maxPerPerson, maxDirect, maxPerPrincipal } = rules.votes;
  const caps = [maxPerPerson > 0 ? maxPerPerson : maxDirect, maxPerPrincipal].filter((cap) => cap > 0);
  const perPerson = caps.length > 0 ? Math.min(...caps) : Number.POSITIVE_INFINITY;
  const steps = rules.steps.map(({ requirements }, step) =>
    requirements.map((requirement, at) => ({
      requirement,
      path: `steps.${step}.requirements.${at}.requiredApprovals`,
      people: principalsOf(requirement, roster, projectId),
    })),
  );
  return (rules.distinctAcrossSteps ? [steps.flat()] : steps).flatMap((together) => {
    const eligible = together.map(({ people }) => people);
    const wanted = together.map(({ requirement }) => requirement.requiredApprovals);
    const short = together[unreachable(eligible, wanted, perPerson) ?? -1];
    if (!short) return [];
    const { name, requiredApprovals } = short.requirement;
    const count = short.people.size;
    const message = `"${name}" needs ${approvals(requiredApprovals)}, but only ${count} ${count === 1 ? "person" : "people"} could give one${perPerson === 1 ? "" : `, at most ${perPerson} each`}.`;
    const elsewhere = `"${name}" needs ${approvals(requiredApprovals)}. The people who could give one are needed elsewhere in these rules.`;
    const enough = count * perPerson >= requiredApprovals;
    return [{ path: short.path, message: enough ? elsewhere : message }];
  });
}

const approvals = (count: number) => (count === 1 ? "1 approval" : `${count} approvals`);

/**
 * Index of the first requirement whose threshold cannot be met together with those before it; null when all can.
 * Augmenting paths: each approval wanted looks for a person with a vote left, moving others' votes where they have choice.
 */
function unreachable(eligible: Set<MemberId>[], wanted: number[], perPerson: number): number | null {
  const given = new Map<MemberId, number[]>();
  const find = (requirement: number, visited: Set<MemberId>): boolean => {
    for (const person of eligible[requirement] ?? []) {
      if (visited.has(person)) continue;
      visited.add(person);
      const votes = given.get(person) ?? [];
      if (votes.length < perPerson) {
        given.set(person, [...votes, requirement]);
        return true;
      }
      const moved = votes.findIndex((other) => other !== requirement && find(other, visited));
      if (moved >= 0) {
        given.set(
          person,
          votes.map((vote, index) => (index === moved ? requirement : vote)),
        );
        return true;
      }
    }
    return false;
  };
  for (const [requirement, count] of wanted.entries())
    for (let got = 0; got < count; got++) {
      if (perPerson === Number.POSITIVE_INFINITY && (eligible[requirement]?.size ?? 0) > 0) break;
      if (!find(requirement, new Set())) return requirement;
    }
  return null;
}
