import type { ReactNode } from "react";

/** A plain form: `action` is a server action that redirects, or the path of a route that takes a POST. */
export interface PostTarget {
  action: string | ((form: FormData) => void | Promise<void>);
  /** Sent along unseen: a CSRF token, the way back, a one-time token. */
  fields?: Record<string, string>;
}

export function PostForm({ target, children }: { target: PostTarget; children: ReactNode }) {
  const { action, fields = {} } = target;
  return (
    <form action={action} {...(typeof action === "string" ? { method: "post" } : {})}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}
