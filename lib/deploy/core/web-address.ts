/** An address that may become a link: http or https. Null for everything else, however it came to be stored. */
export function webAddress(text: string | null): string | null {
  return text !== null && /^https?:\/\//iu.test(text) ? text : null;
}
