import type { Page } from "@playwright/test";
import { openAs } from "./fixtures/console";
import { amal, ines, rune } from "./fixtures/people";
import type { Scene } from "./fixtures/scenes";
import { type Stage, setStage } from "./fixtures/stage";
import {
  expect,
  expectAccessible,
  expectNoHorizontalScroll,
  expectReadable,
  type NewVisitor,
  test,
} from "./fixtures/test";

// By far the longest plays: each worker has a stage of its own, so that none of them waits for this file.
test.describe.configure({ mode: "parallel" });

let stage: Stage;

test.beforeAll(async () => {
  stage = await setStage();
});
test.afterAll(async () => stage.clear());

/** One browser a person, kept over the scenes. */
function cast(newVisitor: NewVisitor, width: number): (name: string | null) => Promise<Page> {
  return stage.cast(() => newVisitor({ viewport: { width, height: 800 } }));
}

async function play(page: Page, scene: Scene): Promise<void> {
  const headers = await stage.play(page, scene);
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["content-security-policy"]).not.toMatch(/script-src[^;]*unsafe|style-src [^;]*unsafe/);
  expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "same-origin" });
  expect(headers).not.toHaveProperty("x-powered-by");
}

for (const half of ["first", "second"] as const)
  test(`every page, with every overlay open, is accessible in light and dark and keeps to its policy: the ${half} half`, async ({
    newVisitor,
  }) => {
    test.setTimeout(600_000);
    const person = cast(newVisitor, 1280);
    const middle = Math.ceil(stage.scenes.length / 2);
    for (const scene of half === "first" ? stage.scenes.slice(0, middle) : stage.scenes.slice(middle)) {
      const page = await person(scene.as);
      await play(page, scene);
      await page.emulateMedia({ colorScheme: "light" });
      await expectAccessible(page, `${scene.path}, light, as ${scene.as}`);
      await page.emulateMedia({ colorScheme: "dark" });
      await expectReadable(page, `${scene.path}, dark, as ${scene.as}`);
    }
  });

test("no page is wider than a phone, with every overlay open", async ({ newVisitor }) => {
  test.setTimeout(600_000);
  const person = cast(newVisitor, 390);
  for (const scene of stage.scenes.filter(({ isWideOnly }) => !isWideOnly)) {
    const page = await person(scene.as);
    await play(page, scene);
    await expectNoHorizontalScroll(page);
  }
  const page = await person(amal.name);
  await page.goto(`${stage.installation.url}/meridian/approvals/pending`);
  await page.getByRole("button", { name: /^Menu/ }).click();
  await expect(page.getByRole("dialog", { name: "Menu" })).toBeVisible();
  await expectAccessible(page, "the menu on a phone");
});

test("a click before the page has its code is shown as heard, and answered", async ({ newVisitor }) => {
  const person = cast(newVisitor, 1280);
  const early = async (as: string, path: string, click: (page: Page, code: () => void) => Promise<void>) => {
    const page = await person(as);
    const code = Promise.withResolvers<void>();
    await page.route("**/_next/static/chunks/*.js", async (route) => {
      await code.promise;
      await route.continue();
    });
    await page.goto(stage.installation.url + path, { waitUntil: "commit" });
    await click(page, code.resolve);
    await expect(page.getByRole("dialog").or(page.getByRole("alertdialog"))).toBeVisible();
    await expect(page.locator("[data-early]")).toHaveCount(0);
    await page.unrouteAll();
  };
  const clicking = (role: "button" | "switch", name: string) => async (page: Page, code: () => void) => {
    await page.getByRole(role, { name }).click();
    await expect(page.locator("[data-early]")).toHaveCount(1);
    code();
  };
  const deploy = "/meridian/projects/shop/components/cart/deploy";
  await early(ines.name, deploy, clicking("button", "Request to Promote to Production"));
  await early(ines.name, "/meridian/approvals/pending?scope=mine", clicking("button", "Cancel request 1"));
  await early(rune.name, "/meridian/settings/workflows", clicking("switch", "Environment Promotion"));
  // Pressed before, let go after.
  await early(ines.name, deploy, async (page, code) => {
    await page.getByRole("button", { name: "Request to Promote to Production" }).hover();
    await page.mouse.down();
    code();
    await expect(page.locator("html[data-live]")).toBeAttached();
    await page.waitForTimeout(500);
    await page.mouse.up();
  });
});

