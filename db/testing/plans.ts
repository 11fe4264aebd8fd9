import type pg from "pg";

interface Sent {
  name?: string;
  text: string;
  values: unknown[];
}

/** Runs `work` and answers the statements that this pool's connections sent meanwhile. */
export async function statementsSent(pool: pg.Pool, work: () => Promise<unknown>): Promise<Sent[]> {
  const sent: Sent[] = [];
  const clients = new Map<pg.PoolClient, pg.PoolClient["query"]>();
  const listen = (client: pg.PoolClient) => {
    if (clients.has(client)) return;
    const query = client.query;
    clients.set(client, query);
    client.query = ((config: string | pg.QueryConfig, values?: unknown[], ...rest: unknown[]) => {
      const { name, text } = typeof config === "string" ? { name: undefined, text: config } : config;
      if (Array.isArray(values)) sent.push({ ...(name ? { name } : {}), text, values });
      return (query as (...all: unknown[]) => unknown).call(client, config, values, ...rest);
    }) as typeof client.query;
  };
  pool.on("acquire", listen);
  try {
    await work();
  } finally {
    pool.off("acquire", listen);
    for (const [client, query] of clients) client.query = query;
  }
  return sent;
}

interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string;
  "Rows Removed by Filter"?: number;
  "Actual Loops"?: number;
  Plans?: PlanNode[];
}

/** How many rows of a table these statements look at and leave out, done once more; `without` an index, if it is given. */
export async function rowsLeftOut(
  owner: pg.Pool,
  sent: Sent[],
  table: string,
  without?: string,
): Promise<number> {
  let left = 0;
  const look = (node: PlanNode) => {
    if (node["Relation Name"] === table)
      left += (node["Rows Removed by Filter"] ?? 0) * (node["Actual Loops"] ?? 1);
    node.Plans?.forEach(look);
  };
  await imagined(owner, without, async (client) => {
    for (const { text, values } of sent) look(await planOf(client, "analyze", text, values));
  });
  return left;
}

/**
 * Tables that these statements would be answered from row by row, from the first to the last, once each. For those that
 * are planned once for all parameters, also as they would be then. `without`: how it would be, had an index not been made.
 */
export async function tablesReadWhole(owner: pg.Pool, sent: Sent[], without?: string): Promise<string[]> {
  const found = new Set<string>();
  const look = (node: PlanNode) => {
    if (node["Node Type"] === "Seq Scan") found.add(node["Relation Name"] ?? "");
    node.Plans?.forEach(look);
  };
  await imagined(owner, without, async (client) => {
    for (const { name, text, values } of sent) {
      if (!/^\s*(select|with|\()/.test(text)) continue;
      const plain = text.replace(/ for update( skip locked)?$/, "");
      look(await planOf(client, "costs", plain, values));
      if (name) look(await planOf(client, "generic_plan", plain));
    }
  });
  return [...found].sort();
}

async function planOf(
  client: pg.PoolClient,
  how: string,
  text: string,
  values?: unknown[],
): Promise<PlanNode> {
  const { rows } = await client.query(`explain (${how}, format json) ${text}`, values);
  return rows[0]["QUERY PLAN"][0].Plan;
}

/** Does `work` in a transaction that is rolled back. */
async function imagined(
  owner: pg.Pool,
  change: string | undefined,
  work: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query("begin");
    if (change) await client.query(change);
    await work(client);
  } finally {
    await client.query("rollback");
    client.release();
  }
}
