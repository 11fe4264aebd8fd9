import { Notice } from "@/components/console/notice";
import { ButtonLink } from "@/components/ui/button-link";
import type { NextReview } from "./next-review";

/** After the viewer's decision: what waits for them next, or that nothing does. */
export function NextNotice({ next, historyHref }: { next: NextReview | null; historyHref: string }) {
  return (
    <Notice
      className="sticky bottom-2 z-10 order-last items-center! @3xl:static @3xl:order-none"
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
        : "You have decided this. Nothing else waits for you."}
    </Notice>
  );
}
