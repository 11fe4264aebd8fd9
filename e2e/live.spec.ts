import type { BrowserContext, Locator, Page } from "@playwright/test";
import type { Api } from "./fixtures/api";
import { deployPath, openAs, towards } from "./fixtures/console";
import { amal, ines, rune, sol } from "./fixtures/people";
import { bringToStaging, gatePromotions, makeShop, openRequest, pipelineScopes } from "./fixtures/shop";
import { expect, expectNothingCovered, test } from "./fixtures/test";
import { useInstallation } from "./fixtures/use-installation";

test.describe.configure({ mode: "serial" });

const components = ["checkout", "cart", "ledger", "refunds", "search"];
let pipeline: Api;
let developer: Api;
let decider: Api;

const { installation } = useInstallation(async ({ api }, sandbox) => {
  const administrator = await api("meridian", rune.email);
  pipeline = await api("meridian", rune.email, pipelineScopes);
  developer = await api("meridian", ines.email);
  decider = await api("meridian", sol.email, "request.read,decide");
  await makeShop(administrator, { repository: sandbox.bare("gitops.git") }, components);
  await gatePromotions(administrator);
  for (const component of components) await bringToStaging(pipeline, 1, component);
});

const open = async (page: Page, path: string, name: string) => {
  await openAs(page, `${installation.url}/meridian${path}`, name);
  await isLive(page);
  return page;
};

/** The stream is open: the server has said hello, or another tab of this browser listens. */
async function isLive(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(async () => (await navigator.locks.query()).held?.length ?? 0))
    .toBe(1);
  // Whatever was missed before that has been shown by then.
  await page.waitForTimeout(500);
}

const row = (page: Page, component: string) => page.getByRole("row", { name: new RegExp(`${component} #`) });
const badge = (page: Page) =>
  page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Approvals/ });
const decide = (number: number, decision: "approve" | "reject") =>
  decider.post(`/approval-requests/${number}/votes`, { decision });

/** Milliseconds. Not the promise: the machine that runs this may have other work to do. */
const patience = 10_000;

/** Milliseconds from now, when the server has answered, until somebody sees it. Half a second is promised. */
async function seen(what: string, locator: Locator, state: "visible" | "hidden" = "visible"): Promise<void> {
  const from = performance.now();
  await locator.waitFor({ state, timeout: patience });
  console.log(`  ${Math.round(performance.now() - from)} ms until ${what}`);
}

test("another person's request, decision and promotion appear in every open page, and in the count", async ({
  newVisitor,
}) => {
  const pending = await open(await newVisitor(), "/approvals/pending", amal.name);
  const deploy = await open(await newVisitor(), deployPath, ines.name);
  const footer = towards(deploy, "Staging", "Production");

  const number = await openRequest(developer, 1, "checkout");
  await Promise.all([
    seen("the request is in Pending", row(pending, "checkout")),
    seen("it is counted", badge(pending).getByText("1 waiting for your decision")),
    seen("it is on the Deploy page", footer.getByRole("link", { name: /^View request/ })),
  ]);

  const review = await open(await newVisitor(), `/approvals/requests/${number}`, amal.name);
  await decide(number, "approve");
  await Promise.all([
    seen("the decided request leaves Pending", row(pending, "checkout"), "hidden"),
    seen("the count goes", badge(pending).getByText("1 waiting for your decision"), "hidden"),
    seen("Review says who decided", review.getByText("Sol Okafor approved this while you were looking.")),
    seen("Promote is offered", footer.getByRole("button", { name: /^Promote build/ })),
  ]);
  await expect(review.getByRole("button", { name: "Approve" })).toBeHidden();

  const order = { kind: "promote", environment: "production", from: "staging" };
  await developer.post("/projects/shop/components/checkout/deployments", order);
  const production = deploy.getByRole("article", { name: "Production", exact: true });
  await seen("the deployment is seen to run", production.getByText(/Deploying|Delivered/).first());
  await expect(production.getByText("Delivered")).toBeVisible();
});

