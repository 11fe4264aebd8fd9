import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/console/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { loadIsDemo } from "@/lib/auth/loaders";
import { loadInboxMail } from "@/lib/notifications/loaders";

export const metadata: Metadata = { title: "Mail of the demo" };

export default async function DemoMailPage({ params }: PageProps<"/demo/inbox/[mail]">) {
  if (!(await loadIsDemo())) notFound();
  const mail = await loadInboxMail((await params).mail);
  if (!mail) notFound();
  const nonce = (await headers()).get("x-nonce") ?? "";
  return (
    <main className="mx-auto w-full max-w-[48rem] px-4 py-8">
      <PageHeader
        title={mail.subject}
        subtitle={`To ${mail.to.name} <${mail.to.email}>`}
        aside={<ButtonLink href="/demo/inbox">All mails</ButtonLink>}
      />
      {/* A frame, so that the mail has its own style sheet and nothing of ours. It runs no script. */}
      <iframe
        title={mail.subject}
        sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
        srcDoc={mail.html.replaceAll("<style>", `<style nonce="${nonce}">`)}
        className="h-[44rem] w-full rounded-panel border border-border bg-white"
      />
      <details className="mt-4 text-sm">
        <summary className="cursor-pointer py-1 text-muted">As plain text</summary>
        <pre className="mt-2 overflow-x-auto rounded-panel border border-border bg-surface p-4 font-mono text-xs whitespace-pre-wrap">
          {mail.text}
        </pre>
      </details>
    </main>
  );
}
