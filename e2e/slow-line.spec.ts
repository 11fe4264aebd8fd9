import type { Page } from "@playwright/test";
import { pendingPath, reviewLink, useAsking } from "./fixtures/asking";
import { expect, test } from "./fixtures/test";

const { ask, stateOf, open } = useAsking();
const requestPath = (number: number) => `/meridian/approvals/requests/${number}`;

/** Holds back what the server is asked for, from when it is called until it is told to go on. */
async function hold(page: Page, what: (request: { method: string; url: string }) => boolean) {
  const { promise, resolve } = Promise.withResolvers<void>();
  let held = 0;
  await page.route("**/*", async (route) => {
    const request = route.request();
    if (!what({ method: request.method(), url: request.url() })) return route.fallback();
    held += 1;
    await promise;
    return route.continue();
  });
  return { held: () => held, goOn: resolve };
}

test("what is irrevocable is said to be done when the server has it, and to be under way until then", async ({
  newVisitor,
}) => {
  const number = await ask("slow yes");
  const page = await open(await newVisitor(), requestPath(number));
  await page.getByRole("textbox", { name: "Comment", exact: true }).fill("Looked at it twice.");
  const line = await hold(page, ({ method }) => method === "POST");
  await page.getByRole("button", { name: "Approve" }).click();
  const under = page.getByRole("button", { name: "Approving…" });
  await expect(under).toBeVisible({ timeout: 500 });
  await expect(page.getByRole("button", { name: "Reject" })).toBeDisabled();
  await under.click({ force: true });
  await page.waitForTimeout(300);
  expect(line.held()).toBe(1);
  await expect(page.getByText(/^Approved|approved,/)).toHaveCount(0);
  expect(await stateOf(number)).toBe("waiting");
  line.goOn();
  await expect(page.getByText(/^Amal Haddad approved, /)).toBeVisible();
  expect(await stateOf(number)).toBe("approved");
});

test("a decision whose line was cut is not said to be taken, keeps its comment, and can be made once more", async ({
  browser,
}) => {
  const number = await ask("cut off");
  // What did not arrive is on the console, rightly: this browser may complain.
  const page = await open(await (await browser.newContext()).newPage(), requestPath(number));
  const comment = page.getByRole("textbox", { name: "Comment", exact: true });
  await comment.fill("From the train.");
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Reject" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The server did not answer" })).toBeVisible();
  await expect(comment).toHaveValue("From the train.");
  await expect(page.getByRole("button", { name: "Reject" })).toBeEnabled();
  expect(await stateOf(number)).toBe("waiting");
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Reject" }).click();
  await expect(page.getByText(/^Amal Haddad rejected, /)).toBeVisible();
  await expect(page.getByText("From the train.").first()).toBeVisible();
  await page.context().close();
});

test("a click on a tab shows the shape of what comes at once, and another click leads elsewhere meanwhile", async ({
  newVisitor,
}) => {
  const number = await ask("shape");
  const page = await open(await newVisitor(), pendingPath);
  await expect(reviewLink(page, number)).toBeVisible();
  const line = await hold(page, ({ method, url }) => method === "GET" && url.includes("_rsc="));
  const shape = page.getByRole("status").filter({ hasText: "Loading" });
  await page.getByRole("link", { name: "History", exact: true }).click();
  await expect(shape).toBeAttached({ timeout: 500 });
  await expect(page.getByRole("heading", { level: 1, name: "Pending" })).toBeHidden();
  await page.getByRole("link", { name: "Projects", exact: true }).click();
  await expect(shape).toBeAttached({ timeout: 500 });
  line.goOn();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Projects");
  await expect(shape).toHaveCount(0);
});
