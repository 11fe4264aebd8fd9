import type { Page } from "@playwright/test";
import { openAs } from "./fixtures/console";
import { amal, meridian, type Organization } from "./fixtures/people";
import { bringToStaging, gatePromotions, makeShop, openRequest, pipelineScopes } from "./fixtures/shop";
import { expect, test } from "./fixtures/test";
import { useInstallation } from "./fixtures/use-installation";

const hugo = { name: "Hugo Brandt", email: "hugo@harbor.example", role: "administrator" } as const;
const hanna = { name: "Hanna Lind", email: "hanna@harbor.example", role: "reviewer" } as const;
const harbor: Organization = { slug: "harbor", name: "Harbor Bank", people: [hugo, hanna] };

let number: number;
const missing = 9999;

const { installation } = useInstallation(
  async ({ api }, sandbox) => {
    const administrator = await api("harbor", hugo.email);
    await makeShop(administrator, { repository: sandbox.bare("gitops.git") });
    await gatePromotions(administrator);
    await bringToStaging(await api("harbor", hugo.email, pipelineScopes), 1);
    number = await openRequest(administrator, 1);
  },
  [meridian, harbor],
);

/** Status and contents of a page, with the number that was asked for taken out. */
async function answerTo(page: Page, path: string): Promise<string> {
  const response = await page.goto(`${installation.url}${path}`);
  // What is not there is drawn in the browser.
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  // Next adds an empty alert, which announces navigations, whenever it is ready.
  const words = (await page.locator("body").ariaSnapshot()).replace(/^- alert$/m, "").trim();
  const where = new URL(page.url()).pathname + new URL(page.url()).search;
  return `${response?.status()} ${where} ${await page.title()} ${words}`.replaceAll(/\b(1|9999)\b/g, "#");
}

test("a reviewer of one organization cannot tell a request of another from one that does not exist", async ({
  newVisitor,
}) => {
  const page = await openAs(await newVisitor(), `${installation.url}/meridian`, amal.name);
  const existing = await answerTo(page, `/harbor/approvals/requests/${number}`);
  expect(existing).toMatch(/^404 /);
  expect(existing).toContain("There is nothing here for you");
  expect(existing).toContain(amal.email);
  expect(existing).not.toContain("checkout");
  expect(await answerTo(page, `/harbor/approvals/requests/${missing}`)).toBe(existing);
  const nowhere = await answerTo(page, `/nowhere/approvals/requests/${number}`);
  expect(nowhere.replace("/nowhere/", "/harbor/")).toBe(existing);

  for (const path of [
    "/harbor",
    "/harbor/approvals/pending",
    "/harbor/approvals/history",
    "/harbor/settings/workflows",
  ])
    expect(await answerTo(page, path)).toContain("There is nothing here for you");
  const panel = (of: number) => answerTo(page, `/meridian/approvals/pending?review=${of}`);
  expect(await panel(number)).toBe(await panel(missing));
});

test("nor by REST, and nothing that they send is a vote", async () => {
  const reviewer = await installation.api("meridian", amal.email, "request.read,decide");
  const same = async (method: string, rest: string, body?: unknown) => {
    const [existing, none] = [
      await reviewer.call(method, `/approval-requests/${number}${rest}`, body),
      await reviewer.call(method, `/approval-requests/${missing}${rest}`, body),
    ];
    for (const answer of [existing, none]) delete answer.body.requestId;
    expect(existing).toEqual(none);
    expect(existing).toMatchObject({ status: 404, body: { code: "not_found" } });
  };
  await same("GET", "");
  await same("GET", "/events");
  await same("POST", "/votes", { decision: "approve" });
  await same("POST", "/comments", { text: "Is it there?" });
  await same("POST", "/cancel", {});
  expect((await reviewer.get("/approval-requests?state=open")).items).toEqual([]);
  const rows = await installation.sql(
    "select r.state, (select count(*)::int from vote) as votes from approval_request r",
  );
  expect(rows).toEqual([{ state: "waiting", votes: 0 }]);
});

test("who it is meant for sees it there", async ({ newVisitor }) => {
  const page = await openAs(
    await newVisitor(),
    `${installation.url}/harbor/approvals/requests/${number}`,
    hanna.name,
  );
  await expect(page.getByRole("button", { name: "Approve" })).toBeVisible();
});
