// Light, dark or as the system wishes. Loaded in the head so that the page is never painted twice;
// the control in the header keeps its place free until this script runs.

{
  const KEY = "mc-scheme";
  const SCHEMES = ["light", "dark"];

  /** @returns {string} the remembered choice: "light", "dark" or "auto" */
  function remembered() {
    try {
      const choice = localStorage.getItem(KEY);
      return choice && SCHEMES.includes(choice) ? choice : "auto";
    } catch {
      return "auto"; // storage may be forbidden: the system's wish is used then
    }
  }

  /** @param {string} choice */
  function apply(choice) {
    if (SCHEMES.includes(choice)) document.documentElement.dataset.scheme = choice;
    else delete document.documentElement.dataset.scheme;
  }

  /** @param {string} choice */
  function remember(choice) {
    try {
      if (choice === "auto") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, choice);
    } catch {
      // the choice then lasts as long as the page
    }
  }

  function offerChoice() {
    const control = document.querySelector(".mc-scheme");
    if (!control) return;
    const choice = remembered();
    for (const radio of control.querySelectorAll("input")) radio.checked = radio.value === choice;
    control.addEventListener("change", (event) => {
      apply(event.target.value);
      remember(event.target.value);
    });
    control.removeAttribute("data-waiting");
  }

  apply(remembered());
  document.addEventListener("DOMContentLoaded", offerChoice);
  window.addEventListener("storage", (event) => event.key === KEY && apply(remembered()));
}
