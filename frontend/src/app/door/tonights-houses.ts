import { at } from '../api/address';
import { Answer, answer } from '../api/answer';
import type { ListDoorPerformance } from '../api/schema';

/** How often the houses are counted anew, in seconds. */
const EVERY_SECONDS = 2.5;

/** The houses of tonight, which move by themselves. To be called where one may inject. */
export function tonightsHouses(): Answer<ListDoorPerformance> {
  return answer(() => at('/api/v1/door/performances'), { everySeconds: EVERY_SECONDS });
}