test("nothing typed is lost: not when others comment, and not when they decide", async ({ newVisitor }) => {
  const number = await openRequest(developer, 1, "cart");
  const page = await open(await newVisitor(), `/approvals/requests/${number}`, amal.name);
  const comment = page.getByRole("textbox", { name: "Comment", exact: true });
  const question = page.getByRole("textbox", { name: "Ask or answer without deciding" });
  await question.fill("Is the migration behind a flag?");
  await comment.fill("Looks fine, but ");
  await comment.press("End");
  await developer.post(`/approval-requests/${number}/comments`, { text: "Rolled back twice in staging." });
  await seen("a comment", page.getByText("Rolled back twice in staging."));
  await expect(comment).toBeFocused();
  await page.keyboard.type("who is on call?");
  await expect(comment).toHaveValue("Looks fine, but who is on call?");
  await expect(question).toHaveValue("Is the migration behind a flag?");

  await decide(number, "reject");
  await seen("who decided", page.getByText("Sol Okafor rejected this while you were looking."));
  await expect(page.getByRole("button", { name: "Approve" })).toBeHidden();
  await expect(page.getByText("Looks fine, but who is on call?")).toBeVisible();
  await expect(page.getByText("Is the migration behind a flag?")).toBeVisible();
});

test("the panel stays when its request is decided, and says so; open drawers and dialogs stay as they are", async ({
  newVisitor,
}) => {
  const page = await open(await newVisitor(), "/approvals/pending", amal.name);
  const developing = await open(await newVisitor(), deployPath.replace("checkout", "ledger"), ines.name);
  await developing.getByRole("button", { name: "Request to Promote to Production" }).click();
  const drawer = developing.getByRole("dialog", { name: "Request Approval" });
  await drawer.getByRole("textbox", { name: "Message" }).fill("Ledger, at last.");
  const configuring = await open(await newVisitor(), "/settings/workflows", rune.name);
  await configuring.getByRole("button", { name: "Configure Environment Promotion" }).click();
  const dialog = configuring.getByRole("dialog", { name: "Configure Workflow" });
  await dialog.getByRole("textbox", { name: "Approvals needed" }).fill("3");

  const number = await openRequest(developer, 1, "ledger");
  await row(page, "ledger")
    .getByRole("link", { name: `Review request ${number}` })
    .first()
    .click();
  const panel = page.getByRole("dialog", { name: /^Review Details/ });
  await panel.getByRole("textbox", { name: "Comment", exact: true }).fill("Wait for me");
  await decide(number, "approve");
  await seen(
    "the panel says who decided",
    panel.getByText("Sol Okafor approved this while you were looking."),
  );
  await expect(panel.getByText("Wait for me")).toBeVisible();
  await expect(row(page, "ledger")).toHaveCount(0);

  await expect(drawer.getByRole("textbox", { name: "Message" })).toHaveValue("Ledger, at last.");
  await expect(dialog.getByRole("textbox", { name: "Approvals needed" })).toHaveValue("3");
  await drawer.getByRole("button", { name: "Close" }).click();
  const footer = towards(developing, "Staging", "Production");
  await seen("behind the drawer it is true again", footer.getByRole("button", { name: /^Promote build/ }));
});

/** Whether the server listens for anybody: it does while it has a stream. */
async function listening(): Promise<number> {
  const asked =
    "select pid from pg_stat_activity where application_name = 'countersign live' and datname = current_database()";
  return (await installation.sql(asked)).length;
}

/** Streams of a browser, over all its tabs. */
function streamsOf(context: BrowserContext) {
  const open = new Set<unknown>();
  let opened = 0;
  const isStream = (url: string) => url.includes("/api/events/");
  context.on("request", (request) => {
    if (!isStream(request.url())) return;
    opened += 1;
    open.add(request);
  });
  context.on("requestfinished", (request) => open.delete(request));
  context.on("requestfailed", (request) => open.delete(request));
  return { open: () => open.size, opened: () => opened };
}

