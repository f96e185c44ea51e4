import type { Output } from '../../../shared/contract/commands.ts';

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
  const factory = new ZxcvbnFactory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs });
  return (passphrase) => factory.check(passphrase) as never;
}

/** The slow-hash figure: what Argon2id makes an attacker's guess cost is nearer to it than to a plain hash. */
function offline(crackTimes: unknown): string {
  const times = crackTimes as Record<string, { display?: string } | string>;
  const entry = times['offlineSlowHashingXPerSecond'];
  return typeof entry === 'string' ? entry : (entry?.display ?? 'unknown');
}
