/* Streamlit opens markdown links in a new tab, and its own way to another page leaves the old page with the new page's
   parameters in the history. A plain click on an address of ours is followed here instead: one step of the history, one
   run, and the day of view goes along. */

const DAY = "ngay";

const FILES = /^\/(app\/static|media|_stcore)\//;

const ours = (to) => to.origin === location.origin && !to.hash && !FILES.test(to.pathname);

function visit(address) {
  const to = new URL(address, location.href), day = new URL(location.href).searchParams.get(DAY);
  if (day && !to.searchParams.has(DAY)) to.searchParams.set(DAY, day);
  history.pushState({}, "", to);
  dispatchEvent(new PopStateEvent("popstate"));
}

function follow(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.hasAttribute("download") || !ours(new URL(link.href))) return;
  event.preventDefault();
  event.stopPropagation();
  visit(link.href);
}

export default function ({ data }) {
  if (data?.go) visit(data.go);
  document.addEventListener("click", follow, true);
  return () => document.removeEventListener("click", follow, true);
}
