const shell = {
  name: 'Floorwalk',
  skipToContent: 'Skip to content',
  /** The menu's first-level entries stand here, because the menu is there before any slice's texts are. */
  menuEntries: { stores: 'Stores', phone: 'On this phone', comparisons: 'Comparison', visits: 'Visits', exports: 'Exports', rubrics: 'Rubrics', organisation: 'Organisation', accounts: 'Accounts' },
  menu: 'Menu',
  closeMenu: 'Close menu',
  signOut: 'Sign out',
  language: 'Language',
  loading: 'Loading…',
  menuComparison: 'Comparison',
  menuExports: 'HR exports',
  menuOrganisation: 'Organisation',
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
};
export type ShellTexts = typeof shell;
export default shell;
