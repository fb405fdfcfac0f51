const rights = {
  open: 'Their data',
  title: (name: string) => `Data of ${name}`,
  archiveText:
    'Everything held about this person: what was said, figures with their method, who has looked. Evaluators stand in it by code. Give it to the person alone.',
  archive: 'Download everything',
  nameTitle: 'Correct the name',
  displayName: 'Full name',
  firstName: 'First name',
  nameMissing: 'Write a name.',
  save: 'Save the name',
  saving: 'Saving…',
  deleteTitle: 'Delete this person',
  deleteTexts: [
    'Their name, postings, account, coaching plans and photos, and the link to every evaluation, go for good.',
    'Exports that name them end at once. Files that somebody has fetched already are not reached.',
    'Results stay with the store, and no figure of a store changes.',
    'It cannot be undone: download everything first if they want it.',
  ],
  confirmLabel: (name: string, code: string) => `To delete ${name}, write the code ${code}`,
  confirmWrong: 'That is not the code.',
  delete: 'Delete for good',
  deleting: 'Deleting…',
  ownTitle: 'What is held about you',
  ownText:
    'One file with everything held about you: what was said, your figures with their method, and who has looked at them.',
  own: 'Download everything about you',
};

export type RightsTexts = typeof rights;
export default rights;
