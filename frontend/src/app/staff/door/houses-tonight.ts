import { at } from '../../shared/api/address';
import { Answer, answer } from '../../shared/api/answer';
import type { ListDoorPerformance } from '../../shared/api/schema';

/** Reload interval of the seat counts, in seconds. */
const EVERY_SECONDS = 2.5;

/** Tonight's houses, kept up to date. Needs an injection context. */
export function housesTonight(): Answer<ListDoorPerformance> {
  return answer(() => at('/api/v1/door/performances'), { everySeconds: EVERY_SECONDS });
}
