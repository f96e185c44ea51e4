import { expect, it } from 'vitest';
import type { Finding, FindingVersion, ReviewStep } from '../../../../shared/contract/findings.ts';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { reviewProblem, reviewWords } from '../../../../shared/domain/reviews.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { Forgery, openedWith, sealedFor, tarOf } from '../../../support/forgery.ts';
import { type Post, post } from '../../../support/merge.ts';

interface History {
  versions: FindingVersion[];
  review: ReviewStep[];
}
type Change = (forgery: Forgery) => unknown;
const inFindings = (change: (finding: Partial<Finding>) => void): Change => {
  return (forgery) => forgery.document('case/findings.json', (all: never[]) => all.forEach(change));
};
const inHistory = (change: (history: History) => void): Change => {
  return (forgery) => forgery.document('case/finding-history.json', (all: never[]) => all.forEach(change));
};

/** A case with one finding that Ann handed in and Bob made final. */
async function reviewed(test: TestCore): Promise<CaseId> {
  const caseId = await newCase(test);
  const ticket = test.ticketForBytes('logins.csv', 'account,ip\n007,192.0.2.7\n');
  await test.run('evidence.import', { caseId, ticket });
  const { id } = await test.call('finding.create', {
    caseId,
    claim: 'No evidence against Jane (E-0001)',
    explanation: 'Nothing was found.',
    likelihood: 'likely',
    confidence: 'high',
  });
  await test.call('finding.review', { findingId: id, state: 'in-review', by: 'Ann', note: ' as told ' });
  await test.call('finding.review', { findingId: id, state: 'final', by: 'Bob' });
  return caseId;
}
const forged = async (mail: Post, honest: Buffer, change: Change): Promise<Buffer> => {
  const forgery = new Forgery(await openedWith(mail.identity, honest));
  change(forgery);
  return sealedFor(mail.identity, await tarOf(forgery.manifested(() => {})));
};
const taken = async (to: TestCore, mail: Post, bundle: Buffer) => {
  const ticket = to.ticketForBytes('case.age', bundle);
  const { caseId, problems } = await to.run('bundle.import', { ticket, with: { identity: mail.identity } });
  const [finding] = await to.call('finding.list', { caseId });
  if (!finding) throw new Error('no finding came');
  return { caseId, problems, finding, comments: await to.call('finding.comments', { findingId: finding.id }) };
};
const step = (state: ReviewStep['state'], by: string, at: string, version = 1): ReviewStep => ({
  state,
  by,
  at,
  note: '',
  version,
});

const FORGERIES: readonly (readonly [what: string, why: string, change: Change])[] = [
  [
    'other words',
    'what it states is not its last version (claim)',
    inFindings((f) => (f.claim = 'Jane stole the money')),
  ],
  ['another likelihood', 'last version (likelihood)', inFindings((f) => (f.likelihood = 'almost-certain'))],
  [
    'another confidence and other reasons',
    '(confidence, reasons)',
    inFindings((f) => Object.assign(f, { confidence: 'low', reasons: 'x' })),
  ],
  [
    'a step on no version',
    'version 9, which it does not have',
    inHistory((h) => ((h.review[1] as ReviewStep).version = 9)),
  ],
  ['final without being handed in', 'step 1 cannot be', inHistory((h) => h.review.shift())],
  ['one person for both', 'a second person reviews it', inHistory((h) => ((h.review[1] as ReviewStep).by = 'Ann'))],
  [
    'a time before the one before',
    'the time of step 2',
    inHistory((h) => ((h.review[1] as ReviewStep).at = '2020-01-01T00:00:00.000Z')),
  ],
  [
    'a time to come',
    'the time of step 2',
    inHistory((h) => ((h.review[1] as ReviewStep).at = '2999-01-01T00:00:00.000Z')),
  ],
  [
    'another name',
    'custody log does not have step 2',
    inHistory((h) => ((h.review[1] as ReviewStep).by = 'Chief Counsel')),
  ],
  [
    'versions and words that nobody reviewed',
    'custody log does not have step 3',
    (f) => {
      inFindings((each) => (each.claim = 'Jane did it'))(f);
      inHistory((h) => {
        h.versions.push({ ...(h.versions[0] as FindingVersion), number: 2, claim: 'Jane did it' });
        const at = h.review[1]?.at ?? '';
        h.review.push(
          { ...step('draft', 'Bob', at), note: 'x' },
          step('in-review', 'Ann', at, 2),
          step('final', 'Bob', at, 2),
        );
      })(f);
    },
  ],
];

