import { Notice } from "@/components/console/notice";
import { ButtonLink } from "@/components/ui/button-link";
import type { NextReview } from "./next-review";

/** After the viewer's decision: what waits for them next, or that nothing does. */
export function NextNotice({ next, historyHref }: { next: NextReview | null; historyHref: string }) {
  return (
    <Notice
      className="mb-4"
      action={
        next ? (
          <ButtonLink href={next.href} label={`Next: request ${next.number}`}>
            Next
          </ButtonLink>
        ) : (
          <ButtonLink href={historyHref}>History</ButtonLink>
        )
      }
    >
      {next
        ? `You have decided this. Next: ${next.label}.`
        : "All done: nothing else waits for your decision."}
    </Notice>
  );
}
