import { Shown, setTheStage, show } from '../testing/stage';
import { SeatStepper } from './seat-stepper';

const FEWER = 'button[aria-label="Un posto in meno"]';
const MORE = 'button[aria-label="Un posto in più"]';

describe('SeatStepper', () => {
  beforeEach(async () => {
    vi.useFakeTimers();
    await setTheStage();
  });
  afterEach(() => vi.useRealTimers());

  const from = (value: number, max = 4) =>
    show(SeatStepper, { value, min: 1, max, labelledBy: 'label' });
  const seatsOf = (stepper: Shown<SeatStepper>) => stepper.fixture.componentInstance.value();

  it('adds and removes a seat', async () => {
    const stepper = await from(2);
    await stepper.click(MORE);
    expect(seatsOf(stepper)).toBe(3);
    await stepper.click(FEWER);
    expect(seatsOf(stepper)).toBe(2);
  });

  it.each([
    { bound: 'the most', value: 4, button: MORE },
    { bound: 'one', value: 1, button: FEWER },
  ])('stops at $bound and shows it', async ({ value, button }) => {
    const stepper = await from(value);
    await stepper.click(button);
    expect(seatsOf(stepper)).toBe(value);
    expect(stepper.one(button).getAttribute('aria-disabled')).toBe('true');
  });

  it.each([
    ['3', 3],
    ['25', 4],
    ['0', 1],
    ['-2', 1],
    ['', 2],
    ['1.5', 2],
  ])('turns the input %j into %i seats', async (typed, seats) => {
    const stepper = await from(2);
    await stepper.type('input', typed);
    expect(seatsOf(stepper)).toBe(seats);
    expect(stepper.one<HTMLInputElement>('input').value).toBe(String(seats));
  });

  it('goes down to the remaining seats with one tap', async () => {
    const stepper = await from(6, 2);
    await stepper.click(FEWER);
    expect(seatsOf(stepper)).toBe(2);
  });

  it('announces a change, but not the first value', async () => {
    const stepper = await from(2);
    expect(stepper.one('[aria-live]').textContent.trim()).toBe('');
    await stepper.click(MORE);
    expect(stepper.one('[aria-live]').textContent.trim()).toBe('3 posti');
  });
});
