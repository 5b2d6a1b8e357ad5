/** The default privacy and accessibility statements, if the theatre has no page of its own. */
export { statementsTexts as statementTexts } from '../../shared/texts/sections/statements';
