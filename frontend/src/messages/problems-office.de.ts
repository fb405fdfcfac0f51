/** Deutsche Texte zu den Fehlercodes, denen keine Ansicht der Testenden begegnen kann. */
const problems: Readonly<Record<string, string>> = {
  'organisation.not_exactly_one': 'Dafür braucht es eine Datenbank mit genau einer Organisation.',
  'organisation.code_taken': 'Dieses Kürzel ist schon vergeben.',
  'organisation.area_circle': 'Ein Gebiet kann nicht unter sich selbst stehen.',
  'organisation.move_refused': 'Die Filiale kann so nicht wechseln: Ein späterer Wechsel ist schon eingetragen.',
  'organisation.unknown_reference': 'Etwas, worauf sich das bezieht, gibt es nicht.',
  'organisation.unknown_time_zone': 'Das ist keine Zeitzone wie Europe/Berlin.',
  'organisation.days_reversed': 'Der letzte Tag liegt vor dem ersten.',

  'imports.file_refused':
    'Die Datei lässt sich nicht lesen. Speichere sie als CSV oder XLSX und versuche es noch einmal.',
  'imports.headings_refused': 'Eine nötige Spalte wurde nicht gefunden. Vergleiche die Überschriften der Datei.',
  'imports.problems_found':
    'Einige Zeilen können nicht übernommen werden, deshalb wurde nichts geändert. Berichtige die genannten Zeilen und lade die Datei noch einmal hoch.',
  'history.import_running': 'Gerade läuft eine andere Übernahme von Besuchen. Versuche es, wenn sie beendet ist.',

  'assignments.store_unknown': 'Wähle eine deiner Filialen.',
  'assignments.programme_unknown': 'Wähle ein Programm.',
  'assignments.rubric_unknown': 'Dieses Programm hat keinen veröffentlichten Bewertungsbogen dieses Namens.',
  'assignments.scenario_unknown': 'Dieses Szenario gehört zu einem anderen Programm.',
  'assignments.evaluator_unknown': 'Wähle Testende, die ein Konto haben.',
  'assignments.evaluator_elsewhere':
    'Diese Person darf keine Besuche in dieser Filiale einreichen. Gib ihr zuerst die Rolle dafür.',
  'assignments.days_reversed': 'Der letzte Tag liegt vor dem ersten.',
  'assignments.window_too_long': 'Der Zeitraum darf höchstens 366 Tage haben.',
  'assignments.window_over': 'Der letzte Tag des Zeitraums ist schon vorbei.',
  'assignments.day_out_of_range': 'Dieser Tag liegt zu weit entfernt.',
  'assignments.store_closed': 'Die Filiale ist bis dahin geschlossen.',
  'assignments.no_staff_notice':
    'Das Personal dieser Filiale ist bis zum ersten Tag noch nicht über das Programm informiert. Trage zuerst die Mitteilung ein.',
  'assignments.too_soon_again': 'Dieselbe Person darf so bald nicht wieder in diese Filiale kommen.',
  'assignments.already_there': 'Diese Person ist um diesen Besuch schon gebeten worden.',
  'assignments.over': 'Dieser Auftrag ist schon beendet.',
  'assignments.scenario_key_taken': 'Ein Szenario mit diesem Kürzel gibt es schon.',
  'sync.rescue_file_refused':
    'Das ist keine Rettungsdatei, oder nicht die ganze. Exportiere sie auf dem Telefon noch einmal.',
  'sync.rescue_account_unknown': 'Diese Rettungsdatei gehört zu niemandem in dieser Organisation.',
  'sync.rescue_hash_differs': 'Dieser Besuch ist nicht so, wie das Telefon ihn notiert hat, und wird nicht übernommen.',

  'visits.visited_in_the_future': 'Der Besuch liegt in der Zukunft.',
  'visits.visited_too_long_ago': 'Der Besuch liegt zu weit zurück.',

  'rubrics.refused':
    'Der Bewertungsbogen kann noch nicht veröffentlicht werden. Jeder Fehler steht mit seiner Stelle dabei.',

  'comparisons.period_backwards': 'Der Zeitraum endet, bevor er beginnt.',
  'comparisons.period_too_long': 'Der Zeitraum ist zu lang. Wähle einen kürzeren.',
  'comparisons.day_out_of_range': 'Dieser Tag liegt zu weit entfernt.',
  'comparisons.side_not_understood': 'Wähle eine Filiale, ein Gebiet oder alle Filialen zum Vergleichen.',
  'comparisons.sides_overlap':
    'Beide Seiten enthalten dieselben Tage einer Filiale. Wähle Seiten, die keinen Besuch gemeinsam haben.',
  'comparisons.too_many_streams':
    'Du hast diese Zahlen auf zu vielen Bildschirmen zugleich offen. Schließe einige; dieser hier fragt ab und zu nach.',
  'comparisons.figure_not_understood': 'Diese Zahl gibt es nicht. Öffne sie von der Seite aus, auf der sie steht.',
  'comparisons.pairs_out_of_range': 'Wähle eine bis sechs Seiten zum Vergleichen.',

  'coaching.move_not_possible': 'Das geht nicht mehr: Jemand war schneller, oder es ist beendet.',
  'coaching.not_the_coach': 'Das kann nur der Coach bestätigen, der im Plan steht.',
  'coaching.confirms_by_account': 'Diese Person hat ein Konto und bestätigt selbst.',
  'coaching.no_follow_up_proposed': 'Hier ist kein Besuch mehr zu bestätigen.',
  'coaching.asked_already': 'Diese Person wurde zu diesem Stern schon gefragt.',
  'coaching.nobody_to_ask': 'Diese Person hat kein Konto, um einzuwilligen.',
  'coaching.scope_unknown': 'Wähle einen Geschäftsbereich oder ein Kriterium aus der Liste.',
  'coaching.agreed_out_of_range': 'Das Gespräch war heute oder höchstens vor 14 Tagen.',
  'coaching.reobserve_out_of_range': 'Wähle einen Tag nach dem Gespräch, ab heute, innerhalb eines Jahres.',
  'coaching.not_posted_there': 'Diese Person arbeitet an dem Tag nicht in der Filiale.',
  'coaching.not_a_manager_there': 'Dieses Konto leitet in dieser Filiale nichts.',
  'coaching.due_out_of_range': 'Wähle einen Tag ab heute, höchstens ein Jahr voraus.',
  'coaching.evidence_unknown': 'Nicht jeder dieser Besuche war in dieser Filiale.',
  'coaching.drop_reason_missing': 'Sag, warum.',
  'coaching.export_ended': 'Dieser Export ist schon zu Ende; es gibt nichts abzubrechen.',
  'organisation.notice_day': 'Wähle einen Tag ab dem der Mitteilung, höchstens heute.',

  'disputes.move_refused': 'Dieser Einspruch ist schon entschieden, oder es wurde schon einmal neu gefragt.',
  'disputes.window_over': 'Die Frist dafür ist vorbei.',
  'disputes.already_disputed':
    'Dagegen gibt es schon einen Einspruch. Nach der Entscheidung kannst du eine zweite Person fragen.',
  'disputes.nobody_named': 'In dieser Interaktion ist niemand genannt.',
  'disputes.decider_excluded': 'Du stehst diesem Einspruch zu nahe, um zu entscheiden. Jemand anderes entscheidet.',
  'disputes.no_half_person': 'Es war diese Person oder nicht: stattgeben oder ablehnen.',
  'disputes.corrections_do_not_fit': 'Nenne genau die Bewertungen, die die Entscheidung ändert.',
  'disputes.criterion_needed': 'Nenne die Bewertung genau dann, wenn es um eine Bewertung geht.',
  'disputes.criterion_unknown': 'Die Rubrik hat kein solches Kriterium.',

  'coaching.export_expired': 'Die Dateien dieses Exports sind abgelaufen. Fordere ihn noch einmal an.',
  'coaching.export_not_allowed':
    'Wer diesen Export angefordert hat, darf keine Zahlen über Personen mehr exportieren. Es entstand keine Datei.',
  'coaching.export_not_ready':
    'Dieser Export hat noch keine Dateien oder wurde abgebrochen. Sieh nach, wenn er fertig ist.',
  'coaching.link_dead':
    'Dieser Link gilt nicht mehr: Jeder gilt einmal, zehn Minuten lang. Hole die Datei noch einmal über den Export.',
  'coaching.formal_basis_missing':
    'Ein förmliches Verfahren braucht Land, Rechtsgrundlage und eine Mitteilung, die das sagt.',
  'coaching.formal_basis_of_another_purpose': 'Ein Export zu einem anderen Zweck ist für kein förmliches Verfahren.',
  'coaching.notice_without_formal_process':
    'Wähle Mitteilungen, in deren Text steht, dass es zu einem förmlichen Verfahren kommen kann.',
  'coaching.second_person_needed': 'Du hast das angefordert. Jemand anderes muss entscheiden.',
  'coaching.concerns_oneself': 'Hier geht es um dich. Jemand anderes muss entscheiden.',
  'organisation.formal_notice_text': 'Trage den Text in jeder Sprache ein: Er muss nachzulesen sein.',
  'coaching.population_twice': 'Wähle ein Gebiet, eine Filiale oder eine Person: nur eines davon.',
  'coaching.retention_is_over': 'Der Tag, bis zu dem die Dateien zu löschen sind, muss in der Zukunft liegen.',
  'coaching.retention_too_long': 'So lange dürfen die Dateien nicht aufbewahrt werden. Wähle einen früheren Tag.',

  'identity.email_taken': 'Ein Konto mit dieser E-Mail-Adresse gibt es schon.',
  'identity.grant_refused': 'Diese Rolle lässt sich so nicht vergeben.',
  'identity.grant_exists': 'Das Konto hat diese Rolle dort schon.',
  'identity.last_administrator': 'Das ist das letzte Konto mit Verwaltungsrecht. Bestimme zuerst ein weiteres.',
  'visits.correction_refused': 'Diese Antwort gibt es in diesem Bewertungsbogen nicht.',
  'visits.correction_of_words': 'Was jemand geschrieben oder fotografiert hat, wird nicht berichtigt.',
  'visits.nothing_corrected': 'Das gilt bereits.',
  'visits.starred_and_critical':
    'Diese Interaktion hat einen Stern, und neben einem kritischen Fehler steht keiner. Gib den Besuch zurück oder erkläre ihn für ungültig.',
  'visits.own_visit': 'Das ist dein eigener Besuch; jemand anderes muss ihn prüfen.',
  'visits.taken_up_by_another': 'Jemand anderes prüft diesen Besuch gerade.',
  'visits.not_taken_up': 'Nimm den Besuch zuerst zur Prüfung.',
  'visits.return_still_runs': 'Der Besuch ist bei der testenden Person, deren Zeit noch nicht um ist.',
  'visits.changed_meanwhile': 'Der Besuch hat sich geändert, seit du ihn geöffnet hast. Sieh ihn noch einmal an.',
  'visits.tag_missing': 'Es wurde nicht gesagt, welchen Stand des Besuchs du gesehen hast. Öffne ihn neu.',
  'visits.question_outside_visit': 'Eine Frage gilt etwas, das in diesem Besuch nicht wartet.',
  'visits.nothing_to_publish': 'In diesem Besuch wartet nichts auf Veröffentlichung.',
  'visits.move_refused': 'Der Stand dieser Bewertung lässt das nicht zu.',
  'scoring.field_missing': 'Es fehlt etwas, das zum Werten nötig ist.',
  'scoring.field_unknown': 'Etwas darin ist der Wertung unbekannt.',
  'scoring.wrong_type': 'Ein Wert ist von der falschen Art.',
  'scoring.unknown_word': 'Ein Wort darin gehört nicht zu den erlaubten.',
  'scoring.value_out_of_range': 'Ein Wert liegt außerhalb seiner Grenzen.',
  'scoring.key_used_twice': 'Ein Schlüssel kommt zweimal vor.',
  'scoring.field_of_other_kind': 'Ein Feld gehört zu einer anderen Art von Kriterium.',
  'scoring.unscored_kind_counts': 'Ein Text oder Foto kann nicht in die Wertung eingehen.',
  'scoring.measure_out_of_order': 'Ansporn, Ziel und Untergrenze einer Messgröße stehen nicht in der richtigen Folge.',

  'attachments.wrong_offset': 'Ein Teil dieses Fotos kam außer der Reihe; es geht von selbst weiter.',
  'attachments.busy': 'Der Server sieht gerade viele Fotos an; dieses geht von selbst weiter.',
  'service.storage_unavailable':
    'Der Server erreicht seinen Fotospeicher gerade nicht. Nichts ist verloren; es wird noch einmal versucht.',
  'service.work_broken':
    'Der Fehler liegt bei uns und steht in unserem Protokoll. Es entstand keine Datei; fordere sie noch einmal an und sag dem Betrieb Bescheid, wenn es wieder vorkommt.',
  'service.work_given_up':
    'Es wurde fünfmal begonnen, und jedes Mal endete der Server vorher. Fordere es noch einmal an und sag dem Betrieb Bescheid.',
};
export default problems;
