/** The German counterpart of start.en.ts. */
import evaluator from './evaluator.de';
import identity from './identity.de';
import problems from './problems.de';
import shell from './shell.de';

export { evaluator, identity, problems, shell };
