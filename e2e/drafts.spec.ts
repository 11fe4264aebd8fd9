import { panelOf, pendingPath, reviewLink, useAsking } from "./fixtures/asking";
import { sol } from "./fixtures/people";
import { expect, expectAccessible, test } from "./fixtures/test";

// What a reviewer types is kept until it is sent, whatever happens meanwhile, and a vote is for what was seen.
const { installation, ask, stateOf, open } = useAsking();

test("on a phone whoever was a moment too late is told so, and what they typed, where the buttons were", async ({
  newVisitor,
}) => {
  const number = await ask("phone race");
  const address = `/meridian/approvals/requests/${number}`;
  const page = await open(await newVisitor({ viewport: { width: 390, height: 844 } }), address);
  await page.getByRole("textbox", { name: "Comment", exact: true }).fill("Amal says yes");
  const other = await open(await newVisitor(), address, sol.name);
  await other.getByRole("button", { name: "Reject" }).click();
  await expect(page.getByText("Sol Okafor rejected this while you were looking.")).toBeInViewport();
  await expect(page.getByText("Amal says yes")).toBeInViewport();
  await expectAccessible(page, "a moment too late");
});

test("a decision that needs words asks for them where they are typed", async ({ newVisitor }) => {
  const number = await ask("with words", { comment: "required" });
  const page = await open(await newVisitor(), `/meridian/approvals/requests/${number}`);
  const comment = page.getByRole("textbox", { name: /^Comment/ });
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(comment).toBeFocused();
  await expect(comment).toHaveAccessibleDescription(/\S/);
  await page.keyboard.type("Checked");
  await page.getByRole("button", { name: "Approve" }).click();
  await expect.poll(() => stateOf(number)).toBe("approved");
});

test("a comment outlives a closed panel, the next request, Back and a reload, until it is sent; nobody else finds it", async ({
  newVisitor,
}) => {
  const first = await ask("draft one", { hours: 5 });
  const second = await ask("draft two", { hours: 30 });
  const page = await open(await newVisitor(), pendingPath);
  const comment = page.getByRole("textbox", { name: "Comment", exact: true });
  const question = page.getByRole("textbox", { name: "Ask or answer without deciding" });
  await reviewLink(page, first).click();
  await expect(panelOf(page, first)).toBeFocused();
  await comment.fill("Half a thought");
  await question.fill("Why now?");
  await page.keyboard.press("Escape");
  await expect(panelOf(page)).toBeHidden();
  await reviewLink(page, second).click();
  await expect(panelOf(page, second)).toBeVisible();
  await expect(comment).toHaveValue("");
  await expect(question).toHaveValue("");
  await page.goBack();
  await reviewLink(page, first).click();
  await expect(comment).toHaveValue("Half a thought");
  await page.reload();
  await expect(comment).toHaveValue("Half a thought");
  await expect(question).toHaveValue("Why now?");

  await page.context().clearCookies();
  await open(page, pendingPath, sol.name);
  await reviewLink(page, first).click();
  await expect(panelOf(page, first)).toBeFocused();
  await expect(comment).toHaveValue("");

  await page.context().clearCookies();
  await open(page, pendingPath);
  await reviewLink(page, first).click();
  await expect(comment).toHaveValue("Half a thought");
  await panelOf(page).getByRole("button", { name: "Approve" }).click();
  await expect(panelOf(page, second)).toBeVisible();
  await page.goto(`${installation.url}/meridian/approvals/requests/${first}`);
  await expect(page.getByText("Your comment was not sent")).toHaveCount(1);
  await expect(page.getByText("Why now?")).toBeVisible();
});

test("a vote is for what was seen: when another opened the next step it is refused, and the page says what differs", async ({
  newVisitor,
}) => {
  const number = await ask("two steps", { steps: ["Quality", "Release"] });
  const at = `/meridian/approvals/requests/${number}`;
  const page = await open(await newVisitor(), at);
  await page.getByRole("textbox", { name: "Comment", exact: true }).fill("For Quality.");
  const api = await installation.api("meridian", sol.email, "request.read,decide");
  await api.post(`/approval-requests/${number}/votes`, { decision: "approve" });
  const moved = "Open step: Quality when you looked, Release now.";
  await expect(page.getByText(moved)).toBeVisible();
  await page.getByRole("button", { name: "Approve" }).click();
  const said = page.getByRole("alert").filter({ hasText: "Your decision was not taken" });
  await expect(said).toContainText(moved);
  expect(await stateOf(number)).toBe("waiting");
  await expectAccessible(page, "a refused vote");
  await page.getByRole("button", { name: "Decide what is asked now" }).click();
  await expect(page.getByText(/^Sol Okafor approved, /)).toBeVisible();
  await expect(said).toBeHidden();
  await expect(page.getByRole("textbox", { name: "Comment", exact: true })).toHaveValue("For Quality.");
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByText(/^Amal Haddad approved, /)).toBeVisible();
  expect(await stateOf(number)).toBe("approved");
});
