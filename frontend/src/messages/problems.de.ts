/** Deutsche Texte zu den Fehlercodes: was geschehen ist, was sicher ist, was zu tun ist. */
const problems: Readonly<Record<string, string>> = {
  not_found: 'Das gibt es nicht, oder es ist nicht für dein Konto bestimmt.',

  'request.invalid': 'Etwas von dem Gesendeten kann so nicht angenommen werden.',
  'request.malformed': 'Das Gesendete ließ sich nicht lesen.',
  'request.media_type': 'Diese Art von Datei wird hier nicht angenommen.',
  'request.method_not_allowed': 'Das ist unter dieser Adresse nicht möglich.',
  'request.text_unusable': 'Ein Text enthält Zeichen, die sich nicht speichern lassen.',
  'request.too_large': 'Das Gesendete ist zu groß.',
  'request.unknown_parameter': 'Die Adresse enthält etwas, das hier nicht bekannt ist.',
  'request.refused': 'Diese Anfrage wurde abgelehnt.',
  'service.fault':
    'Bei uns ist etwas schiefgegangen, und es steht in unserem Protokoll. Gespeichertes bleibt gespeichert.',
  'service.unavailable':
    'Der Server erreicht gerade seine Datenbank nicht. Bitte gleich noch einmal versuchen; nichts ist verloren.',

  'identity.not_signed_in': 'Bitte melde dich an.',
  'identity.not_allowed': 'Keine deiner Rollen darf das.',
  'identity.csrf_refused': 'Diese Seite ist veraltet. Lade sie neu und wiederhole den letzten Schritt.',
  'identity.origin_refused': 'Diese Anfrage kam von einer anderen Seite und wurde abgelehnt.',
  'identity.https_required': 'Zum Anmelden ist eine sichere Verbindung nötig: Nimm die Adresse, die mit https beginnt.',
  'identity.sign_in_refused': 'E-Mail-Adresse und Passwort passen nicht zusammen.',
  'identity.too_many_attempts': 'Zu viele Versuche. Warte ein wenig, bevor du es wieder versuchst.',
  'identity.sign_in_busy': 'Gerade melden sich zu viele an. Versuche es gleich noch einmal.',
  'identity.wrong_current_password': 'Das bisherige Passwort stimmt nicht.',
  'identity.password_too_weak':
    'Dieses Passwort ließe sich erraten. Nimm ein längeres, ohne deinen Namen und deine Adresse.',
  'identity.result_link_refused':
    'Dieser Link war schon offen oder ist zu alt. Bitte die Personalabteilung um einen neuen.',
  'identity.invitation_refused': 'Dieser Einladungslink gilt nicht mehr. Bitte um einen neuen.',

  'assignments.unknown': 'Dieser Auftrag ist nicht mehr für dein Konto.',
  'assignments.answer_id_taken': 'Der Server kann diese Antwort nicht unter ihrer Nummer aufbewahren.',
  'visits.assignment_unknown':
    'Der Server kennt für diesen Besuch keinen solchen Auftrag. Der Besuch bleibt auf diesem Telefon gespeichert; sag deiner Zentrale Bescheid.',

  'sync.not_an_evaluator': 'Dieses Konto ist nicht zum Bewerten eingerichtet. Wende dich an die Verwaltung.',
  'sync.not_storable':
    'Der Server konnte diesen Besuch nicht speichern. Er bleibt auf diesem Telefon; sende ihn später noch einmal.',
  'sync.revision_conflict':
    'Der Server hat schon eine andere Fassung dieses Besuchs. Was auf diesem Telefon ist, bleibt hier gespeichert.',
  'sync.visit_id_taken':
    'Der Server kann diesen Besuch nicht unter seiner Nummer speichern. Er bleibt auf diesem Telefon gespeichert.',
  'sync.evaluation_id_taken':
    'Der Server kann eine Interaktion dieses Besuchs nicht unter ihrer Nummer speichern. Sie bleibt auf diesem Telefon gespeichert.',
  'sync.evidence_id_taken':
    'Der Server kann ein Foto dieses Besuchs nicht unter seiner Nummer speichern. Es bleibt auf diesem Telefon gespeichert.',

  'attachments.not_a_picture': 'Das ist kein Bild im Format JPEG, PNG oder WebP.',
  'attachments.picture_unreadable': 'Das Bild ist beschädigt und lässt sich nicht lesen.',
  'attachments.picture_too_many_pixels':
    'Das Bild hat zu viele Bildpunkte; nimm es mit der Kamera dieser App noch einmal auf.',
  'attachments.content_differs': 'Angekommen ist nicht das Foto, das der Besuch nennt; es wird noch einmal gesendet.',
  'attachments.beyond_announced_size': 'Das Foto ist größer, als der Besuch sagt.',

  'visits.no_staff_notice':
    'Die Belegschaft dieser Filiale war an dem Tag noch nicht über Besuche informiert; deshalb durfte keiner erfasst werden. Er bleibt auf diesem Telefon gespeichert; sende ihn noch einmal, wenn die Mitteilung eingetragen ist.',
  'visits.time_out_of_range': 'Eine Zeit in diesem Besuch zeigt keine Uhr an. Prüfe Datum und Uhrzeit dieses Telefons.',
  'visits.store_unknown': 'Diese Filiale ist nicht oder nicht mehr in deiner Liste.',
  'visits.programme_unknown': 'Das Programm dieses Besuchs gibt es nicht mehr.',
  'visits.mode_differs':
    'Das Programm hat seit dem Beginn dieses Besuchs zwischen offenen und verdeckten Besuchen gewechselt.',
  'visits.rubric_version_unknown': 'Der Server kennt die Fassung des Bewertungsbogens dieses Besuchs nicht.',
  'visits.rubric_not_of_programme': 'Das Programm verwendet diesen Bewertungsbogen nicht.',
  'visits.touchpoint_unknown': 'Der Bewertungsbogen hat keinen solchen Berührungspunkt.',
  'visits.mark_unknown': 'Der Bewertungsbogen hat keine solche Zeitmarke.',
  'visits.staff_identification_refused':
    'Das Programm benennt Personen nicht auf diese Weise. Der Besuch bleibt auf diesem Telefon gespeichert; frage die Verwaltung.',
  'visits.staff_not_posted': 'Die Person war an dem Tag nicht in dieser Filiale eingesetzt.',
  'visits.criterion_unanswered': 'Ein Pflichtkriterium hat keine Antwort.',
  'visits.id_used_twice': 'Zwei Teile dieses Besuchs tragen dieselbe Nummer.',
  'visits.neither_visit_nor_attempt': 'Ein Besuch hat Interaktionen oder einen Grund, warum er nicht stattfand.',
  'visits.evidence_criterion_unknown': 'Ein Foto gehört zu einem Kriterium, das die Rubrik nicht hat.',
  'visits.too_long': 'Dieser Besuch ist zu groß zum Senden.',
  'visits.published_evaluation_changed':
    'Eine Interaktion dieses Besuchs ist schon veröffentlicht und lässt sich nicht mehr ändern.',
  'visits.published_visit_moved':
    'Dieser Besuch hat veröffentlichte Ergebnisse und bleibt bei seiner Filiale und an seinem Tag.',
  'visits.void': 'Dieser Besuch wurde für ungültig erklärt.',

  'scoring.problem': 'Eine Antwort in diesem Besuch lässt sich nicht werten.',
  'scoring.rating_outside_rubric': 'Eine Antwort gehört zu einer anderen Fassung des Bewertungsbogens.',
  'scoring.criterion_rated_twice': 'Ein Kriterium hat zwei Antworten.',
  'scoring.answer_missing': 'Eine Antwort fehlt.',
  'scoring.answer_unexpected': 'Ein Kriterium hat eine Antwort und zugleich einen Grund für keine.',
  'scoring.answer_of_wrong_kind': 'Eine Antwort ist von der falschen Art.',
  'scoring.answer_out_of_range': 'Eine Antwort liegt außerhalb ihrer Skala.',
  'scoring.star_act_missing': 'Ein Stern sagt nicht, was getan wurde.',
  'scoring.star_touchpoint_missing': 'Ein Stern sagt nicht, wo er verdient wurde.',
  'scoring.star_evidence_too_short': 'Ein Stern braucht einen Beleg von mindestens 20 Zeichen.',
  'scoring.star_weight_out_of_range': 'Ein Stern wiegt 1 bis 4.',
  'scoring.star_on_critical_failure': 'Neben einem nicht erfüllten kritischen Kriterium kann kein Stern stehen.',
};
export default problems;
