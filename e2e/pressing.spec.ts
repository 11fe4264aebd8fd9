import { pendingPath, reviewLink, useAsking } from "./fixtures/asking";
import { expect, test } from "./fixtures/test";

const { installation, ask, cancel, stateOf, open } = useAsking();

test("whoever clicks on decides what they read, not what has come in its place", async ({ newVisitor }) => {
  const first = await ask("clicked first", { hours: 5 });
  const second = await ask("clicked second", { hours: 20 });
  const page = await open(await newVisitor(), pendingPath);
  await reviewLink(page, first).click();
  const approve = page.getByRole("button", { name: "Approve" });
  await approve.hover();
  async function click() {
    await page.mouse.down();
    await page.mouse.up();
  }
  do await click();
  while (!page.url().includes(`review=${second}`));
  for (const until = Date.now() + 1500; Date.now() < until; await page.waitForTimeout(100)) await click();
  await expect(page.getByText("Next: back to the list.")).toBeVisible();
  expect([await stateOf(first), await stateOf(second)]).toEqual(["approved", "waiting"]);
  await approve.click();
  await expect(page.getByText("All done")).toBeVisible();
});

test("on a phone whoever found it decided by somebody else goes on to the next from there", async ({
  newVisitor,
}) => {
  const first = await ask("taken first", { hours: 5 });
  const second = await ask("taken second", { hours: 20 });
  const page = await open(await newVisitor({ viewport: { width: 390, height: 844 } }), pendingPath);
  await reviewLink(page, first).click();
  await expect(page).toHaveURL(new RegExp(`requests/${first}`));
  await cancel(first);
  const onward = page.getByRole("link", { name: `Next: request ${second}` });
  await expect(onward).toBeInViewport();
  await onward.click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("taken second");
  await cancel(second);
  await page.getByRole("link", { name: "To the list" }).click();
  await expect(page.getByText("All done")).toBeVisible();
});

test("who thinks again before the page has its code has decided what they pressed last", async ({
  newVisitor,
}) => {
  const number = await ask("thought again");
  const page = await open(await newVisitor(), pendingPath);
  const code = Promise.withResolvers<void>();
  await page.route("**/_next/static/chunks/*.js", async (route) => {
    await code.promise;
    await route.continue();
  });
  await page.goto(`${installation.url}/meridian/approvals/requests/${number}`, {
    waitUntil: "commit",
  });
  await page.getByRole("button", { name: "Approve" }).click();
  await page.getByRole("button", { name: "Reject" }).click();
  await expect(page.locator("[data-early]")).toHaveText(["Reject"]);
  code.resolve();
  await expect(page.getByText(/^Amal Haddad rejected, /)).toBeVisible();
  expect(await stateOf(number)).toBe("rejected");
});
