/** `ago`: "12 min ago", "in 3 days". `age`: "12 min". Picked by the place: a sentence or a status line. */
export type RelativeForm = "ago" | "age";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

function span(milliseconds: number): string {
  if (milliseconds < hour) return `${Math.max(1, Math.floor(milliseconds / minute))} min`;
  if (milliseconds < day) return `${Math.floor(milliseconds / hour)} h`;
  const days = Math.floor(milliseconds / day);
  if (days < 60) return days === 1 ? "1 day" : `${days} days`;
  const months = Math.floor(days / 30.4);
  if (months < 24) return `${months} months`;
  return `${Math.floor(days / 365)} years`;
}

/**
 * A deadline within a week by the hour: three days are not "2 days" as soon as the first minute has passed. In a narrow
 * column the hour stays with its number.
 */
function ahead(milliseconds: number): string {
  const days = Math.floor(milliseconds / day);
  const hours = Math.floor((milliseconds % day) / hour);
  return days < 1 || days >= 7 || hours === 0 ? span(milliseconds) : `${span(milliseconds)} ${hours}\u00a0h`;
}

/** How far `at` is from `now` in words. Rounds down, so that a deadline is never said to be further away than it is. */
export function relativeTimeText(at: number, now: number, form: RelativeForm): string {
  const distance = at - now;
  const length = Math.abs(distance);
  if (length < 45_000) return form === "age" ? "now" : "just now";
  const words = distance < 0 ? span(length) : ahead(length);
  if (form === "age") return words;
  return distance < 0 ? `${words} ago` : `in ${words}`;
}

/** "Tue, 24 Nov 2026, 10:00 CET"; `timeZone` undefined means the machine's own. */
export function exactTimeText(at: number, timeZone?: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(at);
}
