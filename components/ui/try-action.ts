import { unstable_isUnrecognizedActionError, unstable_rethrow } from "next/navigation";
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
    "The server did not answer, so we cannot tell whether this went through. As soon as it does, this page shows it; then try again.",
};

/** Calls a server action. Where no answer came the failure says so; redirects go on their way. */
export async function tryAction<Input, Value>(
  action: (input: Input) => Promise<ActionResult<Value>>,
  input: Input,
): Promise<ActionResult<Value>> {
  try {
    return await action(input);
  } catch (thrown) {
    unstable_rethrow(thrown);
    return unstable_isUnrecognizedActionError(thrown) ? outdated : unreachable;
  }
}
