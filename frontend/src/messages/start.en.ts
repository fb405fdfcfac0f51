/** The texts that are needed from the start, as one file: each further one costs a phone time before its first screen. */
import evaluator from './evaluator.en';
import problems from './problems.en';
import shell from './shell.en';

export { evaluator, problems, shell };
