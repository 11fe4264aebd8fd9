import type { DeploymentKind } from "@/lib/approvals/core/vocabulary";
import type { ConfigurationChoice } from "@/lib/catalog/input-shipment";
import type { Shipment } from "@/lib/catalog/plan-shipment";
import type { Place } from "@/lib/catalog/store-configuration";
import type { Environment } from "@/lib/catalog/store-places";
import type { Actor } from "@/lib/kernel/actor";
import type { DeploymentId, MemberId, ProjectId } from "@/lib/kernel/ids";

/** What somebody wants to make live, with everything named resolved to rows. */
export interface Wish {
  place: Place;
  projectId: ProjectId;
  kind: DeploymentKind;
  from: Environment | null;
  to: Environment;
  build?: number | undefined;
  configuration?: ConfigurationChoice | undefined;
  /** A retry ships the entries of the attempt that failed, whatever was saved since. */
  exactly?: Shipment["entries"] | undefined;
  request?: number | undefined;
  startedBy: MemberId;
  retryOf: DeploymentId | null;
  /** What the record says who did it, where that is not the caller: Countersign, of what runs by itself. */
  actor?: Actor | undefined;
  /** What the driver will accept to find instead of what we believe is live: only to put a drifted place right. */
  found?: string | null | undefined;
}