test("ten tabs share one stream: all are live and navigable, and another takes over when its tab is closed", async ({
  newVisitor,
}) => {
  const first = await newVisitor();
  const streams = streamsOf(first.context());
  await open(first, "/approvals/pending", amal.name);
  const tabs = [first];
  while (tabs.length < 10) {
    const tab = await first.context().newPage();
    await tab.goto(`${installation.url}/meridian/approvals/pending`);
    tabs.push(tab);
  }
  await isLive(first);
  expect(streams.open()).toBe(1);
  const number = await openRequest(developer, 1, "refunds");
  await Promise.all(tabs.map((tab, index) => seen(`tab ${index + 1} shows it`, row(tab, "refunds"))));
  await Promise.all(
    tabs.map(async (tab) => {
      await tab.getByRole("link", { name: "History" }).click();
      await expect(tab.getByRole("heading", { level: 1 })).toHaveText("History");
    }),
  );
  expect(streams.opened()).toBe(1);

  await first.close();
  const others = tabs.slice(1);
  await expect.poll(() => streams.opened()).toBe(2);
  await decide(number, "reject");
  const decided = (tab: Page) => tab.getByRole("row", { name: /refunds #1/ });
  await Promise.all(others.map((tab, index) => seen(`tab ${index + 2} shows it`, decided(tab))));
  expect(streams.opened()).toBe(2);
  await first.context().close();
  await expect.poll(listening, { message: "the server has left the stream" }).toBe(0);
});

test("who is removed hears nothing more within five seconds, and is told", async ({ newVisitor }) => {
  const administrator = await installation.api("meridian", rune.email);
  const page = await newVisitor();
  const streams = streamsOf(page.context());
  await open(page, "/approvals/pending", sol.name);
  const { items } = await administrator.get("/members");
  const { id } = items.find(({ email }: { email: string }) => email === sol.email);
  const from = performance.now();
  await administrator.patch(`/members/${id}`, { disabled: true });
  await expect.poll(() => streams.open(), { intervals: [50] }).toBe(0);
  const took = performance.now() - from;
  console.log(`  ${Math.round(took)} ms until the stream is closed`);
  expect(took).toBeLessThan(5000);
  await expect(page.getByText("not a member here any more")).toBeVisible();
  await page.waitForTimeout(2000);
  expect(streams.opened()).toBe(1);
  await administrator.patch(`/members/${id}`, { disabled: false });
});

test("the server ends within five seconds with streams open; pages wait, and catch up when it is back", async ({
  newVisitor,
}) => {
  const page = await open(await newVisitor(), "/approvals/pending", amal.name);
  const deploy = await open(await newVisitor(), deployPath.replace("checkout", "search"), ines.name);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    const from = performance.now();
    await installation.server.stop(signal);
    const took = performance.now() - from;
    console.log(`  ${Math.round(took)} ms until the server has ended by ${signal}`);
    expect(took).toBeLessThan(5000);
    for (const waiting of [page, deploy]) {
      await expect(waiting.getByText("The server does not answer.")).toBeVisible();
      await expectNothingCovered(waiting, waiting.getByText("The server does not answer."));
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNothingCovered(page, page.getByText("The server does not answer."));
    await page.setViewportSize({ width: 1280, height: 800 });
    await installation.server.restart();
    await expect(page.getByText("The server does not answer.")).toBeHidden();
    // What the pages read again meanwhile would fail with the next end, and browsers complain of that.
    await page.waitForTimeout(3000);
  }
  const number = await openRequest(developer, 1, "search");
  await expect(row(page, "search")).toBeVisible();
  await expect(
    towards(deploy, "Staging", "Production").getByRole("link", { name: /^View request/ }),
  ).toBeVisible();
  expect(number).toBeGreaterThan(0);
});
