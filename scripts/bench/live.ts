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
import { median } from "./measure.ts";
import type { Line } from "./report.ts";

const decisions = 20;
/** Milliseconds that are promised from the server's answer until everybody sees it. */
const promised = 500;
/** Milliseconds until a click is answered, and from the server's answer to one's own decision until it is shown. */
const click = 50;
const outcome = 120;

/**
 * Two people's browsers with four pages open: another person decides by the API, and each page and the count show it.
 * Then one of the two decides in the browser. All is timed in the pages, by the one clock of the machine.
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
  const seen: number[] = [];
  for (let number = 2; number < 2 + decisions; number++) {
    const changes = [
      changeOf(pending, `tbody tr:has(a[href$="review=${number}"])`),
      changeOf(all, `tbody tr:has(a[href$="review=${number}"])`),
      changeOf(history, `tbody th a[href$="requests/${number}"]`),
      changeOf(home, `nav[aria-label="Main"]`),
    ];
    await pending.waitForTimeout(100);
    await decide(server, token, number);
    const answeredAt = Date.now();
    for (const seenAt of await Promise.all(changes)) seen.push(Math.max(0, seenAt - answeredAt));
  }
  const own: { answered: number; shown: number }[] = [];
  for (let number = 2 + decisions; number < 2 + 2 * decisions; number++) {
    await pending.goto(`${server.url}/${slug}/approvals/requests/${number}`, { waitUntil: "networkidle" });
    own.push(await decideIn(pending, database, number));
  }
  return [
    line("Another's decision in four open pages", seen, promised),
    line(
      "A click on Approve is answered",
      own.map(({ answered }) => answered),
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
  const { scene } = await waitingRequests(database, 2 * decisions, { reviewers });
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

/** When what the selector finds changes, in milliseconds of the machine's clock. */
function changeOf(page: Page, selector: string): Promise<number> {
  return page.evaluate(
    (selector) =>
      new Promise<number>((resolve) => {
        const found = () => [...document.querySelectorAll(selector)].map((one) => one.textContent).join();
        const before = found();
        const observer = new MutationObserver(() => {
          if (found() === before) return;
          observer.disconnect();
          resolve(Date.now());
        });
        observer.observe(document, { subtree: true, childList: true, characterData: true });
      }),
    selector,
  );
}

/** One's own decision: from the click until the button says so, and from the vote's event until it says that it is done. */
async function decideIn(page: Page, { owner }: BenchDatabase, number: number) {
  const button = "[data-decision=approve]";
  const { clickedAt, answeredAt, shownAt } = await page.evaluate(
    (selector) =>
      new Promise<{ clickedAt: number; answeredAt: number; shownAt: number }>((resolve) => {
        const button = document.querySelector<HTMLButtonElement>(selector);
        const clickedAt = Date.now();
        let answeredAt = 0;
        const observer = new MutationObserver(() => {
          const now = document.querySelector(selector);
          if (now?.textContent === "Approving…" && answeredAt === 0) answeredAt = Date.now();
          if (now && now.textContent !== "Approved") return;
          observer.disconnect();
          resolve({ clickedAt, answeredAt, shownAt: Date.now() });
        });
        observer.observe(document, { subtree: true, childList: true, characterData: true });
        button?.click();
      }),
    button,
  );
  const { rows } = await owner.query<{ at: Date }>(
    "select e.at from request_event e join approval_request r on r.id = e.request_id where r.number = $1 and e.type = 'vote.cast'",
    [number],
  );
  const storedAt = rows[0]?.at.getTime();
  invariant(storedAt !== undefined, "the vote was stored");
  return { answered: answeredAt - clickedAt, shown: Math.max(0, shownAt - storedAt) };
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
