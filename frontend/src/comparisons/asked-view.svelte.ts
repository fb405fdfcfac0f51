/** The view that the address asks for, kept complete: days that are missing are written into it. */
import { router } from '../shell/router.svelte';
import { queryOf, runsBackwards, saysItsDays, todayOn, viewIn, type View } from './view';

export class AskedView {
  readonly today = todayOn(new Date());
  readonly #here = router.path;
  readonly now: View = $derived(viewIn(router.query, this.today));
  /** What goes to the server, and behind every link to another screen of the same view. */
  readonly query: string = $derived(queryOf(this.now));

  /** Such a period is not asked for; the days stay, so that the person can mend them. */
  readonly backwards: boolean = $derived(runsBackwards(this.now));

  /** Call in an effect: "/stores" becomes "/stores?from_on=…", without a step in the history. */
  complete(): void {
    if (router.path === this.#here && !saysItsDays(router.query))
      router.setQuery({ from_on: this.now.from_on, to_on: this.now.to_on });
  }

  change(changes: Readonly<Record<string, string | null>>): void {
    // A step in the history: the back button returns to the figures that were on the screen.
    router.setQuery(changes, { replace: false });
  }
}
