/** What the heading of a column tells of its values: word by word, `accountId` and `account_id` alike. */
export interface Heading {
  /** Its values tell things apart, whatever they look like: numbers of accounts, phones, hashes. */
  readonly identifies: boolean;
  /** Its values are amounts or counts. */
  readonly measures: boolean;
  /** Its values are times, or days, or months. */
  readonly tellsMonth: boolean;
  /** Its values are times, or days. */
  readonly tellsTime: boolean;
  readonly epoch: boolean;
  readonly utc: boolean;
  readonly duration: boolean;
  /** Its values are names of people or places. */
  readonly names: boolean;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));
const IDENTIFYING = set(
  `id ids no nr num number account acct acc phone mobile tel telephone fax msisdn imsi imei iccid card pan bin last4 iban bic swift hash tx
  txid txn txhash txs address addr wallet token key ref reference serial sn uid uuid guid zip zipcode postcode postal plz ssn passport licence
  license code pin device user customer merchant payer payee session fingerprint sku ean gtin isbn vat asn version username handle
  invoice ticket`,
);
/** As the last word of a heading: of a release, 1.10 is not 1.1. */
const NAMING = set(
  `build release room edition revision rev model prefix suffix firmware section clause chapter flat apartment apt gate seat
  locker extension ext`,
);
/** Their values are names, among which a word for yes or no is one too: Ontario is ON. */
const NAMES = set(
  'name names surname lastname firstname forename nickname province country city town region place county',
);
const MEASURING = set(
  `count counts amount amt balance total totals sum value values qty quantity price fee fees cost costs size bytes length duration age
  score rate ratio percent pct limit max min avg mean median days hours minutes seconds secs volume weight tax net gross of per usd eur gbp
  logins calls attempts messages events items orders payments transactions change delta diff level rank`,
);
const TIME = set(
  'time date datetime timestamp ts epoch unix at when day created updated modified since until begin end start on',
);
const MONTH = set('month months monat mois mes mese maand mês period expiry expires expiration valid');
const DURATION = set('duration elapsed took lasted uptime runtime');
const ENDS_IN_ID =
  /(?:user|account|acct|customer|device|order|payment|session|client|tx|transaction|merchant|card|case|event|msg|message|group|post|parent|payer|payee|owner|invoice|ticket|player|member|record|request|trace)_?id$/;

export function headingOf(text: string): Heading {
  const words = text
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const has = (of: ReadonlySet<string>) => words.some((word) => of.has(word));
  const measures = has(MEASURING);
  const tellsTime = has(TIME) || /(?:time|date|timestamp)$/i.test(text);
  return {
    identifies:
      (!measures && (has(IDENTIFYING) || NAMING.has(words.at(-1) ?? ''))) ||
      words.at(-1) === 'id' ||
      ENDS_IN_ID.test(text.toLowerCase()),
    measures,
    tellsMonth: tellsTime || has(MONTH),
    tellsTime,
    epoch: words.some((word) => word === 'unix' || word === 'epoch' || word === 'unixtimestamp' || word === 'unixtime'),
    utc: words.some((word) => word === 'utc' || word === 'gmt'),
    duration: has(DURATION) || words.join(' ').includes('length of time'),
    names: has(NAMES),
  };
}
