/** Which hand holds the phone: a setting of this phone. The CSS of the form's screens reads it from <html data-hand>. */
export const HANDS = ['either', 'left', 'right'] as const;
export type HandName = (typeof HANDS)[number];

const KEPT_AS = 'floorwalk.hand';

const handIn = (kept: string | null): HandName => HANDS.find((hand) => hand === kept) ?? 'either';

class Hand {
  #current = $state<HandName>(handIn(localStorage.getItem(KEPT_AS)));

  get current(): HandName {
    return this.#current;
  }

  choose(hand: HandName): void {
    localStorage.setItem(KEPT_AS, hand);
    this.#current = hand;
    this.show();
  }

  show(): void {
    document.documentElement.dataset['hand'] = this.#current;
  }
}

export const hand = new Hand();
hand.show();
