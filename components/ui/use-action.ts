"use client";

import { useState, useTransition } from "react";
import type { ActionFailure, ActionResult } from "./action-result";
import { tryAction } from "./try-action";

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
      const result = await tryAction(action, input);
      if (result.ok) onDone?.(result.value);
      else setFailure(result);
    });
  }

  return { run, isPending, failure, clear: () => setFailure(null) };
}
