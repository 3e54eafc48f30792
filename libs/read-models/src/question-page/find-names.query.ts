import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { FindNames, type NamesFound } from '@stoa/contracts';
import { READ_MODELS, type ReadModels } from '@stoa/kernel';
import type { BoardMentor } from '../mentor-leaderboard/mentor-leaderboard.entities.ts';
import type { Answer, Question, Topic } from './question-page.entities.ts';

/** Names from the rows of pages and boards. */
@QueryHandler(FindNames)
export class FindNamesHandler implements IQueryHandler<FindNames> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  async execute(ids: FindNames): Promise<NamesFound> {
    const pages = this.readModels.of('question-page');
    const answers = (await pages.among<Answer>('answer', 'id', ids.answers)).filter(({ withdrawn }) => !withdrawn);
    const wanted = [...new Set([...ids.questions, ...answers.map(({ questionId }) => questionId)])];
    const rows = (await pages.among<Question>('question', 'id', wanted)).filter(({ withdrawn }) => !withdrawn);
    const questions = new Map(rows.map((row) => [row.id, row]));
    const topics = await pages.among<Topic>('topic', 'key', ids.topics);
    const mentors = await this.readModels.of('mentor-leaderboard').among<BoardMentor>('mentor', 'id', ids.mentors);
    return {
      answers: answers.flatMap(({ id, questionId, mentorId, displayName }) => {
        const question = questions.get(questionId);
        return question ? [{ id, questionId, slug: question.slug, title: question.title, mentorId, displayName }] : [];
      }),
      questions: rows.filter(({ id }) => ids.questions.includes(id)).map(({ id, slug, title }) => ({ id, slug, title })),
      mentors: mentors.map(({ id, handle, displayName, title, company }) => ({
        id,
        handle,
        displayName,
        role: [title, company].filter((part) => part !== '').join(', '),
      })),
      topics: topics.map(({ key, name }) => ({ key, name })),
    };
  }
}
