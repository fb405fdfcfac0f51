/** Deutsche Texte zu den Fehlercodes: was geschehen ist, was sicher ist, was zu tun ist. */
const problems: Readonly<Record<string, string>> = {
  'identity.sign_in_refused': 'E-Mail-Adresse und Passwort passen nicht zusammen.',
  'identity.too_many_attempts': 'Zu viele Versuche. Warte ein wenig, bevor du es wieder versuchst.',
  'identity.not_signed_in': 'Bitte melde dich an.',
  'sync.revision_conflict':
    'Der Server hat schon eine andere Fassung dieses Besuchs. Was auf diesem Telefon ist, bleibt hier gespeichert.',
  'sync.visit_id_taken':
    'Der Server kann diesen Besuch nicht unter seiner Nummer speichern. Er bleibt auf diesem Telefon gespeichert.',
  'visits.no_staff_notice':
    'Die Belegschaft dieser Filiale wurde noch nicht über Besuche informiert; bis dahin darf keiner erfasst werden. Er bleibt auf diesem Telefon gespeichert; sende ihn noch einmal, wenn die Mitteilung eingetragen ist.',
  'visits.visited_in_the_future':
    'Der Besuch liegt mehr als einen Tag in der Zukunft. Prüfe Datum und Uhrzeit dieses Telefons.',
  'visits.visited_too_long_ago': 'Der Besuch liegt zu weit zurück. Prüfe Datum und Uhrzeit dieses Telefons.',
  'visits.published_evaluation_changed':
    'Eine Interaktion dieses Besuchs ist schon veröffentlicht und lässt sich nicht mehr ändern.',
};
export default problems;
