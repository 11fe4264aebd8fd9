import { sql } from "drizzle-orm";
import { database } from "@/db/client";

/** Whether the database answers. */
export async function databaseAnswers(): Promise<boolean> {
  return database()
    .execute(sql`select 1`)
    .then(
      () => true,
      () => false,
    );
}
