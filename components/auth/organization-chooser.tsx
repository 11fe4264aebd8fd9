import { ArrowRight } from "lucide-react";
import { Avatar } from "@/components/console/avatar";
import { AppLink } from "@/components/ui/app-link";
import { AuthCard } from "./auth-card";

interface OrganizationChoice {
  slug: string;
  name: string;
  /** What the viewer is there: "Administrator, Developer". */
  roles: string;
}

export function OrganizationChooser({ organizations }: { organizations: OrganizationChoice[] }) {
  return (
    <AuthCard title="Choose an organization" subtitle={`You belong to ${organizations.length}.`}>
      <ul className="overflow-hidden rounded-panel border border-border">
        {organizations.map((organization) => (
          <li key={organization.slug} className="border-border [&:not(:first-child)]:border-t">
            <AppLink
              href={`/${organization.slug}`}
              className="flex min-h-12 items-center gap-3 px-3 py-2 text-sm transition-colors hover:bg-surface-secondary focus-visible:-outline-offset-2"
            >
              <Avatar name={organization.name} square />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{organization.name}</span>
                <span className="block text-xs text-muted">{organization.roles}</span>
              </span>
              <ArrowRight aria-hidden="true" className="size-4 text-muted" />
            </AppLink>
          </li>
        ))}
      </ul>
    </AuthCard>
  );
}
