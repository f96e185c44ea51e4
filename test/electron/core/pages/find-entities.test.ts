import { expect, it } from 'vitest';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';

it('finds what the rows of an exhibit name, and makes entities that rest on them', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  await putTable(
    test,
    caseId,
    'notes.csv',
    'user_id,note\nu_1,write to Mara.V@gmail.com or hxxp://evil[.]example/a\nu_2,marav@googlemail.com asked\n',
  );
  const [exhibit] = await test.call('evidence.list', { caseId });
  const exhibitId = exhibit?.id as never;
  const { values, read, left } = await test.run('page.find', { exhibitId });
  expect(values.map(({ type, label, count }) => [type, label, count])).toEqual([
    ['account', 'u_1', 1],
    ['email', 'Mara.V@gmail.com', 2],
    ['url', 'http://evil.example/a', 1],
    ['account', 'u_2', 1],
  ]);
  expect([read, left]).toEqual([['2 rows of notes'], 0]);
  const chosen = values.filter(({ type }) => type !== 'account').map(({ type, label }) => ({ type, label }));
  expect(await test.run('page.take', { exhibitId, chosen })).toEqual({ made: 2, known: 0 });
  expect(await test.run('page.take', { exhibitId, chosen })).toEqual({ made: 0, known: 2 });
  const [mail, url] = await test.call('entity.list', { caseId });
  expect(mail).toMatchObject({
    type: 'email',
    exhibits: [exhibitId],
    rows: { [exhibitId]: '1-2' },
    forms: [
      { text: 'Mara.V@gmail.com', rows: '1' },
      { text: 'marav@googlemail.com', rows: '2' },
    ],
  });
  expect(url).toMatchObject({ label: 'http://evil.example/a', forms: [{ text: 'hxxp://evil[.]example/a' }] });
});

it('takes what Sherlock claims for unverified leads, and what it does not claim for nothing', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  await putTable(
    test,
    caseId,
    'mara.csv',
    'username,name,url_main,url_user,exists,http_status,response_time_s\nmara,GitHub,https://github.com,https://github.com/mara,Claimed,200,0.1\nmara,VK,https://vk.com,https://vk.com/mara,Available,404,0.2\n',
  );
  const [exhibit] = await test.call('evidence.list', { caseId });
  const exhibitId = exhibit?.id as never;
  const { values } = await test.run('page.find', { exhibitId });
  expect(values).toMatchObject([{ type: 'profile', label: 'https://github.com/mara', lead: true }]);
  await test.run('page.take', { exhibitId, chosen: values.map(({ type, label }) => ({ type, label })) });
  expect((await test.call('entity.list', { caseId }))[0]?.note).toContain('Unverified lead, grade F6');
});
