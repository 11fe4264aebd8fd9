import type { ComponentRowView, EnvironmentCardView, TargetCardView } from "./views";

/** A component's row in its project: what runs where, and the most pressing of its next actions. */
export function componentRow(
  { slug, name }: { slug: string; name: string },
  cards: EnvironmentCardView[],
): ComponentRowView {
  const targets = cards.flatMap((card) => card.targets);
  const [first] = targets
    .map((target) => ({ target, rank: rankOf(target) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  return {
    slug,
    name,
    environments: cards.map(({ name: environment, isCritical, live, status }) => ({
      environment,
      isCritical,
      build: live?.build ?? null,
      status: { tone: status.tone, label: status.label },
    })),
    next: first ? nextLine(first.target) : null,
  };
}

/** What can be done now comes before what is waited for; null: nothing to tell in a list. */
function rankOf({ next }: TargetCardView): number | null {
  switch (next.kind) {
    case "promote":
      return next.request === null ? 1 : 0;
    case "request":
      return 2;
    case "cancel-request":
    case "waiting":
      return 3;
    default:
      return null;
  }
}

function nextLine({ next, environment, request }: TargetCardView): ComponentRowView["next"] {
  if (next.kind === "promote")
    return { label: `Promote #${next.build} to ${environment.name}`, leads: true, waitsAt: null };
  if (next.kind === "request")
    return { label: `Request to Promote to ${environment.name}`, leads: true, waitsAt: null };
  const waits = request
    ? `${environment.name}: ${request.progress}, ${request.waits}`
    : `${environment.name}: somebody has asked already`;
  return { label: waits, leads: false, waitsAt: request?.href ?? null };
}
