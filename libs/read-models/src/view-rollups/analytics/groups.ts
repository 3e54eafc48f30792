import { MEASURES, nothing, type Measures } from '../judged-views.ts';
import { tooMuch } from './calendar.ts';

const MOST_GROUPS = 500_000;

/** What was counted for one combination of the dimensions' values. */
export interface Group {
  readonly dimensions: readonly (string | null)[];
  readonly measures: Measures;
  /** Totals from elsewhere, which know views alone. */
  imported: number;
  /** Views of each answer, where answers are counted. */
  readonly answers: Map<string, number>;
  /** Other answers that were viewed: how many. */
  otherAnswers: number;
}

/** Counts of several sources, by the values of the dimensions. */
export class Groups {
  private readonly byValues = new Map<string, Group>();

  at(dimensions: readonly (string | null)[]): Group {
    const key = dimensions.length === 1 ? (dimensions[0] ?? NONE) : dimensions.map((value) => value ?? NONE).join('\u001f');
    let group = this.byValues.get(key);
    if (group) return group;
    if (this.byValues.size >= MOST_GROUPS) throw tooMuch('/dimensions', 'fewer dimensions, or a shorter range');
    group = { dimensions, measures: nothing(), imported: 0, answers: new Map(), otherAnswers: 0 };
    this.byValues.set(key, group);
    return group;
  }

  add(dimensions: readonly (string | null)[], measures: Partial<Measures>, sign = 1): void {
    const sum = this.at(dimensions).measures;
    for (const name of MEASURES) sum[name] += sign * (measures[name] ?? 0);
  }

  addAnswer(dimensions: readonly (string | null)[], answer: string, views: number): void {
    const { answers } = this.at(dimensions);
    answers.set(answer, (answers.get(answer) ?? 0) + views);
  }

  all(): Group[] {
    return [...this.byValues.values()];
  }
}

/** No text that a fact holds. */
const NONE = '\0';
