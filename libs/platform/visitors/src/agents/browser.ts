import { parse } from 'bowser';

export type Browser = 'Chrome' | 'Safari' | 'Firefox' | 'Edge' | 'Opera' | 'Samsung Internet' | 'other';
export type System = 'Windows' | 'macOS' | 'Linux' | 'Android' | 'iOS' | 'ChromeOS' | 'other';
export type Device = 'desktop' | 'phone' | 'tablet' | 'other';

/** Bowser takes what it does not know from the user agent itself; these lists let nothing of that through. */
const BROWSERS = new Map<string | undefined, Browser>([
  ['Chrome', 'Chrome'],
  ['Chromium', 'Chrome'],
  ['Safari', 'Safari'],
  ['Firefox', 'Firefox'],
  ['Focus', 'Firefox'],
  ['Microsoft Edge', 'Edge'],
  ['Opera', 'Opera'],
  ['Opera Touch', 'Opera'],
  ['Samsung Internet for Android', 'Samsung Internet'],
]);
const SYSTEMS = new Map<string | undefined, System>([
  ['Windows', 'Windows'],
  ['macOS', 'macOS'],
  ['Linux', 'Linux'],
  ['Android', 'Android'],
  ['iOS', 'iOS'],
  ['Chrome OS', 'ChromeOS'],
]);
const DEVICES = new Map<string | undefined, Device>([
  ['desktop', 'desktop'],
  ['mobile', 'phone'],
  ['tablet', 'tablet'],
]);

/** Browser, system and device of a user agent that is not empty. */
export function browserOf(userAgent: string): { browser: Browser; os: System; device: Device } {
  const { browser, os, platform } = parse(userAgent);
  return {
    browser: BROWSERS.get(browser.name) ?? 'other',
    os: SYSTEMS.get(os.name) ?? 'other',
    device: DEVICES.get(platform.type) ?? 'other',
  };
}
