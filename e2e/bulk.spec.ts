import { pendingPath, useAsking } from "./fixtures/asking";
import { sol } from "./fixtures/people";
import { expect, expectAccessible, test } from "./fixtures/test";

const { installation, ask, cancel, stateOf, open } = useAsking();

test("several at once: each is a decision of its own with its own answer", async ({ newVisitor }) => {
  const plain = await ask("bulk plain", { hours: 5 });
  const two = await ask("bulk two", { hours: 20, approvals: 2 });
  const talky = await ask("bulk talky", { hours: 30, comment: "required" });
  const gone = await ask("bulk gone", { hours: 40 });
  // Without news of others, which would take what they decided out of the selection.
  const visitor = await newVisitor();
  await visitor.route("**/api/events/**", (route) => route.abort());
  const page = await open(visitor, pendingPath);
  const overall = page.getByRole("checkbox", { name: "Select all on this page" });
  await overall.check();
  const one = page.getByRole("checkbox", { name: `Select request ${plain}`, exact: true });
  await one.uncheck();
  await expect(overall).toBeChecked({ indeterminate: true });
  await one.check();
  await expect(overall).toBeChecked();
  const bar = page.getByRole("region", { name: "Decide the selected requests" });
  await expectAccessible(page, "several selected");

  const colleague = await open(await newVisitor(), `/meridian/approvals/requests/${gone}`, sol.name);
  await colleague.getByRole("button", { name: "Reject" }).click();
  await expect(colleague.getByText(/^Sol Okafor rejected, /)).toBeVisible();

  await bar.getByRole("button", { name: /^Approve/ }).click();
  await expect(bar).toContainText(`Write a comment: request ${talky} wants one to approve.`);
  expect(await stateOf(plain)).toBe("waiting");
  await bar.getByRole("textbox").fill("Seen together in the meeting.");
  await bar.getByRole("button", { name: /^Approve/ }).click();
  const answers = page.getByRole("list", { name: "What became of each" });
  const answer = (number: number) => answers.getByRole("listitem").filter({ hasText: `request ${number}` });
  await expect(answer(plain)).toContainText("Approved");
  await expect(answer(two)).toContainText("Your approval counts; others still decide");
  await expect(answer(talky)).toContainText("Approved");
  await expect(answer(gone)).toContainText("This request is closed");
  expect(
    await installation.sql("select count(*)::int as n from vote where comment like 'Seen together%'"),
  ).toEqual([{ n: 3 }]);
  expect([await stateOf(plain), await stateOf(two), await stateOf(talky), await stateOf(gone)]).toEqual([
    "approved",
    "waiting",
    "approved",
    "rejected",
  ]);
});

test("of a hundred and one that wait fifty are decided at once, and the count that was 99+ says how many are left", async ({
  newVisitor,
}) => {
  test.setTimeout(180_000);
  for (let at = 0; at < 101; at += 1) await ask(`many ${at}`, { hours: 10 + at });
  const page = await open(await newVisitor(), pendingPath);
  const badge = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Approvals/ });
  await expect(badge).toContainText("99+ waiting for your decision");
  const boxes = page.getByRole("checkbox", { name: /^Select request/ });
  await expect(boxes).toHaveCount(50);
  await page.getByRole("link", { name: "Later", exact: true }).click();
  await expect(page.getByRole("row", { name: /many 50 / })).toBeVisible();
  await page.getByRole("link", { name: "Later", exact: true }).click();
  await expect(boxes).toHaveCount(1);
  await page.getByRole("link", { name: "First", exact: true }).click();
  await expect(page.getByRole("row", { name: /many 0 / })).toBeVisible();

  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  const bar = page.getByRole("region", { name: "Decide the selected requests" });
  await bar.getByRole("button", { name: "Approve 50" }).click();
  const answers = page.getByRole("list", { name: "What became of each" }).getByRole("listitem");
  await expect(answers.filter({ hasText: "Approved" })).toHaveCount(50, { timeout: 60_000 });
  expect(
    await installation.sql(
      "select count(*)::int as n from approval_request where state = 'approved' and subject ->> 'name' like 'many %'",
    ),
  ).toEqual([{ n: 50 }]);
  await expect(badge).toContainText("51 waiting for your decision");
});

test("several are rejected only after their names were read once more; whoever thinks again has decided nothing", async ({
  newVisitor,
}) => {
  const plain = await ask("no plain", { hours: 5 });
  const talky = await ask("no talky", { hours: 30, comment: "on-reject" });
  const visitor = await newVisitor();
  const page = await open(visitor, pendingPath);
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  const bar = page.getByRole("region", { name: "Decide the selected requests" });
  const reject = bar.getByRole("button", { name: "Reject 2" });
  const asked = page.getByRole("alertdialog", { name: "Reject 2 requests?" });
  await reject.press("Enter");
  await expect(asked.getByRole("listitem")).toHaveText([
    `no plain, restart no plain, request ${plain}`,
    `no talky, restart no talky, request ${talky}`,
  ]);
  await expectAccessible(page, "rejecting several");
  await page.keyboard.press("Escape");
  await expect(asked).toBeHidden();
  await expect(reject).toBeFocused();

  await reject.press("Enter");
  await asked.getByRole("button", { name: "Reject 2 requests" }).click();
  await expect(asked).toContainText(`Write a comment: request ${talky} wants one to reject.`);
  expect([await stateOf(plain), await stateOf(talky)]).toEqual(["waiting", "waiting"]);
  await asked.getByRole("textbox", { name: "Comment for all 2" }).fill("Not on a Friday.");
  await asked.getByRole("button", { name: "Reject 2 requests" }).click();
  await expect(asked).toBeHidden();
  const answers = page.getByRole("list", { name: "What became of each" }).getByRole("listitem");
  await expect(answers.filter({ hasText: `request ${plain}` })).toContainText("Rejected");
  await expect(answers.filter({ hasText: `request ${talky}` })).toContainText("Rejected");
  expect([await stateOf(plain), await stateOf(talky)]).toEqual(["rejected", "rejected"]);
  await expect(page.getByRole("status").filter({ has: answers.first() })).toBeFocused();
});

test("a comment goes with what it was written for alone; what leaves the list while it is selected is named", async ({
  newVisitor,
}) => {
  const first = await ask("word first", { hours: 5 });
  const second = await ask("word second", { hours: 20 });
  const third = await ask("word third", { hours: 30 });
  const page = await open(await newVisitor(), pendingPath);
  const box = (number: number) =>
    page.getByRole("checkbox", { name: `Select request ${number}`, exact: true });
  const bar = page.getByRole("region", { name: "Decide the selected requests" });
  await box(first).check();
  await bar.getByRole("textbox").fill("For the first alone.");
  await bar.getByRole("button", { name: "Approve 1" }).click();
  await expect(page.getByRole("list", { name: "What became of each" })).toContainText("Approved");
  await box(second).check();
  await box(third).check();
  await expect(bar.getByRole("textbox")).toHaveValue("");

  await cancel(second);
  await expect(bar.getByRole("button", { name: "Approve 1" })).toBeVisible();
  const gone = page.getByText("which you selected");
  await expect(gone).toHaveText(`Request ${second}, which you selected, is no longer in this list.`);
  await expect(gone).toBeInViewport();
  await cancel(third);
  await expect(bar).toBeHidden();
  await expect(gone).toContainText(`Requests ${second} and ${third}, `);
  await expect(gone).toBeInViewport();
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(gone).toBeHidden();
});
