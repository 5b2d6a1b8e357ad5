import { Service, signal } from '@angular/core';

/** Something that is asked before it is done. */
export interface Question {
  readonly title: string;
  /** What it means, a paragraph each. */
  readonly text: readonly string[];
  /** What the button says that does it. */
  readonly yes: string;
  /** What the button says that doesn't, if not the usual. */
  readonly no?: string;
  /** Whether it can't be taken back. */
  readonly isGrave?: boolean;
  /** Whether a reason has to be given. */
  readonly needsReason?: boolean;
}

/** What was answered: yes, with the reason if one was asked for. */
export interface Consent {
  readonly reason: string;
}

/** Asks before something is done that others will notice. */
@Service()
export class Questions {
  private readonly asked = signal<Question | undefined>(undefined);
  private answer: ((consent: Consent | undefined) => void) | undefined;

  /** What is asked now. */
  readonly current = this.asked.asReadonly();

  /** Asks; nothing is the answer no. */
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
