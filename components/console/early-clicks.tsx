"use client";

/**
 * Runs in the browser before anything else, from its own text: it can name nothing outside of itself. A click on what
 * React does not answer yet is shown as heard, and made again once it does. Links and forms that post work by themselves.
 */
function keepEarlyClicks(): void {
  const early = new Set<HTMLElement>();
  const forget = (element: HTMLElement) => {
    early.delete(element);
    delete element.dataset.early;
  };
  // React hydrates in parts: the shell says when it is there, an element of a later part by React's mark on it.
  const isLive = (element: HTMLElement) =>
    "live" in document.documentElement.dataset &&
    Object.keys(element).some((key) => key.startsWith("__reactFiber$"));
  const repeat = () => {
    for (const element of early) {
      if (element.isConnected && !isLive(element)) continue;
      forget(element);
      // React Aria answers to the field of a label, when it is a program that clicks.
      ((element as HTMLLabelElement).control ?? element).click();
    }
    if (early.size > 0) setTimeout(repeat, 20);
  };
  const pressable = ({ target }: Event) =>
    target instanceof Element ? target.closest<HTMLElement>("button, label") : null;
  // React Aria hears no click of a pointer whose press it has not heard.
  let pressed: HTMLElement | null = null;
  const press = (event: Event) => {
    const element = pressable(event);
    pressed = element && !isLive(element) ? element : null;
  };
  const keep = (event: Event) => {
    const element = pressable(event);
    const isHeard = element !== pressed && element && isLive(element);
    pressed = null;
    // What is no part of the page after a minute is not ours: some extension's.
    if (!element || isHeard || performance.now() > 60_000) return;
    const { type, form } = element as HTMLButtonElement;
    if (type === "submit" && form?.method === "post") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (early.size === 0) setTimeout(repeat, 20);
    // Whoever presses the button beside it has thought again: Approve and then Reject is a rejection alone.
    for (const other of early)
      if (element.tagName === "BUTTON" && other.parentElement === element.parentElement) forget(other);
    early.add(element);
    element.dataset.early = "";
  };
  addEventListener("pointerdown", press, true);
  addEventListener("click", keep, true);
}

/** Nothing that somebody clicks while a page still loads its code is lost. The text is the server's: it is not sent again. */
export function EarlyClicks({ nonce }: { nonce: string | undefined }) {
  const code = typeof window === "undefined" ? `(${keepEarlyClicks})()` : "";
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own code, and React would escape it as text
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: code }} />;
}
