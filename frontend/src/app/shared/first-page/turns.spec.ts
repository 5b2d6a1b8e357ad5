import { ApplicationRef, Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';

import { InTurn } from './in-turn';
import { Turns } from './turns';

@Component({
  selector: 'app-leaf',
  imports: [InTurn],
  template: `<ng-container *appInTurn>leaf</ng-container>`,
})
class Leaf {}

@Component({
  imports: [InTurn, Leaf],
  template: `<p><app-leaf *appInTurn /></p>
    <p *appInTurn>root</p>`,
})
class Tree {}

describe('turns', () => {
  const show = () => {
    const fixture = TestBed.createComponent(Tree);
    fixture.detectChanges();
    return fixture.nativeElement as HTMLElement;
  };

  it('do not wait when time slices are off', () => {
    expect(show().textContent.trim()).toBe('leafroot');
  });

  it('wait until everything is rendered', async () => {
    const turns = TestBed.inject(Turns);
    turns.begin();
    const tree = show();
    expect(tree.textContent.trim()).toBe('');
    await turns.end();
    expect(tree.textContent.trim()).toBe('leafroot');
  });

  it('put nested parts after the parts that wait already', async () => {
    const turns = TestBed.inject(Turns);
    turns.begin();
    const made: string[] = [];
    turns.take(() => {
      made.push('first');
      turns.take(() => made.push('part of the first'));
    });
    turns.take(() => made.push('second'));
    await turns.end();
    expect(made).toEqual(['first', 'second', 'part of the first']);
  });

  it('keep the app unstable while parts wait', async () => {
    const turns = TestBed.inject(Turns);
    turns.begin();
    let isMade = false;
    turns.take(() => (isMade = true));
    await TestBed.inject(ApplicationRef).whenStable();
    expect(isMade).toBe(true);
    await turns.end();
  });

  it('skip parts that were removed', async () => {
    const turns = TestBed.inject(Turns);
    turns.begin();
    const fixture = TestBed.createComponent(Tree);
    fixture.detectChanges();
    fixture.destroy();
    await expect(turns.end()).resolves.toBeUndefined();
  });
});
