import type pg from "pg";
import { type ChainedEvent, eventHash } from "../../lib/audit/chain";

/** What only a superuser can do: the statements, with every trigger and foreign key of the tables out of the way. */
export async function tamper(owner: pg.Pool, ...statements: string[]): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query(
      `begin; set local session_replication_role = replica; ${statements.join("; ")}; commit`,
    );
  } finally {
    client.release();
  }
}

interface StoredEvent {
  id: string;
  organization_id: string;
  request_id: string;
  sequence: number;
  previous_hash: string;
  hash: string;
  type: string;
  actor: ChainedEvent["actor"];
  at: Date;
  data: unknown;
}

/** The hash that an event should have by its content: what a forger would write. */
export function hashOfRow(row: Omit<StoredEvent, "hash" | "id">): string {
  const { organization_id: organization, request_id: request, previous_hash: previousHash } = row;
  const { sequence, type, actor, at, data } = row;
  return eventHash({ organization, request, sequence, previousHash, type, actor, at, data });
}

/** Copies a request with its events, whole, as often as wanted: a long record without the time that it takes. */
export async function multiply(owner: pg.Pool, requestId: string, times: number): Promise<void> {
  const client = await owner.connect();
  const { rows: events } = await client.query<StoredEvent>(
    "select * from request_event where request_id = $1 order by sequence",
    [requestId],
  );
  const requests: object[] = [];
  const copies: object[] = [];
  for (let number = 1001; number <= 1000 + times; number++) {
    const id = `${requestId}${number}`;
    let previous_hash = "0".repeat(64);
    for (const event of events) {
      const data = event.type === "request.opened" ? { ...(event.data as object), id, number } : event.data;
      const copy = { ...event, id: `${event.id}${number}`, request_id: id, data, previous_hash };
      previous_hash = hashOfRow(copy);
      copies.push({ ...copy, hash: previous_hash });
    }
    requests.push({ id, number, last_hash: previous_hash });
  }
  try {
    await client.query(
      `insert into approval_request select (jsonb_populate_record(r, one)).* from approval_request r, jsonb_array_elements($1) one where r.id = $2`,
      [JSON.stringify(requests), requestId],
    );
    await client.query(
      "insert into request_event select * from jsonb_populate_recordset(null::request_event, $1)",
      [JSON.stringify(copies)],
    );
  } finally {
    client.release();
  }
}
