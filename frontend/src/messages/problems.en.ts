/** What a person reads for each problem code: what happened, what is safe, what to do.
 *
 * Faults inside an imported file, a rubric document or a mapping carry the server's own sentence with their place;
 * here stand the codes that a whole request or a whole visit is refused with. Those of the office's screens alone
 * are problems-office.en.ts.
 */
const problems: Readonly<Record<string, string>> = {
  not_found: 'This does not exist, or it is not for your account.',

  'request.invalid': 'Something in what was sent cannot be taken as it is.',
  'request.malformed': 'What was sent could not be read.',
  'request.media_type': 'This kind of file is not taken here.',
  'request.method_not_allowed': 'This is not possible at this address.',
  'request.text_unusable': 'A text holds characters that cannot be stored.',
  'request.too_large': 'What was sent is too large.',
  'request.unknown_parameter': 'The address holds something that is not known here.',
  'request.refused': 'This request was refused.',
  'service.fault': 'Something went wrong on our side, and it is in our log. What is saved stays saved.',
  'service.unavailable': 'The server cannot reach its database just now. Try again in a moment; nothing is lost.',

  'identity.not_signed_in': 'Please sign in.',
  'identity.not_allowed': 'None of your roles may do this.',
  'identity.csrf_refused': 'This page is out of date. Load it again, then repeat the last step.',
  'identity.origin_refused': 'This request came from another site and was refused.',
  'identity.https_required': 'Signing in needs a secure connection: use the address that begins with https.',
  'identity.sign_in_refused': 'E-mail address and password do not fit together.',
  'identity.too_many_attempts': 'Too many attempts. Wait a little before you try again.',
  'identity.sign_in_busy': 'Too many people are signing in just now. Try again in a moment.',
  'identity.wrong_current_password': 'The current password is not right.',
  'identity.password_too_weak': 'This password would be guessed. Choose a longer one without your name or address.',
  'identity.result_link_refused': 'This link was opened before or is too old. Ask HR for a new one.',
  'identity.invitation_refused': 'This invitation link is not valid any more. Ask for a new one.',

  'assignments.unknown': 'This assignment is not for your account any more.',
  'assignments.answer_id_taken': 'The server cannot keep this answer under its number.',
  'visits.assignment_unknown':
    'The server knows no such assignment for this visit. The visit stays saved on this phone; tell your office.',

  'sync.not_an_evaluator': 'This account is not set up as an evaluator. Ask an administrator.',
  'sync.not_storable': 'The server could not store this visit. It stays saved on this phone; send it again later.',
  'sync.revision_conflict':
    'The server already holds another version of this visit. What is on this phone stays saved here.',
  'sync.visit_id_taken': 'The server cannot store this visit under its number. It stays saved on this phone.',
  'sync.evaluation_id_taken':
    'The server cannot store an interaction of this visit under its number. It stays saved on this phone.',
  'sync.evidence_id_taken':
    'The server cannot store a photo of this visit under its number. It stays saved on this phone.',

  'attachments.not_a_picture': 'This is not a JPEG, PNG or WebP picture.',
  'attachments.picture_unreadable': 'The picture is damaged and cannot be read.',
  'attachments.picture_too_many_pixels': 'The picture has too many pixels; take it again with the camera of this app.',
  'attachments.content_differs': 'What arrived is not the photo that the visit names; it is sent again.',
  'attachments.beyond_announced_size': 'The photo is larger than the visit says.',

  'visits.no_staff_notice':
    'The staff of this store had not been told about visits by that day, so none may be logged. It stays saved on this phone; after the notice is recorded, send it again.',
  'visits.time_out_of_range': 'A time in this visit is one no clock shows. Check the date and time of this phone.',
  'visits.store_unknown': 'This store is not, or no longer, in your list.',
  'visits.programme_unknown': 'The programme of this visit does not exist any more.',
  'visits.mode_differs': 'The programme has changed between open and covert visits since this one was begun.',
  'visits.rubric_version_unknown': 'The server does not know the rubric version of this visit.',
  'visits.rubric_not_of_programme': 'The programme does not use this rubric.',
  'visits.touchpoint_unknown': 'The rubric has no such touchpoint.',
  'visits.mark_unknown': 'The rubric has no such time mark.',
  'visits.staff_identification_refused':
    'The programme does not say who served in this way. It stays saved on this phone; ask an administrator.',
  'visits.staff_not_posted': 'The staff member was not posted at this store on that day.',
  'visits.criterion_unanswered': 'A required criterion has no answer.',
  'visits.id_used_twice': 'Two parts of this visit carry the same number.',
  'visits.neither_visit_nor_attempt': 'A visit has interactions, or a reason why it did not happen.',
  'visits.evidence_criterion_unknown': 'A photo belongs to a criterion that the rubric does not have.',
  'visits.too_long': 'This visit is too large to be sent.',
  'visits.published_evaluation_changed':
    'An interaction of this visit is already published and cannot be changed any more.',
  'visits.published_visit_moved': 'This visit has published results and stays at its store and on its day.',
  'visits.void': 'This visit has been declared void.',

  'scoring.problem': 'An answer in this visit cannot be scored.',
  'scoring.rating_outside_rubric': 'An answer belongs to another version of the rubric.',
  'scoring.criterion_rated_twice': 'A criterion has two answers.',
  'scoring.answer_missing': 'An answer is missing.',
  'scoring.answer_unexpected': 'A criterion has an answer and a reason for none.',
  'scoring.answer_of_wrong_kind': 'An answer is of the wrong kind.',
  'scoring.answer_out_of_range': 'An answer lies outside its scale.',
  'scoring.star_act_missing': 'A star does not say what was done.',
  'scoring.star_touchpoint_missing': 'A star does not say where it was earned.',
  'scoring.star_evidence_too_short': 'A star needs at least 20 characters of evidence.',
  'scoring.star_weight_out_of_range': 'A star weighs 1 to 4.',
  'scoring.star_on_critical_failure': 'A star cannot stand beside a failed critical criterion.',
};
export default problems;
