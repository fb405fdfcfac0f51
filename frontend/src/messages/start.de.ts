/** The German counterpart of start.en.ts. */
import assignments from './assignments-list.de';
import evaluator from './evaluator.de';
import shell from './shell.de';

export { assignments, evaluator, shell };
