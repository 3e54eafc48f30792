/**
 * What a dashboard's page does with script; all of it is there without. It draws the chart from the table of points with uPlot, reads out
 * each point to mouse, keyboard and screen reader, makes a dragged stretch the period, and renews the page of what is live.
 */
export const ISLAND = `
(() => {
  'use strict';
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 2 });
  const clock = (s) => (s < 60 ? Math.round(s) + 's' : s % 60 ? Math.floor(s / 60) + 'm ' + Math.round(s % 60) + 's' : s / 60 + 'm');
  const formats = { count: (v) => compact.format(v), ratio: (v) => compact.format(v), seconds: clock, share: (v) => compact.format(v * 100) + '%' };
  const clockSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];
  const numberOf = (cell) => (cell && cell.dataset.value !== undefined ? Number(cell.dataset.value) : null);

  const chart = (figure) => {
    const rows = [...figure.querySelectorAll('.points tbody tr')];
    const place = figure.querySelector('.plot');
    if (rows.length < 2) return;
    const unit = figure.dataset.chart;
    const days = rows.map((row) => row.cells[0].dataset.at);
    const data = [rows.map((_, index) => index), rows.map((row) => numberOf(row.cells[1])), rows.map((row) => numberOf(row.cells[2]))];
    const words = rows.map((row) => row.cells[0].textContent + ': ' + row.cells[1].textContent + (row.cells[2] ? ', before ' + row.cells[2].textContent : ''));
    const read = document.createElement('p');
    const box = document.createElement('div');
    read.className = 'read';
    read.setAttribute('aria-hidden', 'true');
    let plot;
    let at = rows.length - 1;
    const tell = (index) => {
      at = index;
      read.textContent = words[index];
      box.setAttribute('aria-valuenow', index + 1);
      box.setAttribute('aria-valuetext', words[index]);
    };
    const draw = () => {
      if (plot) plot.destroy();
      const soft = color('--soft');
      const font = '13px ' + getComputedStyle(document.body).fontFamily;
      const axis = { stroke: soft, font, grid: { stroke: color('--line'), width: 1 }, ticks: { show: false } };
      const line = { stroke: color('--bar-line'), fill: color('--bar') + '8c', width: 2, points: { show: false } };
      const before = { stroke: color('--before'), width: 1.5, dash: [5, 4], points: { show: false } };
      plot = new uPlot({
        width: place.clientWidth,
        height: place.clientWidth < 500 ? 240 : 280,
        padding: [null, 30, null, null],
        legend: { show: false },
        cursor: { y: false, drag: { x: days[0].length === 10 && figure.dataset.bucket === 'time:day', y: false, setScale: false } },
        scales: { x: { time: false }, y: { range: (_, least, most) => [0, most > 0 ? most * 1.05 : 1] } },
        series: [{}, line, before].slice(0, rows[0].cells[2] ? 3 : 2),
        axes: [
          { ...axis, size: 30, grid: { show: false }, space: 80, incrs: [1, 2, 3, 4, 5, 6, 7, 10, 14, 21, 28, 30, 60, 90, 120], values: (_, ticks) => ticks.map((tick) => (rows[tick] ? rows[tick].cells[0].dataset.short : '')) },
          { ...axis, size: 52, space: 48, ...(unit === 'seconds' ? { incrs: clockSteps } : unit === 'count' ? { incrs: [1, 2, 5].flatMap((n) => [n, n * 10, n * 100, n * 1e3, n * 1e4, n * 1e5, n * 1e6, n * 1e7, n * 1e8]).sort((a, b) => a - b) } : {}), values: (_, ticks) => ticks.map(formats[unit]) },
        ],
        hooks: {
          setCursor: [({ cursor }) => cursor.idx === null || cursor.idx === undefined || tell(cursor.idx)],
          setSelect: [(self) => self.select.width > 4 && zoom(self.posToIdx(self.select.left), self.posToIdx(self.select.left + self.select.width))],
        },
      }, data.slice(0, rows[0].cells[2] ? 3 : 2), box);
    };
    const zoom = (first, last) => {
      const form = document.querySelector('form:has(input[name=from])');
      if (!form) return;
      form.elements.from.value = days[first];
      form.elements.to.value = days[last];
      form.requestSubmit();
    };
    const show = (index) => {
      tell(index);
      plot.setCursor({ left: plot.valToPos(index, 'x'), top: 0 });
    };
    box.tabIndex = 0;
    box.setAttribute('role', 'slider');
    box.setAttribute('aria-label', figure.querySelector('h2').textContent);
    box.setAttribute('aria-valuemin', '1');
    box.setAttribute('aria-valuemax', rows.length);
    box.addEventListener('focus', () => box.matches(':focus-visible') && show(at));
    box.addEventListener('keydown', (event) => {
      const to = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, PageDown: at - 7, PageUp: at + 7, Home: 0, End: rows.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      show(Math.min(rows.length - 1, Math.max(0, to)));
    });
    tell(at);
    place.append(box, read);
    draw();
    place.classList.add('drawn');
    new ResizeObserver(() => plot.setSize({ width: place.clientWidth, height: place.clientWidth < 500 ? 240 : 280 })).observe(place);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  };

  const timezone = () => {
    const input = document.querySelector('input[name=tz][list]');
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!input || !own || own === input.value) return;
    const button = document.createElement('button');
    button.type = 'submit';
    button.textContent = 'Use ' + own + ', this browser’s';
    button.addEventListener('click', () => (input.value = own));
    input.form.append(button);
  };

  const live = (page) => setInterval(async () => {
    if (document.hidden || page.contains(document.activeElement)) return;
    try {
      const response = await fetch(location.href, { headers: { accept: 'text/html' } });
      if (!response.ok) return;
      const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('.live');
      if (fresh) page.replaceChildren(...fresh.childNodes);
    } catch {} // the next one may come
  }, Number(page.dataset.live) * 1000);

  document.querySelectorAll('figure[data-chart]').forEach(chart);
  document.querySelectorAll('[data-live]').forEach(live);
  timezone();
})();
`.trim();
