/** Why signing in did not work, by next-auth's code or one of ours, and what to do. Never what stands in the address. */
const sentences: Record<string, string> = {
  AccessDenied: "The sign-in was refused. Try again, or as somebody else.",
  CredentialsSignin: "This link has been used, or its time has run out. Ask for a new one.",
  Email: "This does not look like an e-mail address. Correct it and try again.",
  OAuthSignin: "The sign-in service could not be reached. Try again in a minute.",
  OAuthCallback: "The sign-in service did not confirm who you are. Start again from here.",
};

export function signInErrorSentence(code: string): string {
  return (
    (Object.hasOwn(sentences, code) ? sentences[code] : undefined) ??
    "Signing in did not work. Start again from here."
  );
}
