/** The address as reactive state, and going elsewhere. Screens keep period and filters in `query`. */

class Router {
  #url = $state(new URL(typeof location === 'undefined' ? 'http://localhost/' : location.href));

  get path(): string {
    return this.#url.pathname;
  }

  get query(): URLSearchParams {
    return this.#url.searchParams;
  }

  get hash(): string {
    return this.#url.hash;
  }

  /** Listens to the browser's own back and forward, and to plain clicks on links within the app. */
  start(): void {
    window.addEventListener('popstate', () => {
      this.#url = new URL(location.href);
    });
    document.addEventListener('click', (event) => {
      if (
        event.defaultPrevented ||
        event.button !== 0 ||
        event.metaKey ||
        event.ctrlKey ||
        event.shiftKey ||
        event.altKey
      )
        return;
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      if (link === null || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin)
        return;
      // Files of the API are links too, and an anchor on this page is the browser's own business.
      if (link.pathname.startsWith('/api/') || (link.hash !== '' && link.pathname === location.pathname)) return;
      event.preventDefault();
      this.go(link.pathname + link.search + link.hash);
    });
  }

  go(address: string, how: { readonly replace?: boolean } = {}): void {
    if (how.replace) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
    const before = this.#url.pathname;
    this.#url = new URL(location.href);
    if (before !== this.#url.pathname) window.scrollTo(0, 0);
  }

  /** Changes parts of the query and keeps the rest; null removes a part. Replaces by default: a filter is no page. */
  setQuery(
    changes: Readonly<Record<string, string | null>>,
    how: { readonly replace?: boolean } = { replace: true },
  ): void {
    const query = new URLSearchParams(this.#url.searchParams);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === '') query.delete(name);
      else query.set(name, value);
    }
    const text = query.toString();
    this.go(this.#url.pathname + (text === '' ? '' : `?${text}`), how);
  }
}

export const router = new Router();
