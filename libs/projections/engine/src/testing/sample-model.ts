import { AnswerRevised, QuestionAsked, QuestionEdited } from '@stoa/contracts';
import { keyed, projection, type Projection } from '@stoa/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('title')
export class Title {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text' }) title!: string;
}

/** The smallest read model that a test of the engine can do with: titles, a document for each, and an event that it cannot fold. */
export const titles = projection(
  'titles',
  { title: keyed(Title) },
  (when) => [
    when(QuestionAsked, ({ data: { questionId: id, title } }, rows) => rows.title.put({ id, title })),
    when(QuestionEdited, ({ data: { questionId: id, title } }, rows) => rows.title.put({ id, title })),
    when(AnswerRevised, ({ data }) => {
      throw new Error(`There is no answer ${data.answerId}`);
    }),
  ],
  {
    documents: {
      keys: { table: 'title', column: 'id' },
      dirtiedBy: [{ from: 'title', keys: (row) => [(row as Title).id] }],
      async build(keys, rows) {
        const found = await rows.among<Title>('title', 'id', keys);
        return new Map(found.map(({ id, title }) => [id, { body: { title } }]));
      },
    },
  },
) as unknown as Projection;
