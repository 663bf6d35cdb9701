// Runs while the search page is read, or the grid of all offers: who comes with a search sees the place of its results,
// not what they would push away. search-view.js and quality.js take the marks off when they have something to show.

{
  const asked = [...new URLSearchParams(location.search)].filter(([, value]) => value).map(([name]) => name);
  const found = document.currentScript.parentElement;
  if (asked.length) found.dataset.asked = "";
  const instead = () => {
    found.removeAttribute("data-asked");
    document.getElementById(found.dataset.broken).hidden = false;
  };
  // A module that does not arrive tells nobody but its element.
  window.addEventListener("error", ({ target }) => target.tagName === "SCRIPT" && instead(), true);
  if (asked.some((name) => !["q", "sort", "page"].includes(name))) found.dataset.filtered = "";
}
