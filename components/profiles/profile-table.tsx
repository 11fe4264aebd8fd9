import { RelativeTime } from "@/components/console/relative-time";
import { AppLink } from "@/components/ui/app-link";

interface ProfileRow {
  id: string;
  name: string;
  version: number;
  /** A line per step. */
  stepsInWords: string[];
  boundTo: string[];
  changedBy: string;
  changedAt: Date;
}

function Lines({ lines, empty }: { lines: string[]; empty: string }) {
  if (lines.length === 0) return <span className="text-muted">{empty}</span>;
  return (
    <span>
      {lines.map((line) => (
        <span key={line} className="block">
          {line}
        </span>
      ))}
    </span>
  );
}

export function ProfileTable({ profiles, baseHref }: { profiles: ProfileRow[]; baseHref: string }) {
  return (
    <table className="stacking-table">
      <caption className="sr-only">Approval profiles</caption>
      <thead>
        <tr>
          <th scope="col">Profile</th>
          <th scope="col">Who has to agree</th>
          <th scope="col">Bound to</th>
          <th scope="col">Changed</th>
        </tr>
      </thead>
      <tbody>
        {profiles.map((profile) => (
          <tr key={profile.id}>
            <th scope="row">
              <AppLink
                href={`${baseHref}/${profile.id}`}
                className="inline-block py-1 font-medium underline-offset-4 hover:underline"
              >
                {profile.name}
              </AppLink>
              <span className="block text-muted">Version {profile.version}</span>
            </th>
            <td data-label="Who agrees">
              <Lines lines={profile.stepsInWords} empty="Nobody" />
            </td>
            <td data-label="Bound to">
              <Lines lines={profile.boundTo} empty="Nothing yet" />
            </td>
            <td data-label="Changed">
              <span>
                <span className="block md:whitespace-nowrap">{profile.changedBy}</span>
                <RelativeTime at={profile.changedAt} className="text-muted" />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
