/** The texts for the state of performances. */
export { officeProgrammeTexts as programmeTexts } from '../../shared/texts/sections/office-programme';
