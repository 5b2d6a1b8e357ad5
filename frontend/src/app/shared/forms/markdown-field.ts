import { Component, ElementRef, computed, inject, input, viewChild } from '@angular/core';
import { FieldTree, FormField } from '@angular/forms/signals';
import { MatIconButton } from '@angular/material/button';
import { MatInputModule } from '@angular/material/input';
import { MatTooltip } from '@angular/material/tooltip';

import { controlTexts } from '../texts/controls/control-texts';
import { Languages } from '../texts/languages';
import { faultOf } from './faults';
import { MARKS, Mark, marked } from './markdown-marks';
import { Optional } from './optional';
import { renderedMarkdown } from './rendered-markdown';

/** A field for Markdown text, with buttons for its marks and a preview. */
@Component({
  selector: 'app-markdown-field',
  imports: [FormField, MatIconButton, MatInputModule, MatTooltip, Optional],
  templateUrl: './markdown-field.html',
  styleUrl: './markdown-field.scss',
})
export class MarkdownField {
  readonly field = input.required<FieldTree<string>>();
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly rows = input(8);

  protected readonly t = inject(Languages).texts(controlTexts);
  protected readonly faultOf = faultOf;
  protected readonly marks = MARKS;
  protected readonly preview = renderedMarkdown(computed(() => this.field()().value()));
  private readonly box = viewChild.required<ElementRef<HTMLTextAreaElement>>('box');

  /** Marks the selected text. */
  protected apply(mark: Mark): void {
    const box = this.box().nativeElement;
    const { text, from, to } = marked(
      mark,
      { text: box.value, from: box.selectionStart, to: box.selectionEnd },
      this.t().markdown.sample,
    );
    this.field()().value.set(text);
    box.value = text;
    box.focus();
    box.setSelectionRange(from, to);
  }
}
