import { PageLinks } from "@/components/ui/page-links";

export interface ListPagesProps {
  /** Pages as addresses; null at the ends. */
  firstHref: string | null;
  laterHref: string | null;
}

/** Leads through a list that goes on: cursors lead forward, and back to its beginning. */
export function ListPages({ firstHref, laterHref }: ListPagesProps) {
  return <PageLinks links={{ First: firstHref, Later: laterHref }} />;
}
