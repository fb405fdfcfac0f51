/** The browser's offer to install the app. It comes once, early, so this stands in the start and only listens. */

/** As Chromium has it; no other browser offers anything. */
type InstallOffer = Event & { prompt(): Promise<unknown> };

class InstallPrompt {
  offer = $state.raw<InstallOffer | null>(null);

  listen(): void {
    window.addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      this.offer = event as InstallOffer;
    });
  }

  /** The offer can be taken up once. */
  async show(): Promise<void> {
    const { offer } = this;
    this.offer = null;
    await offer?.prompt();
  }
}

export const installPrompt = new InstallPrompt();
