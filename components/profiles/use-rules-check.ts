import { useEffect, useState } from "react";
import type { ApprovalRules } from "@/lib/approvals/core/rules";
import type { RulesCheckView } from "./profile-views";

/** Typing fires several changes: ask when the fields have rested this long. */
const restMilliseconds = 300;

type FieldErrors = { path: string; message: string }[];

type Answer =
  | { kind: "checked"; view: RulesCheckView; errors: FieldErrors }
  /** Something typed is no rule yet: an empty name, an empty number. */
  | { kind: "incomplete"; errors: FieldErrors }
  | { kind: "unreachable"; errors: null };

const unreachable: Answer = { kind: "unreachable", errors: null };

async function ask(href: string, body: string, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(href, {
    method: "POST",
    body,
    signal,
    headers: { accept: "application/json", "content-type": "application/json" },
  });
  const answer = await response.json();
  if (response.ok) return { kind: "checked", view: answer, errors: answer.problems };
  return response.status === 422 ? { kind: "incomplete", errors: answer.errors ?? [] } : unreachable;
}

/** Asks the engine about exactly what stands in the fields. The last answer stays until the next one is there. */
export function useRulesCheck(href: string, rules: ApprovalRules) {
  const body = JSON.stringify({ rules });
  const [told, setTold] = useState<{ body: string; answer: Answer } | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const answer = await ask(href, body, abort.signal);
        setTold({ body, answer });
      } catch {
        if (!abort.signal.aborted) setTold({ body, answer: unreachable });
      }
    }, restMilliseconds);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [href, body]);
  return { answer: told?.answer ?? null, isCurrent: told?.body === body };
}

export type RulesCheck = ReturnType<typeof useRulesCheck>;
