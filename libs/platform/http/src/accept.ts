/** Whether Accept allows a media type (`application/json`). The most exact range decides, as RFC 9110 has it; none at all allows everything. */
export function accepts(header: string | undefined, type: string): boolean {
  if (header === undefined || header === '*/*' || header === type) return true;
  const ranges = header.slice(0, 2048).split(',').map(rangeOf);
  const family = `${type.split('/')[0]}/*`;
  for (const wanted of [type, family, '*/*']) {
    const range = ranges.find(({ name }) => name === wanted);
    if (range) return range.weight > 0;
  }
  return false;
}

function rangeOf(text: string): { name: string; weight: number } {
  const [name = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  return { name, weight: weight === undefined ? 1 : Number(weight.slice(2)) || 0 };
}
