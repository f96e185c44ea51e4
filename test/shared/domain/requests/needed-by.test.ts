import { expect, it } from 'vitest';
import { neededByIn } from '../../../../shared/domain/requests/needed-by.ts';

const PACIFIC = 'America/Los_Angeles';
/** A Monday, 9:12 in the morning, Pacific. */
const MONDAY = Date.parse('2026-05-04T16:12:00Z');
const read = (words: string, zone = PACIFIC, at = MONDAY) => {
  const found = neededByIn(words, at, zone);
  return found && [found.wall, found.zone];
};

it('reads a day, a time and a zone, and says what the words leave open', () => {
  expect(read('by Friday 5pm PT')).toEqual(['2026-05-08T17:00', PACIFIC]);
  expect(read('by Friday 5 PM PT, at the latest before May 8')).toEqual(['2026-05-08T17:00', PACIFIC]);
  expect(read('before 2026-05-06 09:30 UTC')).toEqual(['2026-05-06T09:30', 'UTC']);
  expect(read('by tomorrow noon ET')).toEqual(['2026-05-05T12:00', 'America/New_York']);
  expect(read('due 5/20')).toEqual(['2026-05-20T17:00', PACIFIC]);
  expect(read('by Jan 9th')).toEqual(['2027-01-09T17:00', PACIFIC]);
  expect(neededByIn('by EOD Thursday', MONDAY, 'Asia/Tokyo')).toEqual({
    words: 'by EOD Thursday',
    wall: '2026-05-07T17:00',
    zone: 'Asia/Tokyo',
    assumed: ['17:00, as no time is named', 'the zone of the requester'],
  });
});

it('counts a weekday from the clocks of the zone, and takes a time that has passed for the next week', () => {
  // Monday evening in Los Angeles is Tuesday in Tokyo.
  const evening = Date.parse('2026-05-05T04:00:00Z');
  expect(read('by tomorrow', 'Asia/Tokyo', evening)).toEqual(['2026-05-06T17:00', 'Asia/Tokyo']);
  expect(read('by Monday 8am PT')).toEqual(['2026-05-11T08:00', PACIFIC]);
  expect(read('by Monday 5pm PT')).toEqual(['2026-05-04T17:00', PACIFIC]);
});

it('leaves to a person what the words do not settle', () => {
  for (const words of ['by next week', 'by 5/6', 'by Friday May 7', 'by Feb 30', 'by 8am', 'until then'])
    expect([words, read(words)]).toEqual([words, null]);
});
