const shell = {
  name: 'Floorwalk',
  skipToContent: 'Skip to content',
  /** The menu's first-level entries stand here, because the menu is there before any slice's texts are. */
  menuEntries: {
    stores: 'Stores',
    phone: 'On this phone',
  },
  menu: 'Menu',
  signOut: 'Sign out',
  language: 'Language',
  loading: 'Loading…',
  menuMyArea: 'My area',
  menuEvaluators: 'Evaluators',
  menuComparison: 'Comparison',
  menuCoaching: 'Coaching',
  menuShowcase: 'Showcase',
  menuOwnPlans: 'My plans',
  menuExports: 'HR exports',
  menuOrganisation: 'Organisation',
  menuAssignments: 'Assignments',
  menuScenarios: 'Scenarios',
  menuRubrics: 'Rubrics',
  back: 'Back',
  cancel: 'Cancel',
  close: 'Close',
  tryAgain: 'Try again',
  notFoundTitle: 'This page does not exist',
  notFoundText: 'The address may be mistyped, or what stood here is not for this account.',
  toStart: 'To the start',
  nothingGrantedTitle: 'No role yet',
  nothingGrantedText:
    'You are signed in, but nobody has given this account a role yet. Ask an administrator of your organisation for one.',
  screenFailedTitle: 'This screen could not be opened',
  screenFailedText:
    'It has not been loaded on this phone before and there is no connection, or the app was updated. Nothing is lost.',
  offlineTitle: 'No connection',
  offlineText: 'The figures come from the server. Try again when there is a connection.',
  timedOutTitle: 'The server did not answer in time',
  notOurServerTitle: 'Something else answered instead of Floorwalk',
  notOurServerText: 'Perhaps this network asks you to log in first. Open any web page to see, then try again.',
  updateTitle: 'A new version of the app is ready',
  updateText: 'It takes a second. Everything saved on this phone stays.',
  updateNow: 'Update now',
  requestId: (id: string) => `Request ${id}`,
  signIn: 'Sign in',
  account: 'Your account',
  sessionEndedTitle: 'Please sign in again',
  sessionEndedText: 'Your session has ended. Everything saved on this phone is safe and goes out after you sign in.',
  signOutTitle: 'Sign out?',
  signOutUnsent: (count: number) =>
    count === 1
      ? 'One visit on this phone has no receipt yet. It stays saved here and goes out when you sign in again on this phone.'
      : `${count} visits on this phone have no receipt yet. They stay saved here and go out when you sign in again on this phone.`,
  signOutOffline: 'There is no connection: the server ends the session as soon as this phone reaches it again.',
  signOutAnyway: 'Sign out, keep the visits',
};
export type ShellTexts = typeof shell;
export default shell;
