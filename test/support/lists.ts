/** Lists in the exact layouts of those that publish them, of invented persons alone. */
const line = (...cells: string[]): string =>
  `${cells.map((cell) => (cell === '-0- ' || /^\d+$/.test(cell) ? cell : `"${cell}"`)).join(',')}\r\n`;
const NIL = '-0- ';

/** OFAC: four files without headers, `-0- ` for nothing, the last byte 0x1A; a remark that is cut within a word at 1,000 characters. */
const LONG = `DOB 21 Sep 1979; POB Springfield; nationality Ruritania; ${'x'.repeat(900)}; Digital Currency Addr`;
export const OFAC = {
  sdn: [
    line('101', 'ORLOV, Dmitri Ivanovich', 'individual', 'RURITANIA-EO1', NIL, NIL, NIL, NIL, NIL, NIL, NIL, LONG),
    line(
      '102',
      'LANTERN TRADING LLC',
      NIL,
      'CYBER2] [RURITANIA-EO1',
      NIL,
      NIL,
      NIL,
      NIL,
      NIL,
      NIL,
      NIL,
      "Email Address ops@lantern.example; a.k.a. 'COPPER'.",
    ),
    line(
      '103',
      'SALEM, Fatima',
      'individual',
      'SDGT',
      NIL,
      NIL,
      NIL,
      NIL,
      NIL,
      NIL,
      NIL,
      'DOB circa 1981; alt. DOB 1983; Passport T1455 (Ruritania) expires 2030.',
    ),
    '\u001a',
  ].join(''),
  alt: line('101', '1', 'aka', 'ORLOFF, Dimitry', NIL) + line('102', '2', 'fka', 'BRASS LANTERN LTD', NIL),
  add: line('101', '1', '1 Main Street', 'Strelsau', 'Ruritania', NIL),
  comments: line('101', 'ess - XBT 149wHUMDbPqXAbEkGLnQC8gbZR8sWqy3Kd; Linked To: LANTERN TRADING LLC.'),
};

export const UN = `<?xml version="1.0" encoding="utf-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:00.000Z"><INDIVIDUALS><INDIVIDUAL>
<DATAID>6908555</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>KHALED</FIRST_NAME><SECOND_NAME>MANSOUR</SECOND_NAME>
<UN_LIST_TYPE>Ruritania</UN_LIST_TYPE><REFERENCE_NUMBER>RTi.001</REFERENCE_NUMBER><LISTED_ON>2020-01-02</LISTED_ON>
<NAME_ORIGINAL_SCRIPT>خالد منصور</NAME_ORIGINAL_SCRIPT><NATIONALITY><VALUE>Ruritania</VALUE></NATIONALITY>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Abu Nasr; Khalid Mansur</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>The Tailor</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ADDRESS><COUNTRY>Graustark</COUNTRY></INDIVIDUAL_ADDRESS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1971</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>R-778</NUMBER></INDIVIDUAL_DOCUMENT>
<SORT_KEY/></INDIVIDUAL></INDIVIDUALS><ENTITIES><ENTITY><DATAID>2</DATAID><FIRST_NAME>STRELSAU MINING CO</FIRST_NAME>
<UN_LIST_TYPE>Ruritania</UN_LIST_TYPE><REFERENCE_NUMBER>RTe.001</REFERENCE_NUMBER></ENTITY></ENTITIES></CONSOLIDATED_LIST>`;

const EU_HEAD = [
  'fileGenerationDate',
  'Entity_LogicalId',
  'Entity_EU_ReferenceNumber',
  'Entity_SubjectType',
  'Entity_SubjectType_ClassificationCode',
  'Entity_Regulation_Programme',
  'NameAlias_LastName',
  'NameAlias_FirstName',
  'NameAlias_MiddleName',
  'NameAlias_WholeName',
  'Address_CountryDescription',
  'BirthDate_BirthDate',
  'BirthDate_Year',
  'BirthDate_YearRangeFrom',
  'BirthDate_YearRangeTo',
  'BirthDate_Circa',
  'BirthDate_CountryDescription',
  'Identification_Number',
  'Citizenship_CountryDescription',
];
const eu = (of: Record<string, string>): string => `${EU_HEAD.map((name) => of[name] ?? '').join(';')}\n`;
const PERSON = {
  fileGenerationDate: '20/11/2026',
  Entity_LogicalId: '13',
  Entity_EU_ReferenceNumber: 'EU.27.28',
  Entity_SubjectType: 'P',
  Entity_SubjectType_ClassificationCode: 'person',
};
/** EU: a BOM, semicolons, a row for each alias, birth and document. */
export const EU = `\uFEFF${EU_HEAD.join(';')}\n${eu({ ...PERSON, NameAlias_WholeName: 'Olena Shevchenko', Entity_Regulation_Programme: 'RUR' })}${eu({ ...PERSON, NameAlias_WholeName: 'Олена Шевченко' })}${eu({ ...PERSON, BirthDate_BirthDate: '1975-06-15', BirthDate_CountryDescription: 'RURITANIA' })}${eu({ ...PERSON, Identification_Number: 'PP-9' })}`;

