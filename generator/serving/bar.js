// Asks the server whether the page has changed, shows what it says, and keeps the place where somebody reads.

const bar = document.getElementById("mc-serve");
const PAUSE = 300; // milliseconds
const PLACE = `mc-serve ${location.pathname}`;

function returnToPlace() {
  const kept = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
  if (kept === null) return;
  const { y, open } = JSON.parse(kept);
  const found = bar.querySelector("details");
  if (found && open !== null) found.open = open;
  window.scrollTo({ top: y, behavior: "instant" });
}

function loadAgain() {
  const open = bar.querySelector("details")?.open ?? null;
  sessionStorage.setItem(PLACE, JSON.stringify({ y: window.scrollY, open }));
  location.reload();
}

function show(answer) {
  if (answer.bar === bar.dataset.bar) return;
  const open = bar.querySelector("details")?.open;
  bar.innerHTML = answer.html;
  bar.dataset.bar = answer.bar;
  const found = bar.querySelector("details");
  if (found && open !== undefined) found.open = open;
}

async function ask() {
  const query = new URLSearchParams({ page: location.pathname });
  const answer = await (await fetch(new URL(`state?${query}`, import.meta.url), { cache: "no-store" })).json();
  if (answer.page !== bar.dataset.page) loadAgain();
  else show(answer);
}

async function keepAsking() {
  try {
    // Nobody reads a hidden page; it asks as soon as it is shown.
    if (!document.hidden) await ask();
  } catch {
    // The server has been stopped, or starts again.
  }
  setTimeout(keepAsking, PAUSE);
}

history.scrollRestoration = "manual";
returnToPlace();
keepAsking();
