/** Where made-up readers come from. Real countries, in the shares of no real site. */
export interface Place {
  readonly country: string | null;
  readonly languages: readonly string[];
  /** Hours that its clocks are ahead of UTC. */
  readonly ahead: number;
}

export const PLACES: readonly (readonly [weight: number, place: Place])[] = [
  [18, { country: 'US', languages: ['en-us', 'en-us', 'en-us', 'es-us'], ahead: -6 }],
  [16, { country: 'DE', languages: ['de', 'de-de', 'en'], ahead: 1 }],
  [11, { country: 'GB', languages: ['en-gb'], ahead: 0 }],
  [9, { country: 'IN', languages: ['en-in', 'en', 'hi'], ahead: 5 }],
  [7, { country: 'FR', languages: ['fr', 'fr-fr'], ahead: 1 }],
  [6, { country: 'NL', languages: ['nl', 'en'], ahead: 1 }],
  [5, { country: 'BR', languages: ['pt-br'], ahead: -3 }],
  [4, { country: 'CA', languages: ['en-ca', 'fr-ca'], ahead: -5 }],
  [4, { country: 'PL', languages: ['pl', 'pl-pl'], ahead: 1 }],
  [3, { country: 'ES', languages: ['es', 'es-es', 'ca'], ahead: 1 }],
  [3, { country: 'SE', languages: ['sv-se', 'en'], ahead: 1 }],
  [3, { country: 'JP', languages: ['ja'], ahead: 9 }],
  [2, { country: 'NG', languages: ['en-ng', 'en'], ahead: 1 }],
  [2, { country: 'AU', languages: ['en-au'], ahead: 10 }],
  [2, { country: 'CZ', languages: ['cs'], ahead: 1 }],
  [2, { country: 'IT', languages: ['it', 'it-it'], ahead: 1 }],
  [1, { country: 'KE', languages: ['en', 'sw'], ahead: 3 }],
  [1, { country: 'TR', languages: ['tr'], ahead: 3 }],
  [1, { country: 'EG', languages: ['ar'], ahead: 2 }],
  [1, { country: 'NO', languages: ['nb-no'], ahead: 1 }],
  [2, { country: null, languages: ['en'], ahead: 0 }],
];

/** Made-up hosts; none for those who type, and who follow a link within the site. */
export const SOURCES: readonly (readonly [weight: number, source: Source])[] = [
  [34, { referrer: null, utmSource: null }],
  [31, { referrer: 'search.example', utmSource: null }],
  [7, { referrer: 'find.example', utmSource: null }],
  [6, { referrer: 'forum.example', utmSource: null }],
  [5, { referrer: 'social.example', utmSource: 'social' }],
  [4, { referrer: 'chat.example', utmSource: null }],
  [3, { referrer: 'code.example', utmSource: null }],
  [3, { referrer: null, utmSource: 'newsletter' }],
  [2, { referrer: 'blog.kilnworks.example', utmSource: null }],
  [2, { referrer: 'papercrane.example', utmSource: 'partner' }],
  [2, { referrer: 'podcast.example', utmSource: 'podcast' }],
  [1, { referrer: 'wiki.example', utmSource: null }],
];
export interface Source {
  readonly referrer: string | null;
  readonly utmSource: string | null;
}
export const NEWSLETTER: Source = { referrer: 'mail.example', utmSource: 'newsletter' };
export const FORUM: Source = { referrer: 'forum.example', utmSource: null };
