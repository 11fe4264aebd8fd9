import { Notice } from "@/components/console/notice";
import { ButtonLink } from "@/components/ui/button-link";
import type { AfterDecision } from "./decision-area";
import { UnsentText } from "./unsent-text";

interface EndedNoticeProps {
  /** Who was quicker, and what it came to; null: the viewer. */
  news: string | null;
  /** Where whoever decides one after the other goes on. */
  after: AfterDecision | undefined;
  unsent: string;
}

/** Stands where the buttons were, once the viewer can press them no more. */
export function EndedNotice({ news, after, unsent }: EndedNoticeProps) {
  const next = after?.next;
  const onward = after ? (
    <ButtonLink href={after.href} label={next ? `Next: request ${next.number}` : undefined}>
      {next ? "Next" : "To the list"}
    </ButtonLink>
  ) : null;
  return (
    <>
      {news ? <Notice action={onward}>{news}</Notice> : null}
      <UnsentText text={unsent} what="comment" />
    </>
  );
}
