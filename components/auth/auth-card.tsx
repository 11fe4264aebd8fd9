import type { ReactNode } from "react";
import { Logo } from "@/components/console/logo";

interface AuthCardProps {
  title: string;
  subtitle?: ReactNode;
  children: ReactNode;
}

/** The page around everything that happens before there is an organization. */
export function AuthCard({ title, subtitle, children }: AuthCardProps) {
  return (
    <main className="grid min-h-dvh content-center justify-items-center px-4 py-12">
      <p className="mb-6 flex items-center gap-2.5 text-base font-semibold tracking-tight">
        <Logo className="size-6" />
        Countersign
      </p>
      <div className="w-full max-w-[25rem] rounded-panel border border-border bg-surface p-6">
        <h1 className="text-lg font-semibold tracking-tight">{title}</h1>
        {subtitle ? <p className="mt-1 text-sm text-muted">{subtitle}</p> : null}
        <div className="mt-5 grid gap-4">{children}</div>
      </div>
    </main>
  );
}
