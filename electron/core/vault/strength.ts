import type { TranslationKeys } from '@zxcvbn-ts/core';
import type { Output } from '../../../shared/contract/commands.ts';

/** What the estimator says, in sentences; without them it answers with the names of its messages. */
const SENTENCES: TranslationKeys = {
  warnings: {
    straightRow: 'A straight row of keys is easy to guess.',
    keyPattern: 'A short keyboard pattern is easy to guess.',
    simpleRepeat: 'Repeated characters such as “aaa” are easy to guess.',
    extendedRepeat: 'Repeated patterns such as “abcabc” are easy to guess.',
    sequences: 'Common sequences such as “abc” are easy to guess.',
    recentYears: 'Recent years are easy to guess.',
    dates: 'Dates are easy to guess.',
    topTen: 'This is one of the most used passwords.',
    topHundred: 'This is a very common password.',
    common: 'This is a common password.',
    similarToCommon: 'This is similar to a common password.',
    wordByItself: 'A single word is easy to guess.',
    namesByThemselves: 'A single name is easy to guess.',
    commonNames: 'Common names are easy to guess.',
    userInputs: 'Leave out what is known about you or the vault.',
    pwned: 'This password has been published in a breach.',
  },
  suggestions: {
    l33t: 'Replacing letters by signs such as “@” for “a” helps little.',
    reverseWords: 'Words spelled backwards help little.',
    allUppercase: 'Capitalise some letters, not all.',
    capitalization: 'Capitalise more than the first letter.',
    dates: 'Avoid dates and years that are connected with you.',
    recentYears: 'Avoid recent years.',
    associatedYears: 'Avoid years that are connected with you.',
    sequences: 'Avoid common sequences of characters.',
    repeated: 'Avoid repeated words and characters.',
    longerKeyboardPattern: 'Use longer keyboard patterns that change direction.',
    anotherWord: 'Add more words that are less common.',
    useWords: 'Use several unrelated words.',
    noNeed: 'Symbols, digits and capitals are not required.',
    pwned: 'Do not use this password anywhere.',
  },
  timeEstimation: {
    ltSecond: 'less than a second',
    second: '{base} second',
    seconds: '{base} seconds',
    minute: '{base} minute',
    minutes: '{base} minutes',
    hour: '{base} hour',
    hours: '{base} hours',
    day: '{base} day',
    days: '{base} days',
    month: '{base} month',
    months: '{base} months',
    year: '{base} year',
    years: '{base} years',
    centuries: 'centuries',
  },
};

type Estimate = Output<'vault.strength'>;
type Zxcvbn = (passphrase: string) => {
  score: number;
  crackTimes: unknown;
  feedback: { warning: string | null; suggestions: string[] };
};
let estimator: Promise<Zxcvbn> | null = null;

/** Estimates how long an offline attacker needs (zxcvbn, Wheeler, USENIX Security 2016). The dictionaries load on first use. */
export async function strength(passphrase: string): Promise<Estimate> {
  estimator ??= load();
  const check = await estimator;
  const { score, crackTimes, feedback } = check(passphrase.slice(0, 128));
  const longEnough = [...passphrase].length >= 12;
  const advice = longEnough
    ? [feedback.warning, ...feedback.suggestions].filter(Boolean).join(' ')
    : 'Use 12 characters or more; several unrelated words are easy to remember.';
  return { score, longEnough, guesses: offline(crackTimes), advice };
}

async function load(): Promise<Zxcvbn> {
  const [{ ZxcvbnFactory }, common] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  const factory = new ZxcvbnFactory({
    dictionary: common.dictionary,
    graphs: common.adjacencyGraphs,
    translations: SENTENCES,
  });
  return (passphrase) => factory.check(passphrase) as never;
}

/** The slow-hash figure: what Argon2id makes an attacker's guess cost is nearer to it than to a plain hash. */
function offline(crackTimes: unknown): string {
  const times = crackTimes as Record<string, { display?: string } | string>;
  const entry = times['offlineSlowHashingXPerSecond'];
  return typeof entry === 'string' ? entry : (entry?.display ?? 'unknown');
}
