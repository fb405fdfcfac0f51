/** What a person reads for each problem code: what happened, what is safe, what to do. */
const problems: Readonly<Record<string, string>> = {
  'identity.sign_in_refused': 'E-mail address and password do not fit together.',
  'identity.too_many_attempts': 'Too many attempts. Wait a little before you try again.',
  'identity.not_signed_in': 'Please sign in.',
  'sync.revision_conflict':
    'The server already holds another version of this visit. What is on this phone stays saved here.',
  'sync.visit_id_taken': 'The server cannot store this visit under its number. It stays saved on this phone.',
  'visits.no_staff_notice':
    'The staff of this store have not been told about visits yet, so none may be logged. It stays saved on this phone; after the notice is recorded, send it again.',
  'visits.visited_in_the_future':
    'The visit lies more than a day in the future. Check the date and time of this phone.',
  'visits.visited_too_long_ago': 'The visit lies too far in the past. Check the date and time of this phone.',
  'visits.published_evaluation_changed':
    'An interaction of this visit is already published and cannot be changed any more.',
};
export default problems;
