/**
 * Values that most days have, by number: those before the seventeenth take one character. Only what saves room: any other value is
 * written as it is.
 */
const WORDS = [
  ...['Chrome', 'Safari', 'Firefox', 'Edge', 'Samsung Internet', 'Opera', 'other'],
  ...['Windows', 'macOS', 'Linux', 'Android', 'iOS', 'ChromeOS', 'desktop', 'phone', 'tablet'],
  ...'US DE GB IN FR NL BR CA PL ES SE JP NG AU CZ IT KE TR EG NO CN KR MX AR CL CO PT BE CH AT DK FI IE GR RO HU UA RU'.split(
    ' ',
  ),
  ...'ID PH VN TH MY SG HK TW PK BD LK IR SA AE IL ZA NZ GH MA'.split(' '),
  ...'en en-us en-gb en-in en-ca en-au en-ng de de-de de-at de-ch fr fr-fr fr-ca es es-es es-us es-mx pt pt-br pt-pt it'.split(
    ' ',
  ),
  ...'it-it nl nl-nl nl-be pl pl-pl sv sv-se da da-dk nb nb-no no fi fi-fi cs cs-cz sk hu ro uk ru ru-ru tr tr-tr ar'.split(' '),
  ...'he hi bn ta th vi id ms ja ja-jp ko ko-kr zh zh-cn zh-tw el ca sw fa'.split(' '),
];
export const wordOf = (number: number): string | undefined => WORDS[number];
export const NUMBER_OF_WORD: ReadonlyMap<string, number> = new Map(WORDS.map((word, number) => [word, number]));