/** What the Tab key has reached, which link or button of the page's own it is, and whether its focus can be seen. */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  // A control that is drawn by what stands around it shows its focus there.
  const around = [element, element.parentElement, element.closest("label"), element.nextElementSibling];
  const isSeen = around.some((one) => {
    if (!one) return false;
    // The browser's own button in a field for a day, which shows its focus itself.
    if (!element.matches(":focus")) return true;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1) || /[1-9]px/.test(boxShadow);
  });
  const isAct = element.matches("main a, main button");
  const place = isAct ? [...document.querySelectorAll("main a, main button")].indexOf(element) : null;
  return { isSeen, place, html: element.outerHTML.slice(0, 200) };
}

/** Presses Tab through the page. Answers how many of its own links and buttons that reaches. */
async function tabThrough(page: Page): Promise<number> {
  const met = new Set<number>();
  for (let tabs = 0; tabs < 120; tabs += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(focused);
    if (at === null) break;
    if (at.place !== null) met.add(at.place);
    const message = `the focus is seen at ${page.url()}: ${at.html}`;
    // A ring comes within a sixth of a second.
    if (!at.isSeen)
      await expect
        .poll(async () => (await page.evaluate(focused))?.isSeen, { message, timeout: 2000 })
        .toBe(true);
  }
  return met.size;
}

test("by the Tab key alone everything that can be done is reached, and the focus is seen all the way", async ({
  newVisitor,
}) => {
  test.setTimeout(120_000);
  const person = cast(newVisitor, 1280);
  const checkout = "/meridian/projects/shop/components/checkout";
  for (const [as, path] of [
    [ines.name, `${checkout}/deploy`],
    [ines.name, `${checkout}/deploy/staging`],
    [ines.name, `${checkout}/configuration?environment=staging`],
    [amal.name, "/meridian/approvals/pending"],
    [amal.name, "/meridian/approvals/requests/1"],
    [amal.name, "/meridian/approvals/history"],
  ] as const) {
    const page = await person(as);
    await page.goto(stage.installation.url + path);
    await expect(page.locator("html[data-live]")).toBeAttached();
    const acts = page.locator("main").locator("a[href]:not([tabindex='-1']):visible, button:enabled:visible");
    const wanted = await acts.count();
    expect(await tabThrough(page), `what the Tab key reaches at ${path}`).toBe(wanted);
  }
});

test("what is not there, what is not permitted and what failed is said in our words", async ({
  newVisitor,
  browser,
}) => {
  const page = await openAs(await newVisitor(), `${stage.installation.url}/meridian`, ines.name);
  await page.goto(`${stage.installation.url}/meridian/approvals/requests/999`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here for you");
  await page.goto(`${stage.installation.url}/meridian/settings/workflows`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your roles do not open this page");
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();

  // A failure is on the console, rightly: this browser may complain.
  const outage = await (await browser.newContext()).newPage();
  await openAs(outage, `${stage.installation.url}/meridian`, ines.name);
  await stage.installation.sql("alter table approval_request rename to gone");
  expect((await fetch(`${stage.installation.url}/api/health/live`)).status).toBe(204);
  const response = await outage.goto(`${stage.installation.url}/meridian/projects/shop`);
  await expect(outage.getByRole("heading", { level: 1 })).toHaveText("This page could not be shown");
  expect(await response?.text()).not.toContain("approval_request");
  await stage.installation.sql("alter table gone rename to approval_request");
  await outage.getByRole("button", { name: "Try again" }).click();
  await expect(outage.getByRole("heading", { level: 1 })).toHaveText("Shop");
  await outage.context().close();
});
