import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EmptyState } from "@/components/console/empty-state";
import { LocalTimes } from "@/components/console/local-times";
import { PageHeader } from "@/components/console/page-header";
import { RelativeTime } from "@/components/console/relative-time";
import { ButtonLink } from "@/components/ui/button-link";
import { loadIsDemo } from "@/lib/auth/loaders";
import { loadInbox } from "@/lib/notifications/loaders";

export const metadata: Metadata = { title: "Inbox of the demo" };

/** Everybody's mails, where no mailer sends them. Only a demo on this machine has this page. */
export default async function DemoInboxPage() {
  if (!(await loadIsDemo())) notFound();
  const mails = await loadInbox();
  return (
    <main className="mx-auto w-full max-w-[48rem] px-4 py-8">
      <PageHeader
        title="Inbox of the demo"
        subtitle="Every mail that Countersign has sent, to whomever. Nothing leaves this machine."
        aside={<ButtonLink href="/">To Countersign</ButtonLink>}
      />
      {mails.length === 0 ? (
        <EmptyState title="No mail yet">
          As soon as somebody requests a promotion that needs an approval, the mails to its reviewers appear
          here.
        </EmptyState>
      ) : (
        <ul className="overflow-hidden rounded-panel border border-border bg-surface">
          {mails.map((mail) => (
            <li key={mail.name} className="border-border [&:not(:first-child)]:border-t">
              {/* A whole load, not a step inside the page: each mail's style sheet is let through by its own nonce. */}
              <a
                href={`/demo/inbox/${mail.name}`}
                className="flex min-h-12 flex-wrap items-center gap-x-4 px-4 py-2.5 text-sm transition-colors hover:bg-surface-secondary focus-visible:-outline-offset-2"
              >
                <span className="min-w-0 flex-1 basis-64 truncate font-medium">{mail.subject}</span>
                <span className="text-muted">to {mail.to.name}</span>
                <RelativeTime at={mail.at} className="text-xs text-muted" />
              </a>
            </li>
          ))}
        </ul>
      )}
      <LocalTimes />
    </main>
  );
}
