import { Notice } from "@/components/console/notice";
import { ButtonLink } from "@/components/ui/button-link";
import type { CurrentConfiguration } from "./use-configuration-draft";

/** That what was saved does not run yet, and the way to ship it. Announced, since saving brings it about. */
export function NotDeployedNotice({
  current,
  deployHref,
}: {
  current: CurrentConfiguration;
  deployHref: string;
}) {
  const { live, name, version } = current;
  const isBehind = live !== null && live.keysBehind > 0;
  return (
    <div role="status">
      {isBehind ? (
        <Notice className="mb-4">
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
            <p className="min-w-0 flex-[1_1_18rem]">
              v{version} is saved and not deployed: {name} runs v{live.version},{" "}
              {live.keysBehind === 1 ? "1 key differs" : `${live.keysBehind} keys differ`}. Saving never
              ships. It goes live with the next deployment there, or alone.
            </p>
            <ButtonLink href={deployHref} label={`Deploy configuration to ${name}`}>
              Deploy configuration
            </ButtonLink>
          </div>
        </Notice>
      ) : null}
    </div>
  );
}
