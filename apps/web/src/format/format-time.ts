/** Moments, in the zone of whoever reads. The zone is an argument so that tests need no machine in another zone. */

/** formatMoment writes a moment for a table: the time today, else the day too, else the year too. */
export function formatMoment(moment: Date, now: Date, timeZone?: string): string {
  const part = (options: Intl.DateTimeFormatOptions, of: Date) =>
    formatter({ ...options, timeZone }).format(of);
  const time = part({ hour: '2-digit', minute: '2-digit' }, moment);
  const day = (of: Date) => part({ dateStyle: 'short' }, of);
  if (day(moment) === day(now)) return time;
  const sameYear = part({ year: 'numeric' }, moment) === part({ year: 'numeric' }, now);
  return `${part({ day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }, moment)}, ${time}`;
}

/** describeMoment writes a moment in full, with its zone. */
export function describeMoment(moment: Date, timeZone?: string): string {
  return formatter({ dateStyle: 'full', timeStyle: 'long', timeZone }).format(moment);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter takes a hundred times as long as using it, and a list writes hundreds of moments. */
function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const known = formatters.get(key) ?? new Intl.DateTimeFormat('en-GB', options);
  formatters.set(key, known);
  return known;
}
