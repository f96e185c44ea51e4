/**
 * Letters of languages, the frequent ones first: of those written in Latin letters only what ASCII lacks. A guess at an
 * encoding is worth what its letters are worth in the language that they fit best.
 */
const LETTERS = {
  french: 'éèàêçôîûùâœïëÉÀÊÈÇü',
  german: 'üäößÜÄÖé',
  spanish: 'óíáéñúüÁÉÍÓÚÑ',
  portuguese: 'ãçáéõíóêúâàôÃÇÉÁÓ',
  italian: 'àèéùòìÈÀ',
  catalan: 'àçèéíòóúïü·',
  dutch: 'ëéïèöüó',
  swedish: 'äöåÅÄÖé',
  danish: 'øåæØÅÆéö',
  icelandic: 'áíðéúóþæöýÁÞÍÓ',
  polish: 'łąęóżśćńźŁŻŚÓĆŹĄĘŃ',
  czech: 'íáéěýžřščůúťňďóôľäĺŕČŠŽŘÚÁĎŤ',
  hungarian: 'áéöóőüíúűÁÉÖÓŐÜÚŰÍ',
  romanian: 'ăîâșțşţĂÎÂȘȚŞŢ',
  croatian: 'čšžćđČŠŽĆĐ',
  turkish: 'ıüşğçöİŞÜÇÖĞâ',
  lithuanian: 'ėšųžįąūęčĖŠŽČŲ',
  latvian: 'āīšēžņūļģķčĀĪŠĒŽŅŪĻĢĶČ',
  estonian: 'äõüöšžÕÄÜÖ',
  vietnamese: 'đư\u0301\u0300ôê\u0323âơă\u0309\u0303Đáàãéèêíóòôõúýâ',
  russian: 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё',
  ukrainian: 'оаинівтреслкдумпязьбгйчхцїжюєшфщґ',
  belarusian: 'аніеорсылткдуваўмзяпцгбьчжёйшхэюф',
  bulgarian: 'аеиотнрсвлдкпмязугъбчйжшцхщюф',
  serbian: 'аиоеунрјтсдкмвзлпбчгшжњљхцћђфџ',
  greek: 'αοιετσνηυρπκμλςωίόάγέδήχθφύβώξζψϊϋΐΰ',
  hebrew: 'יוהלאמרתבשנםכדקעפטגזחסןצךףץ',
  arabic: 'اليمونرتبةعدسفهكقحجشطصخأىذضغئزثإآؤءظ',
  persian: 'ایرندومهتبسشکلزفگخقعپجحچغصطظضثژذئآء',
  thai: 'านรกอเงมยลวดทตสปะ\u0e35\u0e31\u0e34\u0e48\u0e49ไบคจพหขโแใผชญธฉซฐฆฎฏฑฒณศษฬฮ็ุู์ำืฟภ',
} as const;

export type Language = keyof typeof LETTERS;

const LATIN: ReadonlySet<Language> = new Set(
  (Object.keys(LETTERS) as Language[]).filter((language) => /\p{Script=Latin}/u.test(LETTERS[language])),
);
export const isLatin = (language: Language): boolean => LATIN.has(language);

const WORST = 0.3;
const CAPITAL = 0.9;

/** What each letter is worth in a language: 1 for the most frequent one, falling to 0.3. */
const worth = new Map<Language, ReadonlyMap<string, number>>();
export function lettersOf(language: Language): ReadonlyMap<string, number> {
  const known = worth.get(language);
  if (known) return known;
  const letters = new Map<string, number>();
  const all = [...LETTERS[language]];
  for (const [rank, letter] of all.entries()) {
    const points = 1 - ((1 - WORST) * rank) / all.length;
    letters.set(letter, points);
    const capital = letter.toUpperCase();
    if (!isLatin(language) && capital !== letter && capital.length === 1) letters.set(capital, points * CAPITAL);
  }
  worth.set(language, letters);
  return letters;
}

/** Characters that make up much of any text, names and addresses included. */
export const FREQUENT: { readonly [language: string]: string } = {
  simplified:
    '的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坏兴整省号县街账户银付款购退货卖家买订单邮箱电话姓名地址城市赵孙吴郑冯陈褚卫蒋沈韩杨朱秦尤何吕施孔曹严谢邹章苏潘葛范彭鲁韦昌苗凤方俞柳丰鲍唐费廉岑薛雷贺倪汤刘徐郭邓梁宋罗杭州深圳津渝川湖湾港',
  traditional:
    '的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可裡後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長知民樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話兒者向情部正名定女問力機給等幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代軍產入先山五太水萬市眼體別處總才場師書比住員九笑性通目華報立馬命張活難神數件安表原車白應路期叫死常提感金何更反合放做系計或司利受光王果親界及今京務制解各任至清物台象記邊共風戰干接它許八特覺望直服毛林題建南度統色字請交愛讓認算論百吃義科怎元社術結六功指思非流每青管夫連遠資隊跟帶花快條院變聯言權往展該領傳近留紅治決周保達辦運武半候七必城父強步完革深區即求品士轉量空甚眾技輕程告江語英基派滿式李息寫呢識極令黃德收臉錢黨倒未持取設始版雙歷越史商千片容研像找友孩站廣改議形委早房音火際則首單據導影失拿網香似斯專石若兵弟誰校讀志飛觀爭究包組造落視濟喜離雖壞興整省號縣街帳戶銀付款購退貨賣買訂郵箱姓址趙孫吳鄭馮陳衛蔣韓楊朱秦許何呂施孔曹嚴謝鄒章蘇潘葛范彭魯韋劉徐郭鄧梁宋羅臺灣港北高雄中南',
  korean:
    '이다는의에가을고하지로한사은기자도들인리를어서그나시수정대아있해보일과것라전만장부적여면주음제구상원조선비우경성동국소신니무안스계오마드위등공연와요없개었습트거으러당관년유세화야했치실방산미분게모말회영행생중내물반강발터식문양민체단차르때려심교금용인월명간표또본재입최저호진각김박송임윤배된할않같되며학프속데후까운남레람길결메번달통품환불매입출계좌주소전화번호이름메일은행금액날짜서울부산대구광주',
};
