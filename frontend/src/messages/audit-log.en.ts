const auditLog = {
  title: 'Audit log',
  intro:
    'Who did what, and who saw or took along figures about a person. Nobody can change it; looking at it leaves a line, too.',
  filters: 'Filters',
  firstDay: 'First day',
  lastDay: 'Last day',
  account: 'Account',
  everybody: 'Everybody',
  act: 'Act',
  actHint: 'Such as export.created, or export for everything about exports',
  actWrong: 'Small letters, with at most one dot: export.created',
  person: 'Person',
  personHint: 'Staff code: only lines about this person',
  show: 'Show',
  download: 'Download as CSV',
  loading: 'Fetching the log…',
  emptyTitle: 'No such lines',
  emptyText: 'Nothing in the log matches these filters.',
  when: 'When',
  who: 'Who',
  what: 'Act',
  which: 'To what',
  detail: 'Detail',
  commandLine: 'Command line or deleted account',
  more: 'Show older lines',
};

export type AuditLogTexts = typeof auditLog;
export default auditLog;
