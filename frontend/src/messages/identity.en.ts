const identity = {
  signInTitle: 'Sign in',
  email: 'E-mail address',
  password: 'Password',
  signIn: 'Sign in',
  signingIn: 'Signing in…',
  emailMissing: 'Enter your e-mail address',
  passwordMissing: 'Enter your password',
  faultsTitle: 'Sign-in did not work',
  noConnection: 'There is no connection. Signing in needs one; what is saved on this phone stays safe.',
  timedOut: 'The server did not answer in time. Try again.',
  notOurServer: 'Something else answered instead of Floorwalk. Perhaps this network asks you to log in first.',
  sessionEndedTitle: 'Please sign in again',
  sessionEndedText: 'Your session has ended. Everything saved on this phone is safe and goes out after you sign in.',
  otherAccountTitle: (name: string) => `Unsent work of ${name} is kept`,
  otherAccountText: 'It stays on this phone and goes out only when that account signs in again.',
  signOutTitle: 'Sign out?',
  signOutUnsent: (count: number) =>
    count === 1
      ? 'One visit on this phone has no receipt yet. It stays saved here and goes out when you sign in again on this phone.'
      : `${count} visits on this phone have no receipt yet. They stay saved here and go out when you sign in again on this phone.`,
  signOutOffline: 'There is no connection: the server ends the session as soon as this phone reaches it again.',
  signOutAnyway: 'Sign out, keep the visits',
  invitationTitle: 'Welcome to Floorwalk',
  invitationText: 'Choose a password for your account. At least 12 characters; a sentence is easy to remember.',
  newPassword: 'New password',
  repeatPassword: 'The same password again',
  passwordTooShort: 'Use at least 12 characters',
  passwordsDiffer: 'The two passwords are not the same',
  acceptInvitation: 'Set password and start',
  invitationFaults: 'The invitation could not be accepted',
  invitationMissing: 'This link is not complete. Open it again from the message you received, in full.',
};
export type IdentityTexts = typeof identity;
export default identity;
