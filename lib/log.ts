type Level = "info" | "warn" | "error";

/** What an event is about: ids and numbers, never content, secrets or addresses. */
export type LogFields = Record<string, string | number | boolean | null | undefined> & { requestId?: string };

/**
 * Writes one event as one line of JSON to standard output. A defect is logged once, at the doorway that caught it,
 * under the request id that the person sees.
 */
export function log(level: Level, event: string, fields: LogFields = {}, error?: unknown): void {
  const line = {
    at: new Date().toISOString(),
    level,
    event,
    ...fields,
    ...(error === undefined ? {} : errorFields(error)),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function errorFields(error: unknown): { error: string; stack?: string | undefined } {
  if (!(error instanceof Error)) return { error: String(error) };
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : "";
  return { error: error.message + cause, stack: error.stack };
}
