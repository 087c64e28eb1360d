/* Streamlit opens markdown links in a new tab, and its own way to another page leaves the old page with the new page's
   parameters in the history. A plain click on an address of ours is followed here instead: one step of the history, one
   run, and the day of view and the language go along. An address that is only a query changes the present one. */

const ALONG = ["ngay", "ngu"];

const FILES = /^\/(app\/static|media|_stcore)\//;

const ours = (to) => to.origin === location.origin && !to.hash && !FILES.test(to.pathname);

function visit(address) {
  const here = new URL(location.href), to = new URL(address, here);
  const kept = address.startsWith("?") ? [...here.searchParams.keys()] : ALONG;
  for (const name of new Set(kept)) {
    if (!to.searchParams.has(name)) here.searchParams.getAll(name).forEach((value) => to.searchParams.append(name, value));
  }
  history.pushState({}, "", to);
  dispatchEvent(new PopStateEvent("popstate"));
}

function follow(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.hasAttribute("download") || !ours(new URL(link.href))) return;
  event.preventDefault();
  event.stopPropagation();
  visit(link.getAttribute("href"));
  if (link.role === "menuitem") document.querySelector("[aria-haspopup=menu][aria-expanded=true]")?.click();
}

export default function ({ data }) {
  if (data?.go) visit(data.go);
  document.addEventListener("click", follow, true);
  return () => document.removeEventListener("click", follow, true);
}
