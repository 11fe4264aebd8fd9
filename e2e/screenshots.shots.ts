import { type Page, test } from "@playwright/test";
import { arrived } from "./fixtures/arrived";
import type { Scene } from "./fixtures/scenes";
import { type Stage, setStage } from "./fixtures/stage";

// `npm run screenshots`: every page with every overlay, both themes and widths, into screenshots/, to be looked at.
const looks = (["light", "dark"] as const).flatMap((colorScheme) =>
  [1280, 390].map((width) => ({ colorScheme, width })),
);
let stage: Stage;

test.beforeAll(async () => {
  stage = await setStage();
});
test.afterAll(async () => stage.clear());

for (const { colorScheme, width } of looks)
  test(`${colorScheme}, ${width} px`, async ({ browser }) => {
    test.setTimeout(900_000);
    const viewport = { width, height: width === 390 ? 844 : 800 };
    const person = stage.cast(async () => (await browser.newContext({ viewport, colorScheme })).newPage());
    const shown = stage.scenes.filter(({ isWideOnly }) => !isWideOnly || width > 390);
    for (const [index, scene] of shown.entries()) {
      const page = await person(scene.as);
      await stage.play(page, scene);
      await shoot(page, `${nameOf(scene, index)}-${colorScheme}-${width}`, !scene.open);
    }
    const page = await person(shown.at(-1)?.as ?? null);
    await stage.installation.sql("alter table approval_request rename to gone");
    await page.goto(`${stage.installation.url}/meridian/projects/shop`);
    await shoot(page, `failed-${colorScheme}-${width}`, true);
    await stage.installation.sql("alter table gone rename to approval_request");
  });

function nameOf({ path }: Scene, index: number): string {
  const words = path.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "");
  return `${String(index + 1).padStart(2, "0")}-${words || "home"}`;
}

async function shoot(page: Page, name: string, fullPage: boolean): Promise<void> {
  // The stream of changes stays open, so that the network is never idle.
  await page.waitForLoadState("load");
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(500);
  await arrived(page);
  await page.screenshot({ path: `screenshots/${name}.png`, fullPage });
}
