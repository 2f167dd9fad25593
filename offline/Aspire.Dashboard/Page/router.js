/** Where the page is. Views read their filters from here and write them here, so that links and "back" work. */
export const router = new EventTarget();

export const query = () => new URLSearchParams(location.search);

export function navigate(href) {
  history.pushState(null, '', href);
  router.dispatchEvent(new Event('navigate'));
}

/** Changes filters in the address without a step in the history for each letter typed. */
export function setQuery(changes) {
  const parameters = query();
  for (const [key, value] of Object.entries(changes)) {
    parameters.delete(key);
    for (const each of [value].flat()) {
      if (each !== null && each !== undefined && each !== '' && each !== false) parameters.append(key, each);
    }
  }
  history.replaceState(null, '', parameters.size > 0 ? `?${parameters}` : location.pathname);
}

addEventListener('popstate', () => router.dispatchEvent(new Event('navigate')));

document.addEventListener('click', event => {
  const link = event.target.closest?.('a[href]');
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || event.defaultPrevented || link.target || link.origin !== location.origin) return;
  if (link.getAttribute('href').startsWith('#')) return;
  event.preventDefault();
  navigate(link.href);
});
