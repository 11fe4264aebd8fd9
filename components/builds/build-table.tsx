import { RelativeTime } from "@/components/console/relative-time";
import { AppLink } from "@/components/ui/app-link";
import type { BuildListView } from "@/lib/deploy/views-pages";
import { LivePlaces } from "./live-places";

type BuildRow = BuildListView["builds"][number];

interface BuildTableProps {
  builds: BuildRow[];
  /** The list itself; a build's page lies below it. */
  base: string;
}

function Commit({ commit, branch }: Pick<BuildRow, "commit" | "branch">) {
  return (
    <span>
      <span className="block max-w-[34rem] break-words">
        {commit.message ?? <span className="text-muted">No commit was reported</span>}
      </span>
      <span className="block text-muted">
        <span className="font-mono text-xs">{commit.sha.slice(0, 7)}</span>
        {commit.author ? ` · ${commit.author}` : ""}
        {branch ? ` · ${branch}` : ""}
      </span>
    </span>
  );
}

export function BuildTable({ builds, base }: BuildTableProps) {
  return (
    <table className="stacking-table">
      <caption className="sr-only">Builds, newest number first</caption>
      <thead>
        <tr>
          <th scope="col">Build</th>
          <th scope="col">Commit</th>
          <th scope="col">Runs in</th>
          <th scope="col">Built</th>
        </tr>
      </thead>
      <tbody>
        {builds.map((build) => (
          <tr key={build.number}>
            <th scope="row">
              <AppLink
                href={`${base}/${build.number}`}
                className="inline-block min-w-8 py-1 font-medium whitespace-nowrap underline-offset-4 hover:underline"
              >
                <span className="md:sr-only">Build </span>#{build.number}
              </AppLink>
              {build.version ? <span className="block text-muted">{build.version}</span> : null}
            </th>
            <td data-label="Commit">
              <Commit commit={build.commit} branch={build.branch} />
            </td>
            <td data-label="Runs in">
              <LivePlaces places={build.places} />
            </td>
            <td data-label="Built">
              <RelativeTime at={build.builtAt} className="whitespace-nowrap text-muted" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
