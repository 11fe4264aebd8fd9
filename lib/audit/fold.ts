import type { RequestEvent } from "@/lib/approvals/core/events";
import { evolve } from "@/lib/approvals/core/evolve";
import type { RequestState } from "@/lib/approvals/core/request-state";
import { canonicalJson } from "@/lib/kernel/canonical-json";

/** An event as it was when it happened, from what the database keeps of it: JSON has no instants. */
export function revived(row: { type: string; actor: unknown; at: Date; data: unknown }): RequestEvent {
  const { type, actor, at, data } = row;
  if (type !== "request.opened") return { type, actor, at, data } as RequestEvent;
  const opened = data as { openedAt: string; expiresAt: string | null };
  const instants = {
    openedAt: new Date(opened.openedAt),
    expiresAt: opened.expiresAt === null ? null : new Date(opened.expiresAt),
  };
  return { type, actor, at, data: { ...opened, ...instants } } as unknown as RequestEvent;
}

/** The next state of a request; undefined when no request ever went this way. */
export function folded(
  state: RequestState | null | undefined,
  row: Parameters<typeof revived>[0],
): RequestState | undefined {
  if (state === undefined) return undefined;
  try {
    return evolve(state, revived(row));
  } catch {
    return undefined;
  }
}

/** Names of what is stored of a request otherwise than its events tell. A field that its events do not know yet is null. */
export function differences(stored: RequestState, told: RequestState): string[] {
  return Object.entries(stored)
    .filter(([field, value]) => !sameJson(value ?? null, told[field as keyof RequestState] ?? null))
    .map(([field]) => field);
}

/** The canonical form is slow, and needed only where the order of keys differs. */
function sameJson(one: unknown, other: unknown): boolean {
  const [first, second] = [JSON.stringify(one), JSON.stringify(other)];
  return first === second || canonicalJson(JSON.parse(first)) === canonicalJson(JSON.parse(second));
}
