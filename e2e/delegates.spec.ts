import { useAsking } from "./fixtures/asking";
import { amal, sol } from "./fixtures/people";
import { expect, expectAccessible, test } from "./fixtures/test";

const { installation, ask, stateOf, open } = useAsking();

test("who may decide for oneself and as a delegate chooses which, and both the review and the record say for whom", async ({
  newVisitor,
}) => {
  const absent = await installation.api("meridian", sol.email, "request.read,decide");
  await absent.post("/delegations", {
    to: amal.email,
    from: new Date().toISOString(),
    scope: "organization",
  });
  const number = await ask("two needed", { approvals: 2 });
  const address = `/meridian/approvals/requests/${number}`;
  const page = await open(await newVisitor(), address, amal.name);
  const choice = page.getByRole("radiogroup", { name: "Decide as" });
  await expect(choice.getByRole("radio")).toHaveCount(2);
  await expect(choice.getByRole("radio", { name: "Reviewer", exact: true })).toBeChecked();
  await expectAccessible(page, "a choice of capacities");
  await choice.getByRole("radio", { name: "Sol Okafor's delegate (Reviewer)" }).check();
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByText(/Amal Haddad for Sol Okafor approved, /)).toBeVisible();
  expect(await stateOf(number)).toBe("waiting");

  const principal = await open(await newVisitor(), address, sol.name);
  await expect(principal.getByText(/Amal Haddad for Sol Okafor approved, /)).toBeVisible();
  await principal.getByRole("button", { name: "Approve" }).click();
  await expect(principal.getByText(/^Sol Okafor approved, /)).toBeVisible();
  expect(await stateOf(number), "the principal's own vote replaces the delegate's").toBe("waiting");
  await page.reload();
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByText(/^Amal Haddad approved, /)).toBeVisible();
  expect(await stateOf(number)).toBe("approved");
});
