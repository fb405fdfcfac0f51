/** Which figure the screen explains at the moment; none most of the time. One dialog serves all figures of a screen. */
import type { Explained } from './explained';

class Explaining {
  now = $state.raw<Explained | null>(null);
}

export const explaining = new Explaining();
