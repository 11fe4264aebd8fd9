import { expect, test } from "vitest";
import { componentRow } from "./component-row";
import type { NextAction } from "./core/next-action";
import type { EnvironmentCardView, TargetCardView } from "./views";

const component = { slug: "checkout", name: "checkout" };
const waitsForAmal = { number: 7, href: "/requests/7", progress: "0 of 1", waits: "waiting for Amal Haddad" };

function card(slug: string, build: number | null, targets: TargetCardView[] = []): EnvironmentCardView {
  const live = build === null ? null : ({ build } as EnvironmentCardView["live"]);
  const status = { tone: "running", label: "Running", since: null } as const;
  return { slug, name: slug, live, status, targets } as unknown as EnvironmentCardView;
}

function target(slug: string, next: NextAction, request: object | null = null): TargetCardView {
  return { environment: { slug, name: slug }, next, request } as unknown as TargetCardView;
}

const lineOf = (...cards: EnvironmentCardView[]) => componentRow(component, cards).next?.label ?? null;

test("a list names the build that would be promoted", () => {
  const next = { kind: "promote", build: 47, request: null } as const;
  expect(lineOf(card("Dev", 47, [target("Staging", next)]), card("Staging", 46))).toBe(
    "Promote #47 to Staging",
  );
});

test("a list names the configuration where the build is there already", () => {
  const next = { kind: "promote", build: 47, request: null } as const;
  expect(lineOf(card("Dev", 47, [target("Staging", next)]), card("Staging", 47))).toBe(
    "Promote configuration to Staging",
  );
});

test("what was approved comes first, then what can be done, then what can be asked for, then what is waited for", () => {
  const waits = target("Production", { kind: "waiting", request: 7, reason: "" }, waitsForAmal);
  const asks = target("Production", { kind: "request", build: 47 });
  const does = target("Production", { kind: "promote", build: 46, request: null });
  const approved = target("Production", { kind: "promote", build: 45, request: 3 });
  const all = [waits, asks, does, approved];
  const lines = [4, 3, 2, 1].map((count) => lineOf(card("Staging", 47, all.slice(0, count))));
  expect(lines).toEqual([
    "Promote #45 to Production",
    "Promote #46 to Production",
    "Request to Promote to Production",
    "Production: 0 of 1, waiting for Amal Haddad",
  ]);
});

test("a list says nothing where nothing can be done", () => {
  expect(lineOf(card("Production", 47))).toBeNull();
});
