"use client";

import { useEffect, useState } from "react";
import { Notice } from "@/components/console/notice";
import type { WhoCouldApprove, WorkflowSettings } from "./workflow-views";

interface WhoCouldApproveNoteProps {
  href: string;
  settings: WorkflowSettings;
}

function queryOf(settings: WorkflowSettings): string {
  const query = new URLSearchParams({
    roles: settings.roles.join(","),
    assignees: settings.assignees.join(","),
    assigneesMode: settings.assigneesMode,
    requiredApprovals: String(settings.requiredApprovals),
  });
  return query.toString();
}

/** Typing a number fires several changes: ask when the fields have rested this long. */
const restMilliseconds = 250;

function useWhoCouldApprove(url: string) {
  const [answer, setAnswer] = useState<{ url: string; value: WhoCouldApprove | null } | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(url, { signal: abort.signal, headers: { accept: "application/json" } });
        setAnswer({ url, value: response.ok ? ((await response.json()) as WhoCouldApprove) : null });
      } catch {
        if (!abort.signal.aborted) setAnswer({ url, value: null });
      }
    }, restMilliseconds);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [url]);
  return { answer: answer?.value ?? null, isCurrent: answer?.url === url };
}

function namesOf({ names, more }: WhoCouldApprove): string {
  if (names.length === 0) return "";
  return more > 0 ? `${names.join(", ")} and ${more} more.` : `${names.join(", ")}.`;
}

/** Who could approve right now, honestly: from the engine, for exactly what stands in the fields. */
export function WhoCouldApproveNote({ href, settings }: WhoCouldApproveNoteProps) {
  const separator = href.includes("?") ? "&" : "?";
  const { answer, isCurrent } = useWhoCouldApprove(`${href}${separator}${queryOf(settings)}`);
  return (
    <div aria-live="polite" className="min-h-16">
      {answer ? (
        <Notice tone={answer.problem ? "warning" : "info"} className={isCurrent ? "" : "opacity-60"}>
          <strong className="font-medium">{answer.sentence}</strong> {namesOf(answer)}
          {answer.problem ? <span className="mt-1 block">{answer.problem}</span> : null}
        </Notice>
      ) : (
        <Notice>
          {isCurrent
            ? "Who could approve cannot be told right now. Saving checks it again."
            : "Counting who could approve…"}
        </Notice>
      )}
    </div>
  );
}
