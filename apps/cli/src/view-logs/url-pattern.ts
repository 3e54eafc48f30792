import { Refusal } from '@stoa/kernel';

/** What a path names: a question by id or slug, and one of its answers by id. */
export interface NamedByPath {
  readonly question: string;
  readonly answer: string | null;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const PLACES: Record<string, string> = { '{question}': '(?<question>[^/]+?)', '{answer}': '(?<answer>[^/]+?)', '*': '[^/]*?' };

/**
 * Which paths show a question or an answer: `/q/{question}`, `/q/{question}/a/{answer}`, `/blog/*\/{question}.html`. `*` stands for anything within
 * one part of a path; a slash at the end and the query string do not matter.
 */
export class UrlPattern {
  private readonly expression: RegExp;

  constructor(text: string) {
    const counts = (place: string) => text.split(place).length - 1;
    const isOne = text.startsWith('/') && counts('{question}') === 1 && counts('{answer}') <= 1;
    if (!isOne || /[{}?#]/.test(text.replace('{question}', '').replace('{answer}', '')))
      throw new Refusal('validation-failed', '--pattern must be a path such as /q/{question} or /q/{question}/a/{answer}.');
    const parts = text
      .split(/(\{question\}|\{answer\}|\*)/)
      .map((part) => PLACES[part] ?? part.replace(/[.+^$()|[\]\\]/g, '\\$&'));
    this.expression = new RegExp(`^${parts.join('').replace(/\/$/, '')}/?$`);
  }

  /** Undefined where the path is another one, or names what cannot be an id or a slug. */
  named(path: string): NamedByPath | undefined {
    const { question = '', answer } = this.expression.exec(path)?.groups ?? {};
    const [named, id] = [question.toLowerCase(), answer?.toLowerCase()];
    if (named.length > 120 || !(UUID.test(named) || SLUG.test(named))) return undefined;
    if (id !== undefined && !UUID.test(id)) return undefined;
    return { question: named, answer: id ?? null };
  }
}

/** Path and parameters of a request's address; undefined where it is none. */
export function addressed(url: string): { path: string; parameters: URLSearchParams } | undefined {
  const text = url.startsWith('/') ? `http://site.invalid${url}` : url;
  if (!URL.canParse(text)) return undefined;
  const { pathname, searchParams } = new URL(text);
  try {
    return { path: decodeURIComponent(pathname), parameters: searchParams };
  } catch {
    return undefined;
  }
}
