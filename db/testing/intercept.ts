import type pg from "pg";

type Send = (config: string | pg.QueryConfig, values?: unknown[]) => Promise<pg.QueryResult>;
type Done = (error: unknown, result?: pg.QueryResult) => void;

/** A statement that is about to go out on a connection. `send` sends it, or another text in its place. */
export interface Statement {
  text: string;
  values: unknown[];
  client: pg.PoolClient;
  send(text?: string): Promise<pg.QueryResult>;
}

/**
 * Lets a test have its say in every statement that this pool's connections send: it sends it, changed or late, or throws.
 * One after the other on each connection, since what was sent together may be held back by itself.
 */
export function intercept(pool: pg.Pool, say: (statement: Statement) => Promise<pg.QueryResult>): void {
  pool.on("connect", (client) => {
    const query = client.query.bind(client) as unknown as Send;
    let before: Promise<unknown> = Promise.resolve();
    const said = (config: string | pg.QueryConfig, ...rest: unknown[]) => {
      const text = typeof config === "string" ? config : config.text;
      const done = rest.find((one) => typeof one === "function") as Done | undefined;
      const values = (rest.find(Array.isArray) ?? []) as unknown[];
      // A name stands for one text, so another goes without.
      const send = (other = text) => query(other === text ? config : withText(config, other), values);
      const sent = before.then(() => say({ text, values, client, send }));
      before = sent.catch(() => undefined);
      if (!done) return sent;
      sent.then(
        (result) => done(undefined, result),
        (error) => done(error),
      );
      return undefined;
    };
    client.query = said as unknown as typeof client.query;
  });
}

function withText(config: string | pg.QueryConfig, text: string): string | pg.QueryConfig {
  if (typeof config === "string") return text;
  const { name: _, ...unnamed } = config;
  return { ...unnamed, text };
}
