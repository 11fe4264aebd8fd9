import type { ReactNode } from "react";

interface PanelProps {
  title?: ReactNode;
  /** Names the region, so that whoever moves by landmarks finds it; unique on its page. */
  label?: string;
  /** Under a page's h1 a panel is h2; inside another section h3. */
  level?: 2 | 3;
  aside?: ReactNode;
  /** Rows and tables run to the edge; everything else is padded. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}

/** A hairline box. */
export function Panel({
  title,
  label,
  level = 2,
  aside,
  flush = false,
  className = "",
  children,
}: PanelProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section
      aria-label={label}
      className={`overflow-hidden rounded-panel border border-border bg-surface ${className}`}
    >
      {title ? (
        <div
          className={`flex items-center justify-between gap-3 px-4 ${flush ? "min-h-11 border-b border-border py-2" : "pt-3.5"}`}
        >
          <Heading className="text-sm font-semibold">{title}</Heading>
          {aside ? <div className="text-sm text-muted">{aside}</div> : null}
        </div>
      ) : null}
      {flush ? children : <div className={title ? "px-4 pt-2.5 pb-4" : "p-4"}>{children}</div>}
    </section>
  );
}
