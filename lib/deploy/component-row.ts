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
    next: first ? nextLine(first.target, cards) : null,
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

function nextLine(
  { next, environment, request }: TargetCardView,
  cards: EnvironmentCardView[],
): ComponentRowView["next"] {
  const does = (label: string) => ({ label: `${label} to ${environment.name}`, leads: true, waitsAt: null });
  if (next.kind === "promote" || next.kind === "request") {
    const runs = cards.find(({ slug }) => slug === environment.slug)?.live?.build;
    // The build is there: what is new is the configuration that was saved for it.
    const what = runs === next.build ? "configuration" : `#${next.build}`;
    return does(next.kind === "promote" ? `Promote ${what}` : "Request to Promote");
  }
  const waits = request
    ? `${environment.name}: ${request.progress}, ${request.waits}`
    : `${environment.name}: somebody has asked already`;
  return { label: waits, leads: false, waitsAt: request?.href ?? null };
}
