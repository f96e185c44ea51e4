/**
 * Months by their names and short names in English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Danish, Norwegian,
 * Turkish, Russian, Ukrainian and Arabic, without accents (CLDR). No name is another month in another of them; for Polish and Croatian,
 * where some are, see `slavicMonth`.
 */
const MONTHS: ReadonlyMap<string, number> = new Map(
  [
    'jan january januar janner janv janvier ene enero gen gennaio janeiro januari ocak oca января январь янв січня січень січ يناير جانفي',
    'feb february februar fevr fevrier febr febrero febbraio fev fevereiro februari subat sub февраля февраль февр фев лютого лютии лют فبراير فيفري',
    'mar march marz maerz mrz mars marzo marco mrt maart marts mart марта март мар березня березень бер مارس',
    'apr april avr avril abr abril aprile nisan nis апреля апрель апр квітня квітень квіт ابريل افريل',
    'may mai mayo mag maggio maio mei maj mayis мая маи травня травень трав مايو ماي',
    'jun june juni juin junio giu giugno junho haziran haz июня июнь июн червня червень черв يونيو جوان',
    'jul july juli juil juillet julio lug luglio julho temmuz tem июля июль июл липня липень лип يوليو جويلية',
    'aug august aout ago agosto augustus augusti agustos agu августа август авг серпня серпень серп اغسطس اوت',
    'sep sept september septembre septiembre set settembre setembro eylul eyl сентября сентябрь сент сен вересня вересень вер سبتمبر',
    'oct october okt oktober octobre octubre ott ottobre out outubro ekim eki октября октябрь окт жовтня жовтень жовт اكتوبر',
    'nov november novembre noviembre novembro kasim kas ноября ноябрь нояб ноя листопада листопад лист نوفمبر',
    'dec december dez dezember decembre dic diciembre dicembre dezembro aralik ara декабря декабрь дек грудня грудень груд ديسمبر',
  ].flatMap((names, at) => names.split(' ').map((name) => [name, at + 1] as const)),
);
/** Polish and Croatian names in nominative, genitive and short form, by month from 1 (CLDR), that no other language here has. */
const POLISH = byMonth(
  'styczen stycznia sty|luty lutego lut|marzec marca|kwiecien kwietnia kwi|maja|czerwiec czerwca cze|lipiec lipca|sierpien sierpnia sie|wrzesien wrzesnia wrz|pazdziernik pazdziernika paz||grudzien grudnia gru',
);
const CROATIAN = byMonth(
  'sijecanj sijecnja sij|veljaca veljace velj|ozujak ozujka ozu|travanj travnja tra|svibanj svibnja svi|lipanj lipnja|srpanj srpnja srp|kolovoz kolovoza kol|rujan rujna ruj||studeni studenoga studenog stu|prosinac prosinca',
);
/** Names that are one month in Polish and another in Croatian. */
const EITHER: ReadonlyMap<string, Readonly<Record<Slavic, number>>> = new Map(
  Object.entries({
    ...{ lip: { pl: 7, hr: 6 }, lis: { pl: 11, hr: 10 } },
    ...{ listopad: { pl: 11, hr: 10 }, listopada: { pl: 11, hr: 10 } },
  }),
);
export type Slavic = 'pl' | 'hr';

/** A month by its name in Polish and in Croatian; 0 in a language that does not have the name. */
export type SlavicMonth = Readonly<Record<Slavic, number>>;

/** @param word in lower case @returns null for what is a month in neither */
export function slavicMonth(word: string): SlavicMonth | null {
  const name = plain(word).replaceAll('\u0142', 'l');
  const [pl, hr] = [POLISH.get(name) ?? 0, CROATIAN.get(name) ?? 0];
  return EITHER.get(name) ?? (pl + hr > 0 ? { pl, hr } : null);
}

function byMonth(names: string): ReadonlyMap<string, number> {
  return new Map(names.split('|').flatMap((each, at) => each.split(' ').map((name) => [name, at + 1] as const)));
}

const DAYS = new Set(
  `mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday
  mo di mi do fr sa so montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
  lun mer jeu ven sam dim lundi mardi mercredi jeudi vendredi samedi dimanche
  lunes martes miercoles jueves viernes sabado domingo lunedi martedi mercoledi giovedi venerdi sabato domenica
  maandag dinsdag woensdag donderdag vrijdag zaterdag zondag`.split(/\s+/),
);
/** Words that join the parts of a date: 14 de mayo de 2026 a las 13:00, 14. Mai 2026 um 13:00. */
const JOINING = new Set('at of t a as um de del las le den om kl klo alle в о saat الساعة'.split(' '));

const plain = (word: string): string =>
  /^[a-z]*$/.test(word) ? word : word.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('\u0131', 'i');

/** @param word in lower case @returns 1 to 12; 0 for what names no month */
export const monthOf = (word: string): number => MONTHS.get(word) ?? MONTHS.get(plain(word)) ?? 0;
export const isDayName = (word: string): boolean => DAYS.has(word) || DAYS.has(plain(word));
export const joins = (word: string): boolean => JOINING.has(plain(word));

/** A time of day with dots or an h, as Oracle, Finland and France write it, and nothing behind it but a half of the day or a zone. */
const DOTTED = /^(\d{1,2})\.(\d\d)(?:\.(\d\d)([.,]\d{1,9})?)?(?=$|[ \u202f\u00a0])/;
const WITH_H = /^(\d{1,2})[ \u202f\u00a0]?h[ \u202f\u00a0]?(\d\d)(?![\d.:])/i;

/** @returns the rest of a text from its time of day on, with colons in that; null where it has none of these forms */
export function withColons(rest: string): string | null {
  const [dotted, hour, minute, second, fraction = ''] = DOTTED.exec(rest) ?? [];
  if (dotted !== undefined)
    return `${hour}:${minute}${second === undefined ? '' : `:${second}${fraction}`}${rest.slice(dotted.length)}`;
  const [whole, hours, minutes] = WITH_H.exec(rest) ?? [];
  return whole === undefined ? null : `${hours}:${minutes}${rest.slice(whole.length)}`;
}
