import { databaseAnswers } from "./views";

/** Whether this server can do its work. */
export async function loadHealth(): Promise<{ ok: boolean }> {
  return { ok: await databaseAnswers() };
}
