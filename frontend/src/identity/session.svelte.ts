/** Who is signed in on this device, also without a connection.
 *
 * The last viewer is remembered in IndexedDB, so that the app opens with the network off; `confirmed` says whether
 * the server has said so since the start. What was saved on the phone belongs to its author's account_id: signing in
 * or out never touches what is not received, and drops the contents of what is (device/forgetting.ts).
 */
import { forgetCsrfToken, get, post, put, remove, type Result } from '../api/client';
import type { Viewer } from '../api/wire';
import { deviceDatabase } from '../device/db';
import { rememberedViewer, rememberViewer, signOutOwed, setSignOutOwed } from '../device/viewer';

type State =
  | { readonly kind: 'starting' }
  | { readonly kind: 'signed_out' }
  | { readonly kind: 'signed_in'; readonly viewer: Viewer; readonly confirmed: 'remembered' | 'by_server' | 'ended' };

const START_TIMEOUT_MS = 8_000; // nobody waits longer in front of an empty screen

const evaluates = (viewer: Viewer) => viewer.grants.some((grant) => grant.role === 'evaluator');

class Session {
  state = $state.raw<State>({ kind: 'starting' });
  /** Counts the sign-outs: an answer that was asked for before one must not sign anybody in again. */
  #signOuts = 0;

  get viewer(): Viewer | null {
    return this.state.kind === 'signed_in' ? this.state.viewer : null;
  }

  /** Opens from memory at once and asks the server afterwards; without a memory it has to wait for the server. */
  async start(): Promise<void> {
    const remembered = await rememberedViewer();
    if (remembered !== null) {
      this.state = { kind: 'signed_in', viewer: remembered, confirmed: 'remembered' };
      void this.confirm();
      return;
    }
    await this.confirm();
    if (this.state.kind === 'starting') this.state = { kind: 'signed_out' };
    if (this.state.kind === 'signed_out') await this.forgetReceived();
  }

  /** Drops the contents of received visits of everybody who is not signed in now. Whoever leaves is not kept waiting
   * for it if it fails: it is tried again when the app starts with nobody signed in, or when somebody else enters.
   */
  async forgetReceived(): Promise<void> {
    const { viewer, state } = this;
    const remembered = viewer?.account_id ?? null;
    const isSignedIn =
      viewer !== null && evaluates(viewer) && state.kind === 'signed_in' && state.confirmed !== 'ended';
    try {
      const { forgetReceived } = await import('../device/forgetting'); // not in the start, which every phone loads
      await forgetReceived(deviceDatabase, isSignedIn ? remembered : null, remembered);
    } catch {
      // A full or closed storage, or a part of the app that is not on the phone.
    }
  }

  /** Asks the server who this is. Offline changes nothing; a 401 ends the session but not the work. */
  async confirm(): Promise<Result<Viewer>> {
    if (await signOutOwed()) await this.#payOwedSignOut();
    const before = this.#signOuts;
    const answer = await get<Viewer>('/api/session', { timeout_ms: START_TIMEOUT_MS });
    if (answer.kind === 'ok' && before === this.#signOuts) await this.#enter(answer.value);
    if (answer.kind === 'problem' && answer.problem.status === 401) this.ended();
    return answer;
  }

  ended(): void {
    forgetCsrfToken();
    if (this.state.kind === 'signed_in') this.state = { ...this.state, confirmed: 'ended' };
    else this.state = { kind: 'signed_out' };
    void this.forgetReceived();
  }

  async signIn(email: string, password: string): Promise<Result<Viewer>> {
    const answer = await post<Viewer>('/api/session', { email, password });
    if (answer.kind === 'ok') await this.#enter(answer.value);
    return answer;
  }

  /** By a link to one's own results; whoever was signed in on this device is not any more. */
  async openResultLink(token: string): Promise<Result<Viewer>> {
    const answer = await post<Viewer>('/api/result-links/open', { token });
    if (answer.kind === 'ok') await this.#enter(answer.value);
    return answer;
  }

  async acceptInvitation(token: string, password: string): Promise<Result<Viewer>> {
    const answer = await post<Viewer>('/api/invitations/accept', { token, password });
    if (answer.kind === 'ok') {
      await this.#enter(answer.value);
      await this.confirm();
    }
    return answer;
  }

  /** Changes the password; the server ends every other session and gives this one a new token. */
  async changePassword(current_password: string, new_password: string): Promise<Result<void>> {
    const answer = await put<void>('/api/password', { current_password, new_password });
    if (answer.kind === 'ok') {
      forgetCsrfToken();
      await this.confirm();
    }
    return answer;
  }

  /** Ends every session of the account, this one included. Needs a connection; deletes no unsent work. */
  async signOutEverywhere(): Promise<Result<void>> {
    const answer = await remove('/api/sessions');
    if (answer.kind === 'ok') {
      forgetCsrfToken();
      await rememberViewer(null);
      this.state = { kind: 'signed_out' };
      await this.forgetReceived();
    }
    return answer;
  }

  /** Leaves the account on this device; the server hears of it now or at the next connection. Deletes no unsent work. */
  async signOut(): Promise<void> {
    this.#signOuts += 1;
    await setSignOutOwed(true);
    await rememberViewer(null);
    this.state = { kind: 'signed_out' };
    await this.forgetReceived();
    await this.#payOwedSignOut();
  }

  async #payOwedSignOut(): Promise<void> {
    const known = await get<Viewer>('/api/session', { timeout_ms: START_TIMEOUT_MS });
    const gone = known.kind === 'problem' && known.problem.status === 401;
    const ended = known.kind === 'ok' ? await remove('/api/session') : null;
    if (gone || ended?.kind === 'ok') {
      forgetCsrfToken();
      await setSignOutOwed(false);
    }
  }

  async #enter(viewer: Viewer): Promise<void> {
    const known = await rememberedViewer();
    const staysAsItWas = known?.account_id === viewer.account_id && evaluates(known) === evaluates(viewer);
    await setSignOutOwed(false);
    await rememberViewer(viewer);
    this.state = { kind: 'signed_in', viewer, confirmed: 'by_server' };
    if (!staysAsItWas) void this.forgetReceived();
  }
}

export const session = new Session();
