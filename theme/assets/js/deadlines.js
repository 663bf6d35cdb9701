// “closes in 5 days” behind a deadline that is near: pages are made once and read for days.

export const NEAR = 30; // days
export const DAY = 864e5; // milliseconds
const words = document.querySelector("script[data-closes]")?.dataset;

/** Today as the number of days since 1970, where the reader is. */
export function today() {
  const now = new Date();
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY;
}

/**
 * Says behind a deadline how near it is, or that it has passed since the page was made.
 *
 * @param {Element} note
 * @param {string} due the last day, as 2027-03-01
 */
export function countDown(note, due) {
  const days = Date.parse(due) / DAY - today();
  const place = note.querySelector(".mc-due"); // the page kept it free
  if (!words || days > NEAR) {
    place?.remove();
    return;
  }
  const when = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
  const text = days < 0 ? words.closed : words.closes.replace("{when}", when.format(days, "day"));
  const mark = place ?? document.createElement("strong");
  mark.className = "mc-due";
  mark.textContent = text;
  mark.removeAttribute("data-waiting");
  // The chip beside it spoke of the day on which the page was made.
  const chip = note.closest(".mc-card, main")?.querySelector(".mc-chip--open");
  if (days < 0 && chip) chip.hidden = true;
  if (!place) note.append(" ", mark);
}

for (const note of document.querySelectorAll("[data-due]")) countDown(note, note.dataset.due);
