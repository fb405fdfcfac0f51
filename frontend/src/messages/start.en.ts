/** The texts that are needed from the start, as one file: each further one costs a phone time before its first screen. */
import assignments from './assignments-list.en';
import evaluator from './evaluator.en';
import shell from './shell.en';

export { assignments, evaluator, shell };
