import type { Page } from "@playwright/test";
import { invariant } from "@/lib/kernel/invariant";
import type { BenchDatabase } from "./database.ts";

/** When what the selector finds changes, in milliseconds of the machine's clock. */
export function changeOf(page: Page, selector: string): Promise<number> {
  return page.evaluate(
    (selector) =>
      new Promise<number>((resolve) => {
        const found = () => [...document.querySelectorAll(selector)].map((one) => one.textContent).join();
        const before = found();
        const observer = new MutationObserver(() => {
          if (found() === before) return;
          observer.disconnect();
          resolve(Date.now());
        });
        observer.observe(document, { subtree: true, childList: true, characterData: true });
      }),
    selector,
  );
}

/** One's own decision: from the click until the button says so, and from the vote's event until it says that it is done. */
export async function decideIn(page: Page, { owner }: BenchDatabase, number: number) {
  const button = "[data-decision=approve]";
  const { clickedAt, answeredAt, shownAt } = await page.evaluate(
    (selector) =>
      new Promise<{ clickedAt: number; answeredAt: number; shownAt: number }>((resolve) => {
        const button = document.querySelector<HTMLButtonElement>(selector);
        const clickedAt = Date.now();
        let answeredAt = 0;
        const observer = new MutationObserver(() => {
          const now = document.querySelector(selector);
          if (now?.textContent === "Approving…" && answeredAt === 0) answeredAt = Date.now();
          if (now && now.textContent !== "Approved") return;
          observer.disconnect();
          resolve({ clickedAt, answeredAt, shownAt: Date.now() });
        });
        observer.observe(document, { subtree: true, childList: true, characterData: true });
        button?.click();
      }),
    button,
  );
  const { rows } = await owner.query<{ at: Date }>(
    "select e.at from request_event e join approval_request r on r.id = e.request_id where r.number = $1 and e.type = 'vote.cast'",
    [number],
  );
  const storedAt = rows[0]?.at.getTime();
  invariant(storedAt !== undefined, "the vote was stored");
  return { answered: answeredAt - clickedAt, shown: Math.max(0, shownAt - storedAt) };
}

/** A click on a link of the console: milliseconds until the shape of its page is there, and until the page itself is. */
export function navigateIn(page: Page, link: string): Promise<{ shaped: number; there: number }> {
  return page.evaluate(
    (selector) =>
      new Promise<{ shaped: number; there: number }>((resolve) => {
        const before = document.querySelector("h1")?.textContent;
        const clickedAt = performance.now();
        let shaped = 0;
        const observer = new MutationObserver(() => {
          const since = performance.now() - clickedAt;
          const statuses = [...document.querySelectorAll("[role=status]")];
          if (shaped === 0 && statuses.some(({ textContent }) => textContent === "Loading")) shaped = since;
          if (document.querySelector("h1")?.textContent === before) return;
          observer.disconnect();
          resolve({ shaped: shaped || since, there: since });
        });
        observer.observe(document, { subtree: true, childList: true, characterData: true });
        document.querySelector<HTMLElement>(selector)?.click();
      }),
    link,
  );
}
