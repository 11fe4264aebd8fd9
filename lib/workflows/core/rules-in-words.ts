import type { ApprovalRules, Requirement } from "@/lib/approvals/core/rules";

/** Names of roles, groups and members by their ids. */
export type Names = ReadonlyMap<string, string>;

const known = (ids: readonly string[], names: Names) => ids.map((id) => names.get(id) ?? id);

/** "Quality, Release managers and Amal Haddad". */
export function eachOf(ids: readonly string[], names: Names): string {
  return new Intl.ListFormat("en-GB", { type: "conjunction", style: "long" }).format(known(ids, names));
}

function either(ids: readonly string[], names: Names): string {
  return new Intl.ListFormat("en", { type: "disjunction", style: "long" }).format(known(ids, names));
}

/** "2 of Release managers, Quality, or Amal Haddad"; narrowed: "1 of Rune Kvist, within Release managers". */
export function requirementInWords({ approvers, requiredApprovals }: Requirement, names: Names): string {
  const { roles, groups, users, narrowTo } = approvers;
  const wide = [...roles.map(({ roleId }) => roleId), ...groups, ...users];
  if (wide.length === 0) return "nobody yet";
  const whose =
    narrowTo === null ? either(wide, names) : `${either(narrowTo, names)}, within ${either(wide, names)}`;
  return `${requiredApprovals} of ${whose}`;
}

/** What has to agree, a line per step: the requirements of one step all, the steps in order. */
export function rulesInWords(rules: ApprovalRules, names: Names): string[] {
  return rules.steps.map(({ name, requirements }) => {
    const all = requirements.map((one) => requirementInWords(one, names)).join("; and ");
    return rules.steps.length === 1 ? all : `${name}: ${all}`;
  });
}
