import { after } from "next/server";
import { database } from "@/db/client";
import { log } from "@/lib/log";
import { loadIsDemo, mailsLinks } from "./loaders";
import { requestSignInLink } from "./request-sign-in-link";

/**
 * Has a link mailed once this action has answered, so that neither the answer nor its time tells whether an address is
 * known. Does nothing where no mailer is set.
 */
export async function sendSignInLink(email: string, wayBack: string): Promise<void> {
  if (!mailsLinks(await loadIsDemo())) return;
  after(async () => {
    try {
      await requestSignInLink(database(), { email, wayBack });
    } catch (error) {
      log("error", "a sign-in link could not be mailed", {}, error);
    }
  });
}
