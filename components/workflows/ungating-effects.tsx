import type { TurnOffView } from "./workflow-views";

/** What becomes ungated and what ends, said before it happens (engine.md, rule 11). */
export function UngatingEffects({ effects }: { effects: TurnOffView }) {
  const lists = [
    { title: "Needs no approval any more", items: effects.ungates },
    { title: "Open requests that this cancels", items: effects.endedRequests },
    { title: "Approvals, given and not used yet, that this revokes", items: effects.revokedApprovals },
  ].filter((list) => list.items.length > 0);
  const endsNothing = effects.endedRequests.length + effects.revokedApprovals.length === 0;
  return (
    <>
      {lists.map((list) => (
        <section key={list.title} aria-label={list.title}>
          <h3 className="text-sm font-medium">{list.title}</h3>
          <ul
            tabIndex={list.items.length > 6 ? 0 : undefined}
            className="mt-0.5 max-h-36 list-disc overflow-y-auto pl-4 text-sm text-muted"
          >
            {list.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </section>
      ))}
      {endsNothing ? (
        <p className="text-sm text-muted">
          No request is open and no approval waits to be used, so nothing ends.
        </p>
      ) : null}
    </>
  );
}
