/** The German counterpart of start.en.ts. */
import evaluator from './evaluator.de';
import problems from './problems.de';
import shell from './shell.de';

export { evaluator, problems, shell };
