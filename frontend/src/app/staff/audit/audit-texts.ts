/** The texts of the audit: a sentence for each action. */
export { auditTexts } from '../../shared/texts/sections/audit';
