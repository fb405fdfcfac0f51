/** Registers the service worker and knows whether a new version waits. It is applied only when a person says so. */

class AppUpdate {
  #waiting = $state.raw<ServiceWorker | null>(null);

  #held = $state(false);
  #registered: ServiceWorkerRegistration | null = null;

  /** The server has asked for a newer version than this one. */
  wanted = $state(false);

  get ready(): boolean {
    return this.#waiting !== null && !this.#held;
  }

  /** A visit is open: the person is not to be asked now. */
  holdWhile(open: boolean): void {
    this.#held = open;
  }

  /** Asks for a newer version now; it is offered when it is there and no visit is open. */
  want(): void {
    this.wanted = true;
    this.#registered?.update().catch(() => undefined); // offline: at the next sign of life
  }

  async start(): Promise<void> {
    if (!('serviceWorker' in navigator)) return;
    // A browser may refuse (a private window, a managed device): the app then works as long as there is a network.
    const registration = await this.#registration();
    if (registration === null) return;
    this.#registered = registration;
    const notice = () => {
      // Without a controller this is the first install: nothing to update from.
      if (registration.waiting && navigator.serviceWorker.controller) this.#waiting = registration.waiting;
    };
    notice();
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', notice);
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') registration.update().catch(() => undefined); // offline: next time
    });
  }

  async #registration(): Promise<ServiceWorkerRegistration | null> {
    try {
      return (await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })) ?? null;
    } catch {
      return null;
    }
  }

  apply(): void {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    this.#waiting?.postMessage('floorwalk:apply-update');
  }
}

export const appUpdate = new AppUpdate();