it.each(FORGERIES)('a review in a bundle with %s is not taken over, and is said not to be', async (_, why, change) => {
  await using a = await openTestCore();
  await using b = await openTestCore();
  const mail = await post();
  const { caseId, problems, finding, comments } = await taken(
    b,
    mail,
    await forged(mail, await mail.send(a, await reviewed(a)), change),
  );
  expect(finding.review).toEqual([]);
  expect(problems.filter((each) => each.includes(why))).toHaveLength(1);
  expect(
    comments.filter(({ text }) => text.startsWith('Its review was not taken over: ') && text.includes(why)),
  ).toHaveLength(1);
  const { entries } = await b.call('custody.list', { caseId, action: 'bundle.import' });
  expect(JSON.stringify(entries)).toContain('came in as a draft');
  expect(await b.run('vault.verify', {})).toMatchObject({ ok: true });
});

it('an honest review comes in as the sender’s claim, over several vaults, and still asks for a second person', async () => {
  await using a = await openTestCore();
  await using b = await openTestCore();
  await using c = await openTestCore();
  const mail = await post();
  const first = await taken(b, mail, await mail.send(a, await reviewed(a)));
  expect(first.problems).toEqual([]);
  expect(first.finding.review.map(({ state, by }) => [state, by])).toEqual([
    ['in-review', expect.stringMatching(/^Ann \(according to the sender’s copy, fingerprint [^)]+\)$/)],
    ['final', expect.stringMatching(/^Bob \(according to the sender’s copy, fingerprint [^)]+\)$/)],
  ]);
  expect(reviewWords(first.finding, true)).toContain('by Bob (according to the sender’s copy, fingerprint ');
  expect(reviewWords(first.finding, false)).toContain('(according to the sender’s copy, fingerprint ');
  const handed = { ...first.finding, review: first.finding.review.slice(0, 1) };
  expect(reviewProblem(handed, 'final', { by: 'ann', note: '' })).toContain('a second person reviews it');
  const second = await taken(c, mail, await mail.send(b, first.caseId));
  expect([second.problems, second.finding.review.length]).toEqual([[], 2]);
});

it('a merge takes no review over that the sender’s log does not bear', async () => {
  await using a = await openTestCore();
  await using b = await openTestCore();
  const mail = await post();
  const here = await reviewed(a);
  const there = await mail.bring(b, await mail.send(a, here));
  await b.call('finding.create', { caseId: there, claim: 'New of B (E-0001)' });
  const at = '2026-01-01T00:00:00.000Z';
  const bundle = await forged(mail, await mail.send(b, there), (f) => {
    inFindings((each) => each.number === 2 && (each.claim = 'Jane stole the money'))(f);
    inHistory((h) => h.review.length === 0 && (h.review = [step('in-review', 'B', at), step('final', 'Ann', at)]))(f);
  });
  const merged = await mail.mergeBundle(a, bundle, { changed: 'theirs', conflicts: 'theirs' });
  expect(merged.report.notes.join(' ')).toContain('F-2 of the bundle came in as a draft.');
  const [own, came] = await a.call('finding.list', { caseId: here });
  expect(own?.review.map(({ by }) => by)).toEqual(['Ann', 'Bob']);
  expect(came).toMatchObject({ claim: 'Jane stole the money', review: [], openComments: 1 });
});
