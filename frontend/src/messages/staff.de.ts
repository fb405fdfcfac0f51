import { plural } from './format';
import type { StaffTexts } from './staff.en';

const staff = {
  title: 'Meine Ergebnisse',
  intro:
    'Was beobachtet wurde, als du Kundschaft bedient hast: zuerst das Gelungene. Ergebnisse anderer stehen hier nicht.',
  loading: 'Deine Ergebnisse werden geholt …',
  noneTitle: 'Noch nichts',
  noneText: 'Sobald jemand eine Interaktion mit dir beobachtet hat und sie veröffentlicht ist, steht sie hier.',
  list: 'Was beobachtet wurde',
  more: 'Frühere zeigen',
  toResults: 'Zu allen meinen Ergebnissen',
  missingTitle: 'Dieses Ergebnis gibt es nicht',
  missingText: 'Vielleicht ist es nicht mehr veröffentlicht, oder die Adresse ist vertippt.',
  floor: 'Offener Besuch',
  covert: 'Verdeckter Testbesuch',
  stars: (count: number) => plural('de', count, { one: '1 Stern', other: `${count} Sterne` }),
  exceeded: (count: number) => `${count} übertroffen`,
  met: (count: number) => `${count} erfüllt`,
  below: (count: number) => `${count} darunter`,
  isNew: 'Neu',
  disputed: 'Einspruch, noch nicht entschieden',

  noticeTitle: (programme: string) => `Was dir mitgeteilt wurde: ${programme}`,
  noticeNew: (programme: string) => `Bitte lesen: ${programme}`,
  noticeOn: (day: string, channel: string) => `Mitgeteilt am ${day} (${channel})`,
  noticeOnPaper: 'Den Text gab es auf Papier. Frag deine Leitung danach.',
  noticeRead: 'Ich habe es gelesen',
  noticeReadOn: (day: string) => `Gelesen am ${day}.`,

  yearTitle: 'Die letzten zwölf Monate',
  notAlone: (count: number) =>
    plural('de', count, {
      one: 'Beruht auf 1 Interaktion und reicht allein nicht, um jemanden zu beurteilen.',
      other: `Beruht auf ${count} Interaktionen und reicht allein nicht, um jemanden zu beurteilen.`,
    }),
  noFigure: (reason: string) => `Keine Zahl: ${reason}.`,
  noFigureText:
    'Eine Zahl braucht mindestens 5 Interaktionen in 5 Besuchen von 2 Testenden an 2 Tagen und keinen offenen Einspruch.',
  quarters: 'Nach Quartal',
  quarter: (number: number, year: number) => `${number}. Quartal ${year}`,

  resultOn: (day: string) => `Beobachtet am ${day}`,
  at: (store: string, mode: string) => `${store}, ${mode}`,
  evaluator: (name: string) => `Beobachtet von ${name}`,
  critical: 'Ein kritisches Kriterium war nicht erfüllt.',
  wellTitle: 'Was über dem Standard lag',
  wellNone: 'Diesmal ist nichts über dem Standard notiert.',
  gapTitle: 'Was unter dem Standard lag',
  gapNone: 'Nichts lag unter dem Standard.',
  metTitle: (count: number) =>
    plural('de', count, { one: '1 Bewertung wie versprochen', other: `${count} Bewertungen wie versprochen` }),
  otherTitle: 'Nicht bewertet',
  starWeight: (weight: number) => plural('de', weight, { one: 'Gewicht 1', other: `Gewicht ${weight}` }),
  standard: 'Der Standard',
  anchors: { exceeded: 'Darüber', met: 'Wie versprochen', below: 'Darunter' },
  measures: { stretch: 'Darüber', target: 'Wie versprochen', floor: 'Darunter ab' },
  saidOverall: 'Was dazu geschrieben wurde',
  wasCorrected: (reason: string) => `Neu bewertet: ${reason}`,

  acknowledge: 'Gesehen',
  acknowledgedOn: (day: string) => `Du hast es am ${day} gesehen.`,
  comment: 'Kommentieren',
  commentTitle: 'Dein Kommentar',
  commentLabel: 'Was möchtest du dazu sagen?',
  commentHint: 'Wer dieses Ergebnis sehen darf, liest ihn. Ein Einspruch ist das nicht.',
  commentMissing: 'Schreib ein paar Worte.',
  commentSend: 'Kommentar speichern',
  saving: 'Wird gespeichert …',
  yourComment: 'Dein Kommentar',
  disputes: 'Deine Einsprüche',

  linkTitle: 'Deine eigenen Ergebnisse',
  linkText:
    'Dieser Link öffnet sich einmal und zeigt deine Ergebnisse einen Tag lang auf diesem Gerät. Die von anderen stehen dort nicht.',
  linkOpen: 'Meine Ergebnisse zeigen',
  linkMissing: 'Dieser Link ist nicht vollständig. Öffne ihn noch einmal aus der Nachricht.',
  linksTitle: 'Links zu eigenen Ergeb\u00adnissen',
  linksIntro:
    'Für Menschen ohne Konto: ein Link, der sich binnen sieben Tagen einmal öffnet. Gib ihn nur der Person selbst; dass du ihn gemacht hast, wird festgehalten.',
  linksStore: 'Filiale',
  linksMake: (name: string) => `Link für ${name} machen`,
  linksMakeShort: 'Link machen',
  linksMade: (name: string) => `Der Link für ${name}`,
  linksOnce: (day: string) => `Er wird nur dieses Mal gezeigt und gilt bis ${day}, oder bis er geöffnet ist.`,
  linksNone: 'Dort arbeitet heute niemand.',

  lateTitle: 'Zu informieren',
  lateIntro:
    'Wer nach der Mitteilung an die Belegschaft dazukam. Bis sie informiert sind, wird keine Zahl über sie gezeigt. Halte es fest, sobald du sie informiert hast.',
  lateNone: 'Alle sind informiert',
  lateNoneText: 'Wer später dazukommt, steht hier, bis du die Mitteilung gegeben hast.',
  lateLine: (store: string, programme: string) => `${store} · ${programme}`,
  lateSince: (joined: string, notice: string) => `Hier seit ${joined}, die Mitteilung ist vom ${notice}`,
  lateOn: 'Informiert am',
  lateChannel: 'Wie',
  lateChannelHint: 'Zum Beispiel: Gespräch am ersten Tag, Brief.',
  lateChannelMissing: 'Sag, wie sie informiert wurden.',
  lateDayMissing: 'Gib den Tag an.',
  lateChosen: 'Wähle mindestens eine Person.',
  lateRecord: (count: number) =>
    plural('de', count, { one: 'Für 1 Person festhalten', other: `Für ${count} Personen festhalten` }),
  lateRecorded: 'Festgehalten.',
  lateFaults: 'Es fehlt noch etwas',
} satisfies StaffTexts;
export default staff;
