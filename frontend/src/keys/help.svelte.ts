/** Whether the list of keys is open, and whether `/` and `?` do anything: a setting of this device. */
const KEPT_AS = 'floorwalk.character-keys';
const OFF = 'off';

class Help {
  isOpen = $state(false);
  #charactersOn = $state(localStorage.getItem(KEPT_AS) !== OFF);

  get charactersOn(): boolean {
    return this.#charactersOn;
  }

  open(): void {
    this.isOpen = true;
  }

  close(): void {
    this.isOpen = false;
  }

  turnCharacters(on: boolean): void {
    if (on) localStorage.removeItem(KEPT_AS);
    else localStorage.setItem(KEPT_AS, OFF);
    this.#charactersOn = on;
  }
}

export const help = new Help();
