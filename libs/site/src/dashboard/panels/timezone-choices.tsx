import type { VNode } from 'preact';

/** One of each offset, to choose from; any IANA name can be typed. */
const ZONES = [
  'UTC',
  'Pacific/Honolulu',
  'America/Los_Angeles',
  'America/Denver',
  'America/Chicago',
  'America/New_York',
  'America/Sao_Paulo',
  'Europe/London',
  'Europe/Berlin',
  'Europe/Istanbul',
  'Africa/Cairo',
  'Africa/Lagos',
  'Africa/Nairobi',
  'Asia/Dubai',
  'Asia/Karachi',
  'Asia/Kolkata',
  'Asia/Dhaka',
  'Asia/Jakarta',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Pacific/Auckland',
];

export const TimezoneChoices = ({ id }: { id: string }): VNode => (
  <datalist id={id}>
    {ZONES.map((zone) => (
      <option value={zone} />
    ))}
  </datalist>
);
