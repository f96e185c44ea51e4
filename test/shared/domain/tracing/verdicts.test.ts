import { expect, it } from 'vitest';
import { balanceWords, verdictOfHop, verdictOfWhole } from '../../../../shared/domain/tracing/verdicts.ts';

const line = (received: string, passedOn: string, left: string) => ({
  ...{ received, passedOn, left, fees: '0' },
  balances: BigInt(received) === BigInt(passedOn) + BigInt(left),
});

it('says that poison over-claims where it does, and nowhere else', () => {
  expect(verdictOfHop('poison', line('10', '4', '6'))).toBe('balances');
  expect(verdictOfHop('poison', line('10', '8', '6'))).toBe('over-claims');
  expect(verdictOfHop('poison', line('10', '1', '6'))).toBe('does not balance');
  expect(verdictOfHop('fifo', line('10', '8', '6'))).toBe('does not balance');
  expect(verdictOfHop(null, line('10', '8', '6'))).toBe('does not balance');
  expect(verdictOfWhole('poison', { begun: '10', left: '12', fees: '0', balances: false })).toBe('over-claims');
});

it('sums a trace up by what its lines say', () => {
  const runs = (poison: ReturnType<typeof line>) => ({ clean: { hops: [{ methods: { poison } }] } });
  expect(balanceWords(runs(line('10', '4', '6')), ['fifo'])).toBe('Every hop balances, by every method.');
  expect(balanceWords(runs(line('10', '4', '6')), ['fifo', 'poison'])).toContain('no more than came in');
  expect(balanceWords(runs(line('10', '8', '6')), ['fifo', 'poison'])).toContain('over-claims');
});
