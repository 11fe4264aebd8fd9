import type { ApprovalRules } from "@/lib/approvals/core/rules";

/** The rules that hold for a whole request, beside its steps: those about votes lifted to the others. */
export type GeneralRules = Omit<ApprovalRules, "steps" | "votes"> & ApprovalRules["votes"];

type KeysOf<Value> = {
  [Key in keyof GeneralRules]: GeneralRules[Key] extends Value ? Key : never;
}[keyof GeneralRules];
type SwitchKey = KeysOf<boolean>;
type LimitKey = Exclude<KeysOf<number>, SwitchKey>;
type HoursKey = Exclude<KeysOf<number | null>, LimitKey>;
type ChoiceKey = Exclude<keyof GeneralRules, SwitchKey | LimitKey | HoursKey>;

interface Told<Key extends keyof GeneralRules> {
  key: Key;
  /** Where the rule stands in `ApprovalRules`: errors point there. */
  path: string;
  label: string;
  /** One line that says what it means. */
  meaning: string;
}

interface SwitchField extends Told<SwitchKey> {
  kind: "switch";
}
/** A number of votes; 0 is no limit. */
interface LimitField extends Told<LimitKey> {
  kind: "limit";
}
/** Hours, fractions allowed; null is no limit. */
interface HoursField extends Told<HoursKey> {
  kind: "hours";
}
interface ChoiceField extends Told<ChoiceKey> {
  kind: "choice";
  choices: { value: string; label: string }[];
}

export type RuleField = SwitchField | LimitField | HoursField | ChoiceField;

function choice<Key extends ChoiceKey>(
  key: Key,
  label: string,
  meaning: string,
  choices: Record<GeneralRules[Key], string>,
): ChoiceField {
  const listed = Object.entries<string>(choices).map(([value, words]) => ({ value, label: words }));
  return { kind: "choice", key, path: pathOf(key), label, meaning, choices: listed };
}

const allow = (key: SwitchKey, label: string, meaning: string): SwitchField => ({
  kind: "switch",
  key,
  path: pathOf(key),
  label,
  meaning,
});
const limit = (key: LimitKey, label: string, meaning: string): LimitField => ({
  kind: "limit",
  key,
  path: pathOf(key),
  label,
  meaning,
});
const hours = (key: HoursKey, label: string, meaning: string): HoursField => ({
  kind: "hours",
  key,
  path: key,
  label,
  meaning,
});

const voteKeys: string[] = ["maxPerPrincipal", "maxPerPerson", "maxDirect", "maxDelegated", "onExcess"];

function pathOf(key: keyof GeneralRules): string {
  return voteKeys.includes(key) ? `votes.${key}` : key;
}

/** Every rule beside the steps, in the words and groups of the profile editor (engine.md, Rules of a profile version). */
export const ruleGroups: { title: string; fields: RuleField[] }[] = [
  {
    title: "Who may vote",
    fields: [
      allow(
        "allowRequesterVote",
        "Requesters may vote",
        "Off: whoever asked, or is asked for, never votes, and nobody votes on their behalf.",
      ),
      allow(
        "allowBuilderVote",
        "Builders may vote",
        "Off: nobody whose commits would ship, or who reported the build, votes.",
      ),
      allow(
        "allowDelegates",
        "Delegates may vote",
        "Approvers may let somebody decide for them for a while. Both names are kept.",
      ),
      allow(
        "distinctAcrossSteps",
        "Different people for each step",
        "Nobody decides two steps. Needs one vote a person and one for each authority.",
      ),
      choice("comment", "Comment", "Whether a decision needs words.", {
        optional: "optional",
        "on-reject": "when rejecting",
        required: "always",
      }),
    ],
  },
  {
    title: "Votes in one step",
    fields: [
      limit(
        "maxPerPerson",
        "Votes a person",
        "In all, own and delegated. Above 0 the next two do not count.",
      ),
      limit("maxDirect", "Own votes a person", "Given in one's own right."),
      limit("maxDelegated", "Delegated votes a person", "Given for somebody else."),
      limit("maxPerPrincipal", "Votes for one authority", "Whoever casts them: the person, or a delegate."),
      choice("onExcess", "One vote too many", "What happens to a vote over a person's limit.", {
        "replace-oldest": "replaces their oldest",
        refuse: "is refused",
      }),
    ],
  },
  {
    title: "Time",
    fields: [
      hours("hoursToDecide", "Hours to decide", "From opening to the decision, all steps together."),
      hours("hoursToUse", "Hours to use it", "From the decision until the approval lapses."),
      allow(
        "startsWaiting",
        "Votes count at once",
        "Off: a request is new, and takes no votes, until whoever opened it starts it.",
      ),
    ],
  },
  {
    title: "The approval",
    fields: [
      choice("onApproval", "Once approved", "Who makes it happen.", {
        unlock: "somebody clicks Promote",
        execute: "it runs by itself, as the requester",
      }),
      choice("grantUses", "It can be used", "Once: bound to what was live in the target, too.", {
        once: "once",
        unlimited: "again and again",
      }),
      choice("whenSourceChanges", "When the source moves on", "What a newer build there does to a request.", {
        keep: "the request stays",
        supersede: "the request is superseded",
      }),
      allow(
        "allowApproverToPromote",
        "Approvers may promote",
        "Off: whoever approved, somebody else uses it.",
      ),
    ],
  },
  {
    title: "Ending it otherwise",
    fields: [
      choice("whoMayCancel", "Who may cancel", "Until it is decided.", {
        requester: "the requester",
        administrator: "administrators",
        both: "both",
      }),
      allow(
        "allowOverride",
        "Administrators may override",
        "With a reason, never silently, and never what they asked for.",
      ),
    ],
  },
];

export function generalOf({ steps: _, votes, ...rest }: ApprovalRules): GeneralRules {
  return { ...rest, ...votes };
}

export function withGeneral(steps: ApprovalRules["steps"], general: GeneralRules): ApprovalRules {
  const { maxPerPrincipal, maxPerPerson, maxDirect, maxDelegated, onExcess, ...rest } = general;
  return { steps, votes: { maxPerPrincipal, maxPerPerson, maxDirect, maxDelegated, onExcess }, ...rest };
}

/** What a rule says, in the words of the editor: "on", "no limit", "72 h", "when rejecting". */
export function fieldInWords(field: RuleField, general: GeneralRules): string {
  const value = general[field.key];
  if (field.kind === "switch") return value ? "on" : "off";
  if (field.kind === "limit") return value === 0 ? "no limit" : String(value);
  if (field.kind === "hours") return value === null ? "no limit" : `${value} h`;
  return field.choices.find((one) => one.value === value)?.label ?? String(value);
}
