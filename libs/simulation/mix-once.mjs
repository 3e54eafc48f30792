import { randomHistory } from '@stoa/simulation';
const h = await randomHistory(3, 2000); const m = {}; for (const e of h) m[e.type] = (m[e.type] ?? 0) + 1;
console.log(h.length, JSON.stringify(m)); for (let i=0;i<3;i++){ const t=performance.now(); await randomHistory(10+i,2000); console.log(Math.round(performance.now()-t)); }
