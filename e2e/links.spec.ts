import type { APIRequestContext, Page } from "@playwright/test";
import { deployPath, openAs } from "./fixtures/console";
import { fileMails, mailTo } from "./fixtures/mails";
import { amal, ines, rune } from "./fixtures/people";
import { bringToStaging, openRequest, pipelineScopes } from "./fixtures/shop";
import { expect, test } from "./fixtures/test";
import { gatedShop, useInstallation } from "./fixtures/use-installation";

const { installation } = useInstallation(gatedShop);

/** What the clock writes by itself, whoever opens what: the hourly roots of the record, and where they end. */
const rooted = "(to_jsonb(t) - 'root_sequence' - 'root_hash')::text";

/** Every row of every table of ours, with the transaction that wrote it. */
async function everything(): Promise<string[]> {
  const tables = await installation.sql(
    "select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'audit_root' order by 1",
  );
  const queries = tables.map(({ name }) => {
    const [written, row] = name === "organization" ? ["''", rooted] : ["t.xmin::text", "t::text"];
    return `select '${name}' as t, ${written} as x, ${row} as r from public."${name}" t`;
  });
  const rows = await installation.sql(`${queries.join(" union all ")} order by 1, 2, 3`);
  return rows.map(({ t, x, r }) => `${t} ${x} ${r}`);
}

/** Waits until what was promised is done: the worker writes that it has handed effects over. */
async function settled(): Promise<string[]> {
  let before = await everything();
  await expect
    .poll(
      async () => {
        const now = await everything();
        const same = now.join() === before.join();
        before = now;
        return same;
      },
      { intervals: [1500], timeout: 20_000 },
    )
    .toBe(true);
  return before;
}

function linksIn(text: string): string[] {
  return [...text.matchAll(/https?:\/\/[^\s<>"')]+/g)].map(([link]) => link);
}

async function openAll(visitor: Page, links: string[]): Promise<void> {
  for (const link of links) await visitor.goto(link);
  const request: APIRequestContext = visitor.request;
  for (const link of links) {
    await request.get(link);
    await request.head(link);
  }
}

test("opening a link decides nothing: no GET changes a row, by whomever and however often", async ({
  newVisitor,
}) => {
  const { url, dataDirectory } = installation;
  const pipeline = await installation.api("meridian", rune.email, pipelineScopes);
  const asking = await installation.api("meridian", ines.email);
  const voting = await installation.api("meridian", amal.email, "request.read,decide");
  await bringToStaging(pipeline, 3, "checkout");
  await bringToStaging(pipeline, 3, "cart");
  const open = await openRequest(asking, 3, "checkout");
  const approved = await openRequest(asking, 3, "cart");
  await voting.post(`/approval-requests/${approved}/votes`, { decision: "approve" });
  const mails = () => fileMails(dataDirectory);
  await mailTo(mails, amal.email, "Review: checkout");
  await mailTo(mails, ines.email, "Approved: cart");

  const links = new Set((await mails()).flatMap(({ text, html }) => [...linksIn(text), ...linksIn(html)]));
  expect([...links].some((link) => link.endsWith(`/approvals/requests/${open}`))).toBe(true);
  const pages = [
    `${url}/meridian`,
    `${url}/meridian${deployPath}`,
    `${url}/meridian/approvals/pending?review=${open}`,
    `${url}/meridian/approvals/history`,
    `${url}/meridian/approvals/requests/${approved}?decision=approve&approve=1`,
  ];
  const all = [...links].filter((link) => link.startsWith(url)).concat(pages);
  const reviewer = await openAs(await newVisitor(), `${url}/meridian`, amal.name);
  const developer = await openAs(await newVisitor(), `${url}/meridian`, ines.name);
  const nobody = await newVisitor();

  const before = await settled();
  for (const visitor of [reviewer, developer, nobody]) await openAll(visitor, all);
  expect(await settled()).toEqual(before);
});
