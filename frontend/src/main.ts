/** Start: language, session, screen. The service worker comes last, so that it never delays the first screen. */
import { mount } from 'svelte';
import App from './App.svelte';
import { session } from './identity/session.svelte';
import { identityTexts, problemTexts, shellTexts } from './messages/index';
import { spoken } from './messages/language.svelte';
import { appUpdate } from './shell/app-update.svelte';
import { router } from './shell/router.svelte';
import './ui/css/index.css';

await spoken.startWithPreferred();
await Promise.all([shellTexts, identityTexts, problemTexts].map((catalogue) => catalogue.load(spoken.current)));
router.start();
const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');
mount(App, { target });
await session.start();
if (import.meta.env.PROD) await appUpdate.start();
