/** The texts of forms, tables and dialogs. */
export { controlsTexts as controlTexts } from '../sections/controls';
