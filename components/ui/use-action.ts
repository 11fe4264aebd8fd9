"use client";

import { unstable_isUnrecognizedActionError, unstable_rethrow } from "next/navigation";
import { useState, useTransition } from "react";
import type { ActionFailure, ActionResult } from "./action-result";

const outdated: ActionFailure = {
  ok: false,
  code: "outdated_page",
  message:
    "Countersign was updated while this page was open. Nothing was sent. Copy what you typed, then reload.",
};

const unreachable: ActionFailure = {
  ok: false,
  code: "unreachable",
  message:
    "The server did not answer, so we cannot tell whether this went through. Reload to see, then try again.",
};

/**
 * Runs a server action and keeps what it refused. The form's state is the caller's and is never cleared here, so
 * nothing typed is lost. `onDone` runs inside the transition, after the server has said yes, with what it answered.
 */
export function useAction<Input, Value = unknown>(
  action: (input: Input) => Promise<ActionResult<Value>>,
  onDone?: (value: Value | undefined) => void,
) {
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [isPending, startTransition] = useTransition();

  function run(input: Input): void {
    setFailure(null);
    startTransition(async () => {
      try {
        const result = await action(input);
        if (result.ok) onDone?.(result.value);
        else setFailure(result);
      } catch (thrown) {
        unstable_rethrow(thrown);
        setFailure(unstable_isUnrecognizedActionError(thrown) ? outdated : unreachable);
      }
    });
  }

  return { run, isPending, failure, clear: () => setFailure(null) };
}
