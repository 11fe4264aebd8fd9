"use client";

import { Logo } from "@/components/console/logo";
import { useViewer } from "@/components/console/viewer";
import { ButtonLink } from "@/components/ui/button-link";
import { FormButton } from "@/components/ui/form-button";
import { PostForm, type PostTarget } from "./post-form";

export interface NotFoundPageProps {
  switchAccountAction: PostTarget["action"];
}

/** The same page whether something does not exist or is somebody else's: it must not tell which. */
export function NotFoundPage({ switchAccountAction }: NotFoundPageProps) {
  const user = useViewer();
  return (
    <main id="content" className="grid min-h-[70dvh] content-center justify-items-center px-4 text-center">
      <Logo className="size-8" />
      <h1 className="mt-4 text-title font-semibold tracking-tight">There is nothing here for you</h1>
      <p className="mt-1 max-w-[46ch] text-sm text-muted">
        The address may be wrong, or it belongs to something that you may not see. If a mail led you here,
        check that you are signed in as the person it was sent to.
      </p>
      {user ? (
        <p className="mt-3 text-sm">
          You are signed in as <strong className="font-medium">{user.name}</strong> ({user.email}).
        </p>
      ) : null}
      <div className="mt-5 flex flex-wrap justify-center gap-2">
        <ButtonLink href="/">To my organization</ButtonLink>
        {user ? (
          <PostForm target={{ action: switchAccountAction }}>
            <FormButton variant="outline" size="sm" pendingLabel="One moment…">
              Switch account
            </FormButton>
          </PostForm>
        ) : null}
      </div>
    </main>
  );
}