const UK_HEAD = [
  'Last Updated',
  'Unique ID',
  'OFSI Group ID',
  'UN Reference Number',
  'Name 6',
  'Name 1',
  'Name 2',
  'Name 3',
  'Name 4',
  'Name 5',
  'Name type',
  'Alias strength',
  'Title',
  'Name non-latin script',
  'Non-latin script type',
  'Non-latin script language',
  'Regime Name',
  'Designation Type',
  'Designation source',
  'Sanctions Imposed',
  'Other Information',
  'UK Statement of Reasons',
  'Address Line 1',
  'Address Line 2',
  'Address Line 3',
  'Address Line 4',
  'Address Line 5',
  'Address Line 6',
  'Address Postal Code',
  'Address Country',
  'Phone number',
  'Website',
  'Email address',
  'Date Designated',
  'D.O.B',
  'Nationality(/ies)',
  'National Identifier number',
  'National Identifier additional information',
  'Passport number',
  'Passport additional information',
  'Position',
  'Gender',
  'Town of birth',
  'Country of birth',
  'Type of entity',
  'Subsidiaries',
  'Parent company',
  'Business registration number (s)',
  'IMO number',
  'Current owner/operator (s)',
  'Previous owner/operator (s)',
  'Current believed flag of ship',
  'Previous flags',
  'Type of ship',
  'Tonnage of ship',
  'Length of ship',
  'Year Built',
  'Hull identification number (HIN)',
];
const uk = (of: Record<string, string>): string => `${UK_HEAD.map((name) => `"${of[name] ?? ''}"`).join(',')}\r\n`;
const UK_PERSON = { 'Unique ID': 'RUR0001', 'Designation Type': 'Individual', 'Regime Name': 'Ruritania' };
export const UK = `Report Date: 08-Oct-2026\r\n${UK_HEAD.join(',')}\r\n${uk({ ...UK_PERSON, 'Name 6': 'PETROV', 'Name 1': 'Ivan', 'Name type': 'Primary name', 'D.O.B': 'dd/06/1975', 'Nationality(/ies)': 'Ruritania' })}${uk({ ...UK_PERSON, 'Name 6': 'Vanya', 'Name type': 'Alias', 'Alias strength': 'Low quality a.k.a', 'Name non-latin script': 'Иван Петров' })}${uk({ 'Unique ID': 'RUR0002', 'Designation Type': 'Entity', 'Name 6': 'Graustark Shipping AG', 'Business registration number (s)': 'HRB 12' })}`;

const simple = (...cells: string[]): string => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`;
export const SIMPLE =
  'id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,program_ids,dataset,first_seen,last_seen,last_change\n' +
  simple(
    'Q1',
    'Person',
    'Mara Voss',
    'M. Voss;"Voss; Mara"',
    '1980-02-03;1980',
    'ru;gr',
    '',
    'ID-5',
    '',
    '',
    'mara@voss.example',
    'RUR-1',
    'Ruritania',
    '',
    '',
    '',
  );
export const FTM =
  `${JSON.stringify({ id: 'f1', schema: 'Company', properties: { name: ['Brass Lantern GmbH'], country: ['rt'], registrationNumber: ['HRB 77'] }, datasets: ['rt'] })}\n` +
  `${JSON.stringify({ id: 'f2', schema: 'CryptoWallet', properties: { publicKey: ['0x00000000219ab540356cBB839Cbe05303d7705Fa'] } })}\n{broken\n`;
export const MISP = JSON.stringify({
  name: 'Disposable mail',
  version: 20261001,
  type: 'hostname',
  matching_attributes: ['domain'],
  description: 'x',
  list: ['throwaway.example', '.mail.test'],
});
export const OWN = 'name;dob;country;aliases\nPat Okoro;1990-01-02;Ruritania;P. Okoro\n;1991;;\n';
