import { plural } from './format';
import type { ReturnTexts } from './returns.en';

const returns = {
  title: 'Fragen zu deinen Besuchen',
  questions: (count: number) => plural('de', count, { one: '1 Frage', other: `${count} Fragen` }),
  due: (day: string) => `Antwort bis ${day}`,
  over: 'Die Zeit ist um; eine Antwort wird trotzdem angenommen',
  answered: 'Beantwortet; geht von selbst hinaus',
  correctedTitle: 'In deinen Besuchen berichtigt',
  corrected: (count: number) => plural('de', count, { one: '1 Berichtigung', other: `${count} Berichtigungen` }),
  screenTitle: 'Fragen zu einem Besuch',
  goneTitle: 'Hier wird nichts mehr gefragt',
  goneText:
    'Der Besuch ist beantwortet oder erledigt. Was du geschrieben hast, ist gesendet oder noch auf diesem Telefon.',
  all: 'Alle Filialen',
  intro: 'Bei der Prüfung kamen Fragen auf. Antworte in Worten, ändere deine Antworten, oder beides.',
  whole: 'Die Interaktion als Ganzes',
  youSaid: (answer: string) => `Deine Antwort war: ${answer}`,
  yourWords: 'Deine Antwort',
  saved: 'Auf diesem Telefon gespeichert',
  notSaved:
    'Nicht gespeichert: Auf diesem Telefon ist kein Platz mehr. Solange die App offen bleibt, ist nichts verloren.',
  change: 'Meine Antworten ändern',
  goOn: 'Weiter meine Antworten ändern',
  send: 'Antwort senden',
  sendHint: 'Ohne Netz geht sie hinaus, sobald wieder eines da ist.',
  wordsMissing: 'Schreib eine Antwort, oder ändere deine Antworten.',
} satisfies ReturnTexts;
export default returns;
