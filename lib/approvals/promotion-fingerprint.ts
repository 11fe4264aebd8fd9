import type { Shipment } from "@/lib/catalog/plan-shipment";
import type { PromotionFingerprint } from "./core/fingerprint";
import type { RequestState } from "./core/request-state";
import type { ApprovalRules } from "./core/rules";
import type { DeploymentKind } from "./core/vocabulary";

/** Rule 8. The base is bound only where the approval is for once. */
export function fingerprintInputOf(
  where: {
    organizationId: RequestState["organizationId"];
    componentId: PromotionFingerprint["component"];
    kind: DeploymentKind;
    from: { id: PromotionFingerprint["source"] };
    to: { id: PromotionFingerprint["target"] };
  },
  digest: string,
  configurationHash: string,
  live: Shipment["live"],
  rules: Pick<ApprovalRules, "grantUses">,
): PromotionFingerprint {
  const { organizationId: organization, componentId: component, kind, from, to } = where;
  const bound = {
    organization,
    component,
    kind,
    source: from.id,
    target: to.id,
    digest,
    configuration: configurationHash,
  };
  if (rules.grantUses === "unlimited") return bound;
  return { ...bound, base: live && { digest: live.build.digest, configuration: live.configuration.hash } };
}
