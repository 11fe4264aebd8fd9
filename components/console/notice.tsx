import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

type NoticeTone = "info" | "warning" | "error";

const looks = {
  info: { box: "bg-surface-secondary border-border", icon: Info, mark: "text-muted" },
  warning: { box: "bg-warning-soft border-warning/40", icon: TriangleAlert, mark: "text-warning-strong" },
  error: { box: "bg-danger-soft border-danger/30", icon: CircleAlert, mark: "text-danger-strong" },
} as const;

interface NoticeProps {
  tone?: NoticeTone;
  /** What is the matter and what to do next, as sentences. */
  children: ReactNode;
  action?: ReactNode;
  className?: string;
}

/** A sentence with a next step. Errors that appear after an act are announced (`role="alert"`). */
export function Notice({ tone = "info", children, action, className = "" }: NoticeProps) {
  const look = looks[tone];
  return (
    <div
      role={tone === "error" ? "alert" : undefined}
      className={`flex items-start gap-2.5 rounded-lg border px-3 py-2.5 text-sm ${look.box} ${className}`}
    >
      <look.icon aria-hidden="true" className={`mt-0.5 size-4 shrink-0 ${look.mark}`} />
      <div className="min-w-0 flex-1 break-words">{children}</div>
      {action ? <div className="shrink-0">{action}</div> : null}
    </div>
  );
}
