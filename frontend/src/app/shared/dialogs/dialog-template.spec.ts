import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { BreakpointObserver } from '@angular/cdk/layout';
import { HarnessLoader } from '@angular/cdk/testing';
import { Component, signal } from '@angular/core';
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { MatBottomSheetHarness } from '@angular/material/bottom-sheet/testing';
import { MatDialogHarness } from '@angular/material/dialog/testing';

import { withoutAnimations } from '../testing/dialogs';
import { DialogTemplate } from './dialog-template';

@Component({
  imports: [DialogTemplate],
  template: `
    <ng-template
      [appDialog]="party()"
      label="Gruppo"
      bottomOnPhones
      (closed)="closed.set(closed() + 1)"
      let-party
    >
      <p class="party">{{ party() }}</p>
    </ng-template>
  `,
})
class Page {
  readonly party = signal<string | undefined>(undefined);
  readonly closed = signal(0);
}

describe('DialogTemplate', () => {
  let isPhone: boolean;
  let fixture: ComponentFixture<Page>;
  let screen: HarnessLoader;

  beforeEach(() => {
    isPhone = false;
    TestBed.configureTestingModule({ providers: [withoutAnimations] });
    vi.spyOn(TestBed.inject(BreakpointObserver), 'isMatched').mockImplementation(() => isPhone);
    fixture = TestBed.createComponent(Page);
    screen = TestbedHarnessEnvironment.documentRootLoader(fixture);
  });

  const set = async (party: string | undefined) => {
    fixture.componentInstance.party.set(party);
    await fixture.whenStable();
  };
  const shown = () => document.querySelector('.party')?.textContent;

  it('is open while it has a value, and follows the value', async () => {
    expect(await screen.getAllHarnesses(MatDialogHarness)).toHaveLength(0);
    await set('Anna');
    const dialog = await screen.getHarness(MatDialogHarness);
    expect(await dialog.getAriaLabel()).toBe('Gruppo');
    expect(shown()).toBe('Anna');
    await set('Bruno');
    expect(shown()).toBe('Bruno');
    await set(undefined);
    expect(await screen.getAllHarnesses(MatDialogHarness)).toHaveLength(0);
    expect(fixture.componentInstance.closed()).toBe(0);
  });

  it('reports when the user closes it', async () => {
    await set('Anna');
    await (await screen.getHarness(MatDialogHarness)).close();
    expect(fixture.componentInstance.closed()).toBe(1);
  });

  it('is a sheet at the bottom of a phone', async () => {
    isPhone = true;
    await set('Anna');
    const sheet = await screen.getHarness(MatBottomSheetHarness);
    expect(await sheet.getAriaLabel()).toBe('Gruppo');
    await sheet.dismiss();
    await vi.waitFor(() => expect(fixture.componentInstance.closed()).toBe(1));
  });

  it('closes with its page', async () => {
    await set('Anna');
    fixture.destroy();
    await vi.waitFor(() => expect(shown()).toBeUndefined());
  });
});
