import type { ReactNode } from "react";
import { Logo } from "./logo";

interface PageNoticeProps {
  /** Why there is no page, as a heading. */
  title: string;
  /** What to do next, in a sentence or two. */
  text: ReactNode;
  children?: ReactNode;
  /** Links and buttons. */
  actions: ReactNode;
}

/** What stands in a page's place where there is none: not found, not permitted, failed. */
export function PageNotice({ title, text, children, actions }: PageNoticeProps) {
  return (
    <main
      id="content"
      tabIndex={-1}
      className="grid min-h-[70dvh] content-center justify-items-center px-4 text-center outline-none"
    >
      <Logo className="size-8" />
      <h1 className="mt-4 text-title font-semibold tracking-tight">{title}</h1>
      <p className="mt-1 max-w-[46ch] text-sm text-balance text-muted">{text}</p>
      {children}
      <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>
    </main>
  );
}
