/** What a person reads for the problem codes that no evaluator's screen can meet, so that no phone loads them. */
const problems: Readonly<Record<string, string>> = {
  'organisation.not_exactly_one': 'This needs a database with exactly one organisation.',
  'organisation.code_taken': 'This code is taken already.',
  'organisation.area_circle': 'An area cannot stand under itself.',
  'organisation.move_refused': 'The store cannot move like this: a later move is recorded already.',
  'organisation.unknown_reference': 'Something this refers to does not exist.',
  'organisation.unknown_time_zone': 'This is not a time zone, such as Europe/Berlin.',
  'organisation.days_reversed': 'The last day lies before the first one.',

  'imports.file_refused': 'The file cannot be read. Save it as CSV or XLSX, then try again.',
  'imports.headings_refused': 'A needed column was not found. Compare the headings of the file.',
  'imports.problems_found':
    'Some rows cannot be taken, so nothing was changed. Correct the rows listed and upload again.',
  'history.import_running': 'Another import of visits is running. Try again when it has ended.',

  'assignments.store_unknown': 'Choose one of your stores.',
  'assignments.programme_unknown': 'Choose a programme.',
  'assignments.rubric_unknown': 'This programme has no published rubric of this name.',
  'assignments.scenario_unknown': 'This scenario belongs to another programme.',
  'assignments.evaluator_unknown': 'Choose an evaluator who has an account.',
  'assignments.evaluator_elsewhere': 'This evaluator may not submit visits to this store. Grant it to them first.',
  'assignments.days_reversed': 'The last day lies before the first day.',
  'assignments.window_too_long': 'The window may have at most 366 days.',
  'assignments.window_over': 'The window’s last day is over already.',
  'assignments.day_out_of_range': 'This day is too far away.',
  'assignments.store_closed': 'The store is closed by then.',
  'assignments.no_staff_notice':
    'The staff of this store have not been told of the programme by the first day. Record the staff notice first.',
  'assignments.too_soon_again': 'The same evaluator may not come to this store again so soon.',
  'assignments.already_there': 'This evaluator has been asked for this visit already.',
  'assignments.over': 'This assignment is over already.',
  'assignments.scenario_key_taken': 'There is a scenario with this key already.',
  'sync.rescue_file_refused': 'This is not a rescue file, or not all of it. Export it again on the phone.',
  'sync.rescue_account_unknown': 'This rescue file belongs to nobody in this organisation.',
  'sync.rescue_hash_differs': 'This visit is not as the phone wrote it down, so it is not taken.',

  'visits.visited_in_the_future': 'The visit lies in the future.',
  'visits.visited_too_long_ago': 'The visit lies too far in the past.',

  'rubrics.refused': 'The rubric cannot be published yet. Each fault is listed with its place.',

  'comparisons.period_backwards': 'The period ends before it begins.',
  'comparisons.period_too_long': 'The period is too long. Choose a shorter one.',
  'comparisons.day_out_of_range': 'This day lies too far away.',
  'comparisons.side_not_understood': 'Choose a store, an area or all stores to compare.',
  'comparisons.sides_overlap': 'Both sides hold the same days of a store. Choose sides that share no visits.',
  'comparisons.pairs_out_of_range': 'Choose one to six to compare with.',

  'organisation.notice_day': 'Choose a day from the notice’s own day on, until today.',

  'disputes.move_refused': 'This dispute is decided already, or an appeal was made before.',
  'disputes.window_over': 'The time for this is over.',
  'disputes.already_disputed': 'This has been disputed already. After the decision you can ask a second person.',
  'disputes.nobody_named': 'Nobody is named in this interaction.',
  'disputes.decider_excluded': 'You are too near to this dispute to decide it. Somebody else decides.',
  'disputes.no_half_person': 'It was this person or it was not: uphold or reject.',
  'disputes.corrections_do_not_fit': 'Name exactly the ratings that the decision changes.',
  'disputes.criterion_needed': 'Name the rating exactly where one rating is disputed.',
  'disputes.criterion_unknown': 'The rubric has no such criterion.',

  'coaching.export_expired': 'The files of this export have expired. Ask for the export again.',
  'coaching.population_twice': 'Choose either an area or a store, not both.',
  'coaching.retention_is_over': 'The day to delete the files by has to lie in the future.',
  'coaching.retention_too_long': 'The files may not be kept that long. Choose an earlier day.',

  'identity.email_taken': 'An account with this e-mail address exists already.',
  'identity.grant_refused': 'This role cannot be given like this.',
  'identity.grant_exists': 'The account has this role there already.',
  'identity.last_administrator': 'This is the last administrator. Make another one first.',
  'visits.nothing_to_publish': 'Nothing in this visit waits for publication.',
  'visits.move_refused': 'The state of this evaluation does not allow that.',
  'scoring.field_missing': 'Something needed for scoring is missing.',
  'scoring.field_unknown': 'Something in it is unknown to scoring.',
  'scoring.wrong_type': 'A value is of the wrong type.',
  'scoring.unknown_word': 'A word in it is not one of those allowed.',
  'scoring.value_out_of_range': 'A value lies outside its bounds.',
  'scoring.key_used_twice': 'A key is used twice.',
  'scoring.field_of_other_kind': 'A field belongs to another kind of criterion.',
  'scoring.unscored_kind_counts': 'A text or photo cannot count towards the score.',
  'scoring.measure_out_of_order': 'Stretch, target and floor of a measure are not in order.',

  'attachments.wrong_offset': 'A part of this photo came out of turn; it goes on by itself.',
  'attachments.busy': 'The server is looking at many photos just now; this one goes on by itself.',
  'service.storage_unavailable':
    'The server cannot reach its storage of photos just now. Nothing is lost; it is tried again.',
};
export default problems;
