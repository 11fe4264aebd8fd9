import { Panel } from "@/components/console/panel";
import { RelativeTime } from "@/components/console/relative-time";
import { VersionPicker } from "./version-picker";

interface Change {
  label: string;
  was: string | null;
  is: string | null;
}

interface VersionRow {
  version: number;
  changedBy: string;
  changedAt: Date;
  /** "#14, #12 and older ones"; null where no request did. */
  pinnedBy: string | null;
  /** What it changed in the version before; null of the first one. */
  changes: Change[] | null;
}

interface VersionListProps {
  versions: VersionRow[];
  compared: { from: number; to: number; changes: Change[] } | null;
}

const absent = "not there";

function Changes({ changes }: { changes: Change[] }) {
  if (changes.length === 0) return <p className="text-muted">They say the same.</p>;
  return (
    <ul className="grid gap-1">
      {changes.map(({ label, was, is }) => (
        <li key={label} className="break-words">
          <span className="font-medium">{label}</span>{" "}
          <span className="text-muted">
            <del className="no-underline">{was ?? absent}</del> →{" "}
          </span>
          <ins className="no-underline">{is ?? absent}</ins>
        </li>
      ))}
    </ul>
  );
}

/** Every version there was, what each changed, and what differs between any two of them. */
export function VersionList({ versions, compared }: VersionListProps) {
  return (
    <Panel flush title="Versions" label="Versions">
      <ol className="divide-y divide-separator">
        {versions.map(({ version, changedBy, changedAt, pinnedBy, changes }) => (
          <li
            key={version}
            className="grid gap-x-4 gap-y-1 px-4 py-3 text-sm md:grid-cols-[15rem_minmax(0,1fr)]"
          >
            <div>
              <span className="font-medium">Version {version}</span>
              <span className="block text-muted">
                {changedBy}, <RelativeTime at={changedAt} />
              </span>
              <span className="block text-muted">
                {pinnedBy ? `Used by ${pinnedBy}` : "Used by no request yet"}
              </span>
            </div>
            {changes ? <Changes changes={changes} /> : <p className="text-muted">As it was made.</p>}
          </li>
        ))}
      </ol>
      {versions.length > 1 ? (
        <div className="grid gap-3 border-t border-border px-4 py-3 text-sm">
          <VersionPicker
            versions={versions.map(({ version }) => version)}
            from={compared?.from ?? versions.at(-1)?.version ?? 1}
            to={compared?.to ?? versions[0]?.version ?? 1}
          />
          {compared ? (
            <section aria-label={`From version ${compared.from} to version ${compared.to}`}>
              <Changes changes={compared.changes} />
            </section>
          ) : null}
        </div>
      ) : null}
    </Panel>
  );
}
