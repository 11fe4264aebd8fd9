import type { Refusal } from "@/lib/kernel/refusal";

interface Concerned {
  requester: string;
  from: string;
  to: string;
}

/**
 * Why something approved could not run by itself, for people who did not ask for it just now: the record keeps it, and
 * the mail says it. `otherwise`: the sentence of every other refusal.
 */
export function whyNotExecuted(
  { code, detail, errors, facts }: Refusal,
  { requester, from, to }: Concerned,
  otherwise: string,
): string {
  switch (code) {
    case "not_permitted":
      return `It would have run as ${requester}, who may not promote there any more.`;
    case "approver_may_not_promote":
      return `It would have run as ${requester}, who approved it, and its rules want somebody else to promote it.`;
    case "source_not_healthy":
      return `${from} does not run this build healthily any more.`;
    case "deployment_running":
      return `Another deployment to ${to} was running.`;
    case "approval_stale":
      return detail ?? `What would ship is no longer what was approved: ${differing(facts)} changed.`;
    default:
      return errors?.[0]?.message ?? otherwise;
  }
}

function differing(facts: Refusal["facts"]): string {
  const fields = Array.isArray(facts?.differs) ? facts.differs.map(String) : [];
  return new Intl.ListFormat("en", { type: "conjunction" }).format(fields);
}
