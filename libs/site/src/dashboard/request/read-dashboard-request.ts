import {
  defaultMetric,
  isDimension,
  isMetric,
  isTab,
  plainRequest,
  type DashboardFilter,
  type DashboardList,
  type DashboardRequest,
} from './dashboard-request.ts';
import type { DashboardScope } from './dashboard-scope.ts';
import { DEFAULT_PERIOD, daysBetween, isComparable, isPeriodName, type Period } from './periods.ts';

const MOST_FILTERS = 20;
const LONGEST_VALUE = 500;
const LONGEST_SEARCH = 100;
const LAST_PAGE = 1000;
const MOST_DAYS = 36_525;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

interface Options {
  /** Where the address names none; UTC by default. */
  readonly timezone?: string;
}

/** What a dashboard's address asks for. What cannot be used falls back to what is usual, and `notes` says so. */
export function readDashboardRequest(scope: DashboardScope, search: URLSearchParams, options: Options = {}): DashboardRequest {
  const notes: string[] = [];
  const plain = plainRequest(scope, options.timezone ?? 'UTC');
  const period = periodFrom(search, notes);
  const filters = filtersFrom(search, notes);
  const metric = search.get('metric') ?? defaultMetric(filters);
  const tab = search.get('tab') ?? plain.tab;
  if (!isMetric(metric)) notes.push(`There is no metric “${short(metric)}”.`);
  if (!isTab(tab)) notes.push(`There is no tab “${short(tab)}”.`);
  return {
    scope,
    period,
    compare: isComparable(period) && search.get('compare') !== 'off',
    filters,
    tab: isTab(tab) ? tab : plain.tab,
    metric: isMetric(metric) ? metric : defaultMetric(filters),
    timezone: timezoneFrom(search, plain.timezone, notes),
    list: listFrom(search, notes),
    csv: search.get('csv') || null,
    notes,
  };
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

function periodFrom(search: URLSearchParams, notes: string[]): Period {
  const [from, to] = [search.get('from') ?? '', search.get('to') ?? ''];
  const name = search.get('period') ?? (from || to ? 'custom' : DEFAULT_PERIOD.name);
  if (!isPeriodName(name)) {
    notes.push(`There is no period “${short(name)}”: these are the last 28 days.`);
    return DEFAULT_PERIOD;
  }
  if (name !== 'custom') return { name };
  const problem = datesProblem(from, to);
  if (!problem) return { name, from, to };
  notes.push(`${problem} These are the last 28 days.`);
  return DEFAULT_PERIOD;
}

function datesProblem(from: string, to: string): string | undefined {
  if (!isDay(from) || !isDay(to)) return 'A custom period needs two days, such as 2026-01-31.';
  if (from > to) return 'The first day is after the last one.';
  if (daysBetween(from, to) > MOST_DAYS) return 'The period is longer than 100 years.';
  return undefined;
}

/** 2026-02-30 is none. */
function isDay(text: string): boolean {
  const time = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function filtersFrom(search: URLSearchParams, notes: string[]): DashboardFilter[] {
  const filters = new Map<string, DashboardFilter>();
  for (const text of search.getAll('f')) {
    const filter = filterFrom(text);
    if (!filter) notes.push(`“${short(text)}” is not a filter: left out.`);
    else if (filters.size === MOST_FILTERS && !filters.has(text))
      notes.push(`More than ${MOST_FILTERS} filters: “${short(text)}” left out.`);
    else filters.set(text, filter);
  }
  return [...filters.values()];
}

/** `country:NL`; `country:` for views without one. */
function filterFrom(text: string): DashboardFilter | undefined {
  const colon = text.indexOf(':');
  const dimension = text.slice(0, Math.max(0, colon));
  const value = text.slice(colon + 1);
  if (!isDimension(dimension) || value.length > LONGEST_VALUE) return undefined;
  return { dimension, value: value === '' ? null : value };
}

function timezoneFrom(search: URLSearchParams, usual: string, notes: string[]): string {
  const name = search.get('tz') || usual;
  if (isTimezone(name)) return name;
  notes.push(`There is no time zone “${short(name)}”: times are those of ${usual}.`);
  return usual;
}

function isTimezone(name: string): boolean {
  try {
    return name.length <= 64 && Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

function listFrom(search: URLSearchParams, notes: string[]): DashboardList | null {
  const dimension = search.get('view');
  if (dimension === null || dimension === '') return null;
  if (!isDimension(dimension)) {
    notes.push(`There is no list “${short(dimension)}”.`);
    return null;
  }
  const page = Number(search.get('page') ?? 1);
  const exists = Number.isInteger(page) && page >= 1 && page <= LAST_PAGE;
  if (!exists) notes.push(`There is no page “${short(search.get('page') ?? '')}”: this is the first one.`);
  return { dimension, page: exists ? page : 1, search: (search.get('q') ?? '').trim().slice(0, LONGEST_SEARCH) };
}
