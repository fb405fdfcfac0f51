const rescue = {
  stuckTitle: (count: number) =>
    count === 1
      ? 'One visit has not been sent for more than a day'
      : `${count} visits have not been sent for more than a day`,
  stuckSomeTitle: 'Some of your work has not been sent for more than a day',
  stuckLine: (store: string, day: string, what: string) => `${store} · ${day} · ${what}`,
  stuckInteractions: (count: number) => (count === 1 ? '1 interaction' : `${count} interactions`),
  stuckWholeVisit: 'the visit as a whole',
  stuckRefused: (what: string) => `${what}, not accepted`,
  stuckAnswers: { accepted: 'assignment accepted', declined: 'assignment declined', started: 'assignment started' },
  stuckMore: (count: number) => `and ${count} more`,
  stuckText: 'Everything is saved on this phone. Find a connection and send it now.',
  stuckHelp: 'If it does not go out, export it on “On this phone”.',

  oldAppTitle: 'This version of the app is old',
  oldAppText:
    'What you sent has been taken. The new version is loaded when there is a connection, and offered as soon as no visit is open.',
  oldAppLook: 'Look for it now',

  title: 'If nothing goes out any more',
  text: 'One file with everything of yours on this phone: unsent visits, what is unfinished, photos. Give it to your administrator, who brings it in. Nothing is deleted here.',
  private: 'The file holds your answers and comments. Pass it on to nobody else.',
  export: 'Export everything',
  exporting: 'Making the file…',
  holds: (visits: string, drafts: string, photos: string) => `It holds ${visits}, ${drafts} and ${photos}.`,
  visits: (count: number) => (count === 1 ? '1 unsent visit' : `${count} unsent visits`),
  drafts: (count: number) => (count === 1 ? '1 unfinished interaction' : `${count} unfinished interactions`),
  photos: (count: number) => (count === 1 ? '1 photo' : `${count} photos`),
  shared: 'The file was handed over.',
  downloaded: (name: string) => `The file is with this phone’s downloads: ${name}`,
  failedTitle: 'The file could not be made',
  failedText: 'Nothing is lost: everything is still on this phone. Close other apps and try again.',
};
export type RescueTexts = typeof rescue;
export default rescue;
