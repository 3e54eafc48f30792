/**
 * What a link may lead to: an absolute `http`, `https` or `mailto` address. Judged on the address as it will stand in the page
 * (percent-encoded by the parser), so nothing is left in it that a browser would pass over, such as a line break within a scheme.
 */
const ALLOWED = /^(?:https?:\/\/[^\s/?#]|mailto:[^\s/?#])[\x21-\x7e]*$/i;

/** Whether a page may link to this address. All other links are shown as their text. */
export const isAllowedLink = (address: string): boolean => ALLOWED.test(address);

/** Says nothing of the target to its owner's credit: the people who write here do not speak for the site. */
export const LINK_RELATION = 'nofollow ugc noopener';
