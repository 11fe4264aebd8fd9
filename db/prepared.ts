import {
  DrizzleQueryError,
  fillPlaceholders,
  getTableColumns,
  type InferSelectModel,
  is,
  Placeholder,
  type SQL,
} from "drizzle-orm";
import { PgDialect, type PgTable } from "drizzle-orm/pg-core";
import pg, { type QueryResult } from "pg";
import type { Queryable } from "./client";

const dialect = new PgDialect();

/** A statement of the hot paths; what differs from call to call are its `sql.placeholder`s, by name. */
export interface Prepared<Row extends Record<string, unknown>> {
  run(db: Queryable, values: Record<string, unknown>): Promise<Row[]>;
  /** As it goes over the wire. */
  filled(values: Record<string, unknown>): { name: string; text: string; values: unknown[] };
}

/**
 * A statement that is spelled once in a process, and parsed and planned once per connection, under a name of its own:
 * for some, both take longer than running it.
 */
export function prepared<Row extends Record<string, unknown>>(name: string, statement: SQL): Prepared<Row> {
  let made: Spelled | undefined;
  const spelled = () => {
    made ??= spell(statement);
    return made;
  };
  return {
    run: async (db, values) => {
      const { text, params } = spelled();
      return (await send<Row>(db, { name, text, types: asTexts }, fillPlaceholders(params, values))).rows;
    },
    filled: (values) => {
      const { text, params } = spelled();
      return { name, text, values: fillPlaceholders(params, values) };
    },
  };
}

interface Spelled {
  text: string;
  params: unknown[];
}

/** With one parameter for each placeholder, however often it stands there: each is sent, read and bound anew. */
function spell(statement: SQL): Spelled {
  const { sql: text, params } = dialect.sqlToQuery(statement);
  const places = new Map<unknown, number>();
  const placeOf = (param: unknown) => {
    const whose = is(param, Placeholder) ? param.name : {};
    const place = places.get(whose) ?? places.size;
    places.set(whose, place);
    return place;
  };
  const moved = params.map(placeOf);
  const kept: unknown[] = [];
  for (const [index, place] of moved.entries()) kept[place] = params[index];
  return { text: text.replace(/\$(\d+)/g, (_, number) => `$${(moved[number - 1] ?? 0) + 1}`), params: kept };
}

/** Instants stay texts, as drizzle leaves them for `rowOf`. */
const instants: ReadonlySet<number> = new Set([
  pg.types.builtins.TIMESTAMPTZ,
  pg.types.builtins.TIMESTAMP,
  pg.types.builtins.DATE,
]);
const asText = (text: string) => text;
const asTexts: pg.CustomTypesConfig = {
  getTypeParser: (type: number, format?: "text" | "binary") =>
    instants.has(type) ? asText : pg.types.getTypeParser(type, format as "text"),
};

/** Straight to the driver, on the connection that drizzle would take: what it does for each statement takes as long as sending it. */
async function send<Row extends Record<string, unknown>>(
  db: Queryable,
  statement: pg.QueryConfig,
  values: unknown[],
): Promise<QueryResult<Row>> {
  const { client } = db._.session as unknown as { client: Pick<pg.Pool, "query"> };
  try {
    return await client.query<Row>(statement, values);
  } catch (error) {
    throw new DrizzleQueryError(statement.text, values, error as Error);
  }
}

/** A table's row as the schema describes it, from what a statement of ours answers for `table.*`. */
export function rowOf<T extends PgTable>(table: T, found: Record<string, unknown>): InferSelectModel<T> {
  const row: Record<string, unknown> = {};
  for (const [key, column] of Object.entries(getTableColumns(table))) {
    const value = found[column.name];
    row[key] = value === null || value === undefined ? null : column.mapFromDriverValue(value);
  }
  return row as InferSelectModel<T>;
}
