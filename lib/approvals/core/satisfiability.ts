import type { MemberId, ProjectId } from "@/lib/kernel/ids";
import { principalsOf, type Roster } from "./eligibility";
import type { ApprovalRules, Requirement, Step } from "./rules";

/** Why rules can never pass. `path` points into the rules, `message` says it to the person who types them. */
export interface RuleProblem {
  path: string;
  message: string;
}

/** Everything that makes these rules unable to ever pass with the people of now. Empty: they can (engine.md, Saving refuses). */
export function problemsOf(rules: ApprovalRules, roster: Roster, projectId: ProjectId | null): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const names = new Set<string>();
  rules.steps.forEach((step, index) => {
    const path = `steps.${index}`;
    if (names.has(step.name))
      problems.push({
        path: `${path}.name`,
        message: `Two steps are called "${step.name}". Give each its own name.`,
      });
    names.add(step.name);
    const own = step.requirements.flatMap((requirement, at) =>
      requirementProblems(requirement, `${path}.requirements.${at}`, roster, projectId),
    );
    problems.push(...own);
    if (own.length === 0) problems.push(...stepProblems(step, path, rules, roster, projectId));
  });
  if (rules.distinctAcrossSteps && (rules.votes.maxPerPerson !== 1 || rules.votes.maxPerPrincipal !== 1))
    problems.push({
      path: "distinctAcrossSteps",
      message: "Different people per step needs one vote per person and per principal.",
    });
  return problems;
}

function requirementProblems(
  requirement: Requirement,
  path: string,
  roster: Roster,
  projectId: ProjectId | null,
): RuleProblem[] {
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
  const wide = principalsOf(
    { ...requirement, approvers: { ...requirement.approvers, narrowTo: null } },
    everyoneEnabled(roster),
    projectId,
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

/** Can the eligible people reach every threshold of the step under the vote limits? A flow: person → requirement. */
function stepProblems(
  step: Step,
  path: string,
  rules: ApprovalRules,
  roster: Roster,
  projectId: ProjectId | null,
): RuleProblem[] {
  const eligible = step.requirements.map((requirement) => principalsOf(requirement, roster, projectId));
  const { maxPerPerson, maxDirect, maxPerPrincipal } = rules.votes;
  const caps = [maxPerPerson > 0 ? maxPerPerson : maxDirect, maxPerPrincipal].filter((cap) => cap > 0);
  const perPerson = caps.length > 0 ? Math.min(...caps) : Number.POSITIVE_INFINITY;
  const wanted = step.requirements.map(({ requiredApprovals }) => requiredApprovals);
  const short = unreachable(eligible, wanted, perPerson);
  if (short === null) return [];
  const requirement = step.requirements[short];
  const people = eligible[short]?.size ?? 0;
  const message = `"${requirement?.name}" needs ${wanted[short]} approvals, but only ${people} ${people === 1 ? "person" : "people"} could give one${perPerson === 1 ? "" : `, at most ${perPerson} each`}.`;
  return [{ path: `${path}.requirements.${short}.requiredApprovals`, message }];
}

/**
 * Index of the first requirement whose threshold cannot be met together with those before it; null when all can.
 * Augmenting paths: each approval wanted looks for a person with a vote left, moving others' votes where they have choice.
 */
export function unreachable(eligible: Set<MemberId>[], wanted: number[], perPerson: number): number | null {
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
