import { randomUUID } from "node:crypto";
import { log } from "@/lib/log";

/** Logs what was thrown, once, and answers the neutral sentence that a person sees, with the id that finds the log's line. */
export function reportDefect(doorway: string, error: unknown): { requestId: string; message: string } {
  const requestId = randomUUID();
  log("error", "defect", { requestId, doorway }, error);
  const message = `Something went wrong on our side, and nothing was changed as far as we know. Try again; if it stays, tell whoever runs Countersign the number ${requestId}.`;
  return { requestId, message };
}
