import type { ComponentHeadView } from "@/lib/catalog/views-head";
import type { Entry, EntryLine } from "./core/diff";
import type { NextAction } from "./core/next-action";

type Tone = "running" | "waiting" | "failed" | "over";

/** What lives in an environment, as its card shows it. */
interface LiveView {
  build: number;
  digest: string;
  commit: { sha: string; message: string; author: string; url: string | null };
  endpoint: string | null;
  configurationVersion: number | null;
  deployedBy: string;
  request: { number: number; href: string } | null;
  remark: string | null;
}

/** From one environment towards one target of its promotion paths. */
export interface TargetCardView {
  environment: { slug: string; name: string };
  summary: string;
  isUpToDate: boolean;
  next: NextAction;
  /** How many people a cancellation would tell; 0 where it is not the next action. */
  toldCount: number;
  /** It would also tell who asked: somebody else than the viewer. */
  tellsRequester: boolean;
  request: {
    number: number;
    href: string;
    requester: string;
    requestedAt: Date;
    progress: string;
    waitingFor: string;
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
  targets: TargetCardView[];
}

/** One deployment as a line of an environment's or a build's history. */
export interface DeploymentRowView {
  id: string;
  build: number;
  configuration: number;
  /** It is what made live what runs there now. */
  isLive: boolean;
  environment: { slug: string; name: string };
  how: string;
  status: { tone: Tone; label: string };
  request: { number: number; href: string } | null;
  approvedBy: string | null;
  /** Why it failed, or that nothing gated it. */
  remark: string | null;
  at: Date;
}

/** Where a build is live now. */
interface LivePlaceView {
  environment: { slug: string; name: string };
  status: { tone: Tone; label: string };
  since: Date | null;
}

/** A component's tab Builds, newest number first. */
export interface BuildListView extends ComponentHeadView {
  builds: {
    number: number;
    version: string | null;
    commit: { sha: string; message: string | null; author: string | null };
    branch: string | null;
    builtAt: Date;
    places: LivePlaceView[];
  }[];
  nextCursor: string | null;
}

/** The page of one build. */
export interface BuildPageView {
  project: { slug: string; name: string };
  component: { slug: string; name: string };
  number: number;
  version: string | null;
  image: string;
  digest: string;
  commit: string;
  branch: string | null;
  sourceUrl: string | null;
  builtAt: Date;
  reportedAt: Date;
  reportedBy: string;
  commits: { sha: string; message: string; author: string; at: Date; url: null }[];
  places: LivePlaceView[];
  deployments: DeploymentRowView[];
  /** There are more deployments than are shown. */
  isCut: boolean;
}

/** A component's tab Configuration, for one of its environments. */
export interface ConfigurationPageView extends ComponentHeadView {
  environments: {
    slug: string;
    name: string;
    isCritical: boolean;
    /** The newest first; `name` stands for it in an address. */
    versions: {
      version: number;
      name: string;
      createdAt: Date;
      by: string | null;
      isSaved: boolean;
      isLive: boolean;
    }[];
  }[];
  mayEdit: boolean;
  /** Null while the component has no environment. */
  current: {
    slug: string;
    name: string;
    entries: Record<string, Entry>;
    /** Null: nothing was saved yet. */
    version: number | null;
    /** What an edit of it says that it is based on. */
    basedOn: string;
    savedAt: Date | null;
    savedBy: string | null;
    /** What runs there, and in how many keys that differs from what was saved last. */
    live: { version: number; keysBehind: number } | null;
    /** There are more versions than are shown. */
    isCut: boolean;
  } | null;
  comparison: {
    left: { name: string; environment: string; version: number };
    right: { name: string; environment: string; version: number };
    lines: EntryLine[];
  } | null;
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
  next: { label: string; leads: boolean } | null;
}

export interface ProjectBoardView {
  project: { slug: string; name: string };
  components: ComponentRowView[];
  /** There are more than are shown. */
  isCut: boolean;
}
