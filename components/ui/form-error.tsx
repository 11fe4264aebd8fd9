import { CircleAlert } from "lucide-react";
import type { ActionFailure } from "./action-result";

interface FormErrorProps {
  failure: ActionFailure | null;
  /** Paths whose sentence already stands beside its field. Every other error is listed here, so that none is lost. */
  shownBeside?: string[];
}

export function FormError({ failure, shownBeside = [] }: FormErrorProps) {
  if (!failure) return null;
  const others = (failure.errors ?? []).filter(
    (error) => !shownBeside.some((path) => error.path === path || error.path.startsWith(`${path}.`)),
  );
  return (
    <div
      role="alert"
      className="flex items-start gap-2.5 rounded-lg border border-danger/30 bg-danger-soft px-3 py-2.5 text-sm"
    >
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-danger-strong" />
      <div className="min-w-0 flex-1 break-words">
        {failure.message}
        {failure.code === "signed_out" ? (
          // A tab of its own, so that what was typed stays here.
          <a
            href="/sign-in"
            target="_blank"
            className="mt-1 block w-fit font-medium underline underline-offset-4"
            rel="noopener"
          >
            Sign in
          </a>
        ) : null}
        {others.length > 0 ? (
          <ul className="mt-1 list-disc pl-4">
            {others.map((error) => (
              <li key={error.path}>
                {error.path}: {error.message}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </div>
  );
}
