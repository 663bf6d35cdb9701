// Runs while the search page is read: who comes with a search sees the place of its results, not the start that they
// would push away. search-view.js takes the marks off when it has something to show.

{
  const asked = [...new URLSearchParams(location.search)].filter(([, value]) => value).map(([name]) => name);
  const found = document.currentScript.parentElement;
  if (asked.length) found.dataset.asked = "";
  const instead = () => {
    found.removeAttribute("data-asked");
    document.querySelector("#search-broken").hidden = false;
  };
  // A module that does not arrive tells nobody but its element.
  window.addEventListener("error", ({ target }) => target.tagName === "SCRIPT" && instead(), true);
  if (asked.some((name) => !["q", "sort", "page"].includes(name))) found.dataset.filtered = "";
}
