import { ButtonLink } from "@/components/ui/button-link";

export interface ListPagesProps {
  /** Pages as addresses; null at the ends. */
  firstHref: string | null;
  laterHref: string | null;
}

/** Leads through a list that goes on: cursors lead forward, and back to its beginning. */
export function ListPages({ firstHref, laterHref }: ListPagesProps) {
  if (!firstHref && !laterHref) return null;
  return (
    <nav aria-label="Pages" className="mt-3 flex justify-end gap-2">
      {firstHref ? <ButtonLink href={firstHref}>First</ButtonLink> : null}
      {laterHref ? <ButtonLink href={laterHref}>Later</ButtonLink> : null}
    </nav>
  );
}
