import { Failure } from '../../shared/api/problem';
import { count } from '../../shared/texts/fill';
import { Language } from '../../shared/texts/language';
import type texts from '../../shared/texts/sections/reservation/it.json';

/** The text for a refused action. */
export function refusalText(
  { name, detail, problem }: Failure,
  { refused }: Pick<typeof texts, 'refused'>,
  language: Language,
): string {
  switch (name) {
    case 'sold-out':
      return problem?.available
        ? count(refused.soldOut, problem.available, language)
        : refused.noneLeft;
    case 'rate-limited':
      return refused.tooOften;
    default:
      return detail ?? refused.unreachable;
  }
}
