/** A part of a screen that comes after the screen stands: a slow phone waits for every kilobyte of the first one.
 *
 * Offline it comes from the service worker's cache.
 */
export class LoadedLater<Part> {
  readonly #load: () => Promise<Part>;
  #asked = false;
  part = $state.raw<Part>();

  constructor(load: () => Promise<Part>) {
    this.#load = load;
  }

  /** Once; after a failure, such as no connection before anything was cached, the next time again. */
  ask(): void {
    if (this.#asked) return;
    this.#asked = true;
    this.#load().then(
      (part) => (this.part = part),
      () => (this.#asked = false),
    );
  }
}
