import type { ComponentHeadView } from "@/lib/catalog/views-head";
import type { AgainAction } from "./core/again-action";
import type { Entry, EntryLine } from "./core/diff";
import type { ActivityItemView, Tone } from "./views";

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
  /** "approved by Amal Haddad", "overridden by Vera Lind" */
  approval: string | null;
  /** Why it failed, or that nothing gated it. */
  remark: string | null;
  /** Where the delivery can be seen: the commit. */
  reference: string | null;
  /** What the driver said, newest line last. */
  log: string[];
  at: Date;
}

/** An environment's history on the Deploy page: what was deployed there, and what of it can be brought back. */
export interface EnvironmentHistoryView {
  project: { slug: string; name: string };
  component: { slug: string; name: string };
  environment: { slug: string; name: string; isCritical: boolean };
  rows: (DeploymentRowView & { action: AgainAction | null })[];
  /** Why not everything can be brought back now; null when it can. */
  remark: string | null;
  nextCursor: string | null;
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

/** A component's tab Activity, newest first. */
export interface ActivityPageView extends ComponentHeadView {
  items: ActivityItemView[];
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
  commits: { sha: string; message: string; author: string; at: Date; url: string | null }[];
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
