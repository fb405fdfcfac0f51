const firstRun = {
  firstRunTitle: 'Before your first visit',
  installed: 'The app is installed.',
  installText: 'Installed, the app opens without a network, and the browser keeps its storage more reliably.',
  install: 'Install the app',
  installIos: 'In Safari tap Share (the square with the arrow), then “Add to Home Screen”.',
  installMenu: 'Open the browser’s menu and choose “Install app” or “Add to Home screen”.',
  storageTitle: 'Storage',
  storageKept: 'Protected: the browser has promised to keep what is stored here.',
  storageMaybe:
    'Not protected: the browser may delete stored visits when space runs short. Install the app, and send each visit soon.',
  storageUnknown: 'This browser does not say whether it keeps stored data. Install the app, and send each visit soon.',
  askAgain: 'Ask the browser again',
  space: (used: string, free: string) => `${used} used, ${free} free`,
  spaceLow: (free: string) => `Only ${free} are free. Free some space before the visit, so that no photo is lost.`,
  spaceMeter: 'Space used by the app',
  megabytes: (count: string) => `${count} MB`,
  gigabytes: (count: string) => `${count} GB`,
  dismiss: 'Got it',
};
export type FirstRunTexts = typeof firstRun;
export default firstRun;
