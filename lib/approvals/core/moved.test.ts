import { describe, expect, test } from "vitest";
import type { EnvironmentId } from "@/lib/kernel/ids";
import { type BecameLive, movedUnder } from "./moved";
import type { PromotionSubject } from "./request-subject";
import { rulesOf } from "./testing/cast";
import { fingerprintInput } from "./testing/story";

const [staging, production, development] = [
  "env_staging",
  "env_production",
  "env_development",
] as EnvironmentId[];

/** #47 from Staging, which runs it with c3, to Production, which runs #46 with c6. */
const subject = {
  from: { id: staging, name: "Staging" },
  to: { id: production, name: "Production" },
  build: { number: 47 },
  source: { build: { number: 47 }, configuration: { version: 3, hash: "sha256:c3" } },
} as unknown as PromotionSubject;
const asked = { fingerprintInput, rules: rulesOf(), subject };
const following = { ...asked, rules: rulesOf({ whenSourceChanges: "supersede" }) };

const live = (environment: EnvironmentId | undefined, build: number, configuration: number): BecameLive => ({
  environment: environment as EnvironmentId,
  build: { number: build, digest: `sha256:${build}` },
  configuration: { version: configuration, hash: `sha256:c${configuration}` },
});

describe("the base of an approval for once (rule 8)", () => {
  test.each<[string, BecameLive, string | null]>([
    ["the same again", live(production, 46, 6), null],
    [
      "another build",
      live(production, 48, 6),
      "Build #48 with configuration v6 became live in Production meanwhile.",
    ],
    [
      "another configuration",
      live(production, 46, 7),
      "Build #46 with configuration v7 became live in Production meanwhile.",
    ],
    [
      "an older build",
      live(production, 45, 6),
      "Build #45 with configuration v6 became live in Production meanwhile.",
    ],
    ["anything elsewhere", live(development, 48, 9), null],
  ])("%s: %o", (_, now, moved) => {
    expect(movedUnder(asked, now)).toBe(moved);
    expect(movedUnder(following, now)).toBe(moved);
  });

  test("nothing was live, and now something is", () => {
    const first = { ...asked, fingerprintInput: { ...fingerprintInput, base: null } };
    expect(movedUnder(first, live(production, 46, 6))).toContain("Build #46");
  });

  test("an approval without limit is bound to none", () => {
    const { base: _, ...unbound } = fingerprintInput;
    expect(movedUnder({ ...asked, fingerprintInput: unbound }, live(production, 48, 9))).toBeNull();
  });
});

describe("the source, where the rules say supersede", () => {
  test.each<[string, BecameLive, string | null]>([
    ["the same again", live(staging, 47, 3), null],
    [
      "another build",
      live(staging, 48, 3),
      "Build #48 became live in Staging meanwhile, which this comes from.",
    ],
    [
      "an older build",
      live(staging, 46, 3),
      "Build #46 became live in Staging meanwhile, which this comes from.",
    ],
    [
      "another configuration",
      live(staging, 47, 4),
      "Configuration v4 became live in Staging meanwhile, which this comes from.",
    ],
    ["anything elsewhere", live(development, 48, 9), null],
  ])("%s: %o; keep: nothing", (_, now, moved) => {
    expect(movedUnder(following, now)).toBe(moved);
    expect(movedUnder(asked, now)).toBeNull();
  });

  test("a request from before the source was kept looks at its build", () => {
    const { source: _, ...old } = subject;
    expect(movedUnder({ ...following, subject: old }, live(staging, 47, 9))).toBeNull();
    expect(movedUnder({ ...following, subject: old }, live(staging, 48, 3))).toContain("Build #48");
  });

  test("what stays in its environment has no source to follow", () => {
    const input = { ...fingerprintInput, kind: "configure" as const, base: undefined };
    const there = { ...subject, to: subject.from } as PromotionSubject;
    const { base: _, ...unbound } = input;
    expect(
      movedUnder({ ...following, fingerprintInput: unbound, subject: there }, live(staging, 48, 9)),
    ).toBeNull();
  });
});
