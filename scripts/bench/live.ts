import { chromium, type Page } from "@playwright/test";
import { storeToken } from "@/lib/auth/create-token";
import { invariant } from "@/lib/kernel/invariant";
import type { Server } from "../../e2e/fixtures/server.ts";
import { ensureBuilt } from "../lib/build.ts";
import { findChromium } from "../lib/chromium.ts";
import { onClose } from "../lib/closing.ts";
import { cookieOf, startConsole } from "./console.ts";
import type { BenchDatabase } from "./database.ts";
import { waitingRequests } from "./decisions.ts";
import { changeOf, decideIn, navigateIn } from "./in-page.ts";
import { median } from "./measure.ts";
import type { Line } from "./report.ts";

const decisions = 20;
/** Milliseconds that are promised from the server's answer until everybody sees it. */
const promised = 500;
/** Milliseconds until a click is answered, and from the server's answer to one's own decision until it is shown. */
const click = 50;
const outcome = 120;

type See = (number: number) => Promise<number>;

/**
 * Two people's browsers with four pages open: another person decides by the API, and each page and the count show it. Then
 * one of the two decides in the browser, and last has ten tabs open. All is timed in the pages, by the one clock of the
 * machine.
 */
export async function benchLive(database: BenchDatabase): Promise<Line[]> {
  await ensureBuilt(async (_, build) => build());
  const { slug, token, cookies } = await makeStage(database);
  const server = await startConsole(database);
  const newPage = await startBrowser(server);
  const [mine = "", theirs = ""] = cookies;
  const pending = await newPage(mine, `/${slug}/approvals/pending`);
  const all = await newPage(mine, `/${slug}/approvals/pending?scope=all`);
  const history = await newPage(theirs, `/${slug}/approvals/history`);
  const home = await newPage(theirs, `/${slug}`);
  const inPending =
    (page: Page): See =>
    (number) =>
      changeOf(page, `tbody tr:has(a[href$="review=${number}"])`);
  let next = 2;
  const decideSeen = async (sees: See[]) => {
    const number = next++;
    const changes = sees.map((see) => see(number));
    await pending.waitForTimeout(100);
    await decide(server, token, number);
    const answeredAt = Date.now();
    return (await Promise.all(changes)).map((seenAt) => Math.max(0, seenAt - answeredAt));
  };
  const four = [
    inPending(pending),
    inPending(all),
    (number: number) => changeOf(history, `tbody th a[href$="requests/${number}"]`),
    () => changeOf(home, `nav[aria-label="Main"]`),
  ];
  const seen: number[] = [];
  for (let round = 0; round < decisions; round++) seen.push(...(await decideSeen(four)));
  const own: { answered: number; shown: number }[] = [];
  for (let round = 0; round < decisions; round++) {
    const number = next++;
    await pending.goto(`${server.url}/${slug}/approvals/requests/${number}`, { waitUntil: "networkidle" });
    own.push(await decideIn(pending, database, number));
  }
  const moves: { shaped: number; there: number }[] = [];
  for (let round = 0; round < decisions; round++) {
    const to = round % 2 === 0 ? "pending" : "history";
    moves.push(await navigateIn(history, `nav[aria-label="Main"] a[href$="/approvals/${to}"]`));
    await history.waitForTimeout(100);
  }
  await Promise.all([history.close(), home.close(), pending.goto(`${server.url}/${slug}/approvals/pending`)]);
  const tabs = [pending, all];
  while (tabs.length < 10) tabs.push(await newPage(mine, `/${slug}/approvals/pending`));
  const seenInTen: number[] = [];
  for (let round = 0; round < decisions; round++) seenInTen.push(...(await decideSeen(tabs.map(inPending))));
  return [
    line("Another's decision in four open pages", seen, promised),
    line("Another's decision in ten tabs that are all looked at", seenInTen, promised),
    line(
      "A click on Approve is answered",
      own.map(({ answered }) => answered),
      click,
    ),
    line(
      "A click on a page of the navigation shows its shape",
      moves.map(({ shaped }) => shaped),
      click,
    ),
    line(
      "One's own decision is shown, after the server has it",
      own.map(({ shown }) => shown),
      outcome,
    ),
  ];
}

/** Requests that wait for one vote each, somebody who votes by the API, and the cookies of two others who look on. */
async function makeStage(database: BenchDatabase) {
  const { db } = database;
  const reviewers = ["Rune Kvist", "Ada Berg", "Mia Sol"];
  const { scene } = await waitingRequests(database, 3 * decisions, { reviewers });
  const [rune, ...others] = scene.asked;
  invariant(rune, "three were named");
  const { token } = await db.transaction((tx) =>
    storeToken(tx, {
      organizationId: scene.world.organizationId,
      owner: rune.id,
      name: "bench",
      scopes: ["request.read", "decide"],
      expiresInDays: 1,
    }),
  );
  const cookies: string[] = [];
  for (const one of others) cookies.push(await cookieOf(database, one));
  return { slug: scene.world.slug, token, cookies };
}

/** Opens pages in Chromium, each person's in a browser of their own, and waits until they are live. */
async function startBrowser({ url }: Server): Promise<(cookie: string, path: string) => Promise<Page>> {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  onClose(() => browser.close());
  const contexts = new Map<string, ReturnType<typeof browser.newContext>>();
  return async (cookie, path) => {
    const context = await (contexts.get(cookie) ?? browser.newContext());
    contexts.set(cookie, Promise.resolve(context));
    const [name = "", value = ""] = cookie.split(/=(.*)/);
    // What tsx makes of functions asks for it, in pages too.
    await context.addInitScript({ content: "globalThis.__name = (one) => one" });
    await context.addCookies([{ name, value, url }]);
    const page = await context.newPage();
    await page.goto(url + path, { waitUntil: "load" });
    await page.waitForTimeout(3000);
    return page;
  };
}

/** By the API, as a person of the organization who looks at none of the pages. */
async function decide({ url }: Server, token: string, number: number): Promise<void> {
  const response = await fetch(`${url}/api/v1/approval-requests/${number}/votes`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: '{"decision":"approve"}',
  });
  invariant(response.status === 201, `the vote is taken, not answered with ${response.status}`);
}

function line(what: string, times: number[], most: number): Line {
  return {
    what,
    measured: `${Math.round(median(times))} ms, at worst ${Math.round(Math.max(...times))} ms`,
    beside: `${most} ms`,
    ratio: median(times) / most,
    atMost: 1,
  };
}
