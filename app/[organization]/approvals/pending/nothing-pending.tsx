import { EmptyState } from "@/components/console/empty-state";
import { ButtonLink } from "@/components/ui/button-link";
import type { PendingScope } from "@/lib/approvals/loaders-pending";

const words: Record<PendingScope, { title: string; empty: string }> = {
  me: {
    title: "Nothing waits for you",
    empty: "Requests that you may decide appear here, and you get an e-mail for each.",
  },
  mine: {
    title: "You have asked for nothing that is still open",
    empty: "Ask for a promotion on a component's Deploy page. Until it is decided it appears here.",
  },
  all: {
    title: "No request is open",
    empty: "Every open request that you may see appears here, whoever asked and whoever decides.",
  },
};

const elsewhere = {
  me: (slug: string) => ({ label: "What I asked for", href: `/${slug}/approvals/pending?scope=mine` }),
  mine: (slug: string) => ({ label: "To the projects", href: `/${slug}` }),
  all: (slug: string) => ({ label: "See History", href: `/${slug}/approvals/history` }),
};

interface NothingPendingProps {
  scope: PendingScope;
  /** The viewer has just decided the last one. */
  isDone: boolean;
  /** The list without its filters; null when there are none. */
  allHref: string | null;
  organization: string;
}

/** Why the list is empty, and where to go from here. */
export function NothingPending({ scope, isDone, allHref, organization }: NothingPendingProps) {
  if (isDone && allHref !== null)
    return (
      <EmptyState title="All done here" action={<ButtonLink href={allHref}>Show all</ButtonLink>}>
        You have decided everything that fits these filters. Other requests may still wait.
      </EmptyState>
    );
  if (isDone)
    return (
      <EmptyState
        title="All done"
        action={<ButtonLink href={`/${organization}/approvals/history`}>See it in History</ButtonLink>}
      >
        You have decided everything that waited here.
      </EmptyState>
    );
  if (allHref !== null)
    return (
      <EmptyState
        title="Nothing fits these filters"
        action={<ButtonLink href={allHref}>Show all</ButtonLink>}
      >
        Requests of other projects, environments or workflows may still wait.
      </EmptyState>
    );
  const { title, empty } = words[scope];
  const instead = elsewhere[scope](organization);
  return (
    <EmptyState title={title} action={<ButtonLink href={instead.href}>{instead.label}</ButtonLink>}>
      {empty}
    </EmptyState>
  );
}
