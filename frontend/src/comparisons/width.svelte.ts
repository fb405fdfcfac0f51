/** How wide a part of the page is, in the person's own text size, so that 200 % text gets the narrow form. */

export class Width {
  #pixels = $state(0);

  /** `bind:clientWidth` writes here. */
  get pixels(): number {
    return this.#pixels;
  }
  set pixels(value: number) {
    this.#pixels = value;
  }

  atLeast(rem: number): boolean {
    if (this.#pixels === 0 || typeof document === 'undefined') return false;
    const perRem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    return this.#pixels / perRem >= rem;
  }
}
