import type { Fact } from "./facts";

/** What every mail about a request states. Finished strings: nothing is formatted in a template. */
export type RequestProps = {
  recipientName: string;
  /** "Promote checkout #47 to Production" */
  title: string;
  /** "checkout #47 to Production": after what became of it, in the mail's subject. */
  short: string;
  /** "127" */
  requestNumber: string;
  /** What it is about, label by label. */
  facts: readonly Fact[];
  organizationName: string;
  url: string;
};

/** "Review: checkout #47 to Production (request 127)" */
export function requestSubject(verb: string, { short, requestNumber }: RequestProps): string {
  return `${verb}: ${short} (request ${requestNumber})`;
}
