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

/** A database error's own message names the statement's parameters, which are content: its cause says enough. */
function errorFields(error: unknown): { error: string; stack?: string | undefined } {
  if (!(error instanceof Error)) return { error: String(error) };
  const isQuery = "query" in error && "params" in error;
  const cause = error.cause instanceof Error ? error.cause.message : "";
  const message = isQuery ? `a statement failed: ${cause}` : error.message + (cause && ` (${cause})`);
  const frames = error.stack?.slice(error.stack.indexOf("\n    at ") + 1);
  return { error: message, stack: isQuery ? frames : error.stack };
}
