import { expect, it } from 'vitest';
import { neededByIn, readNeededBy } from '../../../../shared/domain/requests/needed-by.ts';

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

/** A Wednesday, four in the afternoon, Pacific. */
const WEDNESDAY = Date.parse('2026-07-01T23:00:00Z');
const on = (words: string) => read(words, PACIFIC, WEDNESDAY);
const EASTERN = 'America/New_York';

it('takes the zone beside the time, and an offset by its number', () => {
  for (const [words, wall, zone] of [
    ['by Friday 8pm ET (5pm PT)', '2026-07-03T20:00', EASTERN],
    ['by Friday 5pm ET / 2pm PT', '2026-07-03T17:00', EASTERN],
    ['by Friday (Pacific), 5pm Eastern', '2026-07-03T17:00', EASTERN],
    ['by Friday (Pacific), 5pm', '2026-07-03T17:00', PACIFIC],
    ['by Friday 5pm for the central bank', '2026-07-03T17:00', PACIFIC],
    ['by Friday 17:00 UTC+2', '2026-07-03T15:00', 'UTC'],
    ['by Friday 17:00 GMT+1', '2026-07-03T16:00', 'UTC'],
    ['by Friday 17:00 +02:00', '2026-07-03T15:00', 'UTC'],
    ['by Friday 17:00 UTC-05:30', '2026-07-03T22:30', 'UTC'],
    ['by 2026-07-08T17:00:00-07:00', '2026-07-09T00:00', 'UTC'],
    ['by 2026-07-08T17:00Z', '2026-07-08T17:00', 'UTC'],
    ['by Friday 5pm JST', '2026-07-03T08:00', 'UTC'],
    ['by Friday 3 p.m. ET', '2026-07-03T15:00', EASTERN],
  ] as const)
    expect([words, on(words)]).toEqual([words, [wall, zone]]);
  expect(neededByIn('by Friday 5pm EST', WEDNESDAY, PACIFIC)?.assumed.join()).toContain('"EST"');
  expect(neededByIn('by Friday 5pm EDT', WEDNESDAY, PACIFIC)?.assumed).toEqual([]);
});

it('reads the day wherever it stands', () => {
  for (const [words, wall] of [
    ['by 5pm on 8 July', '2026-07-08T17:00'],
    ['by 5pm PT on the 8th of July', '2026-07-08T17:00'],
    ['by 17:30 on 9 July 2026', '2026-07-09T17:30'],
    ['by 5pm on Fri', '2026-07-03T17:00'],
    ['by 5pm on Jul. 8', '2026-07-08T17:00'],
    ['by Friday 10 July, 5pm', '2026-07-10T17:00'],
    ['by EOD 8 July', '2026-07-08T17:00'],
  ] as const)
    expect([words, on(words)]).toEqual([words, [wall, PACIFIC]]);
});

it('never falls back to a default for words that it does not read', () => {
  for (const words of [
    ...['by Friday midnight', 'by Friday 1500 ET', 'by Friday at 3 ET', 'by 8 July 1500 ET', 'by Friday morning'],
    ...[
      'by 5pm in two days',
      'by Friday week',
      'by next Friday',
      'by 5pm on the 8th',
      'by 5pm on the day of the hearing',
    ],
    ...[
      'by Friday 5pm BST',
      'by Friday 5pm IST',
      'by Friday 5pm CST',
      'by Friday 5pm SGT',
      'by Friday 5pm London time',
    ],
    ...[
      'by Friday 3-5pm',
      'by Friday 3pm-5pm',
      'by Friday 15:00-17:00',
      'by Friday 8pm ET (6pm PT)',
      'by Friday 5pm ET/PT',
    ],
    ...['by Friday 5pm or Monday', 'by Thursday 10 July', 'by 3pm today', 'by Friday 13pm'],
  ]) {
    expect([words, on(words)]).toEqual([words, null]);
    expect(readNeededBy(words, WEDNESDAY, PACIFIC)).toEqual(expect.any(String));
  }
});
