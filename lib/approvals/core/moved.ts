import { contentHash } from "@/lib/kernel/canonical-json";
import type { EnvironmentId } from "@/lib/kernel/ids";
import type { PromotionState } from "./request-state";

/** What has just become live in an environment of the request's component. */
export interface BecameLive {
  environment: EnvironmentId;
  build: { number: number; digest: string };
  configuration: { version: number; hash: string };
}

/**
 * What moved under a request, or under its approval, by what became live there, in a sentence; null when nothing did that
 * it is bound to. The base of an approval for once (engine.md, rule 8), and the source where the rules say so
 * (`whenSourceChanges`): another build or configuration than ran there when it was asked for.
 */
export function movedUnder(
  {
    fingerprintInput: { base, kind },
    rules,
    subject,
  }: Pick<PromotionState, "fingerprintInput" | "rules" | "subject">,
  { environment, build, configuration }: BecameLive,
): string | null {
  if (environment === subject.to.id && base !== undefined) {
    const live = { digest: build.digest, configuration: configuration.hash };
    if (contentHash(base) === contentHash(live)) return null;
    return `Build #${build.number} with configuration v${configuration.version} became live in ${subject.to.name} meanwhile.`;
  }
  const follows = kind === "promote" && rules.whenSourceChanges === "supersede";
  if (!follows || environment !== subject.from.id) return null;
  const ran = subject.source ?? { build: subject.build, configuration: null };
  if (build.number !== ran.build.number)
    return `Build #${build.number} became live in ${subject.from.name} meanwhile, which this comes from.`;
  if (ran.configuration === null || ran.configuration.hash === configuration.hash) return null;
  return `Configuration v${configuration.version} became live in ${subject.from.name} meanwhile, which this comes from.`;
}
