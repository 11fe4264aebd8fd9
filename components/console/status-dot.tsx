import type { ReactNode } from "react";

export type StatusTone = "running" | "waiting" | "failed" | "over";

/** For places whose words already tell the state: the dot only repeats it. */
export const statusColors: Record<StatusTone, string> = {
  running: "bg-success",
  waiting: "bg-warning",
  failed: "bg-danger",
  over: "bg-muted",
};

interface StatusDotProps {
  tone: StatusTone;
  /** The state in words, always visible: colour alone tells nothing (WCAG 1.4.1). */
  children: ReactNode;
  className?: string;
}

/** Green runs or is approved, amber waits, red failed or was rejected, grey is over. */
export function StatusDot({ tone, children, className = "font-medium" }: StatusDotProps) {
  return (
    <span className={`inline-flex items-start gap-1.5 text-sm ${className}`}>
      <span aria-hidden="true" className={`mt-1.5 size-2 shrink-0 rounded-full ${statusColors[tone]}`} />
      <span>{children}</span>
    </span>
  );
}
