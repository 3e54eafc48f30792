import { topicOf, type Site } from './site.ts';

/** What is asked, answered, rated, revised and withdrawn. */
export function writingJourneys(site: Site): void {
  const { asked, answered, rate, page, board } = site;

  describe('ask, answer, rate', () => {
    it('shows a rated answer first', async () => {
      const [asker, ada, bo, reader] = [
        await site.cast.member('Asker'),
        await site.cast.mentor('Ada'),
        await site.cast.mentor('Bo'),
        await site.cast.member('Reader'),
      ];
      const question = await asked(asker);
      const first = await answered(ada, question.id, 'The first answer.');
      const second = await answered(bo, question.id, 'The second, with a [link](https://example.org).');
      const before = await page(question.id, second.position);
      expect(before.answers.map((answer: { id: string }) => answer.id)).toEqual([first.id, second.id]);
      const { position } = await rate(reader, second.id, 'helpful');
      const after = await page(question.id, position);
      expect(after.answers.map((answer: { id: string }) => answer.id)).toEqual([second.id, first.id]);
      expect(after.answers[0]).toMatchObject({
        rank: 1,
        byline: { displayName: 'Bo' },
        ratings: { helpful: 1, notHelpful: 0 },
        accepted: false,
      });
      expect(after.answers[0].body.html).toContain('rel="nofollow ugc noopener"');
      expect(after.formula).toBe('best.v1');
    });

    it('shows by the slug too what it was told to wait for', async () => {
      const [asker, ada, reader] = [
        await site.cast.member('Asker'),
        await site.cast.mentor('Ada'),
        await site.cast.member('Reader'),
      ];
      const question = await asked(asker);
      const { slug } = await site.cast.anyone.must('GET', `/v1/questions/${question.id}`);
      const answer = await answered(ada, question.id);
      for (let turn = 0; turn < 10; turn++) {
        const { position } = await rate(reader, answer.id, turn % 2 ? 'helpful' : 'not-helpful');
        const [{ ratings }] = (await page(slug, position)).answers;
        expect(ratings).toEqual(turn % 2 ? { helpful: 1, notHelpful: 0 } : { helpful: 0, notHelpful: 1 });
      }
    });

    it('accepts and un-accepts', async () => {
      const [asker, ada, bo, reader] = [
        await site.cast.member('Asker'),
        await site.cast.mentor('Ada'),
        await site.cast.mentor('Bo'),
        await site.cast.member('Reader'),
      ];
      const question = await asked(asker);
      const first = await answered(ada, question.id);
      const second = await answered(bo, question.id);
      await rate(reader, first.id, 'helpful');
      const accepted = await asker.must('PUT', `/v1/questions/${question.id}/acceptance`, { body: { answerId: second.id } });
      expect((await page(question.id, accepted.position)).answers[0]).toMatchObject({ id: second.id, accepted: true });
      const undone = await asker.must('DELETE', `/v1/questions/${question.id}/acceptance`);
      expect((await page(question.id, undone.position)).answers[0]).toMatchObject({ id: first.id, accepted: false });
      const refused = await reader.put(`/v1/questions/${question.id}/acceptance`, { answerId: second.id });
      expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    });

    it('changes, clears and refuses own ratings', async () => {
      const [asker, ada, reader] = [
        await site.cast.member('Asker'),
        await site.cast.mentor('Ada'),
        await site.cast.member('Reader'),
      ];
      const question = await asked(asker);
      const answer = await answered(ada, question.id);
      await rate(reader, answer.id, 'helpful');
      const changed = await rate(reader, answer.id, 'not-helpful');
      expect((await page(question.id, changed.position)).answers[0].ratings).toEqual({ helpful: 0, notHelpful: 1 });
      const cleared = await reader.must('DELETE', `/v1/answers/${answer.id}/rating`);
      expect((await page(question.id, cleared.position)).answers[0].ratings).toEqual({ helpful: 0, notHelpful: 0 });
      expect(await ada.put(`/v1/answers/${answer.id}/rating`, { rating: 'helpful' })).toMatchObject({
        status: 403,
        body: { code: 'own-content' },
      });
      expect(await asker.put(`/v1/questions/${question.id}/rating`, { rating: 'helpful' })).toMatchObject({
        status: 403,
        body: { code: 'own-content' },
      });
    });
  });

  describe('withdraw and restore', () => {
    it('takes an answer from its page and its points from the board, and brings all back', async () => {
      const topic = topicOf('Withdrawing');
      const [asker, ada, reader] = [
        await site.cast.member('Asker'),
        await site.cast.mentor('Ada'),
        await site.cast.member('Reader'),
      ];
      const question = await asked(asker, [topic]);
      const answer = await answered(ada, question.id);
      await rate(reader, answer.id, 'helpful');
      const accepted = await asker.must('PUT', `/v1/questions/${question.id}/acceptance`, { body: { answerId: answer.id } });
      const full = { score: 25, answers: 1, helpful: 1, notHelpful: 0, accepted: 1 };
      expect(await board(topic, accepted.position)).toMatchObject([full]);
      const etag = (await site.cast.anyone.get(`/v1/answers/${answer.id}`)).headers.get('etag') as string;
      const withdrawn = await ada.must('DELETE', `/v1/answers/${answer.id}`, { headers: { 'if-match': etag } });
      expect(await board(topic, withdrawn.position)).toEqual([]);
      expect((await page(question.id, withdrawn.position)).answers).toEqual([]);
      expect(await site.cast.anyone.get(`/v1/answers/${answer.id}`)).toMatchObject({ status: 410, body: { code: 'gone' } });
      const restored = await ada.must('POST', `/v1/answers/${answer.id}/restoration`);
      expect(await board(topic, restored.position)).toMatchObject([full]);
      expect((await page(question.id, restored.position)).answers).toMatchObject([{ id: answer.id, accepted: true }]);
    });

    it('takes a question away whole', async () => {
      const topic = topicOf('Vanishing');
      const [asker, ada] = [await site.cast.member('Asker'), await site.cast.mentor('Ada')];
      const question = await asked(asker, [topic]);
      await answered(ada, question.id);
      const etag = (await site.cast.anyone.get(`/v1/questions/${question.id}`)).headers.get('etag') as string;
      const { position } = await asker.must('DELETE', `/v1/questions/${question.id}`, { headers: { 'if-match': etag } });
      for (const path of [
        `/v1/questions/${question.id}`,
        `/v1/questions/${question.id}/page?after=${position}`,
        `/v1/questions/${question.id}/revisions`,
      ])
        expect([path, (await site.cast.anyone.get(path)).status]).toEqual([path, 410]);
      const list = await site.cast.anyone.must('GET', `/v1/questions?limit=100&after=${position}`);
      expect(list.items.map((item: { id: string }) => item.id)).not.toContain(question.id);
      expect(await board(topic, position)).toEqual([]);
      const restored = await asker.must('POST', `/v1/questions/${question.id}/restoration`);
      expect((await page(question.id, restored.position)).answers).toHaveLength(1);
      expect(await board(topic, restored.position)).toMatchObject([{ answers: 1 }]);
    });
  });

  describe('revise', () => {
    it('needs the revision that the caller has seen', async () => {
      const [asker, ada] = [await site.cast.member('Asker'), await site.cast.mentor('Ada')];
      const question = await asked(asker);
      const answer = await answered(ada, question.id, 'Before.');
      const path = `/v1/answers/${answer.id}`;
      expect(await ada.patch(path, { body: 'After.' })).toMatchObject({ status: 428, body: { code: 'precondition-required' } });
      const etag = (await site.cast.anyone.get(path)).headers.get('etag') as string;
      const revised = await ada.must('PATCH', path, { body: { body: 'After.' }, headers: { 'if-match': etag } });
      expect(await ada.patch(path, { body: 'Later.' }, { 'if-match': etag })).toMatchObject({
        status: 412,
        body: { code: 'precondition-failed' },
      });
      expect((await page(question.id, revised.position)).answers[0].body.markdown).toBe('After.');
      const revisions = await site.cast.anyone.must('GET', `${path}/revisions`);
      expect((revisions.items ?? revisions).map(({ body }: { body: string }) => body)).toEqual(['Before.', 'After.']);
    });

    it('keeps the byline when the profile changes, and shows the change on the board', async () => {
      const topic = topicOf('Bylines');
      const [asker, ada] = [
        await site.cast.member('Asker'),
        await site.cast.mentor('Zoë 🐳', { title: 'Editor', company: 'Quill & Co', yearsOfExperience: 12 }),
      ];
      const question = await asked(asker, [topic]);
      await answered(ada, question.id);
      const etag = (await site.cast.anyone.get(`/v1/mentors/${ada.mentorId}`)).headers.get('etag') as string;
      const { position } = await ada.must('PATCH', `/v1/mentors/${ada.mentorId}`, {
        body: { title: 'Publisher', yearsOfExperience: 13 },
        headers: { 'if-match': etag },
      });
      expect(await board(topic, position)).toMatchObject([
        { mentor: { displayName: 'Zoë 🐳', title: 'Publisher', company: 'Quill & Co', yearsOfExperience: 13 } },
      ]);
      const shown = await page(question.id, position);
      expect(shown.answers[0].byline).toEqual({
        displayName: 'Zoë 🐳',
        title: 'Editor',
        company: 'Quill & Co',
        yearsOfExperience: 12,
      });
    });
  });

  it('refuses an answer to a closed question until it is reopened', async () => {
    const [asker, ada, moderator] = [
      await site.cast.member('Asker'),
      await site.cast.mentor('Ada'),
      await site.cast.member('Mod', ['member', 'moderator']),
    ];
    const question = await asked(asker);
    await moderator.must('PUT', `/v1/questions/${question.id}/closing`, { body: { reason: 'Asked before' } });
    expect(await ada.post(`/v1/questions/${question.id}/answers`, { body: 'Too late.' })).toMatchObject({
      status: 409,
      body: { code: 'question-closed' },
    });
    await moderator.must('DELETE', `/v1/questions/${question.id}/closing`);
    await answered(ada, question.id);
  });
}
