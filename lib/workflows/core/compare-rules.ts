import type { ApprovalRules, Requirement } from "@/lib/approvals/core/rules";
import { fieldInWords, generalOf, ruleGroups } from "./rule-fields";
import { eachOf, type Names, requirementInWords } from "./rules-in-words";

/** Rules that belong together, each in words. `summary` stands for all where another side has none of them. */
interface Section {
  title: string;
  summary: string;
  lines: { label: string; words: string }[];
}

/** One rule that is not the same on all sides; null where a side does not have it. */
export interface RuleDifference {
  label: string;
  words: (string | null)[];
}

const nobody = "nobody";

function listed(ids: readonly string[], names: Names): string {
  return ids.length === 0 ? nobody : eachOf(ids, names);
}

function rolesInWords({ approvers: { roles } }: Requirement, names: Names): string {
  const told = roles.map(({ roleId, scope }) => {
    const name = names.get(roleId) ?? roleId;
    return scope === "organization" ? `${name} (held organization-wide)` : name;
  });
  return told.length === 0 ? nobody : told.join(", ");
}

function requirementSection(step: string, requirement: Requirement, names: Names): Section {
  const { approvers, notifyOnly } = requirement;
  const told = [...notifyOnly.roles, ...notifyOnly.groups, ...notifyOnly.users];
  return {
    title: `${step} › ${requirement.name}`,
    summary: requirementInWords(requirement, names),
    lines: [
      { label: "Roles", words: rolesInWords(requirement, names) },
      { label: "Groups", words: listed(approvers.groups, names) },
      { label: "People", words: listed(approvers.users, names) },
      {
        label: "Narrowed to",
        words: approvers.narrowTo === null ? "not narrowed" : listed(approvers.narrowTo, names),
      },
      { label: "Told only", words: listed(told, names) },
      { label: "Approvals needed", words: String(requirement.requiredApprovals) },
      { label: "Rejections needed", words: String(requirement.requiredRejections) },
    ],
  };
}

function sectionsOf(rules: ApprovalRules, names: Names): Section[] {
  const general = generalOf(rules);
  const order = rules.steps.map(({ name }) => name).join(", then ");
  return [
    { title: "", summary: "", lines: [{ label: "Steps", words: order }] },
    ...rules.steps.flatMap(({ name, requirements }) =>
      requirements.map((one) => requirementSection(name, one, names)),
    ),
    ...ruleGroups.map(({ fields }, index) => ({
      title: `${index}`,
      summary: "",
      lines: fields.map((field) => ({ label: field.label, words: fieldInWords(field, general) })),
    })),
  ];
}

/**
 * What is not the same in all of `sides`, rule by rule in words. Steps and requirements are matched by their names, as
 * votes and the record match them; one that a side does not have is told whole.
 */
export function compareRules(sides: readonly ApprovalRules[], names: Names): RuleDifference[] {
  const told = sides.map((rules) => sectionsOf(rules, names));
  const titles = [...new Set(told.flatMap((sections) => sections.map(({ title }) => title)))];
  return titles.flatMap((title) => {
    const sections = told.map((all) => all.find((one) => one.title === title) ?? null);
    const whole = sections.flatMap((section) => section ?? []);
    if (whole.length < sections.length)
      return [{ label: title, words: sections.map((section) => section?.summary ?? null) }];
    const prefix = title.includes("›") ? `${title}: ` : "";
    return (whole[0]?.lines ?? []).flatMap(({ label }, at) => {
      const words = whole.map(({ lines }) => lines[at]?.words ?? "");
      return new Set(words).size > 1 ? [{ label: `${prefix}${label}`, words }] : [];
    });
  });
}

/**
 * My changes on top of somebody else's: a rule that I left as it was takes theirs, one that I changed stays mine. The
 * steps count as one rule, since what is required in one hangs on the others.
 */
export function mergeRules(base: ApprovalRules, theirs: ApprovalRules, mine: ApprovalRules): ApprovalRules {
  const pick = <Part extends object>(was: Part, their: Part, my: Part): Part =>
    Object.fromEntries(
      Object.keys(my).map((name) => {
        const key = name as keyof Part;
        return [name, isSame(was[key], my[key]) ? their[key] : my[key]];
      }),
    ) as Part;
  return { ...pick(base, theirs, mine), votes: pick(base.votes, theirs.votes, mine.votes) };
}

/** Rules and their parts are plain data, and every spelling of them comes from the same schema. */
export function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null)
    return Object.is(one, other);
  const keys = Object.keys(one);
  return (
    Array.isArray(one) === Array.isArray(other) &&
    keys.length === Object.keys(other).length &&
    keys.every((key) => isSame(one[key as never], other[key as never]))
  );
}
