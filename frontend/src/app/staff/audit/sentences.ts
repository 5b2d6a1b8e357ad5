import type { ReservedPerformance } from '../../shared/api/schema';
import { stamp } from '../../shared/site/stamp';
import { fill } from '../../shared/texts/fill';
import { Language } from '../../shared/texts/language';
import type staffWords from '../../shared/texts/sections/staff/it.json';
import { AuditEntry, Facts } from './api';
import type auditWords from '../../shared/texts/sections/audit/it.json';

/** The data for a sentence. */
export interface Words {
  readonly texts: typeof auditWords;
  readonly roles: (typeof staffWords)['roles'];
  readonly language: Language;
  /** The zone for times (IANA). */
  readonly zone: string | undefined;
}

/** The texts of an action. */
interface Deed {
  /** After a name: the action was done. */
  readonly did: string;
  /** After a verb: the action was attempted. */
  readonly tried: string;
  /** The text to append if all its placeholders are known. */
  readonly more?: string;
}

/** A value before or after the action. */
export interface Compared {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** Objects whose names are in quotation marks; others have a code or are people. */
const QUOTED = new Set(['show', 'venue', 'page', 'performance']);

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** An entry as a sentence. Actions without a text appear with their name. */
export function sentence(entry: AuditEntry, words: Words): string {
  const { texts } = words;
  const name = nameOf(entry, words);
  const known = actionTexts(entry.action, words);
  const deed: Deed = known ?? { did: entry.action, tried: entry.action, more: ' {name}' };
  const gaps = {
    ...gapsOf('before', entry.before, words),
    ...gapsOf('after', entry.after, words),
    name,
  };
  const whole = (text: string) => fill(text, gaps).replaceAll(/\s+/g, ' ').trim();
  const who = whoOf(entry, words);
  if (entry.refused !== null) {
    const reasons: Readonly<Record<string, string>> = texts.reasons;
    const reason = reasons[entry.refused] ?? entry.refused;
    return fill(texts.refusedSentence, { who, deed: whole(deed.tried), reason });
  }
  const more = deed.more === undefined ? '' : fill(deed.more, gaps);
  // A placeholder without a value.
  const isKnown = !/\{\w+\}/.test(more);
  return fill(texts.doneSentence, { who, deed: whole(deed.did + (isKnown ? more : '')) });
}

/** The changed values, before and after. */
export function comparison(entry: AuditEntry, words: Words): readonly Compared[] {
  const names = [...new Set([...Object.keys(entry.before), ...Object.keys(entry.after)])];
  const facts: Readonly<Record<string, string>> = words.texts.facts;
  return names.map((name) => ({
    label: facts[name] ?? name.replaceAll('_', ' '),
    before: inWords(entry.before[name], words, entry.performances),
    after: inWords(entry.after[name], words, entry.performances),
  }));
}

function actionTexts(action: string, { texts }: Words): Deed | undefined {
  const [kind = '', deed = ''] = action.split('.');
  const actions: Readonly<Record<string, Readonly<Record<string, Deed>>>> = texts.actions;
  return actions[kind]?.[deed];
}

function whoOf({ by }: AuditEntry, { texts, roles }: Words): string {
  return by ? fill(texts.who, { name: by.name, role: roles[by.role] }) : texts.somebody;
}

function nameOf({ subject, before, after, performances }: AuditEntry, words: Words): string {
  const { texts } = words;
  if (subject.id === null) return '';
  const once = [before['title'], after['title'], before['name'], after['name']];
  const performance = performances.find(({ id }) => id === subject.id);
  if (performance) return performanceName(performance, words);
  const name = subject.name ?? once.find((value) => typeof value === 'string');
  if (name === undefined) return texts.gone;
  return QUOTED.has(subject.kind) ? fill(texts.quoted, { name: String(name) }) : String(name);
}

/** The performance's local time. */
function performanceName(
  { show_title: name, starts_at: start, time_zone: zone }: ReservedPerformance,
  { texts, language }: Words,
): string {
  return fill(texts.performance, {
    name: fill(texts.quoted, { name }),
    when: stamp(start, zone, language),
  });
}

function gapsOf(when: 'before' | 'after', facts: Facts, words: Words): Record<string, string> {
  const known = Object.entries(facts).filter(([, value]) => value !== null && value !== '');
  return Object.fromEntries(
    known.map(([name, value]) => [`${when}_${name}`, inWords(value, words)]),
  );
}

function inWords(
  value: Facts[string] | undefined,
  words: Words,
  performances: readonly ReservedPerformance[] = [],
): string {
  const { texts, roles, language, zone } = words;
  if (value === undefined || value === null || value === '') return texts.nothing;
  if (typeof value === 'boolean') return value ? texts.yes : texts.no;
  if (typeof value === 'number') return new Intl.NumberFormat(language).format(value);
  if (Object.hasOwn(roles, value)) return roles[value as keyof typeof roles];
  const performance = performances.find(({ id }) => id === value);
  if (performance) return performanceName(performance, words);
  const isTime = TIME.test(value) && !Number.isNaN(Date.parse(value));
  return isTime ? stamp(value, zone, language) : value;
}
