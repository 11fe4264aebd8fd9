import type { Database, Transaction } from "@/db/client";
import { callerNow } from "@/lib/auth/caller-now";
import type { Caller } from "@/lib/directory/caller";
import { wakeDrainer } from "@/lib/jobs/wake";
import type { Clock } from "@/lib/kernel/clock";
import { refusal } from "@/lib/kernel/refusal";
import { type Result, refused } from "@/lib/kernel/result";
import type { RequestState } from "./core/request-state";
import type { OpenRequestInput } from "./input";
import { openCertificateOperation } from "./open-certificate-operation";
import { openExternal } from "./open-external";
import { openPromotion } from "./open-promotion";

/** Asks for approval of what its workflow says (engine.md, open), in one transaction. */
export async function openRequest(
  db: Database,
  caller: Caller,
  input: OpenRequestInput,
  clock?: Clock,
): Promise<Result<RequestState>> {
  const result = await db.transaction((tx) => openIn(tx, caller, input, clock));
  if (result.ok) wakeDrainer();
  return result;
}

async function openIn(tx: Transaction, known: Caller, input: OpenRequestInput, clock?: Clock) {
  const caller = await callerNow(tx, known);
  if (!caller) return refused(refusal("not_found"));
  switch (input.workflow) {
    case "environment-promotion":
      return openPromotion(tx, caller, input, clock);
    case "external":
      return openExternal(tx, caller, input, clock);
    case "certificate-operation":
      return openCertificateOperation(tx, caller, input, clock);
  }
}
