import type { ReactNode } from "react";

interface PageHeaderProps {
  title: ReactNode;
  subtitle?: ReactNode;
  /** At the right of the title: a state, a filter, a link. */
  aside?: ReactNode;
}

/** The page's question, answered in its first line. */
export function PageHeader({ title, subtitle, aside }: PageHeaderProps) {
  return (
    <header className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
      <div className="min-w-0">
        <h1 className="text-title font-semibold tracking-tight text-balance">{title}</h1>
        {subtitle ? <p className="mt-0.5 text-sm text-muted">{subtitle}</p> : null}
      </div>
      {aside ? <div className="text-sm text-muted">{aside}</div> : null}
    </header>
  );
}
