import type { Page } from "@playwright/test";
import { gitSandbox } from "../lib/deploy/testing/git-sandbox";
import { openAs } from "./fixtures/console";
import { type Installation, startDemo } from "./fixtures/installation";
import { amal, ines, meridian, rune } from "./fixtures/people";
import { type Scene, scenes } from "./fixtures/scenes";
import {
  bringToStaging,
  deployToDevelopment,
  gatePromotions,
  makeShop,
  openRequest,
  pipelineScopes,
  reportBuild,
} from "./fixtures/shop";
import {
  expect,
  expectAccessible,
  expectNoHorizontalScroll,
  expectReadable,
  type NewVisitor,
  test,
} from "./fixtures/test";

const sandbox = gitSandbox();
let installation: Installation;
let all: Scene[];

test.beforeAll(async () => {
  const harbor = { slug: "harbor", name: "Harbor Bank", people: [rune] };
  installation = await startDemo([meridian, harbor]);
  const administrator = await installation.api("meridian", rune.email);
  const pipeline = await installation.api("meridian", rune.email, pipelineScopes);
  const developer = await installation.api("meridian", ines.email);
  const reviewer = await installation.api("meridian", amal.email, "request.read,decide");
  sandbox.bare("source.git");
  const repository = sandbox.bare("gitops.git");
  await makeShop(administrator, { repository }, ["checkout", "cart", "ledger"]);
  await gatePromotions(administrator);
  await bringToStaging(pipeline, 47, "checkout", sandbox);
  await bringToStaging(pipeline, 12, "cart");
  await reportBuild(pipeline, 1, { component: "ledger" });
  await deployToDevelopment(pipeline, 1, "ledger");
  const open = await openRequest(developer, 47, "checkout");
  const rejected = await openRequest(developer, 12, "cart");
  const vote = { decision: "reject", comment: "The migration has no way back." };
  await reviewer.post(`/approval-requests/${rejected}/votes`, vote);
  all = scenes({ open, rejected });
});
test.afterAll(async () => {
  await installation.stop();
  sandbox.remove();
});

/** One browser a person, kept over the scenes. */
function cast(newVisitor: NewVisitor, width: number): (name: string | null) => Promise<Page> {
  const pages = new Map<string | null, Page>();
  return async (name) => {
    const known = pages.get(name);
    if (known) return known;
    const page = await newVisitor({ viewport: { width, height: 800 } });
    pages.set(name, page);
    return name ? openAs(page, `${installation.url}/sign-in`, name) : page;
  };
}

async function play(page: Page, scene: Scene): Promise<void> {
  const response = await page.goto(installation.url + scene.path);
  expect(response?.status(), scene.path).toBe(scene.status ?? 200);
  const headers = response?.headers() ?? {};
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["content-security-policy"]).not.toMatch(/script-src[^;]*unsafe|style-src [^;]*unsafe/);
  expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "same-origin" });
  expect(headers).not.toHaveProperty("x-powered-by");
  await scene.open?.(page);
}

test("every page, with every overlay open, is accessible in light and dark and keeps to its policy", async ({
  newVisitor,
}) => {
  test.setTimeout(240_000);
  const person = cast(newVisitor, 1280);
  for (const scene of all) {
    const page = await person(scene.as);
    await play(page, scene);
    await page.emulateMedia({ colorScheme: "light" });
    await expectAccessible(page, `${scene.path}, light, as ${scene.as}`);
    await page.emulateMedia({ colorScheme: "dark" });
    await expectReadable(page, `${scene.path}, dark, as ${scene.as}`);
  }
});

test("no page is wider than a phone, with every overlay open", async ({ newVisitor }) => {
  test.setTimeout(180_000);
  const person = cast(newVisitor, 390);
  for (const scene of all.filter(({ isWideOnly }) => !isWideOnly)) {
    const page = await person(scene.as);
    await play(page, scene);
    await expectNoHorizontalScroll(page);
  }
  const page = await person(amal.name);
  await page.goto(`${installation.url}/meridian/approvals/pending`);
  await page.getByRole("button", { name: /^Menu/ }).click();
  await expect(page.getByRole("dialog", { name: "Menu" })).toBeVisible();
  await expectAccessible(page, "the menu on a phone");
});

test("what is not there, what is not permitted and what failed is said in our words", async ({
  newVisitor,
  browser,
}) => {
  const page = await openAs(await newVisitor(), `${installation.url}/meridian`, ines.name);
  await page.goto(`${installation.url}/meridian/approvals/requests/999`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here for you");
  await page.goto(`${installation.url}/meridian/settings/workflows`);
  await expect(page.getByText("Your roles do not open this page")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();

  // A failure is on the console, rightly: this browser may complain.
  const outage = await (await browser.newContext()).newPage();
  await openAs(outage, `${installation.url}/meridian`, ines.name);
  await installation.sql("alter table approval_request rename to gone");
  const response = await outage.goto(`${installation.url}/meridian/projects/shop`);
  await expect(outage.getByRole("heading", { level: 1 })).toHaveText("This page could not be shown");
  expect(await response?.text()).not.toContain("approval_request");
  await installation.sql("alter table gone rename to approval_request");
  await outage.getByRole("button", { name: "Try again" }).click();
  await expect(outage.getByRole("heading", { level: 1 })).toHaveText("Shop");
  await outage.context().close();
});
