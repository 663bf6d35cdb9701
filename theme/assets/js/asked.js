// Runs while the search page is read: who comes with a search sees the place of its results, not the start that they
// would push away. search-view.js takes the marks off when it has something to show.

{
  const asked = [...new URLSearchParams(location.search)].filter(([, value]) => value).map(([name]) => name);
  const found = document.currentScript.parentElement;
  if (asked.length) found.dataset.asked = "";
  if (asked.some((name) => !["q", "sort", "page"].includes(name))) found.dataset.filtered = "";
}
