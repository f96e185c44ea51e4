import { currencyColumn } from '../../../../shared/domain/currencies.ts';
import type { ColumnReading } from '../../../../shared/domain/readings.ts';
import type { ReadDb } from '../../db/open.ts';
import { identifier, sql } from '../../db/sql.ts';
import type { StoredColumn } from '../columns.ts';
import { cellText } from '../forms.ts';

/** Codes (ISO 4217) of the money that a sign stands for. */
const SIGN_OF: Readonly<Record<string, string>> = {
  $: 'USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP UYU BBD BSD BZD BMD FJD JMD NAD TTD XCD LRD GYD SRD BND KYD USDT USDC',
  '€': 'EUR',
  '£': 'GBP EGP LBP SYP SDG GIP FKP SHP',
  '¥': 'JPY CNY',
  '₹': 'INR',
  '₽': 'RUB',
  '₩': 'KRW KPW',
  '₪': 'ILS',
  '₫': 'VND',
  '₴': 'UAH',
  '₺': 'TRY',
  '₦': 'NGN',
  '₱': 'PHP',
  '฿': 'THB',
  '₿': 'BTC XBT',
  Ξ: 'ETH',
};
const MOST_CURRENCIES = 200;

/**
 * Amounts with a sign beside a column that names another currency: which of the two is true, nobody here can say, so it is asked.
 * @param number of the table that was just filled
 */
export function besideCurrency(db: ReadDb, number: number, columns: readonly StoredColumn[]): readonly StoredColumn[] {
  const beside = currencyColumn(columns.map(({ header }) => header));
  const at = columns.findIndex(({ header }) => header === beside);
  const currency = columns[at];
  if (!currency || !columns.some(({ reading }) => unitOf(reading) !== '')) return columns;
  const cell = cellText(`c${at + 1}`, currency.form);
  const found = db.all<{ code: string | null }>(
    sql`SELECT DISTINCT ${cell} AS code FROM ${identifier(`ds_${number}`)} WHERE ${cell} IS NOT NULL LIMIT ${MOST_CURRENCIES}`,
  );
  const codes = found.map(({ code }) => (code ?? '').trim().toUpperCase()).filter((code) => code !== '');
  return columns.map((column, place) => {
    const { reading } = column;
    const unit = unitOf(reading);
    if (!reading || unit === '' || place === at || reading.sure === 'by a person') return column;
    const meant = new Set([unit, ...(SIGN_OF[unit]?.split(' ') ?? [])]);
    const other = codes.find((code) => !meant.has(code));
    if (other === undefined) return column;
    const question = {
      about: 'unit' as const,
      choices: [{ reading: reading.reading, fitting: reading.fitting }],
      beside: `${currency.header.slice(0, 100)} (${other.slice(0, 20)})`,
    };
    const asked: ColumnReading = {
      ...reading,
      reading: { kind: 'text', why: 'asked' },
      sure: 'to be asked',
      settledBy: null,
      fitting: reading.values,
      source: 'cell',
      questions: [question, ...reading.questions].slice(0, 4),
    };
    return { ...column, reading: asked, type: 'TEXT' };
  });
}

const unitOf = (reading: ColumnReading | null): string => {
  const unit = reading && 'form' in reading.reading ? reading.reading.form.unit : '';
  return unit === '%' ? '' : unit;
};
