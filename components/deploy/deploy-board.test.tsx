import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { EnvironmentCardView } from "@/lib/deploy/views";
import { DeployBoard } from "./deploy-board";
import type { BoardContext } from "./deploy-views";

const context = {
  organization: "meridian",
  subject: { project: "shop", component: "checkout" },
  actions: {},
};

function environment(slug: string, ...targets: string[]): EnvironmentCardView {
  return {
    ...{
      slug,
      name: slug,
      isCritical: false,
      status: { tone: "over", label: "Nothing deployed", since: null },
    },
    ...{ live: null, drift: null, failed: null, progress: null, configuration: null },
    targets: targets.map((name) => ({
      ...{ environment: { slug: name, name }, summary: "", isUpToDate: false, next: { kind: "nothing" } },
      ...{ cancelEffect: null, request: null, remarks: [] },
    })),
  };
}

/** "staging > eu us": an arrow where a path leads from one card to the next. */
function shown(...environments: EnvironmentCardView[]): string {
  const html = renderToStaticMarkup(
    <DeployBoard environments={environments} {...(context as unknown as BoardContext)} />,
  );
  return [...html.matchAll(/id="environment-([a-z]+)"|lucide-(arrow-right)/gu)]
    .map(([, slug]) => slug ?? ">")
    .join(" ");
}

test("cards are joined where a promotion path leads from one to the next, and nowhere else", () => {
  expect(shown(environment("dev", "staging"), environment("staging", "prod"), environment("prod"))).toBe(
    "dev > staging > prod",
  );
  expect(shown(environment("staging", "eu", "us"), environment("eu"), environment("us"))).toBe(
    "staging > eu us",
  );
});
