/** ISO 3166-1, the two letters and the three of each country and territory; XK is the user-assigned code of Kosovo. */
const PAIRS =
  'AD AND AE ARE AF AFG AG ATG AI AIA AL ALB AM ARM AO AGO AQ ATA AR ARG AS ASM AT AUT AU AUS AW ABW AX ALA AZ AZE BA BIH BB BRB BD BGD BE BEL BF BFA BG BGR BH BHR BI BDI BJ BEN BL BLM BM BMU BN BRN BO BOL BQ BES BR BRA BS BHS BT BTN BV BVT BW BWA BY BLR BZ BLZ CA CAN CC CCK CD COD CF CAF CG COG CH CHE CI CIV CK COK CL CHL CM CMR CN CHN CO COL CR CRI CU CUB CV CPV CW CUW CX CXR CY CYP CZ CZE DE DEU DJ DJI DK DNK DM DMA DO DOM DZ DZA EC ECU EE EST EG EGY EH ESH ER ERI ES ESP ET ETH FI FIN FJ FJI FK FLK FM FSM FO FRO FR FRA GA GAB GB GBR GD GRD GE GEO GF GUF GG GGY GH GHA GI GIB GL GRL GM GMB GN GIN GP GLP GQ GNQ GR GRC GS SGS GT GTM GU GUM GW GNB GY GUY HK HKG HM HMD HN HND HR HRV HT HTI HU HUN ID IDN IE IRL IL ISR IM IMN IN IND IO IOT IQ IRQ IR IRN IS ISL IT ITA JE JEY JM JAM JO JOR JP JPN KE KEN KG KGZ KH KHM KI KIR KM COM KN KNA KP PRK KR KOR KW KWT KY CYM KZ KAZ LA LAO LB LBN LC LCA LI LIE LK LKA LR LBR LS LSO LT LTU LU LUX LV LVA LY LBY MA MAR MC MCO MD MDA ME MNE MF MAF MG MDG MH MHL MK MKD ML MLI MM MMR MN MNG MO MAC MP MNP MQ MTQ MR MRT MS MSR MT MLT MU MUS MV MDV MW MWI MX MEX MY MYS MZ MOZ NA NAM NC NCL NE NER NF NFK NG NGA NI NIC NL NLD NO NOR NP NPL NR NRU NU NIU NZ NZL OM OMN PA PAN PE PER PF PYF PG PNG PH PHL PK PAK PL POL PM SPM PN PCN PR PRI PS PSE PT PRT PW PLW PY PRY QA QAT RE REU RO ROU RS SRB RU RUS RW RWA SA SAU SB SLB SC SYC SD SDN SE SWE SG SGP SH SHN SI SVN SJ SJM SK SVK SL SLE SM SMR SN SEN SO SOM SR SUR SS SSD ST STP SV SLV SX SXM SY SYR SZ SWZ TC TCA TD TCD TF ATF TG TGO TH THA TJ TJK TK TKL TL TLS TM TKM TN TUN TO TON TR TUR TT TTO TV TUV TW TWN TZ TZA UA UKR UG UGA UM UMI US USA UY URY UZ UZB VA VAT VC VCT VE VEN VG VGB VI VIR VN VNM VU VUT WF WLF WS WSM XK XKX YE YEM YT MYT ZA ZAF ZM ZMB ZW ZWE'.split(
    ' ',
  );
/** Other names that lists and forms use, beside those of Unicode (CLDR), in the form that `plain` gives. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  BO: 'bolivia plurinational state of',
  BN: 'brunei darussalam',
  BS: 'the bahamas|bahamas the',
  CD: 'democratic republic of the congo|congo democratic republic of the|congo the democratic republic of the|drc|dr congo',
  CG: 'republic of the congo|congo republic of the',
  CI: 'ivory coast|republic of cote divoire',
  CN: 'peoples republic of china|prc|mainland china',
  CV: 'cabo verde',
  CZ: 'czech republic',
  DE: 'federal republic of germany|deutschland',
  FK: 'falkland islands malvinas',
  FM: 'micronesia federated states of|federated states of micronesia',
  GB: 'uk|great britain|united kingdom of great britain and northern ireland|the united kingdom',
  GM: 'the gambia|gambia the',
  HK: 'hong kong|hong kong sar',
  IR: 'iran islamic republic of|islamic republic of iran',
  KP: 'north korea|dprk|korea north|korea democratic peoples republic of|democratic peoples republic of korea|democratic people s republic of korea',
  KR: 'south korea|rok|korea south|korea republic of|republic of korea',
  LA: 'lao peoples democratic republic|lao pdr',
  MD: 'moldova republic of|republic of moldova',
  MK: 'macedonia|republic of north macedonia|macedonia the former yugoslav republic of',
  MM: 'burma|myanmar',
  MO: 'macau|macao|macao sar|macau sar',
  PS: 'palestine|palestine state of|state of palestine|palestinian territory occupied|west bank and gaza',
  RU: 'russian federation|russia',
  SY: 'syrian arab republic',
  SZ: 'swaziland',
  TL: 'east timor|timor leste',
  TR: 'turkey|turkiye|republic of turkiye',
  TW: 'taiwan province of china',
  TZ: 'tanzania united republic of|united republic of tanzania',
  US: 'usa|united states of america|the united states',
  AE: 'uae',
  VA: 'holy see|vatican|holy see vatican city state',
  VE: 'venezuela bolivarian republic of|bolivarian republic of venezuela',
  VN: 'viet nam',
};

/** Without marks, punctuation and case; "&" is "and". */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[’'`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const english = new Intl.DisplayNames('en', { type: 'region' });
export const COUNTRY_CODES: readonly string[] = PAIRS.filter((_, at) => at % 2 === 0);
const byThree = new Map(COUNTRY_CODES.map((code, at) => [PAIRS[2 * at + 1] as string, code]));
const known = new Set(COUNTRY_CODES);
const byName = new Map<string, string>();
for (const code of COUNTRY_CODES) {
  const written = english.of(code) ?? code;
  // "Myanmar (Burma)": as it stands, and without what is added.
  for (const name of [written, written.replace(/\s*\(.*\)$/, ''), ...(OTHER_NAMES[code]?.split('|') ?? [])]) {
    const key = plain(name);
    if (!byName.has(key)) byName.set(key, code);
    byName.set(key.replace(/^st /, 'saint '), byName.get(key) ?? code);
  }
}

/** "Iran" of "IR". */
export const countryName = (code: string): string => english.of(code) ?? code;
/** "Iran (IR)" */
export const countryWords = (code: string): string => `${countryName(code)} (${code})`;

/**
 * The code of a country that a text is the name or the code of, in whole; null where it is neither, or where that is not certain.
 * @param text "Iran", "IRN", "ir", "Korea, North", "Côte d’Ivoire"
 */
export function countryCode(text: string): string | null {
  const clean = text.trim();
  if (/^[a-z]{2}$/i.test(clean))
    return known.has(clean.toUpperCase()) ? clean.toUpperCase() : (byName.get(plain(clean)) ?? null);
  if (/^[a-z]{3}$/i.test(clean)) {
    const code = byThree.get(clean.toUpperCase());
    if (code) return code;
  }
  return byName.get(plain(clean)) ?? null;
}
