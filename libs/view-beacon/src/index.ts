export { VIEW_BEACON } from './view-beacon.min.ts';
