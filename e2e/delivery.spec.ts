import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { card, deployPath, expectLive, openAs, promote, towards } from "./fixtures/console";
import { amal, ines, rune, tomas } from "./fixtures/people";
import { bringToStaging, gatePromotions, makeShop, openRequest, pipelineScopes } from "./fixtures/shop";
import { expect, expectAccessible, test } from "./fixtures/test";
import { useInstallation } from "./fixtures/use-installation";

// What the first test has delivered the second one finds changed.
test.describe.configure({ mode: "serial" });

let repository: string;

const { installation, sandbox } = useInstallation(async ({ api }, sandbox) => {
  repository = sandbox.bare("gitops.git");
  const administrator = await api("meridian", rune.email);
  await makeShop(administrator, { repository });
  await gatePromotions(administrator);
});

/** From here on a push waits until it is answered. */
function holdPushes() {
  const answer = join(repository, "answer");
  const wait = 'while [ ! -e answer ]; do sleep 0.1; done; [ "$(cat answer)" = yes ] ||';
  sandbox.hook(repository, "pre-receive", `${wait} { echo "Change freeze until Monday" >&2; exit 1; }`);
  return {
    answer: (text: "yes" | "no") => writeFileSync(answer, text),
    hold: () => rmSync(answer, { force: true }),
  };
}

async function approved(build: number): Promise<number> {
  const pipeline = await installation.api("meridian", rune.email, pipelineScopes);
  const reviewer = await installation.api("meridian", amal.email, "request.read,decide");
  await bringToStaging(pipeline, build);
  const number = await openRequest(await installation.api("meridian", ines.email), build);
  await reviewer.post(`/approval-requests/${number}/votes`, { decision: "approve" });
  return number;
}

test("a deployment is followed line by line by whoever looks; one that failed says why, and is tried again under the same approval", async ({
  newVisitor,
}) => {
  const number = await approved(7);
  const pushes = holdPushes();
  const address = `${installation.url}/meridian${deployPath}`;
  const developer = await openAs(await newVisitor(), address, ines.name);
  const colleague = await openAs(await newVisitor(), address, tomas.name);
  const pipeline = await installation.api("meridian", rune.email, pipelineScopes);
  const deployments = () =>
    installation.sql(
      `select d.id, d.state, d.gate, r.number from deployment d join approval_request r on r.id = d.request_id order by d.created_at`,
    );

  await test.step("its lines appear to both while it runs, what is reported of it too", async () => {
    await promote(developer, 7, "Production");
    const [running] = await deployments();
    for (const page of [developer, colleague]) {
      const progress = card(page, "Production").getByRole("region", { name: "Deploying build #7" });
      await expect(progress.getByRole("log")).toContainText(/Pushing commit [0-9a-f]{12}/);
    }
    await pipeline.post(`/deployments/${running?.id}/progress`, { line: "2 of 3 replicas are new" });
    const log = card(colleague, "Production").getByRole("log");
    await expect(log).toContainText("2 of 3 replicas are new");
    await expect(towards(colleague, "Staging", "Production")).toContainText(
      "A deployment to Production is running.",
    );
    await expectAccessible(colleague, "a deployment that runs");
    await colleague.emulateMedia({ reducedMotion: "reduce" });
    const moving = () => document.getAnimations().filter(({ playState }) => playState === "running").length;
    await expect.poll(() => colleague.evaluate(moving), "nothing moves for who wants less of it").toBe(0);
    await colleague.emulateMedia({ reducedMotion: "no-preference" });
    expect(await colleague.evaluate(moving), "while it runs something turns").toBeGreaterThan(0);
  });

  await test.step("it fails: the reason stands on the card, and nothing runs there", async () => {
    pushes.answer("no");
    for (const page of [developer, colleague]) {
      const failed = card(page, "Production").getByRole("region", { name: "Build #7 failed" });
      await expect(failed).toContainText("Change freeze until Monday", { timeout: 30_000 });
      await expect(card(page, "Production")).toContainText("Nothing was deployed here yet.");
    }
    await expectAccessible(developer, "a deployment that failed");
  });

  await test.step("its log is kept in the environment's history", async () => {
    await card(colleague, "Production").getByRole("link", { name: "Log" }).click();
    const [row] = await colleague.getByRole("main").getByRole("listitem").all();
    await expect(row ?? colleague.getByRole("main")).toContainText("Failed");
    await row?.getByText("Log", { exact: true }).click();
    await expect(row ?? colleague.getByRole("main")).toContainText("2 of 3 replicas are new");
    await colleague.goBack();
  });

  await test.step("tried again by somebody else it arrives, under the same request", async () => {
    pushes.hold();
    await card(colleague, "Production").getByRole("button", { name: "Retry build #7" }).click();
    const progress = card(developer, "Production").getByRole("region", { name: "Deploying build #7" });
    await expect(progress).toBeVisible();
    pushes.answer("yes");
    await expectLive(developer, "Production", "Delivered");
    await expect(card(developer, "Production")).toContainText("Build #7");
    expect(await deployments()).toMatchObject([
      { state: "failed", gate: "grant", number },
      { state: "succeeded", gate: "grant", number },
    ]);
    const commit = sandbox.git(repository, "rev-parse", "main").trim();
    await card(developer, "Production").getByRole("link", { name: "History of Production" }).click();
    const row = developer.getByRole("main").getByRole("listitem").first();
    await row.getByText("Log", { exact: true }).click();
    await expect(row).toContainText(`Delivered as ${commit}`);
  });
});

test("what was changed outside keeps everything away from there until it is put back, and says so", async ({
  newVisitor,
}) => {
  const file = "environments/production/checkout.yaml";
  const before = sandbox.read(repository, file);
  await approved(8);
  sandbox.commit(repository, { [file]: before.replace(/sha256:[0-9a-f]{64}/, `sha256:${"d".repeat(64)}`) });
  const developer = await openAs(await newVisitor(), `${installation.url}/meridian${deployPath}`, ines.name);
  const footer = towards(developer, "Staging", "Production");
  await footer.getByRole("button", { name: "Promote build #8 to Production" }).click();
  const dialog = developer.getByRole("alertdialog");
  await dialog.getByRole("button", { name: "Promote" }).click();
  await expect(dialog).toContainText(/Production does not run what was deployed last|was found/);
  await dialog.getByRole("button", { name: "Not now" }).click();
  const production = card(developer, "Production");
  await expect(production).toContainText(/dddd.* was found where build #7 .* was deployed/);
  await expect(footer).toContainText("Production does not run what was deployed last.");
  // React Aria's announcement of the button that was pending stays for seven seconds, longer than what it names.
  await developer.reload();
  await expectAccessible(developer, "drift");

  await production.getByRole("button", { name: "Look again what runs here" }).click();
  await expect(production.getByRole("button", { name: "Look again what runs here" })).toHaveText(
    "Look again",
  );
  await expect(production).toContainText("Drift.");
  sandbox.commit(repository, { [file]: before });
  await production.getByRole("button", { name: "Look again what runs here" }).click();
  await expect(production).not.toContainText("Drift.");
  await promote(developer, 8, "Production");
  await expectLive(developer, "Production", "Build #8");
});
