import type { ReactNode } from "react";

interface EmptyStateProps {
  /** What will appear here. */
  title: string;
  /** How to start, in a sentence or two. */
  children?: ReactNode;
  /** One link or button. */
  action?: ReactNode;
}

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="rounded-panel border border-dashed border-border px-6 py-12 text-center">
      <p className="text-base font-medium">{title}</p>
      {children ? (
        <p className="mx-auto mt-1 max-w-[52ch] text-sm text-balance text-muted">{children}</p>
      ) : null}
      {action ? <div className="mt-4 flex justify-center">{action}</div> : null}
    </div>
  );
}
