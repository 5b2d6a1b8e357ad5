import { BreakpointObserver } from '@angular/cdk/layout';
import { HarnessLoader } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { MatNavListHarness } from '@angular/material/list/testing';
import { MatSidenavHarness } from '@angular/material/sidenav/testing';
import { provideRouter } from '@angular/router';
import { of } from 'rxjs';

import { withoutAnimations } from '../../shared/testing/dialogs';
import { Languages } from '../../shared/texts/languages';
import { Role, SignedIn } from '../shared/signed-in';
import { Office } from './office';
import { officeTexts } from './office-texts';

describe('Office', () => {
  let fixture: ComponentFixture<Office>;
  let page: HarnessLoader;

  const open = async ({ isWide, role }: { isWide: boolean; role: Role }) => {
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        withoutAnimations,
        { provide: SignedIn, useValue: { may: (least: Role) => least === role } },
        { provide: BreakpointObserver, useValue: { observe: () => of({ matches: isWide }) } },
      ],
    });
    await TestBed.inject(Languages).load(officeTexts);
    fixture = TestBed.createComponent(Office);
    page = TestbedHarnessEnvironment.loader(fixture);
  };
  const toggle = () =>
    (fixture.nativeElement as HTMLElement).querySelector<HTMLButtonElement>('.toggle');

  it('lists the areas that the role may use', async () => {
    await open({ isWide: true, role: 'box_office' });
    const list = await page.getHarness(MatNavListHarness);
    const links = await list.getItems();
    expect(await Promise.all(links.map((link) => link.getHref()))).toEqual([
      '/office/overview',
      '/office/performances',
      '/office/reservations',
      '/office/check-ins',
    ]);
  });

  it('always shows the menu on a wide screen', async () => {
    await open({ isWide: true, role: 'admin' });
    expect(await (await page.getHarness(MatSidenavHarness)).isOpen()).toBe(true);
    expect(toggle()).toBeNull();
  });

  it('opens the menu with a button on a narrow screen', async () => {
    await open({ isWide: false, role: 'admin' });
    const menu = await page.getHarness(MatSidenavHarness);
    expect(await menu.isOpen()).toBe(false);
    expect(toggle()?.getAttribute('aria-expanded')).toBe('false');
    toggle()?.click();
    expect(await menu.isOpen()).toBe(true);
    expect(toggle()?.getAttribute('aria-expanded')).toBe('true');
  });
});
