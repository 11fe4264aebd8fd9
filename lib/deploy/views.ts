import type { ComponentHeadView } from "@/lib/catalog/views-head";
import type { NextAction } from "./core/next-action";

export type Tone = "running" | "waiting" | "failed" | "over";

/** What lives in an environment, as its card shows it. */
interface LiveView {
  build: number;
  digest: string;
  commit: { sha: string; message: string; author: string; url: string | null };
  endpoint: string | null;
  configurationVersion: number | null;
  deployedBy: string;
  request: { number: number; href: string; overriddenBy: string | null } | null;
  remark: string | null;
}

/** From one environment towards one target of its promotion paths. */
export interface TargetCardView {
  environment: { slug: string; name: string };
  summary: string;
  isUpToDate: boolean;
  next: NextAction;
  /** "3 approvers will be told."; null where cancelling is not the next action. */
  cancelEffect: string | null;
  request: {
    number: number;
    href: string;
    requester: string;
    requestedAt: Date;
    progress: string;
    /** "waiting for Amal Haddad and Sol Okafor", "nobody can decide it now" */
    waits: string;
  } | null;
  remarks: { tone: Tone; text: string; href: string | null }[];
}

/** One environment's card on the Deploy page (product.md, 2). */
export interface EnvironmentCardView {
  slug: string;
  name: string;
  isCritical: boolean;
  status: { tone: Tone; label: string; since: Date | null };
  live: LiveView | null;
  drift: string | null;
  failed: {
    id: string;
    build: number;
    reason: string;
    failedAt: Date;
    retryBlocked: string | null;
  } | null;
  progress: { title: string; startedAt: Date; lines: { at: Date; text: string }[] } | null;
  /** Towards itself: deploying the configuration that was saved for it. Null where there is nothing to deploy. */
  configuration: TargetCardView | null;
  targets: TargetCardView[];
}

/** Something that happened to a component, as a whole sentence. */
export interface ActivityItemView {
  id: string;
  tone: Tone;
  text: string;
  at: Date;
  href: string | null;
}

/** A component's Deploy page. */
export interface DeployBoardView extends ComponentHeadView {
  environments: EnvironmentCardView[];
  activity: ActivityItemView[];
}

/** A component in its project's list: what runs where, and its one next action. */
export interface ComponentRowView {
  slug: string;
  name: string;
  environments: {
    environment: string;
    isCritical: boolean;
    build: number | null;
    status: { tone: Tone; label: string };
  }[];
  /** `waitsAt`: the request that it waits for, for who may see it. */
  next: { label: string; leads: boolean; waitsAt: string | null } | null;
}

export interface ProjectBoardView {
  project: { slug: string; name: string };
  components: ComponentRowView[];
  /** There are more than are shown. */
  isCut: boolean;
}
