import type { Actor } from "@/lib/kernel/actor";
import type { RequestEvent } from "./events";
import type { ApprovalRules } from "./rules";

interface RecordLine {
  text: string;
  /** What was written with it, or what it names. */
  detail: string | null;
}

type NameOf = (id: string) => string;
const line = (text: string, detail: string | null = null): RecordLine => ({ text, detail });

/**
 * An event in words, from what it says itself: years later it reads as it did then. `nameOf` is asked only about people
 * whom the event does not name.
 */
export function recordLine(event: RequestEvent, nameOf: NameOf): RecordLine {
  const by = event.actor.name;
  switch (event.type) {
    case "request.opened": {
      const { message, profile, rules } = event.data;
      const from = profile ? `${profile.name}, version ${profile.version}` : "set by the requester";
      return line(
        `${by} asked for this`,
        [...(message ? [`“${message}”`] : []), `Rules: ${from}. ${rulesOfThen(rules)}`].join("\n"),
      );
    }
    case "request.started":
      return line(`${by} started it`);
    case "step.opened": {
      const { name, asked, told, names = {} } = event.data;
      const called = (id: string) => names[id] ?? nameOf(id);
      const people = asked.map(
        ({ memberId, onBehalfOf }) => called(memberId) + (onBehalfOf ? ` for ${called(onBehalfOf)}` : ""),
      );
      const only = told.length > 0 ? [`Told: ${listed(told.map(called))}`] : [];
      const askedLine = people.length > 0 ? `Asked: ${listed(people)}` : "Nobody could be asked";
      return line(`Step “${name}” opened`, [askedLine, ...only].join("\n"));
    }
    case "vote.cast": {
      const { names, decision, requirement, comment, voterId, principalId } = event.data;
      const whose = voterId === principalId ? "" : ` for ${names.principal}`;
      const verb = decision === "approve" ? "approved" : "rejected";
      return line(`${names.voter}${whose} ${verb} (${requirement})`, comment && `“${comment}”`);
    }
    case "vote.replaced":
      return line("An earlier vote was replaced and no longer counts");
    case "step.approved":
      return line(`Step “${event.data.name}” was approved`);
    case "comment.added":
      return line(`${by} commented`, `“${event.data.text}”`);
    case "request.reminded": {
      const { told, names } = event.data;
      return line(`${by} reminded the approvers`, listed(told.map((id) => names[id] ?? nameOf(id))));
    }
    default:
      return endingLine(event, by);
  }
}

type Ending = Exclude<
  RequestEvent,
  {
    type:
      | "request.opened"
      | "request.started"
      | "step.opened"
      | "vote.cast"
      | "vote.replaced"
      | "step.approved"
      | "comment.added"
      | "request.reminded";
  }
>;

function endingLine(event: Ending, by: string): RecordLine {
  switch (event.type) {
    case "request.overridden":
      return line(`${by} overrode the approvers: ${event.data.decision}`, `“${event.data.reason}”`);
    case "request.approved":
      return line(event.data.overridden ? "Approved by override" : "Approved");
    case "request.rejected":
      return line(event.data.overridden ? "Rejected by override" : "Rejected");
    case "request.cancelled":
      return line(`${by} cancelled it`, event.data.reason && `“${event.data.reason}”`);
    case "request.expired":
      return line("It expired without a decision");
    case "request.superseded":
      return line("It was superseded", event.data.reason);
    case "approval.used":
      return line(`${by} used the approval`);
    case "approval.finished":
      return line("What was approved was done");
    case "approval.failed":
      return line("What was approved was tried, and failed", event.data.reason);
    case "approval.execution_refused":
      return line("It did not run by itself", event.data.reason);
    case "approval.lapsed":
      return line("The approval was not used in time");
    case "approval.revoked":
      return line(`${by} revoked the approval`, `“${event.data.reason}”`);
    case "approval.superseded":
      return line("The approval was superseded", event.data.reason);
  }
}

/** "Review: 2 of Release managers, 1 of Finance. Board: 1 approval." */
function rulesOfThen({ steps }: ApprovalRules): string {
  return steps
    .map(({ name, requirements }) => {
      const wanted = requirements.map((one) =>
        one.name === name ? approvals(one.requiredApprovals) : `${one.requiredApprovals} of ${one.name}`,
      );
      return `${name}: ${wanted.join(", ")}.`;
    })
    .join(" ");
}

function approvals(count: number): string {
  return count === 1 ? "1 approval" : `${count} approvals`;
}

/** What a request's first event calls whoever asked, and the person it was asked for. */
export function namesWhenAsked({
  actor,
  names = {},
}: {
  actor: Actor;
  names?: Record<string, string> | null | undefined;
}): Map<string, string> {
  const named = new Map(Object.entries(names ?? {}));
  return actor.kind === "member" ? named.set(actor.memberId, actor.name) : named;
}

/** What members were called when they did what these events tell, the newest name last. */
export function namesOfEvents(events: RequestEvent[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { actor, ...event } of events) {
    if (actor.kind === "member") names.set(actor.memberId, actor.name);
    if (event.type === "vote.cast") {
      names.set(event.data.voterId, event.data.names.voter);
      names.set(event.data.principalId, event.data.names.principal);
    } else if (event.type === "step.opened" || event.type === "request.reminded") {
      for (const [id, name] of Object.entries(event.data.names ?? {})) names.set(id, name);
    }
  }
  return names;
}

function listed(names: string[]): string {
  return new Intl.ListFormat("en").format([...new Set(names)]);
}
