"use client";

import { PageNotice } from "@/components/console/page-notice";
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
    <PageNotice
      title="There is nothing here for you"
      text="The address may be wrong, or it belongs to something that you may not see. If a mail led you here, check that you are signed in as the person it was sent to."
      actions={
        <>
          <ButtonLink href="/">To my organization</ButtonLink>
          {user ? (
            <PostForm target={{ action: switchAccountAction }}>
              <FormButton variant="outline" size="sm" pendingLabel="One moment…">
                Switch account
              </FormButton>
            </PostForm>
          ) : null}
        </>
      }
    >
      {user ? (
        <p className="mt-3 text-sm">
          You are signed in as <strong className="font-medium">{user.name}</strong> ({user.email}).
        </p>
      ) : null}
    </PageNotice>
  );
}
