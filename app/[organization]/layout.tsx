import type { ReactNode } from "react";
import { signOutAction, switchAccountAction } from "@/app/(auth)/sign-in/actions";
import { Frame } from "@/components/console/frame";
import { Viewer } from "@/components/console/viewer";
import { Navigating } from "@/components/ui/navigating";
import { countPending } from "@/lib/approvals/loaders";
import { loadMyOrganizations, loadSignedInUser } from "@/lib/auth/loaders";
import { requireCaller } from "@/lib/auth/require-actor";
import { hasPermission } from "@/lib/directory/permissions";
import { loadLiveStart } from "@/lib/live/loaders";

interface OrganizationLayoutProps {
  params: Promise<{ organization: string }>;
  children: ReactNode;
}

/**
 * The frame around every page of an organization. It shows, and never decides: each page finds out for itself who asks
 * and says no. Somebody without a session or membership gets that page's answer, without a frame around it.
 */
export default async function OrganizationLayout({ params, children }: OrganizationLayoutProps) {
  const live = loadLiveStart();
  const { organization } = await params;
  const found = await requireCaller(organization);
  const user = await loadSignedInUser();
  if (!user) return children;
  if (found.kind !== "caller")
    return <Viewer user={{ name: user.name, email: user.email }}>{children}</Viewer>;
  const { caller } = found;
  const [organizations, pendingCount] = await Promise.all([
    loadMyOrganizations(user.id),
    countPending(caller),
  ]);
  return (
    <Navigating>
      <Frame
        organization={caller.organization}
        organizations={organizations.map(({ slug, name }) => ({ slug, name }))}
        user={{ name: caller.member.name, email: caller.member.email }}
        pendingCount={pendingCount}
        showSettings={hasPermission(caller.roles, "workflow.manage", "organization")}
        signOutAction={signOutAction}
        switchAccountAction={switchAccountAction}
        live={live}
      >
        {children}
      </Frame>
    </Navigating>
  );
}
