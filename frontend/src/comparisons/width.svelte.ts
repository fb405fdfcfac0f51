/** How wide a part of the page is, in the person's own text size, so that 200 % text gets the narrow form. */

const PAGE_REM = 72; // the widest that a page becomes (ui/css/parts.css)
const PAGE_EDGES_PX = 32;

const pixelsPerRem = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;

/** Before it is measured: as wide as a page is, so that nothing is drawn in one form and at once in the other. */
const widthOfAPage = () => Math.min(document.documentElement.clientWidth, PAGE_REM * pixelsPerRem()) - PAGE_EDGES_PX;

export class Width {
  #pixels = $state(typeof document === 'undefined' ? 0 : widthOfAPage());

  /** `bind:contentRect` writes here, when the browser lays the page out anyway; asking for `clientWidth` would have it
   * lay out everything once more, in the middle of drawing. */
  get rect(): DOMRectReadOnly | undefined {
    return undefined;
  }
  set rect(value: DOMRectReadOnly | undefined) {
    if (value) this.#pixels = value.width;
  }

  atLeast(rem: number): boolean {
    if (this.#pixels === 0 || typeof document === 'undefined') return false;
    return this.#pixels / pixelsPerRem() >= rem;
  }
}
