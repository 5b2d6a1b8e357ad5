import { Service, signal } from '@angular/core';

/** A question before an action. */
export interface Question {
  readonly title: string;
  /** The consequences, one paragraph each. */
  readonly text: readonly string[];
  /** The text of the button that confirms. */
  readonly yes: string;
  /** The text of the button that declines, if not the default. */
  readonly no?: string;
  /** Whether the action cannot be undone. */
  readonly isDestructive?: boolean;
  /** Whether a reason is required. */
  readonly needsReason?: boolean;
}

/** A positive answer, with the reason if one was required. */
export interface Consent {
  readonly reason: string;
}

/** Asks before actions that affect others. */
@Service()
export class Questions {
  private readonly asked = signal<Question | undefined>(undefined);
  private answer: ((consent: Consent | undefined) => void) | undefined;

  /** The current question. */
  readonly current = this.asked.asReadonly();

  /** Asks a question. `undefined` means no. */
  ask(question: Question): Promise<Consent | undefined> {
    this.settle(undefined);
    this.asked.set(question);
    return new Promise((resolve) => (this.answer = resolve));
  }

  settle(consent: Consent | undefined): void {
    this.answer?.(consent);
    this.answer = undefined;
    this.asked.set(undefined);
  }
}
