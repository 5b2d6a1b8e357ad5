import { BreakpointObserver } from '@angular/cdk/layout';
import {
  DestroyRef,
  Directive,
  Signal,
  TemplateRef,
  booleanAttribute,
  effect,
  inject,
  input,
  linkedSignal,
  output,
  untracked,
} from '@angular/core';
import { MatBottomSheet } from '@angular/material/bottom-sheet';
import { MatDialog } from '@angular/material/dialog';
import { Observable } from 'rxjs';

import { AT_ONCE } from './at-once';

const PHONE = '(max-width: 44rem)';

/** An open dialog or bottom sheet. */
interface Opened {
  readonly close: () => void;
  readonly closed: Observable<unknown>;
}

/**
 * A dialog whose content is a template. It is open while it has a value, and the template gets the
 * last value as a signal.
 */
@Directive({ selector: 'ng-template[appDialog]' })
export class DialogTemplate<T> {
  readonly appDialog = input.required<T | undefined>();
  /** The dialog's name, or the id of the element with it. */
  readonly label = input<string>();
  readonly labelledBy = input<string>();
  /** Whether phones show it as a sheet at the bottom, within the thumb's reach. */
  readonly bottomOnPhones = input(false, { transform: booleanAttribute });
  /** Whether the user cannot close it. */
  readonly locked = input(false, { transform: booleanAttribute });
  /** Whether it covers the whole screen, at once. Its content places the focus. */
  readonly wholeScreen = input(false, { transform: booleanAttribute });
  /** Emits when the user has closed it. */
  readonly closed = output();

  private readonly template = inject<TemplateRef<unknown>>(TemplateRef);
  private readonly dialogs = inject(MatDialog);
  private readonly sheets = inject(MatBottomSheet);
  private readonly screen = inject(BreakpointObserver);
  /** The content stays while the dialog closes. */
  private readonly value = linkedSignal<T | undefined, T | undefined>({
    source: this.appDialog,
    computation: (value, before) => value ?? before?.value,
  });
  private opened: Opened | undefined;

  static ngTemplateContextGuard<T>(
    _directive: DialogTemplate<T>,
    context: unknown,
  ): context is { readonly $implicit: Signal<T> } {
    return context !== undefined;
  }

  constructor() {
    effect(() => {
      const isOpen = this.appDialog() !== undefined;
      untracked(() => {
        if (!isOpen) this.close();
        else if (!this.opened) this.open();
      });
    });
    // Not during change detection, where a sheet would miss that it has to go.
    inject(DestroyRef).onDestroy(() => queueMicrotask(() => this.close()));
  }

  private close(): void {
    const { opened } = this;
    this.opened = undefined;
    opened?.close();
  }

  private open(): void {
    const isSheet = this.bottomOnPhones() && this.screen.isMatched(PHONE);
    const opened = isSheet ? this.openSheet() : this.openDialog();
    this.opened = opened;
    opened.closed.subscribe(() => {
      if (this.opened !== opened) return;
      this.opened = undefined;
      this.closed.emit();
    });
  }

  private openSheet(): Opened {
    const sheet = this.sheets.open(this.template, {
      ariaLabel: this.label() ?? null,
      data: this.value.asReadonly(),
      disableClose: this.locked(),
    });
    return { close: () => sheet.dismiss(), closed: sheet.afterDismissed() };
  }

  private openDialog(): Opened {
    const dialog = this.dialogs.open(this.template, {
      ariaLabel: this.label() ?? null,
      ariaLabelledBy: this.labelledBy() ?? null,
      data: this.value.asReadonly(),
      disableClose: this.locked(),
      enterAnimationDuration: AT_ONCE,
      ...(this.wholeScreen()
        ? { autoFocus: false, panelClass: 'whole-screen' }
        : { panelClass: 'padded' }),
    });
    return { close: () => dialog.close(), closed: dialog.afterClosed() };
  }
}
