export { describeWithChromium } from './describe-with-chromium.ts';
export { openChromium, whyNoChromium, type ChromiumOptions } from './open-chromium.ts';
export { openTab, type Tab } from './open-tab.ts';
