import pg from "pg";

/**
 * Loaded into a real process (`node --import`) so that kill -9 meets it at a statement: at the first one that matches
 * `KILL_AT`, before it goes out, or with `KILL_UNANSWERED` as soon as it has.
 */
const at = process.env.KILL_AT;
if (!at) throw new Error("KILL_AT says at which statement");
const pattern = new RegExp(at);
const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;

function die(): Promise<never> {
  process.kill(process.pid, "SIGKILL");
  return new Promise(() => undefined);
}

pg.Client.prototype.query = function said(
  this: pg.Client,
  config: string | pg.QueryConfig,
  ...rest: unknown[]
) {
  const text = typeof config === "string" ? config : config?.text;
  if (!text || !pattern.test(text)) return query.call(this, config, ...rest);
  if (!process.env.KILL_UNANSWERED) return die();
  query.call(this, config, ...rest);
  // By then it is with the operating system, which sends it whatever becomes of us.
  setImmediate(() => setImmediate(die));
  return new Promise(() => undefined);
} as typeof pg.Client.prototype.query;
