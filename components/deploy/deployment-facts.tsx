import { Box, GitCommitVertical, Globe, SlidersHorizontal, UserRound } from "lucide-react";
import type { ComponentType, ReactNode } from "react";
import { shortDigest } from "@/components/console/short-digest";
import { AppLink } from "@/components/ui/app-link";
import type { EnvironmentCardView } from "@/lib/deploy/views";

interface FactProps {
  icon: ComponentType<{ className?: string; "aria-hidden"?: "true" }>;
  label: string;
  children: ReactNode;
}

function Fact({ icon: Icon, label, children }: FactProps) {
  return (
    <div className="flex gap-2.5">
      <dt className="pt-0.5">
        <Icon aria-hidden="true" className="size-4 text-muted" />
        <span className="sr-only">{label}</span>
      </dt>
      <dd className="min-w-0 flex-1 break-words">{children}</dd>
    </div>
  );
}

interface DeploymentFactsProps {
  live: NonNullable<EnvironmentCardView["live"]>;
  environment: { slug: string; name: string };
  /** The component's address. */
  base: string;
}

/** As high as a finger needs (24 px), without moving what stands around it. */
const tall = "py-1";
const quiet = `${tall} underline-offset-4 hover:underline`;

export function DeploymentFacts({ live, environment: { slug, name }, base }: DeploymentFactsProps) {
  const sha = live.commit.sha.slice(0, 7);
  return (
    <dl className="grid gap-3 text-sm">
      <Fact icon={Box} label="Build">
        <AppLink href={`${base}/builds/${live.build}`} className={`font-medium ${quiet}`}>
          Build #{live.build}
        </AppLink>{" "}
        <span className="font-mono text-xs text-muted" title={live.digest}>
          {shortDigest(live.digest)}
        </span>
      </Fact>
      <Fact icon={GitCommitVertical} label="Commit">
        <span className="line-clamp-2">{live.commit.message}</span>
        <span className="text-muted">
          {live.commit.url ? (
            <a
              href={live.commit.url}
              rel="noreferrer"
              className="font-mono text-xs underline decoration-dotted underline-offset-4 hover:text-foreground"
            >
              {sha}
            </a>
          ) : (
            <span className="font-mono text-xs">{sha}</span>
          )}{" "}
          · {live.commit.author}
        </span>
      </Fact>
      {live.endpoint ? (
        <Fact icon={Globe} label="Endpoint">
          <a
            href={live.endpoint}
            rel="noreferrer"
            className={`${tall} underline decoration-dotted underline-offset-4`}
          >
            {live.endpoint.replace(/^https?:\/\//u, "")}
          </a>
        </Fact>
      ) : null}
      <Fact icon={SlidersHorizontal} label="Configuration">
        {live.configurationVersion === null ? (
          <span className="text-muted">No configuration</span>
        ) : (
          <AppLink href={`${base}/configuration?environment=${slug}`} className={quiet}>
            Configuration v{live.configurationVersion}
          </AppLink>
        )}
      </Fact>
      <Fact icon={UserRound} label="Deployed by">
        <span className="text-muted">
          {live.deployedBy}
          {live.request ? (
            <>
              {" · "}
              <AppLink
                href={live.request.href}
                className={`${tall} underline underline-offset-4 hover:text-foreground`}
              >
                Request {live.request.number}
              </AppLink>
              {live.request.overriddenBy ? `, overridden by ${live.request.overriddenBy}` : ""}
            </>
          ) : null}
          {" · "}
          <AppLink
            href={`${base}/deploy/${slug}`}
            aria-label={`History of ${name}`}
            className={`${tall} underline underline-offset-4 hover:text-foreground`}
          >
            History
          </AppLink>
          {live.remark ? <span className="mt-0.5 block">{live.remark}</span> : null}
        </span>
      </Fact>
    </dl>
  );
}
