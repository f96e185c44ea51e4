import type { Likelihood } from '../contract/findings.ts';

/** Words that a report is read for, why, and what to write instead. Data alone: a rule is an entry more. */
export interface WordRule {
  /** The words, in lower case; any of them, whole. */
  readonly words: readonly string[];
  readonly why: string;
  readonly instead: string;
}

/**
 * Expressions of likelihood of both yardsticks (`likelihood.ts`), with the adverbs made from them. The longest that fits is
 * meant: "almost certain" is not "certain".
 */
export const ESTIMATES: Readonly<Record<Likelihood, readonly string[]>> = {
  'almost-no-chance': ['almost no chance', 'remote chance'],
  'very-unlikely': ['very unlikely', 'highly improbable', 'highly unlikely'],
  unlikely: ['unlikely', 'improbable', 'not likely'],
  'roughly-even': ['roughly even chance', 'roughly even odds', 'even chance'],
  likely: ['likely', 'probable', 'probably'],
  'very-likely': ['very likely', 'highly probable', 'very probably', 'highly likely'],
  'almost-certain': ['almost certain', 'nearly certain', 'almost certainly', 'nearly certainly'],
  'phia-remote-chance': ['remote chance'],
  'phia-highly-unlikely': ['highly unlikely', 'highly improbable'],
  'phia-unlikely': ['unlikely', 'improbable'],
  'phia-realistic-possibility': ['realistic possibility', 'realistic probability'],
  'phia-likely': ['likely', 'probable', 'probably'],
  'phia-highly-likely': ['highly likely', 'highly probable'],
  'phia-almost-certain': ['almost certain', 'almost certainly'],
};

/** Absolutes that evidence rarely carries. */
export const ABSOLUTES: readonly WordRule[] = [
  {
    words: ['always', 'never', 'in every case', 'without exception'],
    why: 'It speaks of all cases, those that nobody has seen among them.',
    instead: 'what was seen: “in all 12 payouts of May (E-0003)”',
  },
  {
    words: [
      'definitely',
      'certainly',
      'undoubtedly',
      'without a doubt',
      'without doubt',
      'beyond doubt',
      'no doubt',
      'undeniably',
    ],
    why: 'It claims certainty, for which the scale of likelihood has no word.',
    instead: 'an expression of the scale, as “almost certain”, with the likelihood chosen to match',
  },
  {
    words: ['proves', 'prove', 'proven', 'proved', 'conclusively', 'conclusive proof'],
    why: 'Whether something is proven is for a court to say.',
    instead: '“shows” or “indicates”, with the exhibit',
  },
  {
    words: ['obviously', 'clearly', 'of course', 'undisputed'],
    why: 'It asks the reader to agree instead of showing why.',
    instead: 'the sentence without it, with the exhibit',
  },
];

/** Words that call a person guilty. */
export const GUILT: readonly WordRule[] = [
  {
    words: [
      ...[
        'fraudster',
        'fraudsters',
        'scammer',
        'scammers',
        'criminal',
        'criminals',
        'crook',
        'crooks',
        'thief',
        'thieves',
      ],
      ...[
        'culprit',
        'culprits',
        'perpetrator',
        'perpetrators',
        'money launderer',
        'money launderers',
        'con man',
        'con artist',
      ],
    ],
    why: 'It calls a person guilty before anybody has found so.',
    instead: 'what the person or account did: “the holder of account u_12”, “the suspected operator”',
  },
  {
    words: ['guilty', 'is to blame'],
    why: 'Guilt is found by a court.',
    instead: 'what was done, when and by which account, with the exhibit',
  },
];

/** Codes of assets as exchanges write them: names of money, as USD is. */
export const ASSET_CODES: readonly string[] =
  'BTC XBT ETH WETH STETH ETC USDT USDC DAI BUSD TUSD USDP XMR LTC BCH BNB TRX SOL XRP DOGE SHIB ADA DOT AVAX MATIC POL TON ZEC DASH XLM ATOM LINK UNI WBTC EURC PYUSD'.split(
    ' ',
  );

/** Abbreviations that a reader of such a report knows, beside codes of currencies and assets. */
export const KNOWN_ACRONYMS: readonly string[] = [
  ...[
    'ID',
    'IDS',
    'IP',
    'URL',
    'PDF',
    'CSV',
    'SQL',
    'UTC',
    'GMT',
    'TLP',
    'OK',
    'AM',
    'PM',
    'UK',
    'US',
    'USA',
    'EU',
    'UN',
    'TV',
  ],
  ...[
    'CEO',
    'CFO',
    'IT',
    'PC',
    'SMS',
    'PIN',
    'IBAN',
    'BIC',
    'ATM',
    'GPS',
    'VPN',
    'HTML',
    'JSON',
    'SHA',
    'QR',
    'FAQ',
    'AMBER',
    'RED',
    'GREEN',
    'CLEAR',
  ],
];
