/** Start: language, session, screen. The service worker comes last, so that it never delays the first screen. */
import { mount } from 'svelte';
import App from './App.svelte';
import { installPrompt } from './evaluator/install-prompt.svelte';
import { session } from './identity/session.svelte';
import { startKeys } from './keys/start';
import { assignmentsListTexts, evaluatorTexts, shellTexts } from './messages/index';
import { spoken } from './messages/language.svelte';
import { appUpdate } from './shell/app-update.svelte';
import { router } from './shell/router.svelte';
import './ui/css/index.css';

async function start(): Promise<void> {
  installPrompt.listen();
  const target = document.getElementById('app');
  if (target === null) throw new Error('index.html has no #app');
  // Both read the phone's own storage; neither has to wait for the other.
  const known = session.start();
  await spoken.startWithPreferred();
  await Promise.all(
    [shellTexts, evaluatorTexts, assignmentsListTexts].map((catalogue) => catalogue.load(spoken.current)),
  );
  router.start();
  mount(App, { target });
  startKeys();
  await known;
  if (import.meta.env.PROD) await appUpdate.start();
}

void start();
